// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/bridge_sessions.h"
#include "net/http_server.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace berth::gateway {

class BridgeServer;

/// The transport before Streamable HTTP (2024-11-05, basic/transports, "HTTP with SSE"): GET /sse
/// is the client's only stream, whose first event names the address to post messages to. Confined
/// to one executor.
class SseTransport
{
public:
    static constexpr std::string_view streamPath = "/sse";
    static constexpr std::string_view messagePath = "/message";

    SseTransport(net::asio::any_io_executor executor, BridgeServer &core);

    /// Whether the request's path is one of this transport.
    static bool isFor(const net::ServerExchange &exchange);
    /// The stream that a posted message belongs to; empty when it names none.
    static std::string streamOf(const net::ServerExchange &exchange);
    net::asio::awaitable<void> handle(net::ServerExchange &exchange);
    bool hasStream(std::string_view id) const
    {
        return m_pipes.find(id) != m_pipes.end();
    }
    void close();

private:
    struct Pipe
    {
        std::shared_ptr<EventStream> stream;
        SessionPtr session; ///< since initialize
    };
    using PipePtr = std::shared_ptr<Pipe>;
    class Registration;

    net::asio::awaitable<void> open(net::ServerExchange &exchange);
    net::asio::awaitable<void> post(net::ServerExchange &exchange);
    net::asio::awaitable<void> take(PipePtr pipe, RpcMessage message);

    net::asio::any_io_executor m_executor;
    BridgeServer &m_core;
    std::map<std::string, PipePtr, std::less<>> m_pipes;
};

} // namespace berth::gateway
