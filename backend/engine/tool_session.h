// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "engine/facade/tool_calls.h"

#include <memory>
#include <string>

namespace berth::engine {

/// A ToolCall on the GUI thread with its other half on the engine's thread, where an MCP client
/// calls through the gateway.
class ToolSession final : public ToolCall
{
    Q_OBJECT
public:
    struct Request
    {
        std::string instanceId;
        std::string tool;
        base::Json arguments;
    };

    /// `engine` may be null while none is attached: the call then ends at once.
    ToolSession(std::shared_ptr<Engine> engine, net::asio::any_io_executor executor,
                Request request);
    ~ToolSession() override;

    void cancel() override;
    void answer(int question, std::optional<base::Json> content) override;

private:
    class Runner;

    void deliver();

    std::shared_ptr<Runner> m_runner; ///< null: there is no engine
    net::asio::any_io_executor m_executor;
};

} // namespace berth::engine
