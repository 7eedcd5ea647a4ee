// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/aggregate/catalogue.h"
#include "gateway/aggregate/member_session.h"
#include "gateway/aggregate/memory_link.h"

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace berth::gateway {

/// What aggregates need of their surroundings; called on their executor.
struct AggregateServices
{
    std::string name; ///< for clients
    /// Somebody calls what starts on a call.
    std::function<void(const std::string &instanceId)> onWanted;
    /// A call to an instance begins (1) or ends (-1).
    std::function<void(const std::string &instanceId, int calls)> onUse;
    /// So long a list waits for a member that has not given its own yet.
    std::chrono::milliseconds listWithin{5000};
    /// The same when there is one from before.
    std::chrono::milliseconds renewWithin{1000};
};

/// Several servers as one, for one client: a server of the era with a handshake behind a bridge,
/// which does for it what HTTP and the other era want. Confined to one executor.
class AggregateSession : public std::enable_shared_from_this<AggregateSession>
{
public:
    AggregateSession(net::asio::any_io_executor executor, AggregateServices services,
                     MembersPtr members);

    /// For the bridge; ends the session when it is closed. `isEager`: a client is behind it, which
    /// wants to hear of changes, so the members are connected at once.
    std::unique_ptr<net::RawStream> open(bool isEager);
    void setMembers(const MembersPtr &members);
    void close();

private:
    using SessionPtr = std::shared_ptr<MemberSession>;
    using Owner = Catalogue::Owner;
    struct Call
    {
        std::shared_ptr<net::asio::cancellation_signal> signal;
        std::weak_ptr<MemberLink> link; ///< of the member that works on it
    };
    /// A request of a member that the client has to answer.
    struct Asked
    {
        std::weak_ptr<MemberLink> link;
        std::string idText; ///< the member's
        std::string cause;  ///< the client's call, where it is known
    };

    void onLine(std::string line);
    void onAnswer(const RpcMessage &answer);
    void onClientNotification(const RpcMessage &message);
    void cancelCall(const RpcMessage &message);
    void begin(RpcMessage request);
    net::asio::awaitable<void> serve(RpcMessage request);
    net::asio::awaitable<std::string> replyTo(const RpcMessage &request);

    std::string initialize(const RpcMessage &request);
    net::asio::awaitable<void> settle(ListKind kind);
    net::asio::awaitable<std::string> list(const RpcMessage &request, ListKind kind);
    net::asio::awaitable<std::string> callNamed(const RpcMessage &request, ListKind kind,
                                                Span place);
    net::asio::awaitable<std::string> readResource(const RpcMessage &request);
    net::asio::awaitable<std::string> changeSubscription(const RpcMessage &request);
    net::asio::awaitable<std::string> complete(const RpcMessage &request);
    net::asio::awaitable<std::optional<Owner>> ownerOfUri(std::string uri);
    std::optional<Owner> knownOwnerOfUri(const std::string &uri) const;
    net::Task<SessionPtr> reach(std::string slug);
    net::asio::awaitable<std::string> pass(std::string slug, RpcMessage request);

    SessionPtr sessionOf(const std::string &slug) const;
    SessionPtr makeSession(const Member &member);
    void onMemberRequest(const std::string &slug, const RpcMessage &request,
                         const std::string &cause);
    std::string likelyCause(const std::shared_ptr<MemberLink> &link) const;
    void onMemberNotification(const std::string &slug, const RpcMessage &message,
                              const std::string &cause);
    void onUpdated(const std::string &slug, const RpcMessage &message);
    void withdraw(const std::string &slug, const RpcMessage &message);
    void onList(ListKind kind, bool wasAnnounced);
    void rebuild(ListKind kind);
    void tellIfChanged(ListKind kind, bool wasAnnounced);
    void sayWithCause(std::string text, const std::string &cause);

    Catalogue &catalogue(ListKind kind)
    {
        return m_catalogues.at(static_cast<std::size_t>(kind));
    }
    const Catalogue &catalogue(ListKind kind) const
    {
        return m_catalogues.at(static_cast<std::size_t>(kind));
    }
    std::optional<std::string> &given(ListKind kind)
    {
        return m_given.at(static_cast<std::size_t>(kind));
    }

    net::asio::any_io_executor m_executor;
    AggregateServices m_services;
    MembersPtr m_members;
    std::shared_ptr<MemoryLink> m_link;
    ClientFace m_face;
    bool m_isEager = false;
    bool m_isGreeted = false;
    Pulse m_changed;
    std::map<std::string, SessionPtr> m_sessions; ///< by slug
    std::array<Catalogue, allListKinds.size()> m_catalogues;
    /// What the client was given last, or told to be out of date.
    std::array<std::optional<std::string>, allListKinds.size()> m_given;
    std::map<std::string, Call> m_calls;  ///< by the text of the id
    std::map<std::string, Asked> m_asked; ///< by the key of the id that the client sees
    std::uint64_t m_nextAsked = 1;
    /// The client's URIs by slug and the member's URI.
    std::map<std::pair<std::string, std::string>, std::set<std::string>> m_subscriptions;
    std::string m_logLevel;
};

} // namespace berth::gateway
