// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/bridge_sessions.h"

#include "base/ids.h"
#include "gateway/call_rounds.h"

#include <algorithm>

namespace berth::gateway {

namespace {

constexpr std::size_t mostSessions = 1000;
constexpr std::size_t keptStreams = 32;
constexpr std::size_t sessionIdBytes = 16;
constexpr std::size_t mostServerRequests = 64;

bool hasCalls(const StdioBackend &backend, const std::string &session)
{
    return std::any_of(backend.calls().begin(), backend.calls().end(),
                       [&session](const auto &entry) { return entry.second.session == session; });
}

/// Whether a call waits for its client rather than for the server. Not at once, unless a call came
/// since: a server that asks several things writes them one after the other.
bool isWaiting(StdioBackend::CallId call, StdioBackend::CallId newest, const BridgeSession &session)
{
    constexpr std::chrono::milliseconds gatherFor{20};
    return !session.serverRequests.empty() && call <= session.lastAskedCall &&
           (newest > session.lastAskedCall ||
            session.lastAsked + gatherFor < std::chrono::steady_clock::now());
}

} // namespace

std::string BridgeSession::newRequestId(const std::string &theirs)
{
    const bool isFree = theirs.starts_with('"') && serverRequests.count(theirs) == 0;
    return isFree ? theirs : std::to_string(nextRequest++);
}

BridgeSessions::BridgeSessions(net::asio::any_io_executor executor, StdioBackend &backend)
    : m_executor(std::move(executor))
    , m_backend(backend)
{}

SessionPtr BridgeSessions::open(std::string version, const RpcMessage &initialize)
{
    makeRoom();
    auto session = std::make_shared<BridgeSession>();
    session->id = base::randomHex(sessionIdBytes);
    session->version = std::move(version);
    const Span capabilities = initialize.param("capabilities");
    const auto members = membersAt(initialize.text, capabilities);
    session->canSample = !valueOf(members, "sampling").isEmpty();
    session->canElicit = !valueOf(members, "elicitation").isEmpty();
    session->hasRoots = !valueOf(members, "roots").isEmpty();
    if (!members.empty()) {
        session->capabilities = capabilities.in(initialize.text);
    }
    session->clientInfo = initialize.param("clientInfo").in(initialize.text);
    session->mailbox =
        std::make_shared<EventStream>(m_executor, 0, EventStream::WhenFull::DropOldest);
    session->lastUsed = std::chrono::steady_clock::now();
    m_sessions.emplace(session->id, session);
    return session;
}

/// Clients often leave without a word. The one idle for longest makes room.
void BridgeSessions::makeRoom()
{
    if (m_sessions.size() < mostSessions) {
        return;
    }
    SessionPtr oldest;
    for (const auto &[id, session] : m_sessions) {
        const bool isIdle = !session->mailbox->isAttached() && !hasCalls(m_backend, id);
        if (isIdle && (!oldest || session->lastUsed < oldest->lastUsed)) {
            oldest = session;
        }
    }
    close(oldest ? oldest->id : m_sessions.begin()->first);
}

SessionPtr BridgeSessions::find(std::string_view id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end()) {
        return nullptr;
    }
    found->second->lastUsed = std::chrono::steady_clock::now();
    return found->second;
}

void BridgeSessions::close(const std::string &id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end()) {
        return;
    }
    const SessionPtr session = found->second;
    m_sessions.erase(found);
    m_backend.cancelAll(session->id, "The client left.");
    for (const auto &[shown, request] : session->serverRequests) {
        if (!request.onAnswer) {
            m_backend.post(errorReply(request.serverId, {rpc::internalError, "The client left."}));
        }
    }
    while (!session->rounds.empty()) {
        const auto rounds = session->rounds.begin()->second;
        rounds->cancel();
    }
    for (const auto &[number, stream] : session->streams) {
        stream->finish();
    }
    session->mailbox->finish();
}

void BridgeSessions::closeAll()
{
    while (!m_sessions.empty()) {
        close(std::string(m_sessions.begin()->first));
    }
}

std::shared_ptr<EventStream> BridgeSessions::openStream(BridgeSession &session)
{
    // Those that ended are kept for a client that lost its connection, the oldest first to go.
    std::size_t ended = 0;
    for (auto it = session.streams.rbegin(); it != session.streams.rend();) {
        const bool isOver = it->second->isFinished() && !it->second->isAttached();
        if (isOver && ++ended > keptStreams) {
            it = std::make_reverse_iterator(session.streams.erase(std::next(it).base()));
        } else {
            ++it;
        }
    }
    const std::uint64_t number = session.nextStream++;
    auto stream =
        std::make_shared<EventStream>(m_executor, number, EventStream::WhenFull::BreakOff);
    stream->setBackPressure(m_backend.backPressure());
    session.streams.emplace(number, stream);
    return stream;
}

void BridgeSessions::takeFromClient(BridgeSession &session, const RpcMessage &message)
{
    if (message.kind == RpcMessage::Kind::Response) {
        answerServer(session, message);
    } else if (message.method == "notifications/cancelled") {
        cancelCall(session, message);
    } else if (!m_backend.isStateless() && message.method != "notifications/initialized" &&
               (m_backend.server().isPrivate ||
                message.method != "notifications/roots/list_changed")) {
        m_backend.post(message.text);
    }
}

void BridgeSessions::cancelCall(BridgeSession &session, const RpcMessage &message)
{
    const std::string key = idKey(message.param("requestId").in(message.text));
    for (const auto &[id, call] : m_backend.calls()) {
        if (call.session == session.id && idKey(call.idText) == key) {
            m_backend.cancel(id, message.stringParam("reason"));
            return;
        }
    }
    if (const auto waiting = session.rounds.find(key); waiting != session.rounds.end()) {
        const auto rounds = waiting->second;
        rounds->cancel();
    }
}

void BridgeSessions::answerServer(BridgeSession &session, const RpcMessage &answer)
{
    const auto request = session.serverRequests.extract(idKey(answer.idText()));
    if (request.empty()) {
        return; // it was withdrawn, or is somebody else's
    }
    if (request.mapped().onAnswer) {
        request.mapped().onAnswer(answer);
    } else {
        m_backend.post(withReplacements(answer.text, {{answer.id, request.mapped().serverId}}));
    }
}

bool BridgeSessions::absorbs(BridgeSession &session, RpcMessage &request)
{
    if (request.method == "logging/setLevel") {
        lowerLevel(session, request);
        return false;
    }
    if (request.method == "resources/subscribe") {
        session.subscriptions.insert(request.stringParam("uri"));
        return false;
    }
    return request.method == "resources/unsubscribe" &&
           leaveSubscription(session, request.stringParam("uri"));
}

/// The server has one level for all: the least severe that anybody wants.
void BridgeSessions::lowerLevel(BridgeSession &session, RpcMessage &request)
{
    const std::string wanted = request.stringParam("level");
    if (!isLogLevel(wanted)) {
        return; // the server says what is wrong with it
    }
    session.logLevel = severityOf(wanted);
    session.hasChosenLog = true;
    int least = session.logLevel;
    for (const auto &[id, other] : m_sessions) {
        least = std::min(least, other->logLevel);
    }
    if (least != session.logLevel) {
        const std::string level(logLevels[static_cast<std::size_t>(least)]);
        auto changed = readServerMessage(
            withReplacements(request.text, {{request.param("level"), jsonString(level)}}));
        if (changed) {
            request = std::move(*changed);
        }
    }
}

bool BridgeSessions::leaveSubscription(BridgeSession &session, const std::string &uri)
{
    session.subscriptions.erase(uri);
    return std::any_of(m_sessions.begin(), m_sessions.end(), [&uri](const auto &entry) {
        return entry.second->subscriptions.count(uri) > 0;
    });
}

/// Nothing in a request of a server over stdio says which call caused it. With calls of one client
/// under way it can only be that client's.
/// A call that waits for its client counts only when all do.
SessionPtr BridgeSessions::onlyActive() const
{
    bool isKnown = false;
    const SessionPtr owner = onlyActive(true, isKnown);
    return isKnown ? owner : onlyActive(false, isKnown);
}

SessionPtr BridgeSessions::onlyActive(bool skipsWaiting, bool &isKnown) const
{
    SessionPtr owner;
    const auto newest = m_backend.calls().empty() ? 0 : m_backend.calls().rbegin()->first;
    for (const auto &[id, call] : m_backend.calls()) {
        if (call.isParked) {
            continue;
        }
        const auto found = m_sessions.find(call.session);
        if (found != m_sessions.end() && skipsWaiting && isWaiting(id, newest, *found->second)) {
            continue;
        }
        isKnown = true;
        if (found == m_sessions.end()) {
            return nullptr; // somebody without a session
        }
        if (owner && owner != found->second) {
            return nullptr;
        }
        owner = found->second;
    }
    return owner;
}

SessionPtr BridgeSessions::causeOf(const RpcMessage &message) const
{
    const auto call =
        message.cause ? m_backend.calls().find(*message.cause) : m_backend.calls().end();
    if (call == m_backend.calls().end()) {
        return onlyActive();
    }
    const auto found = m_sessions.find(call->second.session);
    return found == m_sessions.end() ? nullptr : found->second;
}

SessionPtr BridgeSessions::ownerOf(const RpcMessage &request) const
{
    const bool isPrivate = m_backend.server().isPrivate;
    SessionPtr owner = causeOf(request);
    if (!owner && isPrivate && m_sessions.size() == 1) {
        owner = m_sessions.begin()->second;
    }
    const bool mayAsk =
        owner && (isPrivate || (request.method == "sampling/createMessage" && owner->canSample) ||
                  (request.method == "elicitation/create" && owner->canElicit) ||
                  (request.method == "roots/list" && owner->hasRoots));
    return mayAsk && owner->serverRequests.size() < mostServerRequests ? owner : nullptr;
}

void BridgeSessions::collectSubscriptions(std::set<std::string> &uris) const
{
    for (const auto &[id, session] : m_sessions) {
        uris.insert(session->subscriptions.begin(), session->subscriptions.end());
    }
}

void BridgeSessions::onRequest(const RpcMessage &request)
{
    const SessionPtr owner = ownerOf(request);
    if (!owner) {
        m_backend.post(errorReply(
            request.idText(),
            {rpc::methodNotFound, "No client can be asked: none that is known to have caused this "
                                  "supports " +
                                      request.method + "."}));
        return;
    }
    const std::string shown = owner->newRequestId(idKey(request.idText()));
    owner->lastAsked = std::chrono::steady_clock::now();
    owner->lastAskedCall = m_backend.calls().empty() ? 0 : m_backend.calls().rbegin()->first;
    owner->serverRequests[shown] = {std::string(request.idText())};
    deliver(*owner, withReplacements(request.text, {{request.id, shown}}), request.cause);
}

/// Into the stream of the call that it belongs to, or of the session's only one, else into its
/// mailbox.
void BridgeSessions::deliver(BridgeSession &session, std::string message,
                             std::optional<StdioBackend::CallId> cause) const
{
    const auto call = cause ? m_backend.calls().find(*cause) : m_backend.calls().end();
    if (call != m_backend.calls().end() && call->second.session == session.id) {
        call->second.deliver(std::move(message), false);
        return;
    }
    std::shared_ptr<EventStream> open;
    for (const auto &[number, stream] : session.streams) {
        if (!stream->isFinished() && stream->isAttached()) {
            open = open ? session.mailbox : stream;
        }
    }
    (open ? open : session.mailbox)->push(std::move(message));
}

void BridgeSessions::onNotification(const RpcMessage &message)
{
    if (message.method == "notifications/cancelled") {
        withdraw(message);
    } else if (message.method == "notifications/message") {
        deliverLog(message);
    } else if (message.method == "notifications/resources/updated") {
        deliverUpdate(message);
    } else {
        for (const auto &[id, session] : m_sessions) {
            session->mailbox->push(message.text);
        }
    }
}

void BridgeSessions::deliverLog(const RpcMessage &message)
{
    const int severity = severityOf(message.stringParam("level"));
    const SessionPtr cause = causeOf(message);
    for (const auto &[id, session] : m_sessions) {
        if (severity >= session->logLevel && (!cause || cause == session)) {
            deliver(*session, message.text, message.cause);
        }
    }
}

void BridgeSessions::deliverUpdate(const RpcMessage &message)
{
    const std::string uri = message.stringParam("uri");
    for (const auto &[id, session] : m_sessions) {
        if (session->subscriptions.count(uri) > 0) {
            session->mailbox->push(message.text);
        }
    }
}

/// The server gave a request of its own up.
void BridgeSessions::withdraw(const RpcMessage &message)
{
    const Span place = message.param("requestId");
    const std::string key = idKey(place.in(message.text));
    for (const auto &[id, session] : m_sessions) {
        for (const auto &[shown, request] : session->serverRequests) {
            if (!request.onAnswer && idKey(request.serverId) == key) {
                deliver(*session, withReplacements(message.text, {{place, shown}}));
                session->serverRequests.erase(shown);
                return;
            }
        }
    }
}

} // namespace berth::gateway
