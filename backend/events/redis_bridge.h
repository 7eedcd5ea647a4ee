// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "events/envelope.h"
#include "events/event_source.h"
#include "events/seen_events.h"
#include "net/wakeup.h"
#include "redis/redis_session.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace berth::events {

/// What has to be sent so that an event is published; nothing when it is not for this connection.
using Outgoing = std::function<std::vector<redis::Command>(const model::DomainEvent &)>;

/// Publishes events of these types, each in the form in which the other side understands it.
Outgoing publishing(std::set<std::string> types);

/// What passes over a connection, and in which direction.
struct BridgeScope
{
    Outgoing publishes; ///< empty: nothing is ever published (the role `watch`)
    redis::Subscriptions hears;
};

/// Told of what happens on a bridge, on its executor.
class BridgeHandler
{
public:
    virtual ~BridgeHandler() = default;
    virtual void stateChanged(const redis::SessionState &) {}
    /// After each (re)connect, listening already and before the first message: Redis forgets what
    /// nobody hears, so here is where to ask for what was missed. An error ends the connection, to
    /// be tried again.
    virtual net::Task<> reconcile() = 0;
    /// Every message, also those that cannot be read. `isRepetition`: its event was heard before,
    /// or went out from here.
    virtual void received(const ReceivedMessage &message, bool isRepetition) = 0;
    /// Asked after each message; while it has not ended nothing more is read from the socket.
    virtual net::Task<> room()
    {
        co_return base::Status();
    }
    /// Redis has taken it.
    virtual void published(const model::DomainEvent &) {}
    /// Redis does not take an event. It is tried again, unless `isDropped`.
    virtual void publishFailed(const model::DomainEvent &, const base::Error &, bool /*isDropped*/)
    {}
};

/// Connects the outbox of this process and the channels of a Redis. What is published goes out in
/// order and at least once; what comes in is decoded and told apart from repetitions. Confined to
/// one executor; handler, source and clock must outlive it.
class RedisBridge final : private redis::SessionListener
{
public:
    RedisBridge(net::asio::any_io_executor executor, redis::ConnectOptions options,
                BridgeScope scope, EventSource &source, BridgeHandler &handler,
                const base::Clock &clock, redis::Backoff backoff = redis::Backoff());

    /// Keeps the bridge up until cancelled. Once.
    net::asio::awaitable<void> run();
    /// There may be something new in the source.
    void wake();
    /// Commands over the bridge's connection; Unavailable at once while there is none.
    net::Task<std::vector<redis::Reply>> pipeline(std::vector<redis::Command> commands)
    {
        return m_session.pipeline(std::move(commands));
    }
    /// What goes out with this id is a repetition when it is heard.
    void markSeen(const std::string &eventId)
    {
        static_cast<void>(m_seen.isNew(eventId));
    }

private:
    using Entries = std::vector<store::OutboxEntry>;
    struct Outcome;

    void stateChanged(const redis::SessionState &state) override;
    net::Task<> connected() override;
    net::Task<> received(redis::Message message) override;

    net::asio::awaitable<void> publishNews();
    /// Publishes some of what waits; true when there may be more.
    net::Task<bool> publishSome();
    net::Task<std::vector<redis::Reply>> sendAll(std::vector<redis::Command> commands);
    /// The commands for each of the entries; some have none.
    std::vector<std::vector<redis::Command>> commandsFor(const Entries &entries);
    /// `counts`: how many of the replies belong to each entry.
    Outcome outcomeOf(const Entries &entries, const std::vector<std::size_t> &counts,
                      const std::vector<redis::Reply> &replies);

    BridgeScope m_scope;
    EventSource &m_source;
    BridgeHandler &m_handler;
    const base::Clock &m_clock;
    redis::RedisSession m_session;
    net::Wakeup m_wakeup;
    bool m_hasNews = true; ///< what an earlier run left behind
    bool m_isReady = false;
    SeenEvents m_seen;
};

/// The form in which the other side understands an event: Go's manager reads doubly encoded ones
/// only; what managers say goes out as Go writes it.
std::string encodeFor(const model::DomainEvent &event);

} // namespace berth::events
