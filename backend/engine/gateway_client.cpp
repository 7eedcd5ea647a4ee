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
    if (view->address.empty()) {
        return base::fail(ErrorCode::Unavailable,
                          "The gateway has no address, so " + view->instance.name +
                              " cannot be reached. The status bar says why.");
    }
    auto url = net::parseUrl(view->address);
    if (!url) {
        return base::fail(std::move(url.error()));
    }
    options.path = url->target;
    // This process listens there, with a certificate that nobody else need know.
    options.verifyCertificates = false;
    return mcp::McpClient(std::move(executor), url->endpoint, std::move(options));
}

} // namespace berth::engine
