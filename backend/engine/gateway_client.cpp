// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway_client.h"

namespace berth::engine {

using base::ErrorCode;

base::Result<mcp::McpClient> gatewayClient(Engine &engine, net::asio::any_io_executor executor,
                                           const std::string &instanceId,
                                           mcp::McpClient::Options options)
{
    const auto view = engine.instance(instanceId);
    if (!view) {
        return base::fail(ErrorCode::NotFound, "There is no such instance any more.");
    }
    auto gateway = engine.ownGateway();
    if (view->address.empty() || !gateway) {
        return base::fail(ErrorCode::Unavailable,
                          "The gateway has no address, so " + view->instance.name +
                              " cannot be reached. The status bar says why.");
    }
    options.path = "/mcp/" + view->instance.slug;
    options.pinnedFingerprint = std::move(gateway->fingerprint);
    return mcp::McpClient(std::move(executor), std::move(gateway->endpoint), std::move(options));
}

} // namespace berth::engine
