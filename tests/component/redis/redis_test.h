// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/redis_connection.h"
#include "redis/redis_session.h"
#include "redis/subscriber.h"
#include "support/process/run_task.h"
#include "support/redis/redis_server.h"

#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include <functional>

namespace berth::redis {

/// One event loop that the test drives: what is spawned on it moves while the test waits.
class RedisTest : public testing::Test
{
protected:
    template <typename T>
    base::Result<T> run(net::Task<T> task)
    {
        return test::runTask(m_context, std::move(task));
    }

    base::Result<std::unique_ptr<RedisConnection>> open(ConnectOptions options)
    {
        return run(RedisConnection::open(m_context.get_executor(), std::move(options)));
    }
    std::unique_ptr<RedisConnection> opened(ConnectOptions options)
    {
        auto connection = open(std::move(options));
        EXPECT_TRUE(connection) << connection.error().message << connection.error().details;
        return connection ? std::move(*connection) : nullptr;
    }
    base::Result<std::unique_ptr<Subscriber>> listen(ConnectOptions options,
                                                     Subscriptions subscriptions)
    {
        return run(Subscriber::open(m_context.get_executor(), std::move(options),
                                    std::move(subscriptions)));
    }

    /// Lets things happen until `done` holds; false after `limit`.
    bool runUntil(const std::function<bool()> &done,
                  std::chrono::milliseconds limit = std::chrono::seconds(30))
    {
        const auto deadline = std::chrono::steady_clock::now() + limit;
        m_context.restart();
        while (!done() && m_context.run_one_until(deadline) != 0) {
        }
        return done();
    }

    boost::asio::io_context m_context{1};
};

} // namespace berth::redis
