// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "echo/echo_server.h"
#include "net/http_server.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace berth::echo {

/// Streamable HTTP on /mcp, and /health for plain health checks. Confined to one executor.
class HttpFront
{
public:
    HttpFront(const asio::any_io_executor &executor, EchoServer &server);

    /// Port 0 takes a free one; returns the port.
    base::Result<std::uint16_t> listen(const std::string &address, std::uint16_t port);

private:
    asio::awaitable<void> handle(net::ServerExchange &exchange);
    asio::awaitable<void> handlePost(net::ServerExchange &exchange);
    asio::awaitable<void> handleDelete(net::ServerExchange &exchange);
    asio::awaitable<void> answer(net::ServerExchange &exchange, std::shared_ptr<Client> client,
                                 Message message);
    /// The session a legacy message belongs to; `initialize` opens one.
    tl::expected<std::shared_ptr<Client>, RpcError> clientFor(const Message &message,
                                                              const net::Headers &headers) const;
    std::string openSession(std::shared_ptr<Client> client);

    EchoServer &m_server;
    net::HttpServer m_http;
    std::map<std::string, std::shared_ptr<Client>> m_sessions;
    std::deque<std::string> m_sessionOrder; ///< oldest first
};

} // namespace berth::echo
