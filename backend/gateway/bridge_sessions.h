// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/event_stream.h"
#include "gateway/stdio_backend.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace berth::gateway {

class CallRounds;

/// Something that a client was asked. Its answer goes to the server, or to `onAnswer` where the
/// server has no request of that kind.
struct ServerRequest
{
    std::string serverId;
    std::function<void(const RpcMessage &)> onAnswer = {};
};

/// One client of a bridge.
struct BridgeSession
{
    std::string id;
    std::string version; ///< of the protocol, as agreed
    bool canSample = false;
    bool canElicit = false;
    bool hasRoots = false;
    std::string capabilities = "{}"; ///< JSON text, as the client wrote it
    std::string clientInfo;          ///< the same; empty when it said nothing
    /// What belongs to none of its calls; GET reads it.
    std::shared_ptr<EventStream> mailbox;
    std::map<std::uint64_t, std::shared_ptr<EventStream>> streams; ///< by number, one per call
    std::map<std::string, ServerRequest> serverRequests; ///< that it has to answer, by its id
    /// Calls that wait for its answers, by the key of their id.
    std::map<std::string, std::shared_ptr<CallRounds>> rounds;
    std::set<std::string> subscriptions; ///< URIs
    int logLevel = 0;                    ///< the least severe that it wants
    bool hasChosenLog = false;
    /// Members of _meta for a stateless server (withEnvelope()), with the level they say; empty:
    /// not made yet.
    std::string envelope;
    int envelopeLevel = 0;
    std::uint64_t nextStream = 1;
    std::uint64_t nextRequest = 1;
    Pulse::TimePoint lastUsed{};
    Pulse::TimePoint lastAsked{};
    StdioBackend::CallId lastAskedCall = 0; ///< the newest call when it was asked something

    /// For what it is asked. A name (JSON string) that the server gave stays where it is free:
    /// further on somebody may know the question by it.
    std::string newRequestId(const std::string &theirs);
};

using SessionPtr = std::shared_ptr<BridgeSession>;

/// The clients of one shared server, and which of the server's messages is for whom. Confined to
/// one executor.
class BridgeSessions
{
public:
    BridgeSessions(net::asio::any_io_executor executor, StdioBackend &backend);

    /// `capabilities` are the client's, in an initialize request.
    SessionPtr open(std::string version, const RpcMessage &initialize);
    SessionPtr find(std::string_view id);
    /// Cancels its calls and breaks its streams off.
    void close(const std::string &id);
    void closeAll();
    bool contains(std::string_view id) const
    {
        return m_sessions.find(id) != m_sessions.end();
    }
    std::size_t count() const
    {
        return m_sessions.size();
    }

    /// A stream for one more call of the session.
    std::shared_ptr<EventStream> openStream(BridgeSession &session);

    /// A notification, or an answer to a request of the server.
    void takeFromClient(BridgeSession &session, const RpcMessage &message);
    /// Whether the bridge answers the request itself, with an empty result; keeps in mind what it
    /// asks for.
    bool absorbs(BridgeSession &session, RpcMessage &request);

    /// Adds the URIs that any session wants to hear of.
    void collectSubscriptions(std::set<std::string> &uris) const;

    void onRequest(const RpcMessage &request);
    void onNotification(const RpcMessage &message);

private:
    SessionPtr ownerOf(const RpcMessage &request) const;
    SessionPtr causeOf(const RpcMessage &message) const;
    SessionPtr onlyActive() const;
    /// `isKnown`: somebody is active.
    SessionPtr onlyActive(bool skipsWaiting, bool &isKnown) const;
    void deliver(BridgeSession &session, std::string message,
                 std::optional<StdioBackend::CallId> cause = {}) const;
    void deliverLog(const RpcMessage &message);
    void deliverUpdate(const RpcMessage &message);
    void withdraw(const RpcMessage &message);
    void cancelCall(BridgeSession &session, const RpcMessage &message);
    void answerServer(BridgeSession &session, const RpcMessage &answer);
    void lowerLevel(BridgeSession &session, RpcMessage &request);
    bool leaveSubscription(BridgeSession &session, const std::string &uri);
    void makeRoom();

    net::asio::any_io_executor m_executor;
    StdioBackend &m_backend;
    std::map<std::string, SessionPtr, std::less<>> m_sessions;
};

} // namespace berth::gateway
