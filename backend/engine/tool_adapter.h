// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine_link.h"
#include "engine/facade/tool_calls.h"

namespace berth::engine {

/// ToolCommands over a real engine. Lives on the GUI thread.
class ToolAdapter final : public ToolCommands
{
public:
    explicit ToolAdapter(EngineLink &link)
        : m_link(link)
    {}

    std::unique_ptr<ToolCall> callTool(std::string instanceId, std::string tool,
                                       base::Json arguments) override;
    QFuture<ConnectionTestStep> testAddress(std::string instanceId, base::Secret token) override;

private:
    EngineLink &m_link;
};

} // namespace berth::engine
