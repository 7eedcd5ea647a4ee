// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/command.h"
#include "redis/connect_options.h"
#include "redis/wire.h"

// Internal to redis/.
namespace berth::redis {

/// Connects, shakes hands, logs in and selects the database; by options.connectTimeout.
net::Task<std::shared_ptr<Wire>> openWire(net::asio::any_io_executor executor,
                                          ConnectOptions options);

} // namespace berth::redis
