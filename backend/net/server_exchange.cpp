// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/quiet.h"
#include "net/serialize.h"
#include "net/server_connection.h"

#include <boost/beast/core/buffers_to_string.hpp>

#include <array>
#include <charconv>

// The half of a ServerConnection that a handler sees: request body in, answer out.
namespace berth::net {

using base::ErrorCode;

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view lastChunk = "0\r\n\r\n";
constexpr std::array<std::string_view, 3> framingNames{"Connection", "Transfer-Encoding",
                                                       "Content-Length"};

bool statusHasNoBody(int status)
{
    constexpr int noContent = 204;
    constexpr int notModified = 304;
    return status < 200 || status == noContent || status == notModified;
}

std::uint64_t parseLength(std::string_view text)
{
    std::uint64_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

base::Error misuse(const char *what)
{
    return {ErrorCode::Internal, std::string("HTTP answer: ") + what};
}

} // namespace

Task<std::string> ServerConnection::readSome()
{
    return quietly(nextPiece());
}

Task<std::string> ServerConnection::readBody(std::size_t limit)
{
    return quietly(wholeBody(limit));
}

std::string ServerConnection::takeArrived()
{
    auto piece = m_parser->takeBody();
    if (m_cancelOnClose) {
        readAheadSoon();
    }
    return piece;
}

Task<std::string> ServerConnection::nextPiece()
{
    while (m_parser->body().empty() && !m_parser->is_done()) {
        if (m_expectsContinue) {
            auto sent = co_await sendContinue();
            if (!sent) {
                co_return base::fail(std::move(sent.error()));
            }
        }
        // A caller that stops sending in mid-body does not keep the connection for ever.
        m_transport->watchdog().expireAfter(m_options.idleTimeout);
        const auto error = co_await fill();
        m_transport->watchdog().expireNever();
        if (error) {
            base::Error gone{ErrorCode::ConnectionLost,
                             m_transport->peerName() + " went away in the middle of its request."};
            co_return base::fail(co_await cancelledOr(std::move(gone)));
        }
        if (m_parser->consume(m_buffer)) {
            m_keepAlive = false;
            co_return base::fail(ErrorCode::ProtocolError,
                                 m_transport->peerName() + " sent a malformed request body.");
        }
    }
    co_return takeArrived();
}

Task<std::string> ServerConnection::wholeBody(std::size_t limit)
{
    std::string all;
    bool isTooLarge = m_parser->content_length().value_or(0) > limit;
    while (!isTooLarge) {
        auto piece = co_await nextPiece();
        if (!piece) {
            co_return base::fail(std::move(piece.error()));
        }
        isTooLarge = all.size() + piece->size() > limit;
        all.append(*piece);
        if (!isTooLarge && m_parser->is_done()) {
            co_return all;
        }
    }
    m_keepAlive = false;
    co_return base::fail(ErrorCode::LimitReached,
                         "The request body is larger than " + std::to_string(limit) + " bytes.");
}

Task<> ServerConnection::sendContinue()
{
    m_expectsContinue = false;
    constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
    co_return co_await send([interim] { return Transport::Pieces{asio::buffer(interim)}; });
}

/// Sends the pieces that `prepare` makes. Awaits nothing where the kernel takes them at once, as it
/// nearly always does.
template <typename Prepare>
Task<> ServerConnection::send(Prepare prepare)
{
    const auto state = co_await asio::this_coro::cancellation_state;
    if (wasCancelled(state)) {
        co_return base::fail(cancelledError());
    }
    const base::Result<Transport::Pieces> pieces = prepare();
    if (!pieces) {
        co_return base::fail(pieces.error());
    }
    Transport::Written written;
    if (sendAtOnce(*pieces, written)) {
        co_return base::Status();
    }
    co_return co_await quietly(sendRest(*pieces, written));
}

Task<> ServerConnection::respond(HttpResponse response)
{
    return send([this, answer = std::move(response)]() mutable { return prepareResponse(answer); });
}

Task<> ServerConnection::start(HttpResponseHead head)
{
    return start(std::move(head), {});
}

Task<> ServerConnection::start(HttpResponseHead head, std::string_view firstBytes)
{
    return send([this, head = std::move(head), firstBytes]() mutable {
        return prepareHead(head, firstBytes);
    });
}

Task<> ServerConnection::write(std::string_view bytes)
{
    return send([this, bytes] { return preparePiece(bytes); });
}

Task<> ServerConnection::finish()
{
    return send([this] { return prepareEnd(); });
}

void ServerConnection::appendHead(int status, const Headers &headers)
{
    m_out.clear();
    appendStatusLine(m_out, status);
    // Framing is ours alone: what a handler copied from elsewhere must not contradict it.
    headers.appendTo(
        m_out, [](const Headers::Field &field) { return !isOneOf(field.first, framingNames); });
    if (!headers.contains("Date")) {
        appendField(m_out, "Date", httpDate());
    }
    const bool isOld = m_parser->httpVersion < 11;
    if (!m_keepAlive) {
        appendField(m_out, "Connection", "close");
    } else if (isOld) {
        appendField(m_out, "Connection", "keep-alive");
    }
}

base::Result<Transport::Pieces> ServerConnection::prepareResponse(HttpResponse &response)
{
    if (m_answer != Answer::None) {
        return base::fail(misuse("respond() after the answer began."));
    }
    if (!response.headers.areSafe()) {
        return base::fail(misuse("a header has characters that HTTP does not allow."));
    }
    m_answer = Answer::Done;
    m_keepAlive = m_keepAlive && !m_expectsContinue;
    const bool empty = statusHasNoBody(response.status);
    appendHead(response.status, response.headers);
    if (!empty) {
        appendField(m_out, "Content-Length", std::to_string(response.body.size()));
    }
    m_out.append(lineEnd);
    const std::string_view body =
        empty || isHead() ? std::string_view() : std::string_view(response.body);
    const std::string_view rest = appendSmall(m_out, body);
    return Transport::Pieces{asio::buffer(m_out), asio::buffer(rest)};
}

base::Result<Transport::Pieces> ServerConnection::prepareHead(HttpResponseHead &head,
                                                              std::string_view firstBytes)
{
    if (m_answer != Answer::None) {
        return base::fail(misuse("start() after the answer began."));
    }
    if (!head.headers.areSafe()) {
        return base::fail(misuse("a header has characters that HTTP does not allow."));
    }
    m_answer = Answer::Streaming;
    m_hasNoBody = statusHasNoBody(head.status) || isHead();
    const auto length = head.headers.get("Content-Length");
    m_hasLength = length.has_value() && !statusHasNoBody(head.status);
    m_bytesLeft = m_hasLength && !m_hasNoBody ? parseLength(*length) : 0;
    const bool isOld = m_parser->httpVersion < 11;
    m_isChunked = !m_hasLength && !m_hasNoBody && !isOld;
    m_keepAlive = m_keepAlive && !m_expectsContinue && (m_isChunked || m_hasLength || m_hasNoBody);
    appendHead(head.status, head.headers);
    if (m_hasLength) {
        appendField(m_out, "Content-Length", *length);
    } else if (m_isChunked) {
        appendField(m_out, "Transfer-Encoding", "chunked");
    }
    m_out.append(lineEnd);
    return preparePiece(firstBytes);
}

/// With m_out, which may still hold the head, and the chunk's frame.
base::Result<Transport::Pieces> ServerConnection::preparePiece(std::string_view bytes)
{
    if (m_answer != Answer::Streaming) {
        return base::fail(misuse("write() outside of a streamed answer."));
    }
    if (bytes.empty() || m_hasNoBody) {
        return Transport::Pieces{asio::buffer(m_out)};
    }
    if (m_isChunked) {
        appendChunkSize(m_out, bytes.size());
        return Transport::Pieces{asio::buffer(m_out), asio::buffer(bytes), asio::buffer(lineEnd)};
    }
    if (m_hasLength && bytes.size() > m_bytesLeft) {
        m_transport->close();
        return base::fail(misuse("more bytes than its Content-Length says."));
    }
    m_bytesLeft -= m_hasLength ? bytes.size() : 0;
    return Transport::Pieces{asio::buffer(m_out), asio::buffer(bytes)};
}

base::Result<Transport::Pieces> ServerConnection::prepareEnd()
{
    if (m_answer != Answer::Streaming || m_bytesLeft > 0) {
        return base::fail(misuse("finish() outside of a streamed answer or before its end."));
    }
    m_answer = Answer::Done;
    return m_isChunked ? Transport::Pieces{asio::buffer(lastChunk)} : Transport::Pieces{};
}

/// The caller's connection after an upgrade.
class ServerConnection::CallerStream final : public RawStream
{
public:
    explicit CallerStream(std::shared_ptr<ServerConnection> connection)
        : m_connection(std::move(connection))
    {}

    Task<std::string> read() override
    {
        return quietly(readSome(m_connection));
    }
    Task<> write(std::string_view bytes) override
    {
        return m_connection->send([bytes] { return Transport::Pieces{asio::buffer(bytes)}; });
    }
    void shutdownWrite() override
    {
        m_connection->m_transport->shutdownWrite();
    }
    void close() override
    {
        m_connection->m_transport->close();
    }

private:
    static Task<std::string> readSome(std::shared_ptr<ServerConnection> connection)
    {
        auto &buffer = connection->m_buffer;
        while (buffer.size() == 0 || connection->m_isReading) {
            const auto error = co_await connection->fill();
            if (error == asio::error::eof) {
                co_return std::string();
            }
            if (error) {
                base::Error gone{ErrorCode::ConnectionLost, "The caller went away."};
                co_return base::fail(co_await cancelledOr(std::move(gone)));
            }
        }
        std::string piece = beast::buffers_to_string(buffer.data());
        buffer.consume(buffer.size());
        co_return piece;
    }

    std::shared_ptr<ServerConnection> m_connection;
};

Task<std::unique_ptr<RawStream>> ServerConnection::upgrade(HttpResponseHead head)
{
    return quietly(switchProtocols(std::move(head)));
}

Task<std::unique_ptr<RawStream>> ServerConnection::switchProtocols(HttpResponseHead head)
{
    if (m_answer != Answer::None || !head.headers.areSafe()) {
        co_return base::fail(misuse("upgrade() after the answer began, or with unsafe headers."));
    }
    m_answer = Answer::Done;
    m_keepAlive = false;
    m_out.clear();
    appendStatusLine(m_out, head.status);
    head.headers.set("Connection", "Upgrade");
    m_out.append(head.headers.text());
    m_out.append(lineEnd);
    const auto sent = co_await send([this] { return Transport::Pieces{asio::buffer(m_out)}; });
    if (!sent) {
        co_return base::fail(sent.error());
    }
    co_return std::make_unique<CallerStream>(shared_from_this());
}

/// True when that was all, as it nearly always is.
bool ServerConnection::sendAtOnce(const Transport::Pieces &pieces, Transport::Written &written)
{
    written = m_transport->writeNow(pieces);
    const bool isAll = !written.error && written.bytes == asio::buffer_size(pieces);
    if (isAll) {
        m_out.clear();
    }
    return isAll;
}

Task<> ServerConnection::sendRest(Transport::Pieces pieces, Transport::Written written)
{
    ErrorCodeOf error = written.error;
    if (!error) {
        error = co_await m_transport->writeFrom(pieces, written.bytes);
    }
    m_out.clear();
    if (!error) {
        co_return base::Status();
    }
    m_transport->close();
    base::Error gone{ErrorCode::ConnectionLost,
                     m_transport->peerName() + " went away: " + error.message() + "."};
    co_return base::fail(co_await cancelledOr(std::move(gone)));
}

} // namespace berth::net
