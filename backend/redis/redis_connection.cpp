// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/redis_connection.h"

#include "net/quiet.h"
#include "net/wakeup.h"
#include "redis/open_wire.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <deque>
#include <optional>
#include <utility>

namespace berth::redis {

namespace asio = net::asio;
using base::ErrorCode;

namespace {

/// The answers that one coroutine waits for.
struct Waiter
{
    Waiter(const asio::any_io_executor &executor, std::size_t count)
        : wakeup(executor)
        , missing(count)
    {
        replies.reserve(count);
    }

    bool isDone() const
    {
        return missing == 0 || failure.has_value();
    }

    net::Wakeup wakeup;
    std::size_t missing;
    std::vector<Reply> replies;
    std::optional<base::Error> failure;
};

/// A command whose answer has not come.
struct Pending
{
    std::shared_ptr<Waiter> waiter;
    net::SteadyClock::time_point deadline;
};

} // namespace

class RedisConnection::Impl : public std::enable_shared_from_this<Impl>
{
public:
    Impl(std::shared_ptr<Wire> wire, std::chrono::milliseconds commandTimeout)
        : m_wire(std::move(wire))
        , m_commandTimeout(commandTimeout)
        , m_workToWrite(m_wire->executor())
        , m_closed(m_wire->executor())
    {}

    void start()
    {
        const auto self = shared_from_this();
        asio::co_spawn(m_wire->executor(), readReplies(self), asio::detached);
        asio::co_spawn(m_wire->executor(), writeCommands(self), asio::detached);
    }

    net::Task<std::vector<Reply>> exchange(std::vector<Command> commands)
    {
        const auto waiter = submit(commands);
        if (!waiter->isDone()) {
            co_await waiter->wakeup.wait();
        }
        if (waiter->failure) {
            co_return base::fail(*waiter->failure);
        }
        if (!waiter->isDone()) {
            co_return base::fail(net::cancelledError());
        }
        co_return std::move(waiter->replies);
    }

    net::Task<> closed()
    {
        while (!m_failure) {
            co_await m_closed.wait();
            const bool cancelled = co_await net::isCancelled();
            if (cancelled) {
                co_return base::fail(net::cancelledError());
            }
        }
        co_return base::fail(*m_failure);
    }

    bool isOpen() const
    {
        return !m_failure;
    }
    const std::string &peer() const
    {
        return m_wire->peer();
    }

    void end(base::Error reason)
    {
        if (m_failure) {
            return;
        }
        m_failure = reason;
        m_wire->close();
        for (const Pending &pending : std::exchange(m_pending, {})) {
            if (!pending.waiter->failure) {
                pending.waiter->failure = reason;
                pending.waiter->wakeup.wake();
            }
        }
        m_workToWrite.wake();
        m_closed.wake();
    }

private:
    using Self = std::shared_ptr<Impl>;

    std::shared_ptr<Waiter> submit(const std::vector<Command> &commands)
    {
        auto waiter = std::make_shared<Waiter>(m_wire->executor(), commands.size());
        if (m_failure) {
            waiter->failure = m_failure;
            return waiter;
        }
        const auto deadline = net::SteadyClock::now() + m_commandTimeout;
        for (const Command &command : commands) {
            appendCommand(m_out, command);
            m_pending.push_back({waiter, deadline});
        }
        watchOldest();
        m_workToWrite.wake();
        return waiter;
    }

    /// Redis answers in order, so the oldest command's deadline is the connection's.
    void watchOldest()
    {
        if (m_pending.empty()) {
            m_wire->watchdog().expireNever();
        } else {
            m_wire->watchdog().expireAt(m_pending.front().deadline);
        }
    }

    // Apart from its coroutine: g++ 12.2 destroys an aggregate that is made inside of one twice.
    void take(base::Result<Reply> &reply)
    {
        if (!reply) {
            end(std::move(reply.error()));
        } else if (m_pending.empty()) {
            end({ErrorCode::ProtocolError,
                 "Redis at " + peer() + " answered something that was not asked."});
        } else {
            deliver(std::move(*reply));
        }
    }

    void deliver(Reply reply)
    {
        const auto waiter = std::move(m_pending.front().waiter);
        m_pending.pop_front();
        waiter->replies.push_back(std::move(reply));
        if (--waiter->missing == 0) {
            waiter->wakeup.wake();
        }
    }

    static asio::awaitable<void> readReplies(Self self)
    {
        while (self->isOpen()) {
            self->watchOldest();
            auto reply = co_await self->m_wire->read();
            self->take(reply);
        }
    }

    static asio::awaitable<void> writeCommands(Self self)
    {
        while (self->isOpen()) {
            if (self->m_out.empty()) {
                co_await self->m_workToWrite.wait();
                continue;
            }
            const std::string batch = std::exchange(self->m_out, {});
            auto written = co_await self->m_wire->write(batch);
            if (!written) {
                self->end(written.error());
            }
        }
    }

    std::shared_ptr<Wire> m_wire;
    std::chrono::milliseconds m_commandTimeout;
    std::string m_out;
    net::Wakeup m_workToWrite;
    std::deque<Pending> m_pending;
    net::Wakeup m_closed;
    std::optional<base::Error> m_failure;
};

RedisConnection::RedisConnection(std::shared_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

RedisConnection::~RedisConnection()
{
    close();
}

net::Task<std::unique_ptr<RedisConnection>> RedisConnection::open(asio::any_io_executor executor,
                                                                  ConnectOptions options)
{
    const auto timeout = options.commandTimeout;
    auto opening = openWire(std::move(executor), std::move(options));
    auto wire = co_await net::quietly(std::move(opening));
    if (!wire) {
        co_return base::fail(std::move(wire.error()));
    }
    auto impl = std::make_shared<Impl>(std::move(*wire), timeout);
    impl->start();
    co_return std::unique_ptr<RedisConnection>(new RedisConnection(std::move(impl)));
}

net::Task<Reply> RedisConnection::command(Command command)
{
    const auto impl = m_impl; // outlives the handle that may go meanwhile
    std::vector<Command> one;
    one.push_back(std::move(command));
    auto replies = co_await net::quietly(impl->exchange(std::move(one)));
    if (!replies) {
        co_return base::fail(std::move(replies.error()));
    }
    if (replies->front().kind == Reply::Kind::Error) {
        co_return base::fail(errorOf(replies->front().text, impl->peer()));
    }
    co_return std::move(replies->front());
}

net::Task<std::vector<Reply>> RedisConnection::pipeline(std::vector<Command> commands)
{
    const auto impl = m_impl;
    co_return co_await net::quietly(impl->exchange(std::move(commands)));
}

net::Task<> RedisConnection::closed()
{
    const auto impl = m_impl;
    co_return co_await net::quietly(impl->closed());
}

bool RedisConnection::isOpen() const
{
    return m_impl->isOpen();
}

void RedisConnection::close()
{
    m_impl->end({ErrorCode::Cancelled,
                 "The connection to Redis at " + m_impl->peer() + " was closed by Berth."});
}

} // namespace berth::redis
