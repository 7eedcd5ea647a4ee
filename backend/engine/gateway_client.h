// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "mcp/mcp_client.h"

namespace berth::engine {

/// A client of the instance behind the gateway, as any other program of this machine would be.
/// NotFound, or Unavailable while the gateway does not listen. On the engine's executor.
base::Result<mcp::McpClient> gatewayClient(Engine &engine, net::asio::any_io_executor executor,
                                           const std::string &instanceId,
                                           mcp::McpClient::Options options);

} // namespace berth::engine
