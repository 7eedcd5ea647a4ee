// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/call_rounds.h"

#include "base/ids.h"
#include "gateway/revision.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

namespace {

/// As the official SDK has it for the same translation.
constexpr int mostRounds = 8;
constexpr std::size_t idBytes = 16;

std::string member(std::string_view name, std::string_view valueText)
{
    return jsonString(name).append(":").append(valueText);
}

/// What the server may say to a client that never chose: the server would decide.
constexpr int unchosenLevel = 1;

/// The members of _meta that a stateless server wants to know of the client with each request.
std::string envelopeOf(const BridgeSession &session, int level)
{
    std::string members = member(meta::version, jsonString(statelessRevision));
    members += ',' + member(meta::capabilities, session.capabilities);
    members += ',' + member(meta::logLevel, jsonString(logLevels[static_cast<std::size_t>(level)]));
    if (!session.clientInfo.empty()) {
        members += ',' + member(meta::clientInfo, session.clientInfo);
    }
    return members;
}

RpcMessage reread(const RpcMessage &before, std::string text)
{
    auto message = readServerMessage(std::move(text));
    return message ? std::move(*message) : before;
}

/// `members` in params._meta of the request, whatever of it there is.
RpcMessage withMeta(const RpcMessage &request, const std::string &members)
{
    const std::string_view text = request.text;
    const Span held = request.param("_meta");
    if (!held.isEmpty() && text[held.begin] == '{') {
        return withAdded(request, held.begin + 1, members + (isBlank(text, held) ? "" : ","));
    }
    const std::string name = "\"_meta\":";
    const std::string meta = '{' + members + '}';
    if (!request.params.isEmpty()) {
        const std::size_t place = request.params.begin + 1;
        RpcMessage complete =
            withAdded(request, place, name + meta + (isBlank(text, request.params) ? "" : ","));
        const std::size_t begin = place + name.size();
        complete.paramMembers.insert(complete.paramMembers.begin(),
                                     {"_meta", {begin, begin + meta.size()}});
        return complete;
    }
    const Span root{text.find('{'), text.rfind('}') + 1};
    return reread(request, withReplacements(
                               text, {insertion(text, root, "\"params\":{" + name + meta + "}")}));
}

/// The codes of this revision say nothing to a client of an older one, or something else.
std::string handshakeReply(std::string text)
{
    if (text.find("-3202") == std::string::npos) {
        return text;
    }
    const auto message = readServerMessage(text);
    const Span code = message ? memberAt(text, message->error, "code") : Span{};
    const std::string_view number = code.in(text);
    for (const int known : {rpc::headerMismatch, rpc::missingCapability, rpc::unsupportedVersion}) {
        if (number == std::to_string(known)) {
            return withReplacements(text, {{code, std::to_string(rpc::internalError)}});
        }
    }
    return text;
}

bool mayBeAsked(const BridgeSession &session, std::string_view method)
{
    return (method == "sampling/createMessage" && session.canSample) ||
           (method == "elicitation/create" && session.canElicit) ||
           (method == "roots/list" && session.hasRoots);
}

/// The parameters of an input request as those of a request of the era with a handshake, in which
/// a question by address has an id.
std::string questionParams(std::string_view text, Span params)
{
    const auto members = membersAt(text, params);
    const bool isByAddress = valueOf(members, "mode").in(text) == "\"url\"" &&
                             valueOf(members, "elicitationId").isEmpty();
    std::string params1(params.isEmpty() ? "{}" : params.in(text));
    if (!isByAddress) {
        return params1;
    }
    const Span whole{0, params1.size()};
    return withReplacements(
        params1,
        {insertion(params1, whole, member("elicitationId", jsonString(base::randomHex(idBytes))))});
}

} // namespace

RpcMessage withEnvelope(const RpcMessage &request, BridgeSession &session)
{
    const int level = session.hasChosenLog ? session.logLevel : unchosenLevel;
    if (session.envelope.empty() || session.envelopeLevel != level) {
        session.envelopeLevel = level;
        session.envelope = envelopeOf(session, level);
    }
    return withMeta(request, session.envelope);
}

CallRounds::CallRounds(std::shared_ptr<StdioBackend> backend, SessionPtr session,
                       RpcMessage request, std::shared_ptr<EventStream> events)
    : m_backend(std::move(backend))
    , m_session(std::move(session))
    , m_request(std::move(request))
    , m_key(idKey(m_request.idText()))
    , m_events(std::move(events))
{}

net::Task<> CallRounds::start()
{
    const auto self = shared_from_this();
    RpcMessage request = m_request;
    if (m_round > 0) {
        std::string members = "\"inputResponses\":{";
        for (const auto &[key, response] : m_responses) {
            members += (members.back() == '{' ? "" : ",") + member(key, response);
        }
        members += '}';
        if (!m_stateText.empty()) {
            members += ',' + member("requestState", m_stateText);
        }
        request =
            reread(request, withReplacements(request.text,
                                             {insertion(request.text, request.params, members)}));
    }
    StdioBackend::Deliver deliver = [self](std::string text, bool isLast) {
        self->onMessage(std::move(text), isLast);
    };
    auto sent = co_await m_backend->call(std::move(request), m_session->id, std::move(deliver));
    if (!sent) {
        co_return base::fail(std::move(sent.error()));
    }
    co_return base::Status();
}

void CallRounds::onMessage(std::string text, bool isLast)
{
    if (!isLast) {
        m_events->push(std::move(text));
        return;
    }
    if (text.find("input_required") != std::string::npos) {
        const auto reply = readServerMessage(text);
        if (reply && asksForInput(*reply)) {
            return;
        }
    }
    finish(handshakeReply(std::move(text)));
}

/// Whether the reply is a question; then it is on its way to the client.
bool CallRounds::asksForInput(const RpcMessage &reply)
{
    const auto members = membersAt(reply.text, reply.result);
    if (valueOf(members, "resultType").in(reply.text) != "\"input_required\"") {
        return false;
    }
    if (++m_round > mostRounds) {
        finish(errorReply(m_request.idText(),
                          {rpc::internalError, "The server asked for input too often."}));
        return true;
    }
    const auto questions = membersAt(reply.text, valueOf(members, "inputRequests"));
    m_stateText = valueOf(members, "requestState").in(reply.text);
    m_responses.clear();
    m_asked.clear();
    m_session->rounds[m_key] = shared_from_this();
    for (const JsonMember &question : questions) {
        ask(question.name, reply, question.value);
    }
    if (m_asked.empty() && !m_isOver) {
        again();
    }
    return true;
}

void CallRounds::ask(const std::string &key, const RpcMessage &reply, Span question)
{
    const auto members = membersAt(reply.text, question);
    const std::string method =
        decodedString(valueOf(members, "method").in(reply.text)).value_or(std::string());
    if (m_isOver) {
        return;
    }
    if (!mayBeAsked(*m_session, method)) {
        finish(errorReply(m_request.idText(),
                          {rpc::internalError,
                           "The server needs " + method + ", which the client does not support."}));
        return;
    }
    const std::string shown = m_session->newRequestId(jsonString(key));
    m_asked[shown] = key;
    m_session->serverRequests[shown] = {
        {}, [self = shared_from_this(), key, method](const RpcMessage &answer) {
            self->onAnswer(key, method, answer);
        }};
    m_events->push(R"({"jsonrpc":"2.0","id":)" + shown + R"(,"method":)" + jsonString(method) +
                   R"(,"params":)" + questionParams(reply.text, valueOf(members, "params")) + "}");
}

void CallRounds::onAnswer(const std::string &key, const std::string &method,
                          const RpcMessage &answer)
{
    if (m_isOver) {
        return;
    }
    if (!answer.result.isEmpty()) {
        m_responses[key] = answer.result.in(answer.text);
    } else if (method == "elicitation/create") {
        m_responses[key] = R"({"action":"cancel"})";
    } else { // there is no response that would say no
        finish(errorReply(m_request.idText(),
                          {rpc::internalError, "The client refused " + method + ".",
                           std::string(answer.error.in(answer.text))}));
        return;
    }
    if (m_responses.size() == m_asked.size()) {
        again();
    }
}

void CallRounds::again()
{
    m_session->rounds.erase(m_key);
    asio::co_spawn(m_events->executor(), start(),
                   [self = shared_from_this()](const std::exception_ptr &, base::Status sent) {
                       if (!sent) {
                           self->finish(errorReply(self->m_request.idText(),
                                                   {rpc::internalError, sent.error().message}));
                       }
                   });
}

void CallRounds::cancel()
{
    finish({});
}

void CallRounds::finish(std::string reply)
{
    if (m_isOver) {
        return;
    }
    m_isOver = true;
    const auto self = shared_from_this(); // the session may hold the last reference
    m_session->rounds.erase(m_key);
    for (const auto &[shown, key] : m_asked) {
        m_session->serverRequests.erase(shown);
    }
    if (!reply.empty()) {
        m_events->push(std::move(reply));
    }
    m_events->finish();
}

} // namespace berth::gateway
