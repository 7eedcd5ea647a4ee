// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/echo_server.h"

#include "echo/modern_rules.h"

#include <algorithm>
#include <utility>

namespace berth::echo {

using base::Json;

namespace {

constexpr const char *instructions =
    "A server to try things with: echo, add, sleep, fail and env-names.";
constexpr int listTtlMs = 300000;

Answer reply(Json json, int status = 200)
{
    return {std::move(json), status};
}

Answer refuse(const Message &message, const RpcError &error)
{
    if (message.kind != Message::Kind::Request) {
        return {std::nullopt, error.httpStatus};
    }
    return {errorReply(message.id, error), error.httpStatus};
}

Json capabilities()
{
    Json json = Json::object();
    json["tools"] = Json::object();
    return json;
}

/// Marks a modern result as final and says how long it stays true.
Json cacheable(Json result)
{
    result["resultType"] = "complete";
    result["ttlMs"] = listTtlMs;
    result["cacheScope"] = "public";
    return result;
}

Json listResult()
{
    Json result = Json::object();
    result["tools"] = describeTools();
    return result;
}

/// Everything fits on one page, so no cursor was ever handed out.
std::optional<RpcError> checkCursor(const Message &message, int status)
{
    if (!message.params.contains("cursor")) {
        return std::nullopt;
    }
    return RpcError{rpc::invalidParams, "This cursor was not given out by this server.", nullptr,
                    status};
}

Json progressToken(const Message &message)
{
    const auto meta = message.params.find("_meta");
    if (meta != message.params.end() && meta->is_object()) {
        const auto token = meta->find("progressToken");
        if (token != meta->end() && (token->is_string() || token->is_number_integer())) {
            return *token;
        }
    }
    return nullptr;
}

CallContext makeContext(const asio::any_io_executor &executor, const Message &message, Send send)
{
    CallContext context;
    context.cancel = std::make_shared<CancelToken>(executor);
    Json token = progressToken(message);
    if (!token.is_null()) {
        context.progress = [token = std::move(token), send = std::move(send)](
                               double done, double total) -> asio::awaitable<void> {
            Json params = Json::object();
            params["progressToken"] = token;
            params["progress"] = done;
            params["total"] = total;
            return send(notification("notifications/progress", std::move(params)));
        };
    }
    return context;
}

void cancelCall(Client &client, const Message &message)
{
    const auto id = message.params.find("requestId");
    if (id == message.params.end()) {
        return;
    }
    const auto call = client.calls.find(base::toText(*id));
    if (call != client.calls.end()) {
        call->second->cancel();
    }
}

} // namespace

EchoServer::EchoServer(asio::any_io_executor executor, std::string version, Eras eras)
    : m_executor(std::move(executor))
    , m_version(std::move(version))
    , m_eras(eras)
{}

bool EchoServer::treatsAsModern(const Message &message) const
{
    return m_eras == Eras::ModernOnly || (m_eras == Eras::Both && claimsModern(message));
}

const std::vector<std::string> &EchoServer::legacyVersions()
{
    static const std::vector<std::string> versions{"2025-11-25", "2025-06-18", "2025-03-26",
                                                   "2024-11-05"};
    return versions;
}

asio::awaitable<Answer> EchoServer::handle(std::shared_ptr<Client> client, Message message,
                                           Send send)
{
    if (message.kind == Message::Kind::Response) {
        co_return Answer{std::nullopt, 202};
    }
    if (treatsAsModern(message)) {
        co_return co_await handleModern(std::move(message), std::move(send));
    }
    co_return co_await handleLegacy(std::move(client), std::move(message), std::move(send));
}

asio::awaitable<Answer> EchoServer::handleLegacy(std::shared_ptr<Client> client, Message message,
                                                 Send send)
{
    if (message.kind == Message::Kind::Notification) {
        if (message.method == "notifications/cancelled") {
            cancelCall(*client, message);
        }
        co_return Answer{std::nullopt, 202};
    }
    if (message.method == "ping") {
        co_return reply(resultReply(message.id, Json::object()));
    }
    if (message.method == "initialize") {
        if (!message.params.contains("protocolVersion") ||
            !message.params.at("protocolVersion").is_string()) {
            co_return refuse(message,
                             {rpc::invalidParams, "initialize needs \"protocolVersion\"."});
        }
        co_return reply(resultReply(message.id, initialize(*client, message.params)));
    }
    if (client->protocolVersion.empty() && message.method != "server/discover") {
        co_return refuse(message, {rpc::invalidRequest, "The first request must be initialize."});
    }
    if (message.method == "tools/list") {
        if (const auto error = checkCursor(message, 200)) {
            co_return refuse(message, *error);
        }
        co_return reply(resultReply(message.id, listResult()));
    }
    if (message.method == "tools/call") {
        co_return co_await call(std::move(client), std::move(message), std::move(send), false);
    }
    co_return refuse(message, {rpc::methodNotFound, "There is no method " + message.method + "."});
}

asio::awaitable<Answer> EchoServer::handleModern(Message message, Send send)
{
    if (const auto error = checkModernMeta(message)) {
        co_return refuse(message, *error);
    }
    if (message.kind == Message::Kind::Notification) {
        co_return Answer{std::nullopt, 202};
    }
    if (message.method == "server/discover") {
        co_return reply(resultReply(message.id, discover()));
    }
    if (message.method == "tools/list") {
        if (const auto error = checkCursor(message, 400)) {
            co_return refuse(message, *error);
        }
        co_return reply(resultReply(message.id, cacheable(listResult())));
    }
    if (message.method == "tools/call") {
        co_return co_await call(std::make_shared<Client>(), std::move(message), std::move(send),
                                true);
    }
    co_return refuse(
        message, {rpc::methodNotFound, "There is no method " + message.method + ".", nullptr, 404});
}

asio::awaitable<Answer> EchoServer::call(std::shared_ptr<Client> client, Message message, Send send,
                                         bool modern)
{
    const int badStatus = modern ? 400 : 200;
    const std::string name = base::stringOr(message.params, "name");
    Json arguments = message.params.value("arguments", Json::object());
    if (name.empty() || !arguments.is_object()) {
        co_return refuse(message, {rpc::invalidParams,
                                   "tools/call needs \"name\", and \"arguments\" are an object.",
                                   nullptr, badStatus});
    }
    const std::string key = base::toText(message.id);
    if (client->calls.count(key) != 0) {
        co_return refuse(message, {rpc::invalidRequest, "A request with this id is still running.",
                                   nullptr, badStatus});
    }
    CallContext context = makeContext(m_executor, message, std::move(send));
    client->calls[key] = context.cancel;
    CallOutcome outcome = co_await callTool(name, std::move(arguments), std::move(context));
    client->calls.erase(key);
    if (outcome.kind == CallOutcome::Kind::Cancelled) {
        co_return Answer{};
    }
    if (outcome.kind == CallOutcome::Kind::UnknownTool) {
        co_return refuse(
            message, {rpc::invalidParams, "There is no tool " + name + ".", nullptr, badStatus});
    }
    if (modern) {
        outcome.result["resultType"] = "complete";
    }
    co_return reply(resultReply(message.id, std::move(outcome.result)));
}

Json EchoServer::initialize(Client &client, const Json &params) const
{
    const std::string wanted = base::stringOr(params, "protocolVersion");
    const auto &versions = legacyVersions();
    const bool known = std::find(versions.begin(), versions.end(), wanted) != versions.end();
    client.protocolVersion = known ? wanted : versions.front();

    Json result = Json::object();
    result["protocolVersion"] = client.protocolVersion;
    result["capabilities"] = capabilities();
    result["serverInfo"] = serverInfo();
    result["instructions"] = instructions;
    return result;
}

Json EchoServer::discover() const
{
    Json result = Json::object();
    result["supportedVersions"] = Json::array({modernVersion});
    result["capabilities"] = capabilities();
    result["instructions"] = instructions;
    result["_meta"]["io.modelcontextprotocol/serverInfo"] = serverInfo();
    return cacheable(std::move(result));
}

Json EchoServer::serverInfo() const
{
    Json info = Json::object();
    info["name"] = "berth-echo";
    info["title"] = "Berth echo";
    info["version"] = m_version;
    return info;
}

} // namespace berth::echo
