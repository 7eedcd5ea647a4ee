// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/bridge_server.h"

#include "gateway/bridge_rules.h"
#include "gateway/bridge_stream.h"

#include <charconv>
#include <utility>

namespace berth::gateway {

namespace asio = boost::asio;
using namespace std::chrono_literals;

using base::ErrorCode;
using net::ServerExchange;

namespace {

constexpr std::size_t mostCalls = 1024;
/// Since this version a client understands an event that only has an id.
constexpr std::string_view primingSince = "2025-11-25";
constexpr std::string_view comment = ":\n\n";

net::HttpResponse accepted()
{
    return {status::accepted, {}, {}};
}

net::HttpResponse unavailable(const base::Error &error, std::string_view idText)
{
    return refusal(status::unavailable, {rpc::internalError, error.message}, idText);
}

/// Stream and number of "7-12".
std::optional<std::pair<std::uint64_t, std::uint64_t>> readEventId(std::string_view text)
{
    std::pair<std::uint64_t, std::uint64_t> id;
    const char *end = text.data() + text.size();
    const auto stream = std::from_chars(text.data(), end, id.first);
    if (stream.ec != std::errc() || stream.ptr == end || *stream.ptr != '-') {
        return std::nullopt;
    }
    const auto number = std::from_chars(stream.ptr + 1, end, id.second);
    if (number.ec != std::errc() || number.ptr != end) {
        return std::nullopt;
    }
    return id;
}

} // namespace

BridgeServer::BridgeServer(asio::any_io_executor executor, StdioServer server)
    : m_server(server)
    , m_backend(std::make_shared<StdioBackend>(executor, std::move(server)))
    , m_sessions(executor, *m_backend)
    , m_translation(std::make_shared<SessionTranslation>(executor, m_backend, m_sessions))
    , m_stateless(executor, m_backend)
    , m_sse(executor, *this)
{}

asio::awaitable<base::Error> BridgeServer::run()
{
    const auto self = shared_from_this();
    m_backend->setHooks({[this](const RpcMessage &request) { onServerRequest(request); },
                         [this](const RpcMessage &message) {
                             m_sessions.onNotification(message);
                             m_stateless.onNotification(message);
                         },
                         [this](const base::Error &error) { m_end = error; }});
    co_await m_backend->run();
    m_stateless.close();
    m_sse.close();
    m_translation->close();
    m_sessions.closeAll(); // a server that begins anew knows none of them
    co_return m_end;
}

void BridgeServer::onServerRequest(const RpcMessage &request)
{
    if (!m_stateless.takes(request)) {
        m_sessions.onRequest(request);
    }
}

void BridgeServer::close()
{
    m_backend->close();
}

asio::awaitable<void> BridgeServer::handle(ServerExchange &exchange)
{
    const auto self = shared_from_this();
    const bool isOlder = SseTransport::isFor(exchange);
    auto refused = isOlder ? refusalByCaller(exchange) : refusalByHead(exchange);
    if (refused) {
        co_await exchange.respond(std::move(*refused));
    } else if (isOlder) {
        co_await m_sse.handle(exchange);
    } else if (exchange.method() == "POST") {
        co_await post(exchange);
    } else if (exchange.method() == "GET") {
        co_await listen(exchange);
    } else {
        auto response = remove(exchange);
        co_await exchange.respond(std::move(response));
    }
}

asio::awaitable<void> BridgeServer::post(ServerExchange &exchange)
{
    auto message = co_await readPosted(exchange, m_server.maxMessageBytes);
    if (message) {
        co_await serve(exchange, std::move(*message));
    }
}

asio::awaitable<void> BridgeServer::serve(ServerExchange &exchange, RpcMessage message)
{
    const auto self = shared_from_this();
    exchange.cancelOnClose();
    auto ready = co_await m_backend->ready();
    if (!ready) {
        auto response = unavailable(ready.error(), message.idText());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    co_await take(exchange, std::move(message));
}

asio::awaitable<void> BridgeServer::take(ServerExchange &exchange, RpcMessage message)
{
    if (claimsStateless(message, exchange.headers())) {
        co_await m_stateless.handle(exchange, std::move(message));
        co_return;
    }
    if (message.kind == RpcMessage::Kind::Request && message.method == "initialize") {
        auto response = initialize(message);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    auto session = sessionOf(exchange.headers());
    if (!session) {
        auto response = std::move(session.error());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    if (message.kind == RpcMessage::Kind::Request) {
        co_await call(exchange, std::move(*session), std::move(message));
        co_return;
    }
    m_sessions.takeFromClient(**session, message);
    auto response = accepted();
    co_await exchange.respond(std::move(response));
}

/// The server has been asked once; its answer is everybody's, with the version agreed on with
/// each.
SessionPtr BridgeServer::greet(const RpcMessage &message, std::string &reply)
{
    const std::string &identity = m_backend->identity().initializeResult;
    const Span whole{0, identity.size()};
    const Span place = memberAt(identity, whole, "protocolVersion");
    const std::string served = decodedString(place.in(identity)).value_or(std::string());
    const std::string version = agreedVersion(message.stringParam("protocolVersion"), served);
    const std::string result =
        place.isEmpty() ? identity : withReplacements(identity, {{place, jsonString(version)}});
    const SessionPtr session = m_sessions.open(version, message);
    if (m_backend->isStateless()) {
        m_translation->listen();
    }
    reply = resultReply(message.idText(), result);
    return session;
}

net::HttpResponse BridgeServer::initialize(const RpcMessage &message)
{
    std::string reply;
    const SessionPtr session = greet(message, reply);
    net::HttpResponse response = jsonAnswer(std::move(reply));
    response.headers.set(sessionHeader, session->id);
    return response;
}

BridgeServer::OrRefusal<SessionPtr> BridgeServer::sessionOf(const net::Headers &headers)
{
    const auto version = headers.get("Mcp-Protocol-Version");
    if (version && !isHandshakeVersion(*version)) {
        return Refusal(refusal(status::badRequest,
                               {rpc::serverError, "This MCP-Protocol-Version is not served."}));
    }
    const auto id = headers.get(sessionHeader);
    if (!id) {
        return Refusal(refusal(status::badRequest,
                               {rpc::serverError, "The header Mcp-Session-Id is missing."}));
    }
    SessionPtr session = m_sessions.find(*id);
    if (!session) {
        return Refusal(
            refusal(status::notFound, {rpc::sessionNotFound, "There is no such session."}));
    }
    return session;
}

/// The reply when the request is not for the server; else empty.
asio::awaitable<std::string> BridgeServer::answerHere(SessionPtr session, RpcMessage &request)
{
    bool isAbsorbed = false;
    if (m_backend->isStateless()) {
        if (SessionTranslation::isForeign(request)) {
            co_return errorReply(request.idText(), {rpc::methodNotFound,
                                                    "There is no method " + request.method + "."});
        }
        isAbsorbed = co_await m_translation->absorbs(std::move(session), request);
    } else {
        isAbsorbed = m_sessions.absorbs(*session, request);
    }
    co_return isAbsorbed ? resultReply(request.idText(), "{}") : std::string();
}

asio::awaitable<void> BridgeServer::call(ServerExchange &exchange, SessionPtr session,
                                         RpcMessage request)
{
    std::string reply = co_await answerHere(session, request);
    if (!reply.empty()) {
        auto response = jsonAnswer(std::move(reply));
        co_await exchange.respond(std::move(response));
        co_return;
    }
    if (m_backend->calls().size() >= mostCalls) {
        auto response =
            refusal(status::unavailable, {rpc::serverError, "Too many calls are under way."},
                    request.idText());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const std::string idText(request.idText());
    const auto events = m_sessions.openStream(*session);
    auto sent = co_await pass(session, std::move(request), events);
    if (!sent) {
        session->streams.erase(events->number());
        auto response = unavailable(sent.error(), idText);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    co_await answer(exchange, std::move(session), events);
}

net::Task<> BridgeServer::pass(SessionPtr session, RpcMessage request,
                               std::shared_ptr<EventStream> events)
{
    if (m_backend->isStateless()) {
        co_return co_await m_translation->call(std::move(session), std::move(request),
                                               std::move(events));
    }
    StdioBackend::Deliver deliver = [events](std::string text, bool isLast) {
        if (!text.empty()) {
            events->push(std::move(text));
        }
        if (isLast) {
            events->finish();
        }
    };
    auto sent = co_await m_backend->call(std::move(request), session->id, std::move(deliver));
    if (!sent) {
        co_return base::fail(std::move(sent.error()));
    }
    co_return base::Status();
}

asio::awaitable<void> BridgeServer::answer(ServerExchange &exchange, SessionPtr session,
                                           std::shared_ptr<EventStream> events)
{
    const StreamReader reader(events);
    const bool quick = co_await isQuick(reader);
    if (quick) {
        auto response = jsonAnswer(*events->take()->message);
        session->streams.erase(events->number());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    std::string first;
    if (session->version >= primingSince) {
        first = "id: " + eventId(events->number(), 0) + "\ndata: \n\n";
    }
    co_await writeEvents(exchange, reader, std::move(first), EventIds::Given);
}

asio::awaitable<void> BridgeServer::listen(ServerExchange &exchange)
{
    exchange.cancelOnClose();
    auto session = sessionOf(exchange.headers());
    if (!session) {
        auto response = std::move(session.error());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    auto events = streamToRead(**session, exchange.headers());
    if (!events) {
        auto response = std::move(events.error());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const StreamReader reader(*events);
    co_await writeEvents(exchange, reader, std::string(comment), EventIds::Given);
}

/// The session's own stream, or the one that the client lost.
BridgeServer::OrRefusal<std::shared_ptr<EventStream>>
BridgeServer::streamToRead(BridgeSession &session, const net::Headers &headers)
{
    const auto lastSeen = headers.get("Last-Event-ID");
    if (!lastSeen) {
        return session.mailbox;
    }
    const auto id = readEventId(*lastSeen);
    std::shared_ptr<EventStream> events;
    if (id && id->first == 0) {
        events = session.mailbox;
    } else if (id && session.streams.count(id->first) > 0) {
        events = session.streams.at(id->first);
    }
    if (!events || !events->resumeAfter(id->second)) {
        return Refusal(refusal(status::badRequest,
                               {rpc::serverError, "The event named by Last-Event-ID is not held "
                                                  "(any more), so nothing can be taken up."}));
    }
    return events;
}

net::HttpResponse BridgeServer::remove(const ServerExchange &exchange)
{
    const auto session = sessionOf(exchange.headers());
    if (!session) {
        return session.error();
    }
    m_sessions.close(std::string((*session)->id));
    return {status::ok, {}, {}};
}

} // namespace berth::gateway
