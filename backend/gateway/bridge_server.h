// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/bridge_sessions.h"
#include "gateway/session_translation.h"
#include "gateway/sse_transport.h"
#include "gateway/stateless_bridge.h"
#include "net/http_server.h"

#include <memory>
#include <optional>
#include <string>

namespace berth::gateway {

/// A Streamable HTTP server (2025-03-26 to 2026-07-28) in front of one server that speaks stdio.
/// All clients share it; none sees what is another's. Confined to one executor.
class BridgeServer : public std::enable_shared_from_this<BridgeServer>
{
public:
    BridgeServer(net::asio::any_io_executor executor, StdioServer server);

    /// Runs until the server's stream ends or close(); says why.
    net::asio::awaitable<base::Error> run();
    void close();
    net::asio::awaitable<void> handle(net::ServerExchange &exchange);
    /// The same when the message has been read and its head approved.
    net::asio::awaitable<void> serve(net::ServerExchange &exchange, RpcMessage message);
    /// By the header of Streamable HTTP, or by the name of a stream of the older transport.
    bool hasSession(std::string_view id) const
    {
        return m_sessions.contains(id) || m_sse.hasStream(id);
    }
    std::size_t sessionCount() const
    {
        return m_sessions.count();
    }
    bool isBusy() const
    {
        return !m_backend->calls().empty();
    }

private:
    friend class SseTransport;

    using Refusal = tl::unexpected<net::HttpResponse>;
    template <typename T>
    using OrRefusal = tl::expected<T, net::HttpResponse>;

    void onServerRequest(const RpcMessage &request);
    net::asio::awaitable<void> post(net::ServerExchange &exchange);
    net::asio::awaitable<void> listen(net::ServerExchange &exchange);
    net::HttpResponse remove(const net::ServerExchange &exchange);
    net::asio::awaitable<void> take(net::ServerExchange &exchange, RpcMessage message);
    net::HttpResponse initialize(const RpcMessage &message);
    /// Opens a session; `reply` becomes the answer to initialize.
    SessionPtr greet(const RpcMessage &message, std::string &reply);
    net::asio::awaitable<void> call(net::ServerExchange &exchange, SessionPtr session,
                                    RpcMessage request);
    net::asio::awaitable<std::string> answerHere(SessionPtr session, RpcMessage &request);
    net::Task<> pass(SessionPtr session, RpcMessage request, std::shared_ptr<EventStream> events);
    net::asio::awaitable<void> answer(net::ServerExchange &exchange, SessionPtr session,
                                      std::shared_ptr<EventStream> events);

    OrRefusal<SessionPtr> sessionOf(const net::Headers &headers);
    OrRefusal<std::shared_ptr<EventStream>> streamToRead(BridgeSession &session,
                                                         const net::Headers &headers);

    StdioServer m_server;
    std::shared_ptr<StdioBackend> m_backend;
    BridgeSessions m_sessions;
    std::shared_ptr<SessionTranslation> m_translation;
    StatelessBridge m_stateless;
    SseTransport m_sse;
    base::Error m_end;
};

} // namespace berth::gateway
