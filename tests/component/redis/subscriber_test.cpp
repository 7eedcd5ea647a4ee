// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace berth::redis {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::optionsFor;
using test::RedisServer;

class Listening : public RedisTest
{
protected:
    std::unique_ptr<Subscriber> listening(ConnectOptions options, Subscriptions subscriptions)
    {
        auto subscriber = listen(std::move(options), std::move(subscriptions));
        EXPECT_TRUE(subscriber) << subscriber.error().message;
        return subscriber ? std::move(*subscriber) : nullptr;
    }
    void publish(const std::string &channel, const std::string &payload)
    {
        if (!m_publisher) {
            m_publisher = opened(optionsFor(m_server.url()));
        }
        EXPECT_TRUE(run(m_publisher->command({"PUBLISH", channel, payload})));
    }

    RedisServer m_server;
    std::unique_ptr<RedisConnection> m_publisher;
};

TEST_F(Listening, ByNameAndByPattern)
{
    const auto subscriber = listening(optionsFor(m_server.url()), {{"one", "two"}, {"MCPServer*"}});
    publish("nobody", "x");
    publish("two", std::string("\x89\0BIN", 5));
    publish("MCPServerCreated", "{}");
    const auto first = run(subscriber->next());
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->channel, "two");
    EXPECT_EQ(first->pattern, "");
    EXPECT_EQ(first->payload, std::string("\x89\0BIN", 5));
    const auto second = run(subscriber->next());
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->channel, "MCPServerCreated");
    EXPECT_EQ(second->pattern, "MCPServer*");
}

TEST_F(Listening, AllOfAFlood)
{
    const auto subscriber = listening(optionsFor(m_server.unixUrl()), {{"flood"}, {}});
    constexpr int count = 10000;
    std::vector<Command> commands;
    for (int number = 0; number < count; ++number) {
        commands.push_back({"PUBLISH", "flood", std::to_string(number)});
    }
    const auto publisher = opened(optionsFor(m_server.url()));
    ASSERT_TRUE(run(publisher->pipeline(std::move(commands))));
    for (int number = 0; number < count; ++number) {
        const auto message = run(subscriber->next());
        ASSERT_TRUE(message) << message.error().message;
        ASSERT_EQ(message->payload, std::to_string(number));
    }
}

TEST_F(Listening, SilenceIsNoReasonToEnd)
{
    auto options = optionsFor(m_server.url());
    options.pingInterval = milliseconds(100);
    options.silenceLimit = milliseconds(500);
    const auto subscriber = listening(options, {{"channel"}, {}});
    boost::asio::steady_timer later(m_context, milliseconds(1500)); // three limits
    const auto publisher = opened(optionsFor(m_server.url()));
    boost::asio::co_spawn(
        m_context,
        [&]() -> boost::asio::awaitable<void> {
            co_await later.async_wait(boost::asio::use_awaitable);
            Command command{"PUBLISH", "channel", "late"};
            static_cast<void>(co_await publisher->command(std::move(command)));
        },
        boost::asio::detached);
    const auto message = run(subscriber->next());
    ASSERT_TRUE(message) << message.error().message;
    EXPECT_EQ(message->payload, "late");
}

TEST_F(Listening, AFrozenServerIsNoticedWithinTenSeconds)
{
    const auto subscriber = listening(optionsFor(m_server.url()), {{"channel"}, {}});
    m_server.pause();
    const auto begin = steady_clock::now();
    const auto message = run(subscriber->next());
    const auto taken = steady_clock::now() - begin;
    m_server.resume();
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().code, ErrorCode::Timeout);
    EXPECT_LT(taken, seconds(10));
}

TEST_F(Listening, AKilledServerIsNoticedAtOnce)
{
    const auto subscriber = listening(optionsFor(m_server.url()), {{"channel"}, {}});
    m_server.kill();
    const auto message = run(subscriber->next());
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().code, ErrorCode::ConnectionLost);
}

TEST_F(Listening, ClosingEndsTheWait)
{
    const auto subscriber = listening(optionsFor(m_server.url()), {{"channel"}, {}});
    boost::asio::post(m_context, [&] { subscriber->close(); });
    EXPECT_FALSE(run(subscriber->next()));
}

} // namespace
} // namespace berth::redis
