// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/input_calls.h"

#include "base/ids.h"
#include "base/json.h"
#include "gateway/revision.h"
#include "gateway/stateless_rules.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace asio = net::asio;
using namespace std::chrono_literals;

using base::Json;

namespace {

/// A server that asks several things at once writes them one after the other.
constexpr std::chrono::milliseconds gatherFor = 20ms;
/// How long a person may think.
constexpr std::chrono::minutes keptFor = 10min;
constexpr std::size_t mostParked = 256;
constexpr std::size_t mostQuestions = 64;
constexpr std::size_t stateBytes = 24;

constexpr std::array<std::string_view, 3> methods{"tools/call", "prompts/get", "resources/read"};

/// The client's capability that a request of a server needs; empty for what no client answers.
std::string capabilityFor(std::string_view method)
{
    return method == "sampling/createMessage" ? "sampling"
           : method == "elicitation/create"   ? "elicitation"
           : method == "roots/list"           ? "roots"
                                              : "";
}

bool declares(const RpcMessage &request, const std::string &capability)
{
    const auto held = membersAt(request.text, request.param("_meta"));
    const auto declared = membersAt(request.text, valueOf(held, meta::capabilities));
    return !capability.empty() && !valueOf(declared, capability).isEmpty();
}

/// What makes a request the same as before, apart from the answers that it brings.
Json essence(const RpcMessage &request)
{
    Json params = base::parseJson(request.params.in(request.text)).value_or(Json::object());
    for (const char *name : {"_meta", "inputResponses", "requestState"}) {
        params.erase(name);
    }
    return params;
}

/// Names as JSON texts of objects.
tl::expected<std::map<std::string, std::string>, RpcProblem> answersIn(const RpcMessage &request)
{
    std::map<std::string, std::string> answers;
    const Span place = request.param("inputResponses");
    if (place.isEmpty()) {
        return answers;
    }
    const std::string_view text = request.text;
    bool isGood = text[place.begin] == '{';
    for (const JsonMember &member : membersAt(text, place)) {
        isGood = isGood && text[member.value.begin] == '{';
        answers[member.name] = member.value.in(text);
    }
    if (!isGood) {
        return tl::unexpected(
            RpcProblem{rpc::invalidParams, "inputResponses must be an object of objects.", {}});
    }
    return answers;
}

} // namespace

InputCall::InputCall(InputCalls &owner, RpcMessage request, std::shared_ptr<EventStream> events)
    : m_owner(owner)
    , m_request(std::move(request))
    , m_events(std::move(events))
{}

void InputCall::leave(const EventStream &events)
{
    if (m_events.get() == &events && !m_isOver) {
        m_owner.m_backend->cancel(m_id, "The client went away.");
    }
}

void InputCall::onMessage(std::string text, bool isLast)
{
    if (!isLast) {
        if (m_events) {
            m_events->push(std::move(text));
        }
        return;
    }
    const auto self = shared_from_this(); // the list may hold the last reference
    m_isOver = true;
    m_owner.m_calls.erase(m_id);
    m_reply = text.empty() ? text : finalReply(std::move(text));
    if (m_events) {
        if (!m_reply.empty()) {
            m_events->push(std::move(m_reply));
        }
        m_events->finish();
    }
}

/// A call that failed after the client could not be asked failed because of that.
std::string InputCall::finalReply(std::string text) const
{
    if (!m_lacking.empty()) {
        const auto reply = readServerMessage(text);
        const bool hasFailed =
            reply && (!reply->error.isEmpty() ||
                      memberAt(reply->text, reply->result, "isError").in(reply->text) == "true");
        if (hasFailed) {
            Json needed = Json::object();
            for (const std::string &name : m_lacking) {
                needed[name] = Json::object();
            }
            return errorReply(reply->idText(),
                              {rpc::missingCapability, "The client must support more for this.",
                               base::toText(Json{{"requiredCapabilities", needed}})});
        }
    }
    return statelessReply(std::move(text), m_request.method);
}

void InputCall::onQuestion(const RpcMessage &request)
{
    StdioBackend &backend = *m_owner.m_backend;
    const std::string capability = capabilityFor(request.method);
    if (!declares(m_request, capability) || m_questions.size() >= mostQuestions) {
        m_lacking.insert(capability);
        backend.post(
            errorReply(request.idText(), {rpc::methodNotFound,
                                          "The client does not support " + request.method + "."}));
        return;
    }
    // A server that names its requests gets them shown under these names.
    const std::string name =
        decodedString(request.idText()).value_or("input-" + std::string(request.idText()));
    const auto given = m_givenAnswers.extract(name);
    if (!given.empty()) {
        backend.post(resultReply(request.idText(), given.mapped()));
        return;
    }
    const std::string_view params = request.params.in(request.text);
    m_questions[name] = {std::string(request.idText()), request.method,
                         std::string(params.empty() ? "{}" : params)};
    askSoon();
}

bool InputCall::withdraw(const std::string &serverIdKey)
{
    const auto found =
        std::find_if(m_questions.begin(), m_questions.end(), [&serverIdKey](const auto &entry) {
            return idKey(entry.second.serverId) == serverIdKey;
        });
    if (found == m_questions.end()) {
        return false;
    }
    m_questions.erase(found);
    return true;
}

void InputCall::askSoon()
{
    if (m_isAboutToAsk || !m_events) {
        return;
    }
    m_isAboutToAsk = true;
    const auto timer = std::make_shared<asio::steady_timer>(m_owner.m_executor, gatherFor);
    timer->async_wait([self = shared_from_this(), timer](const auto &) {
        self->m_isAboutToAsk = false;
        if (!self->m_isOver) {
            self->askClient();
        }
    });
}

void InputCall::askClient()
{
    if (!m_events || m_questions.empty()) {
        return;
    }
    std::string result = R"({"resultType":"input_required","inputRequests":{)";
    for (const auto &[name, question] : m_questions) {
        result.append(result.back() == '{' ? "" : ",").append(jsonString(name));
        result.append(R"(:{"method":)").append(jsonString(question.method));
        result.append(R"(,"params":)").append(question.params).append("}");
    }
    result.append(R"(},"requestState":)").append(jsonString(m_owner.park(shared_from_this())));
    m_events->push(resultReply(m_request.idText(), result.append("}")));
    m_events->finish();
    m_events = nullptr;
}

bool InputCall::isSame(const RpcMessage &request) const
{
    return request.method == m_request.method && essence(request) == essence(m_request);
}

/// Gives the server what the request answers.
std::optional<RpcProblem> InputCall::answer(const RpcMessage &request)
{
    auto answers = answersIn(request);
    if (!answers) {
        return answers.error();
    }
    for (const auto &[name, text] : *answers) {
        const auto question = m_questions.extract(name);
        if (!question.empty()) {
            m_owner.m_backend->post(resultReply(question.mapped().serverId, text));
        }
    }
    return std::nullopt;
}

InputCalls::InputCalls(asio::any_io_executor executor, std::shared_ptr<StdioBackend> backend)
    : m_executor(std::move(executor))
    , m_backend(std::move(backend))
{}

bool InputCalls::isFor(const RpcMessage &request)
{
    return std::find(methods.begin(), methods.end(), request.method) != methods.end();
}

asio::awaitable<tl::expected<InputCalls::CallPtr, RpcProblem>>
InputCalls::begin(RpcMessage request, std::shared_ptr<EventStream> events)
{
    if (!request.param("requestState").isEmpty()) {
        co_return goOn(request, std::move(events));
    }
    auto given = answersIn(request);
    if (!given) {
        co_return tl::unexpected(std::move(given.error()));
    }
    const auto call = std::make_shared<InputCall>(*this, request, std::move(events));
    call->m_givenAnswers = std::move(*given);
    StdioBackend::Deliver deliver = [call](std::string text, bool isLast) {
        call->onMessage(std::move(text), isLast);
    };
    auto id = co_await m_backend->call(std::move(request), {}, std::move(deliver));
    if (!id) {
        co_return tl::unexpected(RpcProblem{rpc::internalError, id.error().message, {}});
    }
    call->m_id = *id;
    m_calls[*id] = call;
    co_return call;
}

tl::expected<InputCalls::CallPtr, RpcProblem> InputCalls::goOn(const RpcMessage &request,
                                                               std::shared_ptr<EventStream> events)
{
    const auto found = m_parked.find(request.stringParam("requestState"));
    if (found == m_parked.end() || !found->second->isSame(request)) {
        return tl::unexpected(
            RpcProblem{rpc::invalidParams,
                       "The requestState is not (or no longer) that of such a request.",
                       {}});
    }
    const CallPtr call = found->second;
    if (auto problem = call->answer(request)) {
        return tl::unexpected(std::move(*problem));
    }
    m_parked.erase(found);
    call->m_request = request;
    call->m_events = std::move(events);
    m_backend->carryOn(call->m_id, std::string(request.idText()),
                       std::string(request.progressToken.in(request.text)));
    if (call->m_isOver) { // it ended meanwhile
        const auto reply = readServerMessage(call->m_reply);
        if (reply) {
            call->m_events->push(
                withReplacements(reply->text, {{reply->id, std::string(request.idText())}}));
        }
        call->m_events->finish();
    } else if (!call->m_questions.empty()) {
        call->askClient();
    }
    return call;
}

std::string InputCalls::park(const CallPtr &call)
{
    makeRoom();
    call->m_keptUntil = std::chrono::steady_clock::now() + keptFor;
    m_backend->park(call->m_id, call->m_keptUntil);
    std::string state = base::randomHex(stateBytes);
    m_parked[state] = call;
    return state;
}

void InputCalls::makeRoom()
{
    const auto now = std::chrono::steady_clock::now();
    for (auto it = m_parked.begin(); it != m_parked.end();) {
        it = it->second->m_keptUntil <= now ? m_parked.erase(it) : std::next(it);
    }
    if (m_parked.size() >= mostParked) {
        const auto oldest = std::min_element(
            m_parked.begin(), m_parked.end(), [](const auto &one, const auto &other) {
                return one.second->m_keptUntil < other.second->m_keptUntil;
            });
        const CallPtr call = oldest->second;
        m_parked.erase(oldest);
        m_backend->cancel(call->m_id, "Too many calls wait for their clients.");
    }
}

/// Nothing in a request of a server over stdio says which call caused it. One that waits for its
/// client does so only when there is no other.
InputCalls::CallPtr InputCalls::causeOf(const RpcMessage &request) const
{
    const auto id = request.cause ? request.cause : m_backend->onlyCall();
    const auto found = id ? m_calls.find(*id) : m_calls.end();
    return found == m_calls.end() ? nullptr : found->second;
}

bool InputCalls::takes(const RpcMessage &request)
{
    const CallPtr call = causeOf(request);
    if (call) {
        call->onQuestion(request);
    }
    return call != nullptr;
}

void InputCalls::withdraw(const RpcMessage &notification)
{
    const std::string key = idKey(notification.param("requestId").in(notification.text));
    for (const auto &[id, call] : m_calls) {
        if (call->withdraw(key)) {
            return;
        }
    }
}

} // namespace berth::gateway
