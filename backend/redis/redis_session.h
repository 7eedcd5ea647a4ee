// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/backoff.h"
#include "redis/redis_connection.h"
#include "redis/subscriber.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::redis {

struct SessionState
{
    enum class Kind
    {
        Connecting,
        Connected, ///< and every subscription confirmed
        Lost
    };

    Kind kind = Kind::Connecting;
    std::optional<base::Error> reason;        ///< Lost: why
    std::chrono::milliseconds nextAttempt{0}; ///< Lost: the pause until then
};

/// Told of what a RedisSession sees, on its executor.
class SessionListener
{
public:
    virtual ~SessionListener() = default;
    virtual void stateChanged(const SessionState &) {}
    /// Called after each (re)connect, with subscriptions in place and before the first message:
    /// the moment to catch up on what was missed. An error ends the connection, to be tried again.
    virtual net::Task<> connected() = 0;
    /// Nothing more is read while it has not ended; an error ends the connection.
    virtual net::Task<> received(Message message) = 0;
};

/// A connection for commands and one for messages that are kept up: reconnected with growing
/// pauses, subscribed again, asked for a sign of life. Confined to one executor.
class RedisSession
{
public:
    RedisSession(net::asio::any_io_executor executor, ConnectOptions options,
                 Subscriptions subscriptions, SessionListener &listener,
                 Backoff backoff = Backoff());
    ~RedisSession();

    /// Keeps the session up until cancelled. Once.
    net::asio::awaitable<void> run();

    bool isConnected() const
    {
        return m_connection != nullptr && m_connection->isOpen();
    }
    /// As RedisConnection's; Unavailable at once while there is no connection.
    net::Task<Reply> command(Command command);
    net::Task<std::vector<Reply>> pipeline(std::vector<Command> commands);

private:
    base::Error notConnected() const;
    void announce(SessionState::Kind kind);
    void announceLoss(const base::Error &reason, std::chrono::milliseconds pause);
    /// Connects and serves; ends with the reason why that ended.
    net::Task<> live();
    net::Task<> serve(Subscriber &subscriber);
    net::Task<> receive(Subscriber &subscriber);
    net::Task<> watchConnection();

    net::asio::any_io_executor m_executor;
    ConnectOptions m_options;
    Subscriptions m_subscriptions;
    SessionListener &m_listener;
    Backoff m_backoff;
    std::shared_ptr<RedisConnection> m_connection;
};

} // namespace berth::redis
