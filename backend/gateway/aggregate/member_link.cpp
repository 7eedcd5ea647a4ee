// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/member_link.h"

#include "base/bytes.h"
#include "gateway/bridge_rules.h"
#include "mcp/protocol.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace berth::gateway {

namespace asio = net::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t maxBodyBytes = 64 * base::mebibyte;
constexpr std::chrono::milliseconds greetWithin{20000};
constexpr std::chrono::milliseconds longestPause{30000};
constexpr int mostRounds = 8;
constexpr int mostResumptions = 5;

/// The cause of what a server says by itself.
const std::string nobody;

constexpr std::array<const char *, 3> eraMembers{meta::version, meta::capabilities,
                                                 meta::clientInfo};

RpcMessage reread(std::string text)
{
    return readServerMessage(std::move(text)).value_or(RpcMessage{});
}

asio::awaitable<void> pause(asio::any_io_executor executor, std::chrono::milliseconds time)
{
    asio::steady_timer timer(executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

base::Error tooSlow(const std::string &name)
{
    return {ErrorCode::Timeout, name + " did not answer the MCP handshake in time."};
}

} // namespace

std::string withMeta(const RpcMessage &request, const std::string &added)
{
    const Span place = request.param("_meta");
    std::string members = added;
    for (const JsonMember &member : membersAt(request.text, place)) {
        const bool isOfEra =
            std::any_of(eraMembers.begin(), eraMembers.end(),
                        [&member](const char *name) { return member.name == name; });
        if (!isOfEra) {
            members.append(members.empty() ? "" : ",").append(jsonString(member.name));
            members.append(":").append(member.value.in(request.text));
        }
    }
    if (!place.isEmpty()) {
        return withReplacements(request.text, {{place, "{" + members + "}"}});
    }
    if (members.empty()) {
        return request.text;
    }
    members = R"("_meta":{)" + members + "}";
    if (!request.params.isEmpty()) {
        return withReplacements(request.text,
                                {insertion(request.text, request.params, std::move(members))});
    }
    const Span whole{request.text.find('{'), request.text.size()};
    return withReplacements(request.text,
                            {insertion(request.text, whole, R"("params":{)" + members + "}")});
}

MemberLink::MemberLink(asio::any_io_executor executor, Route route, ClientFace face, Hooks hooks)
    : m_executor(executor)
    , m_wire(executor, std::move(route))
    , m_face(std::move(face))
    , m_hooks(std::move(hooks))
    , m_changed(executor)
{}

std::string MemberLink::nextId()
{
    return "\"berth-" + std::to_string(m_next++) + '"';
}

net::Task<> MemberLink::connect()
{
    const auto self = shared_from_this();
    if (m_state == State::None) {
        // By itself: whoever waits for it may give up, and others wait too.
        m_state = State::Connecting;
        asio::co_spawn(m_executor, shakeHands(), asio::detached);
    }
    while (m_state == State::Connecting) {
        co_await m_changed.wait();
    }
    if (m_state != State::Connected) {
        co_return base::fail(m_problem);
    }
    co_return base::Status();
}

asio::awaitable<void> MemberLink::shakeHands()
{
    const auto self = shared_from_this();
    asio::steady_timer deadline(m_executor, greetWithin);
    auto outcome = co_await (greet() || deadline.async_wait(asio::as_tuple(asio::use_awaitable)));
    if (m_state == State::Closed) {
        co_return;
    }
    base::Status status = base::fail(tooSlow(m_wire.route().instanceName));
    if (outcome.index() == 0) {
        status = std::move(std::get<0>(outcome));
    }
    m_state = status ? State::Connected : State::None;
    m_problem = status ? base::Error{} : std::move(status.error());
    m_changed.beat();
    if (status) {
        listen();
        m_hooks.onConnected();
    }
}

net::Task<> MemberLink::greet()
{
    m_era = Era::Handshake;
    m_session.clear();
    m_version.clear();
    const std::string idText = nextId();
    const std::string params = R"({"protocolVersion":")" + std::string(latestHandshakeVersion) +
                               R"(","capabilities":)" + m_face.capabilities + R"(,"clientInfo":)" +
                               m_face.clientInfo + "}";
    std::string question =
        R"({"jsonrpc":"2.0","id":)" + idText + R"(,"method":"initialize","params":)" + params + "}";
    auto stream = co_await m_wire.post(std::move(question), net::Headers());
    if (!stream) {
        co_return base::fail(std::move(stream.error()));
    }
    const int status = (*stream)->head().status;
    const std::string session((*stream)->head().headers.get(sessionHeader).value_or(""));
    auto reply = co_await readAnswer(std::move(*stream), idText);
    if (!reply && status >= 500) {
        co_return base::fail(std::move(reply.error()));
    }
    if (!reply || reply->result.isEmpty()) {
        auto isStateless = co_await discover();
        if (isStateless && *isStateless) {
            co_return base::Status();
        }
        co_return base::fail(reply ? m_wire.refusal(status, reply->text)
                                   : std::move(reply.error()));
    }
    const Json result = base::parseJson(reply->result.in(reply->text)).value_or(Json::object());
    m_version = base::stringOr(result, "protocolVersion");
    m_session = session;
    m_capabilities = result.value("capabilities", Json::object());
    co_await send(notification("notifications/initialized"));
    co_return base::Status();
}

/// Whether the server is of the stateless revision.
net::Task<bool> MemberLink::discover()
{
    m_era = Era::Stateless;
    const std::string idText = nextId();
    const RpcMessage question = withEnvelope(
        reread(R"({"jsonrpc":"2.0","id":)" + idText + R"(,"method":"server/discover"})"));
    auto stream = co_await m_wire.post(question.text, headersFor(question));
    if (!stream) {
        co_return base::fail(std::move(stream.error()));
    }
    auto reply = co_await readAnswer(std::move(*stream), idText);
    const Json result = reply && !reply->result.isEmpty()
                            ? base::parseJson(reply->result.in(reply->text)).value_or(Json())
                            : Json();
    const Json versions =
        result.is_object() ? result.value("supportedVersions", Json::array()) : Json::array();
    const bool isStateless = std::find(versions.begin(), versions.end(),
                                       Json(std::string(statelessRevision))) != versions.end();
    m_era = isStateless ? Era::Stateless : Era::Handshake;
    if (isStateless) {
        m_capabilities = result.value("capabilities", Json::object());
    }
    co_return isStateless;
}

RpcMessage MemberLink::withEnvelope(const RpcMessage &request) const
{
    std::string members;
    if (m_era == Era::Stateless) {
        members = jsonString(meta::version) + ':' + jsonString(statelessRevision) + ',' +
                  jsonString(meta::capabilities) + ':' + m_face.capabilities + ',' +
                  jsonString(meta::clientInfo) + ':' + m_face.clientInfo;
    }
    return reread(withMeta(request, members));
}

net::Headers MemberLink::headersFor(const RpcMessage &message) const
{
    net::Headers headers;
    if (m_era == Era::Stateless) {
        Json params = Json::object();
        params["name"] = message.stringParam("name");
        mcp::addModernHeaders(headers, message.method, params);
        const std::string uri = message.stringParam("uri");
        const bool isNamed = message.method == "prompts/get" || message.method == "resources/read";
        if (isNamed) {
            params["name"] = message.method == "prompts/get" ? message.stringParam("name") : uri;
            mcp::addModernHeaders(headers, "tools/call", params);
            headers.set("Mcp-Method", message.method);
        }
        return headers;
    }
    return sessionHeaders();
}

net::Headers MemberLink::sessionHeaders() const
{
    net::Headers headers;
    if (!m_version.empty()) {
        headers.set("MCP-Protocol-Version", m_version);
    }
    if (!m_session.empty()) {
        headers.set(sessionHeader, m_session);
    }
    return headers;
}

net::Task<RpcMessage> MemberLink::readAnswer(std::unique_ptr<net::HttpStream> stream,
                                             std::string idText)
{
    const int status = stream->head().status;
    if (isEventStream(*stream) && isSuccess(status)) {
        co_return co_await readStream(std::move(stream), std::move(idText));
    }
    auto body = co_await stream->readAll(maxBodyBytes);
    if (!body) {
        co_return base::fail(std::move(body.error()));
    }
    auto message = readServerMessage(*body);
    const bool isReply = message && message->kind == RpcMessage::Kind::Response &&
                         idKey(message->idText()) == idKey(idText);
    if (!isReply) {
        co_return base::fail(m_wire.refusal(status, *body));
    }
    co_return std::move(*message);
}

/// A server may close the stream before the reply has come; the rest is then read by GET
/// (specification 2025-11-25, basic/transports, "Resumability and Redelivery").
net::Task<RpcMessage> MemberLink::readStream(std::unique_ptr<net::HttpStream> stream,
                                             std::string idText)
{
    std::string lastId;
    for (int attempt = 0;; ++attempt) {
        MemberEvents events(std::move(stream));
        auto message = co_await events.next();
        while (message) {
            const bool isReply = message->kind == RpcMessage::Kind::Response &&
                                 idKey(message->idText()) == idKey(idText);
            if (isReply) {
                co_return std::move(*message);
            }
            take(*message, idText);
            message = co_await events.next();
        }
        lastId = events.lastId().empty() ? lastId : events.lastId();
        if (lastId.empty() || m_session.empty() || attempt >= mostResumptions ||
            message.error().code != ErrorCode::ConnectionLost) {
            co_return base::fail(std::move(message.error()));
        }
        co_await pause(m_executor, 500ms);
        net::Headers headers = sessionHeaders();
        headers.set("Last-Event-ID", lastId);
        auto again = co_await m_wire.get(std::move(headers));
        if (!again || !isEventStream(**again)) {
            co_return base::fail(std::move(message.error()));
        }
        stream = std::move(*again);
    }
}

void MemberLink::take(const RpcMessage &message, const std::string &cause)
{
    if (m_state == State::Closed) {
        return;
    }
    if (message.kind == RpcMessage::Kind::Notification) {
        m_hooks.onNotification(message, cause);
    } else if (message.kind == RpcMessage::Kind::Request && message.method == "ping") {
        post(resultReply(message.idText(), "{}"));
    } else if (message.kind == RpcMessage::Kind::Request) {
        m_hooks.onRequest(message, cause);
    }
}

net::Task<RpcMessage> MemberLink::call(RpcMessage request)
{
    const auto self = shared_from_this();
    for (int attempt = 0;; ++attempt) {
        auto connected = co_await connect();
        if (!connected) {
            co_return base::fail(std::move(connected.error()));
        }
        if (m_era == Era::Stateless) {
            co_return co_await callStateless(std::move(request));
        }
        const std::string session = m_session;
        const RpcMessage sent = withEnvelope(request);
        auto stream = co_await m_wire.post(sent.text, headersFor(sent));
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        const bool isForgotten =
            (*stream)->head().status == status::notFound && !session.empty() && attempt == 0;
        if (!isForgotten) {
            co_return co_await readAnswer(std::move(*stream), std::string(request.idText()));
        }
        lose(session);
    }
}

/// The server restarted, most likely, and did not run the call.
void MemberLink::lose(const std::string &session)
{
    if (m_state == State::Connected && m_session == session) {
        m_state = State::None;
    }
}

net::Task<RpcMessage> MemberLink::callStateless(RpcMessage request)
{
    std::string added;
    for (int round = 0; round < mostRounds; ++round) {
        RpcMessage sent = withEnvelope(request);
        if (!added.empty()) {
            sent = reread(withReplacements(sent.text, {insertion(sent.text, sent.params, added)}));
        }
        auto stream = co_await m_wire.post(sent.text, headersFor(sent));
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        auto reply = co_await readAnswer(std::move(*stream), std::string(request.idText()));
        if (!reply) {
            co_return base::fail(std::move(reply.error()));
        }
        const auto members = membersAt(reply->text, reply->result);
        if (valueOf(members, "resultType").in(reply->text) != "\"input_required\"") {
            co_return std::move(*reply);
        }
        auto answers = co_await answersTo(*reply, std::string(request.idText()));
        if (!answers) {
            co_return base::fail(std::move(answers.error()));
        }
        added = R"("inputResponses":)" + *answers;
        const Span state = valueOf(members, "requestState");
        if (!state.isEmpty()) {
            added.append(R"(,"requestState":)").append(state.in(reply->text));
        }
    }
    co_return base::fail(ErrorCode::ProtocolError,
                         m_wire.route().instanceName + " never has enough input.");
}

/// Asks the client what a result "input_required" wants to know.
net::Task<std::string> MemberLink::answersTo(const RpcMessage &reply, const std::string &cause)
{
    const auto self = shared_from_this();
    const Span wanted = memberAt(reply.text, reply.result, "inputRequests");
    std::map<std::string, std::string> ids; // by the server's name of the question
    for (const JsonMember &member : membersAt(reply.text, wanted)) {
        const std::string idText = nextId();
        const auto question = membersAt(reply.text, member.value);
        std::string text = R"({"jsonrpc":"2.0","id":)" + idText + R"(,"method":)";
        text.append(valueOf(question, "method").in(reply.text));
        const Span params = valueOf(question, "params");
        text.append(R"(,"params":)").append(params.isEmpty() ? "{}" : params.in(reply.text));
        const auto request = readServerMessage(text.append("}"));
        if (request) {
            ids[member.name] = idText;
            m_inputs[idText];
            m_hooks.onRequest(*request, cause);
        }
    }
    std::string answers;
    std::string refused;
    for (const auto &[name, idText] : ids) {
        while (m_inputs[idText].empty() && m_state != State::Closed) {
            co_await m_changed.wait();
        }
        const auto answer = readServerMessage(m_inputs[idText]);
        if (!answer || answer->result.isEmpty()) {
            refused = name;
        } else {
            answers.append(answers.empty() ? "{" : ",").append(jsonString(name)).append(":");
            answers.append(answer->result.in(answer->text));
        }
        m_inputs.erase(idText);
    }
    if (!refused.empty()) {
        co_return base::fail(ErrorCode::Unsupported, "The client did not answer what " +
                                                         m_wire.route().instanceName + " asked (" +
                                                         refused + ").");
    }
    co_return answers.empty() ? "{}" : answers + "}";
}

void MemberLink::answer(const RpcMessage &answer)
{
    const auto waiting = m_inputs.find(std::string(answer.idText()));
    if (waiting != m_inputs.end()) {
        waiting->second = answer.text;
        m_changed.beat();
    } else {
        post(answer.text);
    }
}

net::Task<std::string> MemberLink::ask(std::string method, std::string paramsText)
{
    const auto self = shared_from_this();
    const std::string text = R"({"jsonrpc":"2.0","id":)" + nextId() + R"(,"method":)" +
                             jsonString(method) + R"(,"params":)" + paramsText + "}";
    auto reply = co_await call(reread(text));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    if (reply->result.isEmpty()) {
        const Span told = memberAt(reply->text, reply->error, "message");
        co_return base::fail(ErrorCode::ProtocolError,
                             m_wire.route().instanceName + " refused " + method + ".",
                             decodedString(told.in(reply->text)).value_or(std::string()));
    }
    co_return std::string(reply->result.in(reply->text));
}

asio::awaitable<void> MemberLink::send(std::string message)
{
    const auto self = shared_from_this();
    auto stream = co_await m_wire.post(std::move(message), sessionHeaders());
    if (stream) {
        (void)co_await (*stream)->readAll(maxBodyBytes); // so that the connection is kept
    }
}

void MemberLink::post(std::string message)
{
    if (m_era == Era::Handshake) { // the other one has neither answers nor notifications
        asio::co_spawn(m_executor, send(std::move(message)), asio::detached);
    }
}

void MemberLink::cancelled(const std::string &idText, const std::string &reason)
{
    post(notification("notifications/cancelled",
                      R"({"requestId":)" + idText + R"(,"reason":)" + jsonString(reason) + "}"));
}

net::Task<> MemberLink::subscribe(const std::string &uri, bool isWanted)
{
    const auto self = shared_from_this();
    auto connected = co_await connect();
    if (!connected) {
        co_return base::fail(std::move(connected.error()));
    }
    if (isWanted) {
        m_uris.insert(uri);
    } else {
        m_uris.erase(uri);
    }
    if (m_era == Era::Stateless) {
        listen();
        co_return base::Status();
    }
    auto done = co_await ask(isWanted ? "resources/subscribe" : "resources/unsubscribe",
                             R"({"uri":)" + jsonString(uri) + "}");
    if (!done) {
        co_return base::fail(std::move(done.error()));
    }
    co_return base::Status();
}

void MemberLink::listen()
{
    if (m_listening) {
        m_listening->emit(asio::cancellation_type::terminal);
    }
    m_listening = std::make_shared<Signal>();
    const bool isStateless = m_era == Era::Stateless;
    asio::co_spawn(m_executor, isStateless ? listenStateless() : listenWithSession(m_session),
                   asio::bind_cancellation_slot(
                       m_listening->slot(),
                       [signal = m_listening](const std::exception_ptr &) {})); // NOLINT: keeps it
}

asio::awaitable<void> MemberLink::listenWithSession(std::string session)
{
    const auto self = shared_from_this();
    auto wait = 1000ms;
    std::string lastId;
    while (m_state == State::Connected && m_session == session) {
        net::Headers headers = sessionHeaders();
        if (!lastId.empty()) {
            headers.set("Last-Event-ID", lastId);
        }
        auto stream = co_await m_wire.get(std::move(headers));
        if (stream && isSuccess((*stream)->head().status) && isEventStream(**stream)) {
            MemberEvents events(std::move(*stream));
            wait = 1000ms;
            auto message = co_await events.next();
            while (message) {
                take(*message, nobody);
                message = co_await events.next();
            }
            lastId = events.lastId().empty() ? lastId : events.lastId();
        } else if (stream && (*stream)->head().status == status::notFound && !session.empty()) {
            lose(session);
            (void)co_await connect(); // which listens anew
            co_return;
        } else if (stream && (*stream)->head().status < 500) {
            if (lastId.empty()) {
                co_return; // it has no such stream
            }
            lastId.clear();
        }
        co_await pause(m_executor, wait);
        wait = std::min(wait * 2, longestPause);
    }
}

asio::awaitable<void> MemberLink::listenStateless()
{
    const auto self = shared_from_this();
    auto wait = 1000ms;
    while (m_state == State::Connected) {
        Json wanted{{"toolsListChanged", true},
                    {"promptsListChanged", true},
                    {"resourcesListChanged", true}};
        if (!m_uris.empty()) {
            wanted["resourceSubscriptions"] = m_uris;
        }
        const std::string idText = nextId();
        const RpcMessage question =
            withEnvelope(reread(R"({"jsonrpc":"2.0","id":)" + idText +
                                R"(,"method":"subscriptions/listen","params":{"notifications":)" +
                                base::toText(wanted) + "}}"));
        auto stream = co_await m_wire.post(question.text, headersFor(question));
        if (stream && (*stream)->head().status < 500 && !isEventStream(**stream)) {
            co_return; // it has no such method
        }
        if (stream && isEventStream(**stream)) {
            MemberEvents events(std::move(*stream));
            wait = 1000ms;
            auto message = co_await events.next();
            while (message && message->kind != RpcMessage::Kind::Response) {
                take(*message, nobody);
                message = co_await events.next();
            }
        }
        co_await pause(m_executor, wait);
        wait = std::min(wait * 2, longestPause);
    }
}

void MemberLink::close()
{
    if (m_state == State::Closed) {
        return;
    }
    const bool hadSession = m_state == State::Connected && !m_session.empty();
    m_state = State::Closed;
    m_problem = {ErrorCode::Cancelled, "The session has ended."};
    m_changed.beat();
    if (m_listening) {
        m_listening->emit(asio::cancellation_type::terminal);
    }
    if (hadSession) {
        asio::co_spawn(m_executor, m_wire.erase(sessionHeaders()),
                       [self = shared_from_this()](const std::exception_ptr &, const auto &) {});
    }
}

} // namespace berth::gateway
