// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/redis/redis_test.h"
#include "connections/redis_calls.h"

#include <memory>
#include <string>
#include <vector>

namespace berth::connections {

/// A redis-server and connections to it, as the pipelines that leases and registry want.
class ConnectionsTest : public redis::RedisTest
{
protected:
    /// A pipeline over a new connection.
    Pipeline pipeline(const std::string &login = {})
    {
        const std::shared_ptr<redis::RedisConnection> connection =
            opened(test::optionsFor(m_server.url(login)));
        return [connection](std::vector<redis::Command> commands) {
            return connection->pipeline(std::move(commands));
        };
    }
    redis::Reply ask(std::vector<std::string> command)
    {
        if (!m_admin || !m_admin->isOpen()) {
            m_admin = opened(test::optionsFor(m_server.url()));
        }
        auto reply = run(m_admin->command(std::move(command)));
        EXPECT_TRUE(reply) << reply.error().message << reply.error().details;
        return reply.value_or(redis::Reply());
    }
    /// Writing fails from now on.
    void exhaustMemory()
    {
        ask({"CONFIG", "SET", "maxmemory-policy", "noeviction"});
        ask({"CONFIG", "SET", "maxmemory", "1"});
    }
    void killAndRestart()
    {
        m_server.kill();
        m_server.start();
    }
    /// Lets time go by for the server as well as for the test.
    void waitUntilGone(const std::string &key)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (ask({"EXISTS", key}).integer != 0 && std::chrono::steady_clock::now() < deadline) {
        }
    }

    test::RedisServer m_server;
    std::unique_ptr<redis::RedisConnection> m_admin;
};

} // namespace berth::connections
