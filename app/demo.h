// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

#include <memory>
#include <string>

namespace berth::app {

/// Runs the echo server that comes with Berth and says on standard output where it answers, or on
/// standard error why it does not. Confined to the engine's executor.
class Demo final : public engine::Observer
{
public:
    explicit Demo(std::shared_ptr<engine::Engine> engine);
    ~Demo() override;
    Demo(const Demo &) = delete;
    Demo &operator=(const Demo &) = delete;

    net::asio::awaitable<void> run();

    void instanceChanged(const engine::InstanceSnapshot &view) override;

private:
    std::shared_ptr<engine::Engine> m_engine;
    std::string m_instanceId;
    bool m_told = false;
};

} // namespace berth::app
