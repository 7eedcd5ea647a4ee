// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/client_pool.h"
#include "net/client_streams.h"
#include "net/connect.h"
#include "net/quiet.h"
#include "net/serialize.h"

#include <boost/beast/core/buffers_to_string.hpp>

#include <algorithm>
#include <array>

namespace berth::net {

using base::ErrorCode;

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view lastChunk = "0\r\n\r\n";

bool isIdempotent(std::string_view method)
{
    constexpr std::array<std::string_view, 6> methods{"GET", "HEAD",   "OPTIONS",
                                                      "PUT", "DELETE", "TRACE"};
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

bool mayHaveBody(std::string_view method)
{
    return method == "POST" || method == "PUT" || method == "PATCH";
}

} // namespace

ClientExchange::ClientExchange(std::shared_ptr<ClientPool> pool,
                               std::unique_ptr<ClientConnection> connection, bool expectsNoBody,
                               Headers room)
    : m_pool(std::move(pool))
    , m_connection(std::move(connection))
    , m_transport(m_connection->transport)
    , m_expectsNoBody(expectsNoBody)
    , m_wasReused(m_connection->isReused)
{
    expectHead(std::move(room));
}

ClientExchange::~ClientExchange()
{
    abandon();
}

base::Result<ClientExchange::Outgoing>
ClientExchange::prepare(ClientPool &pool, HttpRequest &&request, BodySource &&body)
{
    if (!isToken(request.method) || !isSafeTarget(request.target) || !request.headers.areSafe()) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The request for " + describe(pool.endpoint()) +
                              " has a method, path or header that HTTP does not allow.");
    }
    Outgoing out;
    const bool hasLength = request.headers.contains("Content-Length");
    out.isChunked = body && !hasLength;
    out.head = pool.takeRoom();
    const Proxy *forwarder = pool.forwarder();
    out.head.append(request.method).append(" ");
    if (forwarder != nullptr) {
        out.head.append("http://").append(pool.hostHeader());
    }
    out.head.append(request.target).append(" HTTP/1.1\r\n");
    if (!request.headers.contains("Host")) {
        appendField(out.head, "Host", pool.hostHeader());
    }
    if (forwarder != nullptr && !forwarder->authorization.empty()) {
        appendField(out.head, "Proxy-Authorization", forwarder->authorization);
    }
    out.head.append(request.headers.text());
    if (out.isChunked) {
        appendField(out.head, "Transfer-Encoding", "chunked");
    } else if (!hasLength && (!request.body.empty() || mayHaveBody(request.method))) {
        appendField(out.head, "Content-Length", std::to_string(request.body.size()));
    }
    out.head.append(lineEnd);
    if (out.isChunked && !request.body.empty()) {
        appendChunkSize(out.head, request.body.size());
    }
    out.isIdempotent = isIdempotent(request.method);
    out.expectsNoBody = request.method == "HEAD";
    if (out.isChunked || !appendSmall(out.head, request.body).empty()) {
        out.body = std::move(request.body);
    }
    out.more = std::move(body);
    out.used = std::move(request.headers);
    return out;
}

// This and attempt() are all the coroutines of a usual call. They are quiet without quietly(), for
// they await only while they are not cancelled.
Task<std::unique_ptr<HttpStream>> ClientExchange::open(std::shared_ptr<ClientPool> pool,
                                                       HttpRequest request, BodySource body,
                                                       Deadlines deadlines)
{
    auto outgoing = prepare(*pool, std::move(request), std::move(body));
    if (!outgoing) {
        co_return base::fail(std::move(outgoing.error()));
    }
    for (bool isFirst = true;; isFirst = false) {
        const auto state = co_await asio::this_coro::cancellation_state;
        if (wasCancelled(state)) {
            co_return base::fail(cancelledError());
        }
        auto connection = isFirst ? pool->reuse() : nullptr;
        if (!connection) {
            auto made = co_await quietly(ClientPool::open(pool, deadlines.whole));
            if (!made) {
                co_return base::fail(std::move(made.error()));
            }
            connection = std::move(*made);
        }
        auto self = std::make_shared<ClientExchange>(
            pool, std::move(connection), outgoing->expectsNoBody, std::move(outgoing->used));
        auto done = co_await attempt(self, *outgoing, deadlines);
        if (done) {
            pool->giveRoom(std::move(outgoing->head));
            co_return makeResponseStream(std::move(self));
        }
        const bool retry =
            done.error().code == ErrorCode::ConnectionLost && self->mayRetry(*outgoing);
        if (!retry) {
            co_return base::fail(std::move(done.error()));
        }
    }
}

/// Sends the request and reads the head of the answer.
Task<> ClientExchange::attempt(const Self &self, const Outgoing &outgoing, Deadlines deadlines)
{
    auto &transport = *self->m_transport;
    transport.watchdog().expireAt(deadlines.whole);
    Transport::Written written;
    if (!self->sendAtOnce(outgoing, written)) {
        auto sent = co_await quietly(sendRest(self, outgoing, written));
        if (!sent && sent.error().code != ErrorCode::ConnectionLost) {
            co_return sent;
        }
    }
    // A server may answer (413) and close before it read the whole body: look for that answer.
    transport.watchdog().expireAt(deadlines.headFromNow());
    bool goesFirst = false;
    base::Result<bool> hasHead = false;
    while (hasHead && !*hasHead) {
        auto state = co_await asio::this_coro::cancellation_state;
        if (wasCancelled(state) || self->m_isAbandoned) {
            co_return base::fail(ioError(transport, asio::error::operation_aborted, state));
        }
        if (!std::exchange(goesFirst, true)) {
            // By then the answer is often there, and one read gets it.
            co_await self->m_pool->nextTurn().come();
            continue;
        }
        auto &buffer = self->m_connection->buffer;
        const auto [error, size] =
            co_await transport.asyncReadSome(buffer.prepare(readBytes), asTuple);
        state = co_await asio::this_coro::cancellation_state;
        const auto taken = self->took(error, size, state);
        hasHead = taken ? self->parseHead() : base::fail(taken.error());
    }
    if (!hasHead) {
        co_return base::fail(std::move(hasHead.error()));
    }
    transport.watchdog().expireAt(deadlines.whole);
    co_return base::Status();
}

Transport::Pieces ClientExchange::piecesOf(const Outgoing &outgoing)
{
    const bool endsChunk = outgoing.isChunked && !outgoing.body.empty();
    return {asio::buffer(outgoing.head), asio::buffer(outgoing.body),
            endsChunk ? asio::buffer(lineEnd) : asio::const_buffer()};
}

/// True when that was all, as it nearly always is.
bool ClientExchange::sendAtOnce(const Outgoing &outgoing, Transport::Written &written)
{
    const Transport::Pieces pieces = piecesOf(outgoing);
    written = m_transport->writeNow(pieces);
    m_wasSent = !written.error && written.bytes == asio::buffer_size(pieces);
    return m_wasSent && !outgoing.more;
}

Task<> ClientExchange::sendRest(Self self, const Outgoing &outgoing, Transport::Written written)
{
    auto &transport = *self->m_transport;
    ErrorCodeOf error = written.error;
    if (!error && !self->m_wasSent) {
        error = co_await transport.writeFrom(piecesOf(outgoing), written.bytes);
    }
    if (error) {
        co_return base::fail(co_await ioError(transport, error));
    }
    self->m_wasSent = true;
    if (outgoing.more) {
        co_return co_await sendMore(self, outgoing);
    }
    co_return base::Status();
}

Task<> ClientExchange::sendMore(Self self, const Outgoing &outgoing)
{
    auto &transport = *self->m_transport;
    for (;;) {
        auto piece = co_await outgoing.more();
        if (!piece) {
            self->abandon();
            co_return base::fail(std::move(piece.error()));
        }
        std::string size;
        if (outgoing.isChunked && !piece->empty()) {
            appendChunkSize(size, piece->size());
        }
        const std::string_view end = !outgoing.isChunked ? std::string_view()
                                     : piece->empty()    ? lastChunk
                                                         : lineEnd;
        const auto error =
            co_await transport.write(asio::buffer(size), asio::buffer(*piece), asio::buffer(end));
        if (error) {
            co_return base::fail(co_await ioError(transport, error));
        }
        if (piece->empty()) {
            co_return base::Status();
        }
    }
}

void ClientExchange::expectHead(Headers room)
{
    m_parser.emplace(m_pool->options().maxHeadBytes, std::move(room));
    m_parser->skip(m_expectsNoBody);
}

/// Takes the head from what has arrived; false when there is more to come.
base::Result<bool> ClientExchange::parseHead()
{
    constexpr int firstFinal = 200;
    constexpr int switchingProtocols = 101;
    for (;;) {
        if (const auto error = m_parser->consume(m_connection->buffer)) {
            return base::fail(protocolError(error));
        }
        if (!m_parser->is_header_done()) {
            return false;
        }
        if (status() >= firstFinal || status() == switchingProtocols) {
            return true;
        }
        expectHead(std::move(m_parser->headers)); // that was an interim answer
    }
}

/// Notes what a read ended with.
base::Status ClientExchange::took(ErrorCodeOf error, std::size_t size,
                                  const asio::cancellation_state &state)
{
    if (!m_isAbandoned) {
        m_connection->buffer.commit(size);
        m_gotByte = m_gotByte || size > 0;
    }
    const bool isBroken = m_isAbandoned || error; // abandoned: closed, so Timeout or Cancelled
    return isBroken ? base::fail(ioError(*m_transport, error, state)) : base::Status();
}

/// Reads once. False at the end of the message.
Task<bool> ClientExchange::fill(Self self)
{
    if (self->m_isAbandoned) {
        co_return base::fail(cancelledError());
    }
    auto &buffer = self->m_connection->buffer;
    const auto [error, size] =
        co_await self->m_transport->asyncReadSome(buffer.prepare(readBytes), asTuple);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (error == asio::error::eof && !self->m_isAbandoned && self->m_parser->need_eof()) {
        ErrorCodeOf atEnd;
        self->m_parser->put_eof(atEnd);
        co_return false;
    }
    const auto taken = self->took(error, size, state);
    if (!taken) {
        co_return base::fail(taken.error());
    }
    if (const auto malformed = self->m_parser->consume(buffer)) {
        co_return base::fail(self->protocolError(malformed));
    }
    co_return !self->m_parser->is_done();
}

Task<std::string> ClientExchange::read(Self self)
{
    while (self->m_parser->body().empty() && !self->m_parser->is_done()) {
        const auto more = co_await fill(self);
        if (!more) {
            self->abandon();
            co_return base::fail(more.error());
        }
    }
    co_return self->takeArrived();
}

Task<std::string> ClientExchange::readAll(Self self, std::size_t limit)
{
    std::string all;
    for (;;) {
        auto piece = co_await read(self);
        if (!piece) {
            co_return piece;
        }
        if (piece->empty()) {
            co_return all;
        }
        if (all.size() + piece->size() > limit) {
            self->abandon();
            co_return base::fail(ErrorCode::LimitReached,
                                 "The answer of " + self->m_transport->peerName() +
                                     " is larger than " + std::to_string(limit) + " bytes.");
        }
        all.append(*piece);
    }
}

std::string ClientExchange::takeArrived()
{
    auto piece = m_parser->takeBody();
    if (m_parser->is_done()) {
        abandon();
    }
    return piece;
}

void ClientExchange::abandon()
{
    m_isAbandoned = true;
    if (!m_connection) {
        return;
    }
    const bool reusable = m_parser->is_done() && m_parser->keep_alive() &&
                          m_connection->buffer.size() == 0 && m_transport->isOpen();
    if (reusable) {
        m_pool->recycle(std::move(m_connection));
    } else {
        m_pool->discard(std::move(m_connection));
    }
}

std::pair<std::shared_ptr<Transport>, std::string> ClientExchange::release()
{
    auto readAhead = m_parser->takeBody() + beast::buffers_to_string(m_connection->buffer.data());
    m_transport->watchdog().disarm();
    m_isAbandoned = true;
    m_pool->forget(std::move(m_connection));
    return std::make_pair(m_transport, std::move(readAhead));
}

bool ClientExchange::mayRetry(const Outgoing &outgoing) const
{
    return m_wasReused && !m_gotByte && !outgoing.more && (outgoing.isIdempotent || !m_wasSent);
}

base::Error ClientExchange::protocolError(const ErrorCodeOf &error) const
{
    return {ErrorCode::ProtocolError,
            m_transport->peerName() + " answered something that is not HTTP: " + error.message() +
                "."};
}

} // namespace berth::net
