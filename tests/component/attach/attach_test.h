// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "component/app/app_test.h"
#include "events/envelope.h"
#include "redis/redis_connection.h"
#include "redis/subscriber.h"
#include "support/process/run_task.h"
#include "support/redis/redis_server.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

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

/// A Redis, a Podman and Berths that are attached.
class AttachTest : public testing::Test
{
protected:
    static constexpr const char *image = "localhost/echo:test";

    void SetUp() override
    {
        podman().importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
    }
    void TearDown() override
    {
        m_berths.clear();
        for (const std::string &id : lines({"ps", "-aq", "--filter", "label=io.berth.owner"})) {
            podman().podman({"rm", "-f", "-t", "0", id});
        }
    }

    static PodmanFixture &podman()
    {
        return PodmanFixture::shared();
    }

    /// The password, if any, comes in the environment.
    BerthProcess &attach(const std::string &role, const std::string &name,
                         std::vector<std::string> more = {})
    {
        auto environment = podman().environment();
        environment["REDIS_URL"] = m_url.empty() ? m_redis.url() : m_url;
        std::vector<std::string> arguments = {"--role", role, "--redis-name", name};
        arguments.insert(arguments.end(), more.begin(), more.end());
        m_berths.push_back(std::make_unique<BerthProcess>(m_profiles / name.c_str(), environment,
                                                          std::move(arguments)));
        waitUntilConnected(*m_berths.back());
        return *m_berths.back();
    }
    BerthProcess &berth(std::size_t index)
    {
        return *m_berths.at(index);
    }

    static bool isConnected(BerthProcess &berth)
    {
        const auto answer = berth.call("GET", "/v1/connections/");
        return answer.body.is_array() && !answer.body.empty() &&
               base::stringOr(answer.body[0], "state") == "connected";
    }

    /// The event stream tells of each change of a connection.
    static void waitUntilConnected(BerthProcess &berth)
    {
        EXPECT_TRUE(berth.watchEvents([&berth] { return isConnected(berth); },
                                      [](const net::SseEvent &event) {
                                          return event.data.find("\"connected\"") !=
                                                 std::string::npos;
                                      },
                                      std::chrono::seconds(60)));
    }

    static std::vector<std::string> lines(const std::vector<std::string> &arguments)
    {
        std::vector<std::string> all;
        std::string line;
        for (const char c : podman().podman(arguments)) {
            if (c == '\n') {
                all.push_back(std::exchange(line, {}));
            } else {
                line += c;
            }
        }
        return all;
    }
    static std::vector<std::string> containersOf(const std::string &instanceId)
    {
        return lines({"ps", "-q", "--filter", "label=io.berth.instance=" + instanceId});
    }

    static base::Json created(const std::string &id, const std::string &name)
    {
        return {{"instance_id", id}, {"name", name}, {"json_spec", echoSpec(image)}};
    }

    RedisServer m_redis;
    std::string m_url; ///< where Berths attach; empty: straight to m_redis
    ScratchDir m_profiles;
    std::vector<std::unique_ptr<BerthProcess>> m_berths;
};

} // namespace berth::test
