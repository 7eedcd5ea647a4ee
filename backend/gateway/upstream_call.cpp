// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream_call.h"

#include "base/bytes.h"
#include "base/json.h"
#include "gateway/bridge_rules.h"
#include "gateway/endpoint_event.h"
#include "gateway/forwarding.h"
#include "gateway/rpc_message.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

namespace berth::gateway {

namespace asio = net::asio;

using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

using base::ErrorCode;
using net::Task;

namespace {

constexpr int switching = 101;
constexpr int badRequest = 400;
constexpr int notFound = 404;
constexpr int tooLarge = 413;
constexpr int badGateway = 502;
constexpr int gatewayTimeout = 504;
constexpr auto greetingTimeout = 30s;
constexpr std::size_t mostGreetingBytes = 16 * base::kibibyte;
constexpr std::size_t mostAnswerBytes = base::mebibyte;

bool isInitialize(std::string_view body)
{
    if (body.size() > mostGreetingBytes || body.find("initialize") == std::string_view::npos) {
        return false;
    }
    const auto message = readClientMessage(std::string(body));
    return message && message->method == "initialize";
}

/// Servers made with the TypeScript SDK's example answer 400 in place of 404.
bool speaksOfSessions(std::string_view body)
{
    return body.find("session") != std::string_view::npos ||
           body.find("Session") != std::string_view::npos;
}

/// Bytes one way, until one side ends.
asio::awaitable<void> pump(net::RawStream &from, net::RawStream &to)
{
    for (;;) {
        auto piece = co_await from.read();
        if (!piece || piece->empty()) {
            co_return;
        }
        const auto sent = co_await to.write(*piece);
        if (!sent) {
            co_return;
        }
    }
}

} // namespace

net::HttpResponse jsonResponse(int status, std::string body)
{
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

net::HttpResponse problem(int status, std::string_view word, std::string_view message)
{
    base::Json body;
    body["error"] = std::string(word);
    body["code"] = status;
    body["message"] = std::string(message);
    return jsonResponse(status, base::toText(body));
}

UpstreamCall::UpstreamCall(net::ServerExchange &exchange, TargetPtr target, std::string_view rest)
    : m_exchange(exchange)
    , m_target(std::move(target))
    , m_path(upstreamTarget(m_target->route, rest))
    , m_length(contentLength(exchange.headers()))
{
    if (const auto id = exchange.headers().get(sessionHeader)) {
        m_session = m_target->sessions->find(*id);
    }
}

asio::awaitable<void> UpstreamCall::run(net::ServerExchange &exchange, TargetPtr target,
                                        std::string_view rest, [[maybe_unused]] IdleWatch::Call use)
{
    UpstreamCall call(exchange, std::move(target), rest);
    exchange.cancelOnClose();
    auto read = call.checkLength();
    if (read && call.hasBody()) {
        call.keepFirst(exchange.takeArrived());
        if (call.m_body.empty()) {
            read = co_await call.readFirst();
        }
    }
    if (!read) {
        auto answer = call.failure(read.error());
        co_await exchange.respond(std::move(answer));
        co_return;
    }
    auto stream = co_await call.open();
    if (stream && call.hasForgotten(**stream)) {
        stream = co_await call.openAgain(std::move(*stream));
    }
    if (!stream) {
        if (stream.error().code != ErrorCode::Cancelled) {
            auto answer = call.failure(stream.error());
            co_await exchange.respond(std::move(answer));
        }
        co_return;
    }
    auto answer = call.answerSoFar(**stream);
    const bool isWhole = answer.status != switching && (*stream)->atEnd() &&
                         exchange.method() != "HEAD" && !isEventStream(answer.headers);
    if (isWhole) {
        co_await exchange.respond(std::move(answer));
    } else {
        co_await call.relay(**stream, std::move(answer));
    }
}

base::Status UpstreamCall::checkLength() const
{
    return m_length.value_or(0) <= m_target->route.maxBodyBytes
               ? base::Status()
               : base::fail(ErrorCode::LimitReached, "The request body is too large.");
}

bool UpstreamCall::hasBody() const
{
    return m_length.value_or(0) > 0 || m_exchange.headers().contains("Transfer-Encoding");
}

/// The usual call comes at once and goes on in one packet, and can be sent again.
void UpstreamCall::keepFirst(std::string piece)
{
    m_body = std::move(piece);
    m_bodyBytes = m_body.size();
    m_isWhole = m_length && m_bodyBytes == *m_length;
}

Task<> UpstreamCall::readFirst()
{
    auto first = co_await m_exchange.readSome();
    if (!first) {
        co_return base::fail(std::move(first.error()));
    }
    keepFirst(std::move(*first));
    co_return base::Status();
}

net::HttpRequest UpstreamCall::request() const
{
    net::HttpRequest request{m_exchange.method(), m_path, m_target->headers.with(m_exchange),
                             m_body};
    if (m_session) {
        request.headers.set(sessionHeader, m_session->upstreamId);
    }
    if (!m_isWhole && m_length) {
        request.headers.set("Content-Length", std::to_string(*m_length));
    }
    return request;
}

Task<UpstreamCall::StreamPtr> UpstreamCall::open()
{
    if (m_session) {
        m_usedId = m_session->upstreamId;
    }
    auto outgoing = request();
    if (m_isWhole) {
        return m_target->client->open(std::move(outgoing), m_target->route.headTimeout);
    }
    net::HttpClient::BodySource source = [this] { return nextPiece(); };
    return m_target->client->open(std::move(outgoing), std::move(source),
                                  m_target->route.headTimeout);
}

Task<std::string> UpstreamCall::nextPiece()
{
    auto piece = co_await m_exchange.readSome();
    if (piece) {
        m_bodyBytes += piece->size();
        if (m_bodyBytes > m_target->route.maxBodyBytes) {
            co_return base::fail(ErrorCode::LimitReached, "The request body is too large.");
        }
    }
    co_return piece;
}

/// An upstream that was restarted does not know its sessions any more: 404 (specification
/// 2025-11-25, basic/transports, "Session Management").
bool UpstreamCall::hasForgotten(net::HttpStream &stream)
{
    if (!m_session || !m_isWhole || m_exchange.method() == "DELETE") {
        return false;
    }
    if (stream.head().status == badRequest) {
        m_arrived = stream.takeArrived();
        return speaksOfSessions(m_arrived);
    }
    return stream.head().status == notFound;
}

Task<UpstreamCall::StreamPtr> UpstreamCall::openAgain(StreamPtr first)
{
    if (m_session->upstreamId == m_usedId) {
        const auto renewed = co_await renew();
        if (!renewed) {
            co_return first; // which says that the session is unknown, as it is
        }
    }
    m_arrived.clear();
    first.reset();
    co_return co_await open();
}

Task<> UpstreamCall::renew()
{
    const auto session = m_session;
    while (session->isRenewing) {
        co_await m_target->sessions->renewed().wait();
    }
    if (session->upstreamId != m_usedId) {
        co_return base::Status(); // another request of the same session was first
    }
    session->isRenewing = true;
    auto id = co_await greet();
    if (id) {
        session->upstreamId = *id;
        co_await confirm(std::move(*id));
    }
    session->isRenewing = false;
    m_target->sessions->renewed().beat();
    co_return id ? base::Status() : base::fail(std::move(id.error()));
}

Task<std::string> UpstreamCall::greet()
{
    net::HttpRequest greeting{"POST", upstreamTarget(m_target->route, {}), {}, {}};
    greeting.headers = m_target->headers.with(m_exchange);
    for (const char *name : {"Mcp-Session-Id", "MCP-Protocol-Version", "Last-Event-ID"}) {
        greeting.headers.remove(name);
    }
    greeting.headers.set("Content-Type", "application/json");
    greeting.headers.set("Accept", "application/json, text/event-stream");
    greeting.body = m_session->greeting;
    auto answer =
        co_await m_target->client->request(std::move(greeting), greetingTimeout, mostAnswerBytes);
    if (!answer) {
        co_return base::fail(std::move(answer.error()));
    }
    std::string id(answer->headers.get(sessionHeader).value_or(""));
    if (id.empty()) {
        co_return base::fail(ErrorCode::ProtocolError, "The server took no new session.");
    }
    co_return id;
}

Task<> UpstreamCall::confirm(std::string upstreamId)
{
    net::HttpRequest request{"POST", upstreamTarget(m_target->route, {}), {}, {}};
    request.headers = m_target->headers.with(m_exchange);
    request.headers.remove("Last-Event-ID");
    request.headers.set("Content-Type", "application/json");
    request.headers.set("Accept", "application/json, text/event-stream");
    request.headers.set(sessionHeader, upstreamId);
    request.body = notification("notifications/initialized");
    auto answer =
        co_await m_target->client->request(std::move(request), greetingTimeout, mostAnswerBytes);
    co_return answer ? base::Status() : base::fail(std::move(answer.error()));
}

/// Clients keep the id that they were given.
void UpstreamCall::noteSession(net::HttpResponseHead &head)
{
    constexpr int ok = 200;
    if (m_session) {
        if (head.headers.contains(sessionHeader)) {
            head.headers.set(sessionHeader, m_session->id);
        }
        if (m_exchange.method() == "DELETE" && head.status < badRequest) {
            m_target->sessions->end(*m_session);
        }
        return;
    }
    const auto id = head.headers.get(sessionHeader);
    if (id && head.status == ok && m_isWhole && m_exchange.method() == "POST" &&
        isInitialize(m_body)) {
        m_target->sessions->begin(std::string(*id), m_body);
    }
}

/// With what has come of its body. A 101 is of this hop as it is.
net::HttpResponse UpstreamCall::answerSoFar(net::HttpStream &stream)
{
    const int status = stream.head().status;
    if (status == switching) {
        return {status, stream.takeHeaders(), {}};
    }
    net::HttpResponseHead head{status, responseHeaders(stream.takeHeaders())};
    noteSession(head);
    auto arrived = stream.takeArrived();
    m_arrived = m_arrived.empty() ? std::move(arrived) : m_arrived + arrived;
    return {status, std::move(head.headers), std::move(m_arrived)};
}

/// One piece is under way at a time: a slow caller slows its upstream down, and nothing piles up.
asio::awaitable<void> UpstreamCall::relay(net::HttpStream &stream, net::HttpResponse answer)
{
    if (answer.status == switching) {
        co_await switchProtocols(stream, std::move(answer.headers));
        co_return;
    }
    net::HttpResponseHead head{answer.status, std::move(answer.headers)};
    const bool mayNameEndpoint = m_exchange.method() == "GET" && isEventStream(head.headers);
    EndpointEvent endpoint(mayNameEndpoint ? m_target->prefix : std::string());
    std::string piece = std::move(answer.body);
    if (mayNameEndpoint) {
        piece = endpoint.feed(std::move(piece));
        head.headers.remove("Content-Length");
    }
    auto sent = co_await m_exchange.start(std::move(head), piece);
    while (sent) {
        auto next = co_await stream.read();
        if (!next) {
            co_return; // unfinished: the server cuts the caller off, who sees that it is a part
        }
        if (next->empty()) {
            break;
        }
        piece = mayNameEndpoint ? endpoint.feed(std::move(*next)) : std::move(*next);
        if (!piece.empty()) {
            sent = co_await m_exchange.write(piece);
        }
    }
    if (sent) {
        piece = endpoint.rest();
        if (!piece.empty()) {
            sent = co_await m_exchange.write(piece);
        }
        co_await m_exchange.finish();
    }
}

/// A WebSocket, for one (RFC 9110 section 7.8): from here on bytes go both ways as they come.
asio::awaitable<void> UpstreamCall::switchProtocols(net::HttpStream &stream, net::Headers headers)
{
    net::HttpResponseHead head{switching, std::move(headers)};
    auto server = stream.upgrade();
    auto caller = co_await m_exchange.upgrade(std::move(head));
    if (caller) {
        co_await (pump(**caller, *server) || pump(*server, **caller));
    }
}

net::HttpResponse UpstreamCall::failure(const base::Error &error) const
{
    const Route &route = m_target->route;
    if (error.code == ErrorCode::LimitReached) {
        return problem(tooLarge, "too_large",
                       "The request is larger than the " + std::to_string(route.maxBodyBytes) +
                           " bytes that the gateway lets through.");
    }
    if (error.code == ErrorCode::Timeout) {
        return problem(gatewayTimeout, "upstream_timeout",
                       route.instanceName + " did not answer in time.");
    }
    return problem(badGateway, "upstream_failed",
                   route.instanceName + " could not be reached. " + error.message);
}

} // namespace berth::gateway
