// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_server.h"
#include "net/message_parser.h"
#include "net/next_turn.h"
#include "net/transport.h"
#include "net/wakeup.h"

#include <boost/asio/cancellation_signal.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

// Internal to net/.
namespace berth::net {

/// One accepted connection: reads requests, calls the handler, writes answers, until it ends.
class ServerConnection final : public std::enable_shared_from_this<ServerConnection>,
                               private ServerExchange
{
public:
    using Ended = std::function<void(const std::shared_ptr<ServerConnection> &)>;

    ServerConnection(Socket socket, std::string peer,
                     std::shared_ptr<const HttpServer::Handler> handler,
                     std::shared_ptr<NextTurn> nextTurn, HttpServer::Options options,
                     const std::shared_ptr<asio::ssl::context> &tls);

    /// Runs the connection; `ended` is called once, at its end.
    void start(Ended ended);
    /// Cancels a running handler and closes.
    void stop();

private:
    class CallerStream;
    class ReadHandler;

    /// What comes next for the connection.
    enum class Step
    {
        Wait, ///< for more of the head
        Handle,
        Refuse, ///< with m_refusal
        Drain,  ///< the rest of the body
        Next,   ///< request
        End
    };

    enum class Answer
    {
        None,
        Streaming,
        Done
    };

    const std::string &method() const override
    {
        return m_parser->method;
    }
    const std::string &target() const override
    {
        return m_parser->target;
    }
    const Headers &headers() const override
    {
        return m_parser->headers;
    }
    std::string peer() const override
    {
        return m_peer;
    }
    Task<std::string> readBody(std::size_t limit) override;
    Task<std::string> readSome() override;
    std::string takeArrived() override;
    Task<> respond(HttpResponse response) override;
    Task<> start(HttpResponseHead head) override;
    Task<> start(HttpResponseHead head, std::string_view firstBytes) override;
    Task<> write(std::string_view bytes) override;
    Task<> finish() override;
    Task<std::unique_ptr<RawStream>> upgrade(HttpResponseHead head) override;
    Task<> waitForClose() override;
    void cancelOnClose() override;
    void abort() override
    {
        stop();
    }

    asio::awaitable<void> run();
    asio::awaitable<bool> shakeHands();
    void beginRequest();
    Step readHead();
    asio::awaitable<void> refuse();
    Step afterHandler();
    asio::awaitable<bool> drainBody();
    asio::awaitable<void> linger();
    int checkHead() const;

    asio::awaitable<ErrorCodeOf> fill();
    void startReading();
    void onRead(ErrorCodeOf error, std::size_t size);
    void onPeerClosed();
    void readAhead();
    void readAheadSoon();

    Task<std::string> nextPiece();
    Task<std::string> wholeBody(std::size_t limit);
    Task<> sendContinue();
    template <typename Prepare>
    Task<> send(Prepare prepare);
    base::Result<Transport::Pieces> prepareResponse(HttpResponse &response);
    base::Result<Transport::Pieces> prepareHead(HttpResponseHead &head,
                                                std::string_view firstBytes);
    base::Result<Transport::Pieces> preparePiece(std::string_view bytes);
    base::Result<Transport::Pieces> prepareEnd();
    Task<std::unique_ptr<RawStream>> switchProtocols(HttpResponseHead head);
    bool sendAtOnce(const Transport::Pieces &pieces, Transport::Written &written);
    Task<> sendRest(Transport::Pieces pieces, Transport::Written written);
    Task<> awaitClose();
    void appendHead(int status, const Headers &headers);
    bool isHead() const
    {
        return m_parser->method == "HEAD";
    }

    std::shared_ptr<Transport> m_transport;
    std::shared_ptr<Watchdog> m_lookout;
    std::string m_peer;
    std::shared_ptr<const HttpServer::Handler> m_handler;
    std::shared_ptr<NextTurn> m_nextTurn;
    HttpServer::Options m_options;
    asio::cancellation_signal m_cancel;

    beast::flat_buffer m_buffer;
    std::optional<RequestParser> m_parser;
    Wakeup m_readDone;
    Wakeup m_closed;
    ErrorCodeOf m_readError;
    bool m_isReading = false;
    bool m_hasBegun = false; ///< some of a head has come
    int m_refusal = 0;       ///< status
    bool m_peerClosed = false;
    bool m_cancelOnClose = false;

    Answer m_answer = Answer::None;
    std::string m_out; ///< reused for every head and chunk frame
    std::uint64_t m_bytesLeft = 0;
    bool m_isChunked = false;
    bool m_hasLength = false;
    bool m_hasNoBody = false;
    bool m_keepAlive = true;
    bool m_expectsContinue = false;
};

} // namespace berth::net
