// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/tool_adapter.h"

#include "engine/address_test.h"
#include "engine/tool_session.h"

namespace berth::engine {

std::unique_ptr<ToolCall> ToolAdapter::callTool(std::string instanceId, std::string tool,
                                                base::Json arguments)
{
    return std::make_unique<ToolSession>(
        m_link.engine(), m_link.executor(),
        ToolSession::Request{std::move(instanceId), std::move(tool), std::move(arguments)});
}

QFuture<ConnectionTestStep> ToolAdapter::testAddress(std::string instanceId, base::Secret token)
{
    return m_link.stream<ConnectionTestStep>(
        [instanceId = std::move(instanceId), token = std::move(token)](Engine &engine,
                                                                       auto deliver) mutable {
            return testGatewayAddress(engine, std::move(instanceId), std::move(token),
                                      std::move(deliver));
        });
}

} // namespace berth::engine
