// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "events/envelope.h"
#include "redis/redis_connection.h"
#include "redis/subscriber.h"
#include "support/process/run_task.h"
#include "support/redis/redis_server.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace berth::test {

/// A platform on a Redis, as AgentArea's API side is one: publishes and listens.
class Platform
{
public:
    explicit Platform(const std::string &url)
    {
        const auto options = optionsFor(url);
        auto listening = runTask(m_context, redis::Subscriber::open(m_context.get_executor(),
                                                                    options, {{}, {"MCPServer*"}}));
        auto connected =
            runTask(m_context, redis::RedisConnection::open(m_context.get_executor(), options));
        EXPECT_TRUE(listening && connected);
        m_subscriber = std::move(*listening);
        m_connection = std::move(*connected);
    }

    redis::Reply command(redis::Command command)
    {
        auto reply = runTask(m_context, m_connection->command(std::move(command)));
        EXPECT_TRUE(reply) << (reply ? "" : reply.error().message);
        return reply.value_or(redis::Reply{});
    }

    /// As FastStream 0.5 does; only what contract 4.3 calls the least that works.
    void publish(const std::string &type, const base::Json &data)
    {
        model::DomainEvent event;
        event.eventId = base::newUuid();
        event.type = type;
        event.data = data;
        event.time = base::SystemClock().now();
        command({"PUBLISH", type, events::writeDoubleEncoded(event)});
    }

    /// The next event of that instance; nothing after `timeout`.
    std::optional<model::DomainEvent> next(const std::string &instanceId,
                                           std::chrono::seconds timeout = std::chrono::seconds(60))
    {
        return waitFor(
            [&instanceId](const model::DomainEvent &event) {
                return event.instanceId == instanceId &&
                       (event.type == model::event::instanceStatusChanged ||
                        event.type == model::event::instanceError);
            },
            timeout);
    }

    std::optional<model::DomainEvent>
    waitFor(const std::function<bool(const model::DomainEvent &)> &wanted,
            std::chrono::seconds timeout = std::chrono::seconds(60))
    {
        using namespace boost::asio::experimental::awaitable_operators;
        std::optional<model::DomainEvent> found;
        const auto read = [&]() -> boost::asio::awaitable<void> {
            while (!found) {
                auto message = co_await m_subscriber->next();
                if (!message) {
                    throw std::runtime_error(message.error().message);
                }
                auto event = events::readMessage(message->channel, message->payload, {}).event;
                if (event && wanted(*event)) {
                    found = std::move(event);
                }
            }
        };
        const auto bounded = [&]() -> boost::asio::awaitable<bool> {
            boost::asio::steady_timer timer(m_context, timeout);
            co_await (read() || timer.async_wait(boost::asio::use_awaitable));
            co_return found.has_value();
        };
        runTask(m_context, bounded(), timeout + std::chrono::seconds(5));
        return found;
    }

    /// Waits until the instance's status is `status`.
    bool waitForStatus(const std::string &instanceId, const std::string &status,
                       std::chrono::seconds timeout = std::chrono::seconds(60))
    {
        return waitFor(
                   [&](const model::DomainEvent &event) {
                       return event.instanceId == instanceId &&
                              base::stringOr(event.data, "status") == status;
                   },
                   timeout)
            .has_value();
    }

private:
    boost::asio::io_context m_context;
    std::unique_ptr<redis::Subscriber> m_subscriber;
    std::unique_ptr<redis::RedisConnection> m_connection;
};

} // namespace berth::test
