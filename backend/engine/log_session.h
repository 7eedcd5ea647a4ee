// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "engine/facade/engine_facade.h"
#include "engine/wake_signal.h"

#include <memory>
#include <string>

namespace berth::engine {

/// A LogFollower on the GUI thread with its other half on the engine's thread. Follows the
/// instance from container to container; lines cross over in batches.
class LogSession final : public LogFollower
{
    Q_OBJECT
public:
    LogSession(std::shared_ptr<Engine> engine, net::asio::any_io_executor executor,
               std::string instanceId, int tail, bool masked);
    ~LogSession() override;

private:
    class Reader;

    void deliver();

    std::shared_ptr<Reader> m_reader;
    net::asio::any_io_executor m_executor;
};

} // namespace berth::engine
