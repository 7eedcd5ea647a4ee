// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_server.h"

namespace berth::gateway {

/// A server inside this process that answers on the gateway's executor, so that a call to it needs
/// no connection.
class LocalService
{
public:
    virtual ~LocalService() = default;

    /// Keeps itself until it has answered.
    virtual net::asio::awaitable<void> handle(net::ServerExchange &exchange) = 0;
};

} // namespace berth::gateway
