// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/connection_setup.h"
#include "connections/console_role.h"
#include "connections/event_stream.h"
#include "connections/local_instances.h"
#include "connections/role.h"
#include "engine/facade/connections.h"
#include "events/redis_bridge.h"
#include "events/seen_events.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::connections {

/// What a link needs of the engine around it; on the engine's executor, outlives the link.
struct LinkServices
{
    net::asio::any_io_executor executor;
    const base::Clock *clock = nullptr;
    store::Store *store = nullptr;
    LocalInstances *local = nullptr;
    ManagerIdentity self;
    RemoteListener remote;
    SecretSource secret;
    /// The snapshot changed.
    std::function<void()> changed;
    /// Every message that was heard, for the log of events.
    std::function<void(const events::ReceivedMessage &)> heard;
    /// An event that Redis took, with what went over the wire.
    std::function<void(const model::DomainEvent &, std::string bytes)> sent;
};

/// One connection that is up, or tries to be: Redis, the role on it, the stream beside it.
/// Confined to the engine's executor.
class ConnectionLink final : private events::BridgeHandler
{
public:
    ConnectionLink(model::Connection connection, LinkServices services);
    ~ConnectionLink() override;

    /// Keeps the connection up until cancelled. Once.
    net::asio::awaitable<void> run();
    /// Ends the role in order; before run() is cancelled.
    net::asio::awaitable<void> leave();

    /// There may be something new in the outbox.
    void wake();
    void localChanged(const engine::InstanceSnapshot &view);
    void localRemoved(const std::string &id);

    engine::ConnectionSnapshot snapshot() const;
    /// Null for a manager, and until the first attempt to connect.
    std::shared_ptr<ConsoleRole> console() const
    {
        return m_console;
    }
    /// Publishes once, on channel and stream; ends with how many listened on the channel.
    net::Task<int> publish(model::DomainEvent event);
    /// Commands of somebody else over the same connection; answers in the same order, error replies
    /// among them as they are. Forbidden on a connection that only watches.
    net::Task<std::vector<redis::Reply>> pipeline(std::vector<redis::Command> commands);

private:
    using Work = std::function<net::Task<>()>;

    void stateChanged(const redis::SessionState &state) override;
    net::Task<> reconcile() override;
    void received(const events::ReceivedMessage &message, bool isRepetition) override;
    net::Task<> room() override;
    void published(const model::DomainEvent &event) override;
    void publishFailed(const model::DomainEvent &event, const base::Error &error,
                       bool isDropped) override;

    base::Status mayWrite() const;
    net::Task<> setUp();
    events::Outgoing outgoing();
    void makeRole(std::shared_ptr<PlatformClient> platform);
    void fail(const base::Error &error);
    net::asio::awaitable<void> work();
    net::asio::awaitable<void> guard();
    net::asio::awaitable<void> followStream();
    net::Task<> measure();
    /// Does `work` after what waits already, and ends with it.
    net::Task<> inTurn(Work work);
    net::Task<> apply(const model::DomainEvent &event);

    model::Connection m_connection;
    LinkServices m_services;
    std::unique_ptr<events::EventSource> m_source;
    std::unique_ptr<events::RedisBridge> m_bridge;
    std::shared_ptr<Role> m_role;
    std::shared_ptr<ConsoleRole> m_console; ///< the same as m_role, or null
    std::unique_ptr<StreamReader> m_stream;
    events::SeenEvents m_applied;
    events::SeenEvents m_sent;
    std::deque<Work> m_queue;
    net::asio::steady_timer m_pause; ///< of work(); cancelled when there is something to do
    net::asio::steady_timer m_room;  ///< of room()
    std::chrono::steady_clock::time_point m_nextMeasure{};
    engine::ConnectionSnapshot m_view;
};

} // namespace berth::connections
