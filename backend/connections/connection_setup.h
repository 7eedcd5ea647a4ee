// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/platform_client.h"
#include "model/connection.h"
#include "redis/connect_options.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::connections {

/// What is heard on a connection: all of AgentArea's channels (contract section 4).
inline constexpr const char *heardPattern = "MCPServer*";

/// Reads a secret by its key in the store. Nothing stored: SecretMissing, or an empty secret.
using SecretSource = std::function<net::Task<base::Secret>(std::string key)>;

/// How the connection's Redis is reached. `password` stands for the stored one when given.
/// InvalidArgument names the part of the URL; a store that cannot be read is its error.
net::Task<redis::ConnectOptions> redisOptions(const model::Connection &connection,
                                              const SecretSource &secrets,
                                              std::optional<base::Secret> password = {});

/// A client of the connection's REST API, null when it has none. `token` stands for the stored one
/// when given.
net::Task<std::unique_ptr<PlatformClient>> platformOf(net::asio::any_io_executor executor,
                                                      const model::Connection &connection,
                                                      const SecretSource &secrets,
                                                      std::optional<base::Secret> token = {});

} // namespace berth::connections
