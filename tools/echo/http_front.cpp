// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/http_front.h"

#include "base/bytes.h"
#include "base/ids.h"
#include "echo/modern_rules.h"
#include "echo/request_guard.h"
#include "net/sse.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace berth::echo {

using base::Json;

namespace {

constexpr std::size_t maxBodyBytes = 4 * base::mebibyte;
constexpr std::size_t maxSessions = 1024;
constexpr const char *sessionHeader = "Mcp-Session-Id";

net::HttpResponse jsonResponse(int status, const Json &body)
{
    net::HttpResponse response;
    response.status = status;
    response.headers.set("Content-Type", "application/json");
    response.body = base::toText(body);
    return response;
}

net::HttpResponse errorResponse(const RpcError &error, const Json &id = nullptr)
{
    return jsonResponse(error.httpStatus, errorReply(id, error));
}

net::HttpResponse emptyResponse(int status)
{
    net::HttpResponse response;
    response.status = status;
    return response;
}

net::HttpResponseHead streamHead()
{
    net::HttpResponseHead head;
    head.headers.set("Content-Type", "text/event-stream");
    head.headers.set("Cache-Control", "no-cache, no-transform");
    head.headers.set("X-Accel-Buffering", "no");
    return head;
}

std::string asEvent(const Json &message)
{
    net::SseEvent event;
    event.event = "message";
    event.data = base::toText(message);
    return net::formatSse(event);
}

std::string_view pathOf(std::string_view target)
{
    return target.substr(0, target.find('?'));
}

} // namespace

HttpFront::HttpFront(const asio::any_io_executor &executor, EchoServer &server)
    : m_server(server)
    , m_http(executor, [this](net::ServerExchange &exchange) { return handle(exchange); })
{}

base::Result<std::uint16_t> HttpFront::listen(const std::string &address, std::uint16_t port)
{
    return m_http.listenTcp(address, port);
}

asio::awaitable<void> HttpFront::handle(net::ServerExchange &exchange)
{
    if (const auto error = checkCaller(exchange.headers())) {
        co_await exchange.respond(errorResponse(*error));
        co_return;
    }
    const std::string_view path = pathOf(exchange.target());
    if (path == "/health" && exchange.method() == "GET") {
        Json body = Json::object();
        body["status"] = "ok";
        co_await exchange.respond(jsonResponse(200, body));
    } else if (path != "/mcp") {
        co_await exchange.respond(emptyResponse(404));
    } else if (exchange.method() == "POST") {
        co_await handlePost(exchange);
    } else if (exchange.method() == "DELETE") {
        co_await handleDelete(exchange);
    } else {
        net::HttpResponse response = emptyResponse(405);
        response.headers.set("Allow", "POST, DELETE");
        co_await exchange.respond(std::move(response));
    }
}

asio::awaitable<void> HttpFront::handleDelete(net::ServerExchange &exchange)
{
    const std::string id(exchange.headers().get(sessionHeader).value_or(""));
    const auto session = m_sessions.find(id);
    if (session == m_sessions.end()) {
        co_await exchange.respond(emptyResponse(id.empty() ? 405 : 404));
        co_return;
    }
    for (const auto &[key, call] : session->second->calls) {
        call->cancel();
    }
    m_sessions.erase(session);
    m_sessionOrder.erase(std::find(m_sessionOrder.begin(), m_sessionOrder.end(), id));
    co_await exchange.respond(emptyResponse(200));
}

asio::awaitable<void> HttpFront::handlePost(net::ServerExchange &exchange)
{
    if (const auto error = checkMediaTypes(exchange.headers())) {
        co_await exchange.respond(errorResponse(*error));
        co_return;
    }
    const auto body = co_await exchange.readBody(maxBodyBytes);
    if (!body) {
        co_return; // the server has answered, or the connection is gone
    }
    const auto json = base::parseJson(*body);
    if (!json) {
        const RpcError error{rpc::parseError, json.error().message, nullptr, 400};
        co_await exchange.respond(errorResponse(error));
        co_return;
    }
    auto message = readMessage(*json);
    if (!message) {
        co_await exchange.respond(errorResponse(message.error(), readableId(*json)));
        co_return;
    }
    const bool modern = m_server.treatsAsModern(*message);
    std::optional<RpcError> refused;
    if (modern) {
        refused = checkModernMeta(*message);
        if (!refused || refused->code == rpc::unsupportedVersion) {
            const auto mismatch = checkModernHeaders(*message, exchange.headers());
            refused = mismatch ? mismatch : refused;
        }
    } else {
        refused = checkLegacyHeaders(*message, exchange.headers());
    }
    if (refused) {
        co_await exchange.respond(errorResponse(*refused, message->id));
        co_return;
    }
    auto client = modern ? std::make_shared<Client>() : clientFor(*message, exchange.headers());
    if (!client) {
        co_await exchange.respond(errorResponse(client.error(), message->id));
        co_return;
    }
    co_await answer(exchange, std::move(*client), std::move(*message));
}

tl::expected<std::shared_ptr<Client>, RpcError>
HttpFront::clientFor(const Message &message, const net::Headers &headers) const
{
    const auto refuse = [](int status, std::string text) {
        return tl::unexpected<RpcError>(
            RpcError{rpc::serverError, std::move(text), nullptr, status});
    };
    if (message.method == "initialize") {
        return std::make_shared<Client>();
    }
    const auto id = headers.get(sessionHeader);
    if (!id) {
        return refuse(400, "This request needs the Mcp-Session-Id that initialize gave.");
    }
    const auto session = m_sessions.find(std::string(*id));
    if (session == m_sessions.end()) {
        return refuse(404, "This session does not exist; initialize again.");
    }
    const auto version = headers.get("MCP-Protocol-Version");
    const auto &known = EchoServer::legacyVersions();
    if (version && std::find(known.begin(), known.end(), *version) == known.end()) {
        return refuse(400, "This protocol version is not supported.");
    }
    return session->second;
}

std::string HttpFront::openSession(std::shared_ptr<Client> client)
{
    if (m_sessions.size() >= maxSessions) {
        m_sessions.erase(m_sessionOrder.front());
        m_sessionOrder.pop_front();
    }
    std::string id = base::randomHex(16);
    m_sessionOrder.push_back(id);
    m_sessions.emplace(id, std::move(client));
    return id;
}

asio::awaitable<void> HttpFront::answer(net::ServerExchange &exchange,
                                        std::shared_ptr<Client> client, Message message)
{
    using namespace asio::experimental::awaitable_operators;

    const Json id = message.id;
    const bool isInitialize = message.method == "initialize";
    // Since 2026-07-28 a client cancels by closing the connection; before, that meant nothing.
    const bool closeCancels = m_server.treatsAsModern(message) && message.method == "tools/call";
    // The stream begins with the first message before the answer; most answers come alone.
    bool streaming = false;
    Send send = [&exchange, &streaming](Json json) -> asio::awaitable<void> {
        if (!streaming) {
            streaming = true;
            co_await exchange.start(streamHead());
        }
        const std::string event = asEvent(json);
        co_await exchange.write(event);
    };

    Answer answer;
    if (closeCancels) {
        auto ended =
            co_await (m_server.handle(client, std::move(message), send) || exchange.waitForClose());
        if (ended.index() == 1) {
            co_return;
        }
        answer = std::move(std::get<0>(ended));
    } else {
        answer = co_await m_server.handle(client, std::move(message), send);
    }

    if (streaming) {
        if (answer.reply) {
            const std::string event = asEvent(*answer.reply);
            co_await exchange.write(event);
        }
        co_await exchange.finish();
        co_return;
    }
    if (!answer.reply && !id.is_null()) {
        const RpcError cancelled{rpc::serverError, "The request was cancelled."};
        co_await exchange.respond(errorResponse(cancelled, id));
        co_return;
    }
    net::HttpResponse response = answer.reply ? jsonResponse(answer.httpStatus, *answer.reply)
                                              : emptyResponse(answer.httpStatus);
    if (isInitialize && !client->protocolVersion.empty()) {
        response.headers.set(sessionHeader, openSession(std::move(client)));
    }
    co_await exchange.respond(std::move(response));
}

} // namespace berth::echo
