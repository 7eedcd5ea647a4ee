// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "sandbox/sandbox.h"

#include <memory>
#include <string>

namespace berth::app {

/// Fills a sandbox: runs the echo server, asks for a `url` instance at its address over Redis as a
/// platform does, and prints the variables for a platform. Confined to the engine's executor.
class SandboxStage final : public engine::Observer
{
public:
    /// Gets the variables that were printed.
    using Ready = std::function<void(const base::Secret &variables)>;

    SandboxStage(net::asio::any_io_executor executor, std::shared_ptr<engine::Engine> engine,
                 const Sandbox &sandbox, Ready ready);
    ~SandboxStage() override;
    SandboxStage(const SandboxStage &) = delete;
    SandboxStage &operator=(const SandboxStage &) = delete;

    net::asio::awaitable<void> run();

    void instanceChanged(const engine::InstanceSnapshot &view) override;
    void connectionsChanged(const std::vector<engine::ConnectionSnapshot> &) override;

private:
    void goOn();
    net::Task<> publish(std::string endpoint);
    void tell();

    net::asio::any_io_executor m_executor;
    std::shared_ptr<engine::Engine> m_engine;
    const Sandbox &m_sandbox;
    Ready m_ready;
    std::string m_echoId;
    bool m_asked = false;
    bool m_told = false;
};

} // namespace berth::app
