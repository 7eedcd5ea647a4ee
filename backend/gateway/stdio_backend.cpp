// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_backend.h"

#include "base/json.h"
#include "base/parse_number.h"
#include "log/log.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace asio = boost::asio;

using base::ErrorCode;

namespace {

constexpr std::string_view listenMethod = "subscriptions/listen";

/// The number after `"id":` that stands nearest to the end of the line, where most servers write
/// it, or at its beginning.
std::optional<std::uint64_t> findId(std::string_view part, bool fromEnd)
{
    constexpr std::string_view name = "\"id\":";
    const auto at = fromEnd ? part.rfind(name) : part.find(name);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    part.remove_prefix(at + name.size());
    part.remove_prefix(std::min(part.size(), part.find_first_not_of(' ')));
    const auto end = part.find_first_not_of("0123456789");
    return end == std::string_view::npos || end == 0
               ? std::nullopt
               : base::parseNumber<std::uint64_t>(part.substr(0, end));
}

/// Takes the member "cause" out of a line that begins with it.
std::optional<std::uint64_t> takeCause(std::string &line)
{
    constexpr std::string_view name = "{\"cause\":";
    const auto end = line.find(',');
    if (!line.starts_with(name) || end == std::string::npos) {
        return std::nullopt;
    }
    const auto cause = base::parseNumber<std::uint64_t>(
        std::string_view(line).substr(name.size(), end - name.size()));
    line.replace(0, end + 1, "{");
    return cause;
}

} // namespace

StdioBackend::StdioBackend(asio::any_io_executor executor, StdioServer server)
    : m_executor(executor)
    , m_server(std::move(server))
    , m_pressure(std::make_shared<BackPressure>(executor))
    , m_changed(executor)
    , m_deadlineNearer(executor)
{}

asio::awaitable<void> StdioBackend::run()
{
    const auto self = shared_from_this();
    auto stream = co_await m_server.attach();
    if (!stream) {
        end(std::move(stream.error()));
        co_return;
    }
    if (m_state == State::Ended) {
        co_return;
    }
    // The channel lives no longer than this coroutine, which holds us.
    MessageLines::Sinks sinks{[this](std::string line) { onLine(std::move(line)); },
                              [this](const OversizedLine &line) { onOversized(line); }};
    m_channel = std::make_shared<StdioChannel>(
        m_executor, std::move(*stream), m_server.maxMessageBytes, std::move(sinks), m_pressure,
        m_server.isOurs ? Framing::None : Framing::Podman);
    asio::co_spawn(m_executor, shakeHands(), asio::detached);
    asio::co_spawn(m_executor, watchDeadlines(), asio::detached);
    auto why = co_await m_channel->run();
    end(std::move(why));
}

void StdioBackend::close()
{
    end({ErrorCode::Unavailable, m_server.name + " was stopped."});
}

asio::awaitable<void> StdioBackend::shakeHands()
{
    const auto self = shared_from_this();
    auto identity = co_await greet(self, m_server.discovery);
    if (m_state == State::Ended) {
        co_return;
    }
    if (!identity) {
        end(std::move(identity.error()));
        co_return;
    }
    m_identity = std::move(*identity);
    m_state = State::Ready;
    m_changed.beat();
}

net::Task<> StdioBackend::ready()
{
    const auto self = shared_from_this();
    while (m_state == State::Starting) {
        co_await m_changed.wait();
    }
    if (m_state == State::Ended) {
        co_return base::fail(m_problem);
    }
    co_return base::Status();
}

net::Task<StdioBackend::CallId> StdioBackend::call(RpcMessage request, std::string session,
                                                   Deliver deliver)
{
    const auto self = shared_from_this();
    if (m_state != State::Ready) {
        co_return base::fail(m_problem);
    }
    auto room = co_await m_channel->waitForRoom();
    if (!room) {
        co_return base::fail(std::move(room.error()));
    }
    const std::string token(request.progressToken.in(request.text));
    const std::string idText(request.idText());
    Call call{std::move(session), idText, token, request.method, std::move(deliver)};
    call.timeout = timeoutFor(request);
    const Span level = memberAt(request.text, request.param("_meta"), meta::logLevel);
    if (const auto wanted = decodedString(level.in(request.text)); wanted && isLogLevel(*wanted)) {
        call.logLevel = severityOf(*wanted);
    }
    const CallId id = remember(std::move(call));
    std::vector<Replacement> replacements{{request.id, std::to_string(id)}};
    if (!token.empty()) {
        replacements.push_back({request.progressToken, std::to_string(id)});
    }
    m_channel->send(asLine(withReplacements(request.text, std::move(replacements))));
    co_return id;
}

net::Task<StdioBackend::CallId> StdioBackend::request(std::string method, std::string paramsText,
                                                      Deliver deliver)
{
    const auto self = shared_from_this();
    auto room = co_await m_channel->waitForRoom();
    if (!room) {
        co_return base::fail(std::move(room.error()));
    }
    Call call;
    call.idText = "0";
    call.method = method;
    call.deliver = std::move(deliver);
    call.timeout = m_server.callTimeout;
    const CallId id = remember(std::move(call));
    const std::string line = R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":)" +
                             jsonString(method) + R"(,"params":)" + paramsText + "}";
    m_channel->send(line);
    co_return id;
}

net::Task<std::string> StdioBackend::ask(std::string method, std::string paramsText)
{
    const auto self = shared_from_this();
    struct Answer
    {
        std::string text;
        bool isThere = false;
    };
    const auto answer = std::make_shared<Answer>();
    Deliver deliver = [self, answer](std::string text, bool isLast) {
        if (isLast) {
            answer->text = std::move(text);
            answer->isThere = true;
            self->m_changed.beat();
        }
    };
    auto sent = co_await request(std::move(method), std::move(paramsText), std::move(deliver));
    if (!sent) {
        co_return base::fail(std::move(sent.error()));
    }
    while (!answer->isThere) {
        co_await m_changed.wait();
    }
    co_return std::move(answer->text);
}

std::chrono::milliseconds StdioBackend::timeoutFor(const RpcMessage &request) const
{
    if (!m_server.toolTimeouts.empty() && request.method == "tools/call") {
        const auto found = m_server.toolTimeouts.find(request.stringParam("name"));
        if (found != m_server.toolTimeouts.end()) {
            return found->second;
        }
    }
    return m_server.callTimeout;
}

StdioBackend::CallId StdioBackend::remember(Call call)
{
    call.deadline = call.method == listenMethod ? Pulse::TimePoint::max()
                                                : std::chrono::steady_clock::now() + call.timeout;
    const bool isNearer = call.deadline < m_nextDeadline;
    const CallId id = m_nextId++;
    m_calls.emplace(id, std::move(call));
    if (isNearer) {
        m_deadlineNearer.beat();
    }
    return id;
}

void StdioBackend::carryOn(CallId id, std::string idText, std::string tokenText)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end()) {
        return;
    }
    found->second.idText = std::move(idText);
    found->second.tokenText = std::move(tokenText);
    found->second.deadline = std::chrono::steady_clock::now() + found->second.timeout;
    found->second.isParked = false;
    m_deadlineNearer.beat();
}

void StdioBackend::park(CallId id, Pulse::TimePoint deadline)
{
    const auto found = m_calls.find(id);
    if (found != m_calls.end()) {
        found->second.isParked = true;
        found->second.deadline = deadline;
    }
}

std::optional<StdioBackend::CallId> StdioBackend::onlyCall() const
{
    for (const bool isParked : {false, true}) {
        std::optional<CallId> only;
        std::size_t count = 0;
        for (const auto &[id, call] : m_calls) {
            if (call.isParked == isParked) {
                only = id;
                ++count;
            }
        }
        if (count > 0) {
            return count == 1 ? only : std::nullopt;
        }
    }
    return std::nullopt;
}

void StdioBackend::cancel(CallId id, std::string_view reason)
{
    auto found = m_calls.extract(id);
    if (found.empty()) {
        return;
    }
    post(notification("notifications/cancelled", R"({"requestId":)" + std::to_string(id) +
                                                     R"(,"reason":)" + jsonString(reason) + "}"));
    found.mapped().deliver({}, true);
}

void StdioBackend::cancelAll(const std::string &session, std::string_view reason)
{
    std::vector<CallId> ids;
    for (const auto &[id, call] : m_calls) {
        if (call.session == session) {
            ids.push_back(id);
        }
    }
    for (const CallId id : ids) {
        cancel(id, reason);
    }
}

void StdioBackend::post(std::string_view message)
{
    if (m_channel) {
        m_channel->post(asLine(std::string(message)));
    }
}

void StdioBackend::onLine(std::string line)
{
    const auto cause = m_server.isOurs ? takeCause(line) : std::nullopt;
    auto message = readServerMessage(std::move(line));
    if (!message) {
        log::logger("gateway")->debug("{} wrote a line that is no message", m_server.name);
        return;
    }
    message->cause = cause;
    switch (message->kind) {
    case RpcMessage::Kind::Response:
        onReply(*message);
        break;
    case RpcMessage::Kind::Request:
        if (message->method == "ping") {
            post(resultReply(message->idText(), "{}"));
        } else if (m_hooks.onRequest) {
            m_hooks.onRequest(*message);
        }
        break;
    case RpcMessage::Kind::Notification:
        onNotification(*message);
        break;
    }
}

/// The answer cannot be passed on, but whoever waits for it can be told.
void StdioBackend::onOversized(const OversizedLine &line)
{
    log::logger("gateway")->warn("{} wrote a message of more than {} bytes", m_server.name,
                                 m_server.maxMessageBytes);
    for (const auto &id : {findId(line.tail, true), findId(line.head, false)}) {
        if (id && m_calls.count(*id) > 0) {
            fail(*id,
                 {rpc::internalError, "The answer of " + m_server.name + " is larger than " +
                                          std::to_string(m_server.maxMessageBytes) + " bytes."});
            return;
        }
    }
}

void StdioBackend::onReply(const RpcMessage &reply)
{
    const auto id = base::parseNumber<std::uint64_t>(reply.idText());
    auto found = id ? m_calls.extract(*id) : decltype(m_calls)::node_type();
    if (!found.empty()) { // else it was cancelled, or never asked
        const Call &call = found.mapped();
        call.deliver(withReplacements(reply.text, {{reply.id, call.idText}}), true);
    }
}

void StdioBackend::onNotification(const RpcMessage &message)
{
    if (message.method == "notifications/progress") {
        onProgress(message);
    } else if (!(isStateless() && onSubscribed(message)) && m_hooks.onNotification) {
        m_hooks.onNotification(message);
    }
}

/// What belongs to a subscription bears the id of the request that made it. A server may also end
/// one, by the notification that a client cancels with.
bool StdioBackend::onSubscribed(const RpcMessage &message)
{
    const bool isEnd = message.method == "notifications/cancelled";
    const Span place = isEnd ? message.param("requestId")
                             : memberAt(message.text, message.param("_meta"), meta::subscription);
    const auto id = base::parseNumber<std::uint64_t>(place.in(message.text));
    const auto found = id ? m_calls.find(*id) : m_calls.end();
    if (found == m_calls.end() || found->second.method != listenMethod) {
        return !place.isEmpty(); // of one that is over
    }
    if (isEnd) {
        fail(*id, {rpc::internalError, m_server.name + " ended the subscription."});
    } else {
        const std::string text = withReplacements(message.text, {{place, found->second.idText}});
        found->second.deliver(text, false);
    }
    return true;
}

void StdioBackend::onProgress(const RpcMessage &message)
{
    const Span token = message.param("progressToken");
    const auto id = base::parseNumber<std::uint64_t>(token.in(message.text));
    const auto found = id ? m_calls.find(*id) : m_calls.end();
    if (found == m_calls.end() || found->second.tokenText.empty()) {
        return; // late, or not asked for
    }
    Call &call = found->second;
    call.deadline = std::chrono::steady_clock::now() + call.timeout;
    call.deliver(withReplacements(message.text, {{token, call.tokenText}}), false);
}

void StdioBackend::fail(CallId id, const RpcProblem &problem)
{
    auto found = m_calls.extract(id);
    if (!found.empty()) {
        found.mapped().deliver(errorReply(found.mapped().idText, problem), true);
    }
}

asio::awaitable<void> StdioBackend::watchDeadlines()
{
    const auto self = shared_from_this();
    while (m_state != State::Ended) {
        auto next = Pulse::TimePoint::max();
        const auto now = std::chrono::steady_clock::now();
        std::vector<CallId> late;
        for (const auto &[id, call] : m_calls) {
            if (call.deadline <= now) {
                late.push_back(id);
            } else {
                next = std::min(next, call.deadline);
            }
        }
        for (const CallId id : late) {
            post(notification("notifications/cancelled",
                              R"({"requestId":)" + std::to_string(id) +
                                  R"(,"reason":"The call took too long."})"));
            fail(id, {rpc::internalError, m_server.name + " did not answer in time."});
        }
        m_nextDeadline = next;
        co_await m_deadlineNearer.waitUntil(next);
    }
}

void StdioBackend::end(base::Error error)
{
    if (m_state == State::Ended) {
        return;
    }
    const bool isAtDiscovery = m_state == State::Starting && m_channel && m_calls.size() == 1 &&
                               m_calls.begin()->second.method == "server/discover";
    if (isAtDiscovery && error.code == ErrorCode::ConnectionLost && m_server.onDiscoveryFatal) {
        m_server.onDiscoveryFatal();
    }
    m_state = State::Ended;
    m_problem = std::move(error);
    if (m_channel) {
        m_channel->close();
    }
    const RpcProblem problem{rpc::internalError, m_server.name + " ended before it answered."};
    while (!m_calls.empty()) {
        fail(m_calls.begin()->first, problem);
    }
    m_changed.beat();
    m_deadlineNearer.beat();
    if (m_hooks.onEnd) {
        m_hooks.onEnd(m_problem);
    }
}

} // namespace berth::gateway
