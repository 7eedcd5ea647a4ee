// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/server_connection.h"

#include "base/bytes.h"
#include "net/quiet.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>

namespace berth::net {

namespace {

constexpr int badRequest = 400;
constexpr int expectationFailed = 417;
constexpr int headTooLarge = 431;
constexpr int serverError = 500;
constexpr int versionNotSupported = 505;
/// What is read and thrown away of a body nobody asked for, before the connection is given up.
constexpr std::size_t drainLimit = 256 * base::kibibyte;

std::size_t countFields(const Headers &headers, std::string_view name)
{
    return static_cast<std::size_t>(
        std::count_if(headers.fields().begin(), headers.fields().end(),
                      [name](const auto &field) { return sameHeaderName(field.first, name); }));
}

bool isAcceptableTarget(std::string_view method, std::string_view target)
{
    return target.starts_with('/') || target.starts_with("http://") ||
           target.starts_with("https://") || (method == "OPTIONS" && target == "*");
}

} // namespace

ServerConnection::ServerConnection(Socket socket, std::string peer,
                                   std::shared_ptr<const HttpServer::Handler> handler,
                                   std::shared_ptr<NextTurn> nextTurn, HttpServer::Options options,
                                   const std::shared_ptr<asio::ssl::context> &tls)
    : m_transport(std::make_shared<Transport>(std::move(socket)))
    , m_peer(std::move(peer))
    , m_handler(std::move(handler))
    , m_nextTurn(std::move(nextTurn))
    , m_options(options)
    , m_readDone(m_transport->socket().get_executor())
    , m_closed(m_transport->socket().get_executor())
{
    if (tls) {
        m_transport->startTls(tls);
    }
    m_transport->setPeerName(m_peer.empty() ? "The caller" : "The caller at " + m_peer);
}

void ServerConnection::start(Ended ended)
{
    m_lookout =
        std::make_shared<Watchdog>(m_transport->socket().get_executor(), [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->readAhead();
            }
        });
    asio::co_spawn(
        m_transport->socket().get_executor(), [self = shared_from_this()] { return self->run(); },
        asio::bind_cancellation_slot(
            m_cancel.slot(),
            [self = shared_from_this(), ended = std::move(ended)](const std::exception_ptr &) {
                self->m_transport->close();
                ended(self);
            }));
}

void ServerConnection::stop()
{
    // Asio hands a cancellation on through the executor, and its target lives here.
    asio::dispatch(m_transport->socket().get_executor(), [self = shared_from_this()] {
        self->m_cancel.emit(asio::cancellation_type::terminal);
    });
    m_transport->close();
}

// One coroutine from request to request: a small call pays for each that is entered on its way.
asio::awaitable<void> ServerConnection::run()
{
    co_await asio::this_coro::throw_if_cancelled(false);
    m_transport->watchdog().expireAfter(m_options.headTimeout);
    const bool isGreeted = co_await shakeHands();
    Step step = isGreeted ? Step::Next : Step::End;
    while (step == Step::Next) {
        beginRequest();
        step = readHead();
        for (bool isFirst = true; step == Step::Wait; isFirst = false) {
            if (isFirst) {
                // By then the next request is often there, and one read gets it.
                co_await m_nextTurn->come();
            } else {
                startReading();
                co_await m_readDone.asyncWait(asTuple);
            }
            const auto state = co_await asio::this_coro::cancellation_state;
            step = wasCancelled(state) ? Step::End : readHead();
        }
        if (step == Step::Handle) {
            co_await asio::this_coro::throw_if_cancelled(true);
            try {
                co_await (*m_handler)(*this);
            } catch (const std::exception &) {
                // What was thrown is the handler's defect; the caller sees a 500 without its text.
                m_keepAlive = false;
            }
            co_await asio::this_coro::throw_if_cancelled(false);
            step = afterHandler();
        }
        if (step == Step::Drain) {
            const bool isDrained = co_await drainBody();
            step = isDrained ? Step::Next : Step::End;
        }
    }
    if (step == Step::Refuse) {
        co_await refuse();
    }
    if (!m_peerClosed && m_transport->isOpen()) {
        co_await linger();
    }
}

asio::awaitable<bool> ServerConnection::shakeHands()
{
    if (!m_transport->isTls()) {
        co_return true;
    }
    const auto [error] =
        co_await m_transport->tls().async_handshake(asio::ssl::stream_base::server, asTuple);
    if (error) {
        m_transport->close(); // no TLS, so there is no way to say why
    }
    co_return !error;
}

void ServerConnection::beginRequest()
{
    m_parser.emplace(m_options.maxHeadBytes, m_parser ? std::move(m_parser->headers) : Headers());
    m_answer = Answer::None;
    m_cancelOnClose = false;
    m_keepAlive = false;
    m_hasBegun = false;
}

/// Takes the head from what has arrived.
ServerConnection::Step ServerConnection::readHead()
{
    if (m_isReading || (m_buffer.size() == 0 && !m_readError)) {
        return Step::Wait;
    }
    if (const auto error = m_parser->consume(m_buffer)) {
        m_refusal = error == http::error::header_limit  ? headTooLarge
                    : error == http::error::bad_version ? versionNotSupported
                                                        : badRequest;
        return Step::Refuse;
    }
    if (!m_parser->is_header_done()) {
        if (m_readError) {
            return Step::End;
        }
        if (!std::exchange(m_hasBegun, true)) {
            m_transport->watchdog().expireAfter(m_options.headTimeout);
        }
        return Step::Wait;
    }
    m_transport->watchdog().expireNever();
    m_refusal = checkHead();
    if (m_refusal != 0) {
        return Step::Refuse;
    }
    m_keepAlive = m_parser->keep_alive();
    m_expectsContinue = m_parser->headers.contains("Expect") && !m_parser->is_done();
    return Step::Handle;
}

/// What Beast lets through and HTTP does not; zero when all is well.
int ServerConnection::checkHead() const
{
    const auto &headers = m_parser->headers;
    const std::size_t hosts = countFields(headers, "Host");
    const bool isOld = m_parser->httpVersion < 11;
    if (hosts > 1 || (hosts == 0 && !isOld)) {
        return badRequest;
    }
    if (isOld && headers.contains("Transfer-Encoding")) {
        return badRequest;
    }
    if (!isAcceptableTarget(m_parser->method, m_parser->target)) {
        return badRequest;
    }
    const auto expect = headers.get("Expect");
    if (expect && !sameHeaderName(*expect, "100-continue")) {
        return expectationFailed;
    }
    return 0;
}

asio::awaitable<void> ServerConnection::refuse()
{
    m_keepAlive = false;
    HttpResponse response;
    response.status = m_refusal;
    response.headers.set("Content-Type", "text/plain; charset=utf-8");
    response.body = std::string(http::obsolete_reason(static_cast<http::status>(m_refusal))) + "\n";
    co_await respond(std::move(response));
}

ServerConnection::Step ServerConnection::afterHandler()
{
    m_lookout->expireNever();
    if (m_peerClosed || !m_transport->isOpen()) {
        return Step::End;
    }
    if (m_answer == Answer::Streaming && (m_isChunked || m_bytesLeft > 0)) {
        // Cut off without a proper end, so that the caller can tell a part from the whole.
        m_transport->close();
        return Step::End;
    }
    if (m_answer == Answer::None) {
        m_refusal = serverError;
        return Step::Refuse;
    }
    if (!m_keepAlive) {
        return Step::End;
    }
    return m_parser->is_done() ? Step::Next : Step::Drain;
}

/// Skips the rest of a body that the handler left; false when there is too much of it.
asio::awaitable<bool> ServerConnection::drainBody()
{
    std::size_t drained = m_parser->takeBody().size();
    if (m_expectsContinue) {
        co_return false; // the caller still waits for our word before it sends the body
    }
    while (!m_parser->is_done()) {
        auto piece = co_await nextPiece();
        if (!piece || (drained += piece->size()) > drainLimit) {
            co_return false;
        }
    }
    co_return true;
}

/// Closing with unread input makes the kernel send RST, which can destroy an answer on its way.
asio::awaitable<void> ServerConnection::linger()
{
    constexpr std::chrono::milliseconds patience{1000};
    m_transport->shutdownWrite();
    m_transport->watchdog().expireAfter(patience);
    std::size_t drained = 0;
    while (drained < drainLimit) {
        const auto failed = co_await fill();
        if (failed) {
            break;
        }
        drained += m_buffer.size();
        m_buffer.consume(m_buffer.size());
    }
}

/// Waits for the read that is under way, or makes one.
asio::awaitable<ErrorCodeOf> ServerConnection::fill()
{
    if (!m_readError) {
        startReading();
    }
    while (m_isReading) {
        co_await m_readDone.asyncWait(asTuple);
        const auto state = co_await asio::this_coro::cancellation_state;
        if (m_isReading && wasCancelled(state)) {
            co_return asio::error::make_error_code(asio::error::operation_aborted);
        }
    }
    co_return m_readError;
}

/// What a read ends with. Where it never ends, for the executor is gone, run() waits for nothing
/// and would keep the connection, which keeps it, for ever.
class ServerConnection::ReadHandler
{
public:
    explicit ReadHandler(std::shared_ptr<ServerConnection> connection)
        : m_connection(std::move(connection))
    {}
    ReadHandler(ReadHandler &&) noexcept = default;
    ReadHandler &operator=(ReadHandler &&) = delete;
    ~ReadHandler()
    {
        if (m_connection) {
            m_connection->m_readDone.forget();
            m_connection->m_closed.forget();
        }
    }

    void operator()(ErrorCodeOf error, std::size_t size)
    {
        const auto connection = std::move(m_connection);
        connection->onRead(error, size);
    }

private:
    std::shared_ptr<ServerConnection> m_connection;
};

void ServerConnection::startReading()
{
    if (!m_isReading) {
        m_isReading = true;
        m_transport->asyncReadSome(m_buffer.prepare(readBytes), ReadHandler(shared_from_this()));
    }
}

void ServerConnection::onRead(ErrorCodeOf error, std::size_t size)
{
    m_isReading = false;
    m_buffer.commit(size);
    m_readError = error;
    if (error) {
        onPeerClosed();
    }
    m_readDone.wakeAtOnce();
}

void ServerConnection::onPeerClosed()
{
    m_peerClosed = true;
    m_closed.wake();
    if (m_cancelOnClose) {
        m_cancel.emit(asio::cancellation_type::terminal);
    }
}

/// Reads while the handler works: that is how the caller's going away shows. What arrives instead
/// is the next request, which waits in the buffer.
void ServerConnection::readAhead()
{
    if (m_parser->is_done() && !m_readError && m_buffer.size() == 0 && m_transport->isOpen()) {
        startReading();
    }
}

/// Most calls are answered sooner, and need not pay for a read in vain.
void ServerConnection::readAheadSoon()
{
    constexpr std::chrono::milliseconds patience{50};
    m_lookout->expireAfter(patience);
}

void ServerConnection::cancelOnClose()
{
    m_cancelOnClose = true;
    if (m_peerClosed) {
        onPeerClosed();
        return;
    }
    readAheadSoon();
}

Task<> ServerConnection::waitForClose()
{
    return quietly(awaitClose());
}

Task<> ServerConnection::awaitClose()
{
    readAhead();
    while (!m_peerClosed) {
        co_await m_closed.asyncWait(asTuple);
        const auto state = co_await asio::this_coro::cancellation_state;
        if (wasCancelled(state)) {
            co_return base::fail(cancelledError());
        }
    }
    co_return base::Status();
}

} // namespace berth::net
