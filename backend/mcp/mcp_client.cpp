// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "mcp/mcp_client.h"

#include "mcp/http_channel.h"
#include "mcp/protocol.h"
#include "mcp/reply_errors.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace berth::mcp {

using base::ErrorCode;
using base::Json;
using std::chrono::milliseconds;

namespace {

constexpr int maxPages = 100;
constexpr std::size_t maxTools = 10000;
constexpr std::string_view elicitation = "elicitation/create";
constexpr const char *sessionHeader = "Mcp-Session-Id";
/// Courtesy messages (cancel, end of session) are not worth a long wait.
constexpr milliseconds courtesyTimeout{2000};
/// Times a server of the stateless revision may want more input for one call.
constexpr int mostRounds = 8;

bool isSessionId(std::string_view id)
{
    return !id.empty() &&
           std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x21 && c <= 0x7e; });
}

const Json *resultOf(const ChannelReply &reply)
{
    if (!reply.message) {
        return nullptr;
    }
    const auto result = reply.message->find("result");
    return result != reply.message->end() && result->is_object() ? &*result : nullptr;
}

Json objectMember(const Json &json, const char *key)
{
    const auto member = json.find(key);
    return member != json.end() && member->is_object() ? *member : Json::object();
}

} // namespace

class McpClient::Impl : public std::enable_shared_from_this<Impl>
{
public:
    Impl(net::asio::any_io_executor executor, net::Endpoint endpoint, Options options);

    net::Task<ServerIdentity> connect();
    net::Task<Json> call(std::string method, Json params);
    net::Task<Json> callTool(Json params, CallEvents events);
    net::Task<> cancelCall(std::string reason);
    net::Task<std::vector<model::Tool>> listTools();
    net::Task<> ping();
    net::Task<> disconnect();

private:
    /// A call's answer, or the news that the session is gone.
    struct Attempt
    {
        bool sessionGone = false;
        Json result = Json::object();
    };

    net::Task<ServerIdentity> finishHandshake(ChannelReply reply);
    /// Empty when the answer is no DiscoverResult.
    net::Task<std::optional<ServerIdentity>> discover();
    net::Task<Attempt> attempt(std::string method, Json params);
    net::Task<Json> inputFor(const Json &questions);
    Json capabilities() const;
    void listenTo(CallEvents events);
    net::asio::awaitable<void> askForLogs();
    net::Headers headersFor(const std::string &method, const Json &params) const;
    void answerRequestsOfServer();
    static net::asio::awaitable<void> answer(std::shared_ptr<Impl> self, Json request);
    void cancelOnServer(std::int64_t id);

    std::optional<base::Error> refusal(const ChannelReply &reply) const
    {
        return mcp::refusal(m_channel, reply);
    }
    base::Error unexpected(const std::string &method, const ChannelReply &reply) const
    {
        return unexpectedReply(m_channel, method, reply);
    }

    net::asio::any_io_executor m_executor;
    milliseconds m_timeout;
    milliseconds m_callTimeout;
    bool m_elicits;
    std::string m_logLevel;
    HttpChannel m_channel;
    CallEvents m_events;
    std::optional<std::int64_t> m_callUnderWay;
    bool m_connected = false;
    ServerIdentity m_identity;
    std::string m_sessionId;
    std::int64_t m_nextId = 1;
};

McpClient::Impl::Impl(net::asio::any_io_executor executor, net::Endpoint endpoint, Options options)
    : m_executor(executor)
    , m_timeout(options.timeout)
    , m_callTimeout(options.callTimeout.count() > 0 ? options.callTimeout : options.timeout)
    , m_elicits(options.elicits)
    , m_logLevel(options.logLevel)
    , m_channel(std::move(executor),
                {std::move(endpoint), std::move(options.path), std::move(options.headers),
                 std::move(options.hostHeader), std::move(options.caFile),
                 std::move(options.pinnedFingerprint)},
                std::min(options.timeout, milliseconds(5000)))
{}

net::Task<ServerIdentity> McpClient::Impl::connect()
{
    answerRequestsOfServer();
    m_connected = false;
    m_sessionId.clear();
    const std::int64_t id = m_nextId++;
    auto reply = co_await m_channel.request(
        makeRequest(id, "initialize", initializeParams(capabilities())), id, {}, m_timeout);
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    if (auto error = refusal(*reply)) {
        co_return base::fail(std::move(*error));
    }
    if (reply->succeeded() && resultOf(*reply) != nullptr) {
        co_return co_await finishHandshake(std::move(*reply));
    }
    // Servers of the stateless revision refuse initialize in several ways; only a valid answer to
    // server/discover tells them from something that is no MCP server.
    auto modern = co_await discover();
    if (!modern) {
        co_return base::fail(std::move(modern.error()));
    }
    if (!*modern) {
        co_return base::fail(unexpected("initialize", *reply));
    }
    co_return std::move(**modern);
}

net::Task<ServerIdentity> McpClient::Impl::finishHandshake(ChannelReply reply)
{
    const Json &result = *resultOf(reply);
    const std::string version = base::stringOr(result, "protocolVersion");
    if (!speaksLegacy(version)) {
        co_return base::fail(ErrorCode::ProtocolError,
                             "The MCP server at " + m_channel.address() +
                                 " wants a protocol version that Berth does not know.",
                             "protocolVersion: " + m_channel.presentable(version));
    }
    const std::string session(reply.headers.get(sessionHeader).value_or(""));
    if (!session.empty() && !isSessionId(session)) {
        co_return base::fail(ErrorCode::ProtocolError,
                             "The MCP server at " + m_channel.address() +
                                 " gave a session id that cannot be sent back.");
    }
    m_sessionId = session;
    m_identity.era = Era::Legacy;
    m_identity.protocolVersion = version;
    const Json info = objectMember(result, "serverInfo");
    m_identity.name = base::stringOr(info, "name");
    m_identity.version = base::stringOr(info, "version");
    m_identity.capabilities = objectMember(result, "capabilities");

    const std::string method = "notifications/initialized";
    auto accepted = co_await m_channel.notify(makeNotification(method, {}),
                                              headersFor(method, Json::object()), m_timeout);
    if (!accepted) {
        co_return base::fail(std::move(accepted.error()));
    }
    if (auto error = refusal(*accepted)) {
        co_return base::fail(std::move(*error));
    }
    if (!accepted->succeeded()) {
        co_return base::fail(unexpected(method, *accepted));
    }
    m_connected = true;
    co_await askForLogs();
    co_return m_identity;
}

Json McpClient::Impl::capabilities() const
{
    Json offered = Json::object();
    if (m_elicits) {
        offered["elicitation"]["form"] = Json::object();
    }
    return offered;
}

/// A server that refuses is not worth a failure: its calls do without log messages.
net::asio::awaitable<void> McpClient::Impl::askForLogs()
{
    if (m_logLevel.empty() || !m_identity.capabilities.contains("logging")) {
        co_return;
    }
    const std::int64_t id = m_nextId++;
    Json params = Json::object();
    params["level"] = m_logLevel;
    const std::string method = "logging/setLevel";
    net::Headers headers = headersFor(method, params);
    co_await m_channel.request(makeRequest(id, method, std::move(params)), id, std::move(headers),
                               m_timeout);
}

net::Task<std::optional<ServerIdentity>> McpClient::Impl::discover()
{
    const std::string method = "server/discover";
    const std::int64_t id = m_nextId++;
    const Json params = withModernMeta(Json::object(), capabilities());
    net::Headers headers;
    addModernHeaders(headers, method, params);
    auto reply =
        co_await m_channel.request(makeRequest(id, method, params), id, headers, m_timeout);
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    if (auto error = refusal(*reply)) {
        co_return base::fail(std::move(*error));
    }
    const Json *result = reply->succeeded() ? resultOf(*reply) : nullptr;
    if (result == nullptr) {
        co_return std::nullopt;
    }
    const auto versions = result->find("supportedVersions");
    if (versions == result->end() || !versions->is_array()) {
        co_return std::nullopt;
    }
    if (std::find(versions->begin(), versions->end(), Json(modernVersion)) == versions->end()) {
        co_return base::fail(ErrorCode::Unsupported,
                             "The MCP server at " + m_channel.address() +
                                 " speaks no protocol version that Berth knows.",
                             m_channel.presentable(base::toText(*versions)));
    }
    m_identity.era = Era::Modern;
    m_identity.protocolVersion = modernVersion;
    const Json info =
        objectMember(objectMember(*result, "_meta"), "io.modelcontextprotocol/serverInfo");
    m_identity.name = base::stringOr(info, "name");
    m_identity.version = base::stringOr(info, "version");
    m_identity.capabilities = objectMember(*result, "capabilities");
    m_connected = true;
    co_return m_identity;
}

net::Task<Json> McpClient::Impl::call(std::string method, Json params)
{
    for (int tries = 0;; ++tries) {
        if (!m_connected) {
            auto identity = co_await connect();
            if (!identity) {
                co_return base::fail(std::move(identity.error()));
            }
        }
        auto outcome = co_await attempt(method, params);
        if (!outcome) {
            co_return base::fail(std::move(outcome.error()));
        }
        if (!outcome->sessionGone) {
            co_return std::move(outcome->result);
        }
        // The server forgot the session (it restarted, most likely) and did not run the call.
        m_connected = false;
        if (tries > 0) {
            co_return base::fail(ErrorCode::ProtocolError, "The MCP server at " +
                                                               m_channel.address() +
                                                               " forgets each session at once.");
        }
    }
}

net::Task<McpClient::Impl::Attempt> McpClient::Impl::attempt(std::string method, Json params)
{
    const std::int64_t id = m_nextId++;
    const bool modern = m_identity.era == Era::Modern;
    const bool hasSession = !m_sessionId.empty();
    const bool isCall = method == "tools/call";
    if (isCall && m_events.onNotification) {
        params["_meta"]["progressToken"] = id;
    }
    if (modern) {
        params = withModernMeta(std::move(params), capabilities());
        if (!m_logLevel.empty()) {
            params["_meta"]["io.modelcontextprotocol/logLevel"] = m_logLevel;
        }
    }
    m_callUnderWay = isCall ? std::optional(id) : std::nullopt;
    auto reply =
        co_await m_channel.request(makeRequest(id, method, params), id, headersFor(method, params),
                                   isCall ? m_callTimeout : m_timeout);
    m_callUnderWay.reset();
    if (!reply) {
        if (reply.error().code == ErrorCode::Timeout && !modern) {
            cancelOnServer(id);
        }
        co_return base::fail(std::move(reply.error()));
    }
    if (reply->status == 404 && hasSession) {
        co_return Attempt{true, {}};
    }
    if (auto error = refusal(*reply)) {
        co_return base::fail(std::move(*error));
    }
    if (reply->message) {
        if (const auto error = errorOf(*reply->message)) {
            co_return base::fail(rpcFailure(m_channel, method, *error));
        }
    }
    const Json *result = reply->succeeded() ? resultOf(*reply) : nullptr;
    if (result == nullptr) {
        co_return base::fail(unexpected(method, *reply));
    }
    const bool wantsInput =
        isCall && m_events.onRequest && base::stringOr(*result, "resultType") == "input_required";
    if (modern && !wantsInput && base::stringOr(*result, "resultType", "complete") != "complete") {
        co_return base::fail(ErrorCode::Unsupported, "The MCP server at " + m_channel.address() +
                                                         " wants more input for " + method +
                                                         ", which Berth cannot give.");
    }
    co_return Attempt{false, *result};
}

net::Task<Json> McpClient::Impl::callTool(Json params, CallEvents events)
{
    listenTo(std::move(events));
    for (int round = 0; round <= mostRounds; ++round) {
        auto result = co_await call("tools/call", params);
        if (!result || base::stringOr(*result, "resultType") != "input_required") {
            listenTo({});
            co_return result;
        }
        auto input = co_await inputFor(objectMember(*result, "inputRequests"));
        if (!input) {
            listenTo({});
            co_return base::fail(std::move(input.error()));
        }
        params["inputResponses"] = std::move(*input);
        if (const auto state = result->find("requestState"); state != result->end()) {
            params["requestState"] = *state;
        } else {
            params.erase("requestState");
        }
    }
    listenTo({});
    co_return base::fail(ErrorCode::LimitReached, "The MCP server at " + m_channel.address() +
                                                      " asks for more input again and again.");
}

net::Task<Json> McpClient::Impl::inputFor(const Json &questions)
{
    Json answers = Json::object();
    for (const auto &[key, question] : questions.items()) {
        std::optional<Json> given;
        if (question.is_object()) {
            given = co_await m_events.onRequest(base::stringOr(question, "method"),
                                                objectMember(question, "params"));
        }
        if (!given) {
            co_return base::fail(ErrorCode::Unsupported,
                                 "The MCP server at " + m_channel.address() +
                                     " wants input for the call that Berth cannot give.",
                                 m_channel.presentable(base::toText(question)));
        }
        answers[key] = std::move(*given);
    }
    co_return answers;
}

void McpClient::Impl::listenTo(CallEvents events)
{
    m_events = std::move(events);
    m_channel.onNotification(m_events.onNotification);
}

net::Task<> McpClient::Impl::cancelCall(std::string reason)
{
    if (!m_callUnderWay || m_identity.era == Era::Modern) {
        co_return base::Status{};
    }
    Json params = Json::object();
    params["requestId"] = *m_callUnderWay;
    params["reason"] = std::move(reason);
    auto told =
        co_await m_channel.notify(makeNotification("notifications/cancelled", std::move(params)),
                                  headersFor("", Json::object()), courtesyTimeout);
    if (!told) {
        co_return base::fail(std::move(told.error()));
    }
    co_return base::Status{};
}

net::Task<std::vector<model::Tool>> McpClient::Impl::listTools()
{
    std::vector<model::Tool> tools;
    std::set<std::string> seen;
    Json params = Json::object();
    for (int page = 0; page < maxPages; ++page) {
        auto result = co_await call("tools/list", params);
        if (!result) {
            const bool hasNone = result.error().code == ErrorCode::Unsupported &&
                                 !m_identity.capabilities.contains("tools");
            if (hasNone) {
                co_return tools;
            }
            co_return base::fail(std::move(result.error()));
        }
        for (model::Tool &tool : toolsOf(*result)) {
            tools.push_back(std::move(tool));
        }
        const auto cursor = nextCursorOf(*result);
        if (!cursor) {
            co_return tools;
        }
        if (!seen.insert(*cursor).second || tools.size() > maxTools) {
            break;
        }
        params["cursor"] = *cursor;
    }
    co_return base::fail(ErrorCode::LimitReached,
                         "The MCP server at " + m_channel.address() +
                             " never comes to the end of its list of tools.");
}

net::Task<> McpClient::Impl::ping()
{
    // The era is known only after the handshake, which is itself a proof of life.
    if (!m_connected) {
        auto identity = co_await connect();
        if (!identity) {
            co_return base::fail(std::move(identity.error()));
        }
        co_return base::Status{};
    }
    if (m_identity.era == Era::Modern) {
        auto identity = co_await discover();
        if (!identity) {
            co_return base::fail(std::move(identity.error()));
        }
        if (!*identity) {
            m_connected = false; // another server has taken its place; ask anew next time
            co_return base::fail(ErrorCode::ProtocolError,
                                 "The MCP server at " + m_channel.address() +
                                     " no longer answers server/discover.");
        }
        co_return base::Status{};
    }
    auto answer = co_await call("ping", Json::object());
    // A server that answers "no such method" is alive all the same.
    if (!answer && answer.error().code != ErrorCode::Unsupported) {
        co_return base::fail(std::move(answer.error()));
    }
    co_return base::Status{};
}

net::Task<> McpClient::Impl::disconnect()
{
    if (!m_connected || m_sessionId.empty()) {
        m_connected = false;
        co_return base::Status{};
    }
    const net::Headers headers = headersFor("", Json::object());
    m_connected = false;
    m_sessionId.clear();
    // Whatever comes back, 405 included: this side is done with the session.
    co_await m_channel.erase(headers, std::min(m_timeout, courtesyTimeout));
    co_return base::Status{};
}

net::Headers McpClient::Impl::headersFor(const std::string &method, const Json &params) const
{
    net::Headers headers;
    if (m_identity.era == Era::Modern) {
        addModernHeaders(headers, method, params);
        return headers;
    }
    headers.set("MCP-Protocol-Version", m_identity.protocolVersion);
    if (!m_sessionId.empty()) {
        headers.set(sessionHeader, m_sessionId);
    }
    return headers;
}

void McpClient::Impl::answerRequestsOfServer()
{
    m_channel.onServerRequest(
        [weak = weak_from_this()](Json request) -> net::asio::awaitable<void> {
            const auto self = weak.lock();
            if (!self) {
                co_return;
            }
            auto work = answer(self, request);
            if (base::stringOr(request, "method") == elicitation) {
                // A person may take long, and what the server says meanwhile is to be heard.
                net::asio::co_spawn(self->m_executor, std::move(work), net::asio::detached);
            } else {
                co_await std::move(work);
            }
        });
}

net::asio::awaitable<void> McpClient::Impl::answer(std::shared_ptr<Impl> self, Json request)
{
    std::optional<Json> result;
    const std::string method = base::stringOr(request, "method");
    if (method == elicitation && self->m_events.onRequest) {
        const auto ask = self->m_events.onRequest; // the call may end meanwhile
        result = co_await ask(method, objectMember(request, "params"));
    }
    co_await self->m_channel.notify(answerServerRequest(request, std::move(result)),
                                    self->headersFor("", Json::object()),
                                    std::min(self->m_timeout, courtesyTimeout));
}

void McpClient::Impl::cancelOnServer(std::int64_t id)
{
    Json params = Json::object();
    params["requestId"] = id;
    params["reason"] = "No answer in time";
    auto tell = [](std::shared_ptr<Impl> self, Json message) -> net::asio::awaitable<void> {
        co_await self->m_channel.notify(std::move(message), self->headersFor("", Json::object()),
                                        courtesyTimeout);
    };
    net::asio::co_spawn(
        m_executor,
        tell(shared_from_this(), makeNotification("notifications/cancelled", std::move(params))),
        net::asio::detached);
}

McpClient::McpClient(net::asio::any_io_executor executor, net::Endpoint endpoint, Options options)
    : m_impl(std::make_shared<Impl>(std::move(executor), std::move(endpoint), std::move(options)))
{}

McpClient::~McpClient() = default;

net::Task<ServerIdentity> McpClient::connect()
{
    const auto impl = m_impl;
    co_return co_await impl->connect();
}

net::Task<std::vector<model::Tool>> McpClient::listTools()
{
    const auto impl = m_impl;
    co_return co_await impl->listTools();
}

net::Task<Json> McpClient::callTool(std::string name, Json arguments)
{
    const auto impl = m_impl;
    Json params = Json::object();
    params["name"] = std::move(name);
    params["arguments"] = std::move(arguments);
    co_return co_await impl->call("tools/call", std::move(params));
}

net::Task<Json> McpClient::callTool(std::string name, Json arguments, CallEvents events)
{
    const auto impl = m_impl;
    Json params = Json::object();
    params["name"] = std::move(name);
    params["arguments"] = std::move(arguments);
    co_return co_await impl->callTool(std::move(params), std::move(events));
}

net::Task<> McpClient::cancelCall(std::string reason)
{
    const auto impl = m_impl;
    co_return co_await impl->cancelCall(std::move(reason));
}

net::Task<> McpClient::ping()
{
    const auto impl = m_impl;
    co_return co_await impl->ping();
}

net::Task<> McpClient::disconnect()
{
    const auto impl = m_impl;
    co_return co_await impl->disconnect();
}

} // namespace berth::mcp
