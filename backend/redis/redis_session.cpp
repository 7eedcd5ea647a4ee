// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/redis_session.h"

#include "net/quiet.h"
#include "net/transport.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>

namespace berth::redis {

namespace asio = net::asio;
using base::ErrorCode;

namespace {

/// A connection that lasted this long was a good one: the next pause is short again.
constexpr std::chrono::seconds stableAfter{5};

net::Task<> sleepFor(std::chrono::milliseconds time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    const auto [error] = co_await timer.async_wait(net::asTuple);
    if (error) {
        co_return base::fail(net::cancelledError());
    }
    co_return base::Status();
}

} // namespace

RedisSession::RedisSession(asio::any_io_executor executor, ConnectOptions options,
                           Subscriptions subscriptions, SessionListener &listener, Backoff backoff)
    : m_executor(std::move(executor))
    , m_options(std::move(options))
    , m_subscriptions(std::move(subscriptions))
    , m_listener(listener)
    , m_backoff(backoff)
{}

RedisSession::~RedisSession() = default;

base::Error RedisSession::notConnected() const
{
    return {ErrorCode::Unavailable,
            "There is no connection to Redis at " + displayUrl(m_options.address) + " now."};
}

void RedisSession::announce(SessionState::Kind kind)
{
    m_listener.stateChanged({kind, {}, {}});
}

void RedisSession::announceLoss(const base::Error &reason, std::chrono::milliseconds pause)
{
    m_listener.stateChanged({SessionState::Kind::Lost, reason, pause});
}

net::Task<Reply> RedisSession::command(Command command)
{
    const auto connection = m_connection; // a reconnect must not take it away meanwhile
    if (!connection) {
        co_return base::fail(notConnected());
    }
    co_return co_await connection->command(std::move(command));
}

net::Task<std::vector<Reply>> RedisSession::pipeline(std::vector<Command> commands)
{
    const auto connection = m_connection;
    if (!connection) {
        co_return base::fail(notConnected());
    }
    co_return co_await connection->pipeline(std::move(commands));
}

asio::awaitable<void> RedisSession::run()
{
    co_await asio::this_coro::throw_if_cancelled(false);
    while (true) {
        announce(SessionState::Kind::Connecting);
        const auto begin = net::SteadyClock::now();
        auto ended = co_await net::quietly(live());
        m_connection.reset();
        if (ended.error().code == ErrorCode::Cancelled) {
            const bool cancelled = co_await net::isCancelled();
            if (cancelled) {
                co_return;
            }
        }
        if (net::SteadyClock::now() - begin > stableAfter) {
            m_backoff.reset();
        }
        const auto pause = m_backoff.next();
        announceLoss(ended.error(), pause);
        auto slept = co_await net::quietly(sleepFor(pause));
        if (!slept) {
            co_return;
        }
    }
}

net::Task<> RedisSession::live()
{
    auto subscriber = co_await Subscriber::open(m_executor, m_options, m_subscriptions);
    if (!subscriber) {
        co_return base::fail(std::move(subscriber.error()));
    }
    auto connection = co_await RedisConnection::open(m_executor, m_options);
    if (!connection) {
        co_return base::fail(std::move(connection.error()));
    }
    m_connection = std::move(*connection);
    announce(SessionState::Kind::Connected);
    co_return co_await serve(**subscriber);
}

net::Task<> RedisSession::serve(Subscriber &subscriber)
{
    using namespace asio::experimental::awaitable_operators;
    auto ended = co_await (net::quietly(receive(subscriber)) || net::quietly(watchConnection()));
    co_return std::visit([](auto &status) { return std::move(status); }, ended);
}

net::Task<> RedisSession::receive(Subscriber &subscriber)
{
    auto caughtUp = co_await m_listener.connected();
    while (caughtUp) {
        auto message = co_await subscriber.next();
        if (!message) {
            co_return base::fail(std::move(message.error()));
        }
        caughtUp = co_await m_listener.received(std::move(*message));
    }
    co_return caughtUp;
}

net::Task<> RedisSession::watchConnection()
{
    const auto connection = m_connection;
    while (true) {
        using namespace asio::experimental::awaitable_operators;
        auto woken = co_await (net::quietly(connection->closed()) ||
                               net::quietly(sleepFor(m_options.pingInterval)));
        if (woken.index() == 0) {
            co_return std::get<0>(std::move(woken));
        }
        const bool cancelled = co_await net::isCancelled();
        if (cancelled) {
            co_return base::fail(net::cancelledError());
        }
        Command ping{"PING"};
        auto alive = co_await connection->command(std::move(ping));
        const bool answered = alive || connection->isOpen(); // an ACL may forbid PING
        if (!answered) {
            co_return base::fail(std::move(alive.error()));
        }
    }
}

} // namespace berth::redis
