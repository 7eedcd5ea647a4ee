// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "engine/facade/connections.h"

namespace berth::engine {

/// See ToolCommands::testAddress(). On the engine's executor.
net::asio::awaitable<void> testGatewayAddress(Engine &engine, std::string instanceId,
                                              base::Secret token,
                                              std::function<void(ConnectionTestStep)> deliver);

} // namespace berth::engine
