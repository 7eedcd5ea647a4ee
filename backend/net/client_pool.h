// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_client.h"
#include "net/message_parser.h"
#include "net/next_turn.h"
#include "net/transport.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Internal to net/.
namespace berth::net {

/// What a broken operation on `transport` means: Timeout, Cancelled or ConnectionLost.
base::Error ioError(const Transport &transport, ErrorCodeOf error,
                    const asio::cancellation_state &state);
asio::awaitable<base::Error> ioError(const Transport &transport, ErrorCodeOf error);

struct Deadlines
{
    SteadyClock::time_point whole = SteadyClock::time_point::max();
    std::chrono::milliseconds head{0}; ///< counted from the end of the request; zero: no limit

    static Deadlines wholeWithin(std::chrono::milliseconds time);
    static Deadlines headWithin(std::chrono::milliseconds time);
    SteadyClock::time_point headFromNow() const;
};

struct ClientConnection
{
    std::shared_ptr<Transport> transport;
    beast::flat_buffer buffer;
    bool isReused = false;
};

/// Connections of one HttpClient that wait for their next request.
class ClientPool : public std::enable_shared_from_this<ClientPool>
{
public:
    ClientPool(asio::any_io_executor executor, Endpoint endpoint, HttpClient::Options options);

    const Endpoint &endpoint() const
    {
        return m_endpoint;
    }
    const std::string &hostHeader() const
    {
        return m_hostHeader;
    }
    /// The proxy that is asked for whole URLs; null when requests go to the server itself.
    const Proxy *forwarder() const
    {
        const bool forwards = m_options.proxy && m_endpoint.kind == Endpoint::Kind::Tcp;
        return forwards ? &*m_options.proxy : nullptr;
    }
    const HttpClient::Options &options() const
    {
        return m_options;
    }

    NextTurn &nextTurn()
    {
        return m_nextTurn;
    }

    /// One that was used before and still stands, or none.
    std::unique_ptr<ClientConnection> reuse();
    static Task<std::unique_ptr<ClientConnection>> open(std::shared_ptr<ClientPool> self,
                                                        SteadyClock::time_point deadline);
    void recycle(std::unique_ptr<ClientConnection> connection);
    void discard(std::unique_ptr<ClientConnection> connection);
    /// The connection was taken over by somebody else.
    void forget(std::unique_ptr<ClientConnection> connection);
    /// Room for the text of a request: that of one before, where there is any.
    std::string takeRoom();
    void giveRoom(std::string room);
    /// Closes what is idle; what is in use closes when it is given back.
    void shutDown();

private:
    static Task<std::shared_ptr<Transport>> connect(std::shared_ptr<ClientPool> self,
                                                    SteadyClock::time_point deadline);
    base::Result<std::shared_ptr<asio::ssl::context>> makeTls() const;
    void countDown();
    void restSoon();
    void rest();

    asio::any_io_executor m_executor;
    NextTurn m_nextTurn;
    Endpoint m_endpoint;
    HttpClient::Options m_options;
    std::string m_hostHeader;
    std::shared_ptr<asio::ssl::context> m_tls;
    std::vector<std::unique_ptr<ClientConnection>> m_idle;
    std::vector<std::string> m_rooms;
    std::size_t m_active = 0;
    asio::steady_timer m_restTimer;
    bool m_restsSoon = false;
    bool m_isShutDown = false;
};

/// One request and its response. Shared between the stream handed out and pending coroutines.
class ClientExchange
{
public:
    using BodySource = HttpClient::BodySource;
    using Self = std::shared_ptr<ClientExchange>;

    /// `room`: headers that nobody needs any more, for those of the answer.
    ClientExchange(std::shared_ptr<ClientPool> pool, std::unique_ptr<ClientConnection> connection,
                   bool expectsNoBody, Headers room);
    ~ClientExchange();
    ClientExchange(const ClientExchange &) = delete;
    ClientExchange &operator=(const ClientExchange &) = delete;

    /// Sends the request and reads the head of the answer.
    static Task<std::unique_ptr<HttpStream>> open(std::shared_ptr<ClientPool> pool,
                                                  HttpRequest request, BodySource body,
                                                  Deadlines deadlines);

    int status() const
    {
        return m_parser->status;
    }
    Headers takeHeaders()
    {
        return std::move(m_parser->headers);
    }
    static Task<std::string> read(Self self);
    static Task<std::string> readAll(Self self, std::size_t limit);
    std::string takeArrived();
    bool atEnd() const
    {
        return m_parser->is_done() && m_parser->body().empty();
    }
    /// Gives the connection back, or closes it when the body was not read to its end.
    void abandon();
    /// Takes the connection and what was read past the head.
    std::pair<std::shared_ptr<Transport>, std::string> release();

private:
    struct Outgoing
    {
        std::string head; ///< and the first chunk's size
        std::string body;
        BodySource more;
        Headers used; ///< they stand in `head`
        bool isChunked = false;
        bool isIdempotent = false;
        bool expectsNoBody = false;
    };

    static base::Result<Outgoing> prepare(ClientPool &pool, HttpRequest &&request,
                                          BodySource &&body);
    static Task<> attempt(const Self &self, const Outgoing &outgoing, Deadlines deadlines);
    static Transport::Pieces piecesOf(const Outgoing &outgoing);
    bool sendAtOnce(const Outgoing &outgoing, Transport::Written &written);
    static Task<> sendRest(Self self, const Outgoing &outgoing, Transport::Written written);
    static Task<> sendMore(Self self, const Outgoing &outgoing);
    void expectHead(Headers room);
    base::Result<bool> parseHead();
    base::Status took(ErrorCodeOf error, std::size_t size, const asio::cancellation_state &state);
    static Task<bool> fill(Self self);
    bool mayRetry(const Outgoing &outgoing) const;
    base::Error protocolError(const ErrorCodeOf &error) const;

    std::shared_ptr<ClientPool> m_pool;
    std::unique_ptr<ClientConnection> m_connection;
    std::shared_ptr<Transport> m_transport; ///< keeps a closed one alive under a pending read
    std::optional<ResponseParser> m_parser;
    bool m_expectsNoBody = false;
    bool m_wasReused = false;
    bool m_wasSent = false;
    bool m_gotByte = false;
    bool m_isAbandoned = false;
};

} // namespace berth::net
