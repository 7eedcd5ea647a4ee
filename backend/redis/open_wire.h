// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/command.h"
#include "redis/connect_options.h"
#include "redis/wire.h"

// Internal to redis/.
namespace berth::redis {

using TlsContext = std::shared_ptr<net::asio::ssl::context>;

/// The certificates that options.tls names; none for an address without TLS.
base::Result<TlsContext> makeTls(const ConnectOptions &options);

/// Logs in, selects the database and names the connection. `wire` must outlive it.
net::Task<> prepareWire(Wire &wire, ConnectOptions options);

/// Connects, shakes hands, logs in and selects the database; by options.connectTimeout.
net::Task<std::shared_ptr<Wire>> openWire(net::asio::any_io_executor executor,
                                          ConnectOptions options);

} // namespace berth::redis
