// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/connections/connections_test.h"
#include "connections/event_stream.h"
#include "events/envelope.h"
#include "events/seen_events.h"
#include "support/redis/cutting_proxy.h"

#include <boost/asio/detached.hpp>

#include <map>
#include <random>

namespace berth::connections {
namespace {

namespace asio = net::asio;
using base::ErrorCode;
using base::Json;

constexpr std::size_t many = 10000;
constexpr std::size_t portion = 50;
constexpr std::size_t mostBytesOfAConnection = 200000;

model::DomainEvent makeEvent(std::size_t number)
{
    model::DomainEvent event;
    event.eventId = "event-" + std::to_string(number);
    event.type = model::event::instanceStatusChanged;
    event.instanceId = "instance-" + std::to_string(number % 7);
    event.data = Json{{"instance_id", event.instanceId}, {"number", number}};
    return event;
}

/// One Berth tells another one 10,000 events, over a network that breaks all the time, while the
/// other one's reader dies now and then.
class NothingLost : public ConnectionsTest
{
protected:
    redis::ConnectOptions throughProxy() const
    {
        return test::optionsFor("redis://127.0.0.1:" + std::to_string(m_proxy.port()));
    }

    /// As publishers do that promise "at least once": a portion whose answers did not come goes out
    /// again.
    asio::awaitable<void> publish()
    {
        std::unique_ptr<redis::RedisConnection> connection;
        std::size_t next = 0;
        while (next < many) {
            if (!connection) {
                auto opening =
                    redis::RedisConnection::open(m_context.get_executor(), throughProxy());
                auto opened = co_await std::move(opening);
                if (opened) {
                    connection = std::move(*opened);
                }
                continue;
            }
            std::vector<redis::Command> commands;
            for (std::size_t number = next; number < next + portion; ++number) {
                const auto event = makeEvent(number);
                commands.push_back(appendToStream(event));
                commands.push_back({"PUBLISH", event.type, events::writeSingle(event)});
            }
            auto replies = co_await connection->pipeline(std::move(commands));
            if (replies) {
                next += portion;
            } else {
                connection.reset();
                ++m_repeatedPortions;
            }
        }
        m_isPublished = true;
    }

    /// New object after new object, all of one group.
    asio::awaitable<void> follow()
    {
        while (m_applied.size() < many) {
            StreamReader reader(m_context.get_executor(), throughProxy(), "berth:b",
                                [this](const model::DomainEvent &event) { return handle(event); });
            auto ended = co_await reader.follow();
            EXPECT_FALSE(ended);
            ++m_lives;
        }
        m_hasFollowed = true;
        if (m_subscriber) {
            m_subscriber->close();
        }
    }

    /// The quick way, which loses what it does not hear.
    asio::awaitable<void> listen()
    {
        while (!m_hasFollowed) {
            auto opening = redis::Subscriber::open(m_context.get_executor(), throughProxy(),
                                                   {{}, {"MCPServer*"}});
            auto opened = co_await std::move(opening);
            if (!opened) {
                continue;
            }
            m_subscriber = std::move(*opened);
            while (!m_hasFollowed) {
                auto message = co_await m_subscriber->next();
                if (!message) {
                    break;
                }
                const auto read = events::readMessage(message->channel, message->payload, {});
                if (read.event) {
                    apply(*read.event);
                }
            }
        }
        m_hasListened = true;
    }

    net::Task<> handle(model::DomainEvent event)
    {
        apply(event);
        const bool isDone = m_applied.size() == many;
        if (isDone || m_random() % 1000 == 0) { // applied, but not acknowledged
            co_return base::fail(ErrorCode::Internal, "This life of the reader ends.");
        }
        co_return base::Status();
    }

    void apply(const model::DomainEvent &event)
    {
        if (m_seen.isNew(event.eventId)) {
            ++m_applied[event.data["number"].get<std::size_t>()];
        } else {
            ++m_repetitions;
        }
    }

    test::CuttingProxy m_proxy{m_context.get_executor(), m_server.port(), mostBytesOfAConnection};
    std::mt19937 m_random{4711};
    events::SeenEvents m_seen;
    std::map<std::size_t, int> m_applied;
    int m_repetitions = 0;
    int m_repeatedPortions = 0;
    int m_lives = 0;
    std::unique_ptr<redis::Subscriber> m_subscriber;
    bool m_isPublished = false;
    bool m_hasFollowed = false;
    bool m_hasListened = false;
};

TEST_F(NothingLost, BetweenBerthsWhoseConnectionsAndReadersBreak)
{
    ask({"XGROUP", "CREATE", stream::key, "berth:b", "$", "MKSTREAM"}); // of an earlier life
    asio::co_spawn(m_context, follow(), asio::detached);
    asio::co_spawn(m_context, listen(), asio::detached);
    asio::co_spawn(m_context, publish(), asio::detached);
    ASSERT_TRUE(runUntil([this] { return m_isPublished && m_hasFollowed && m_hasListened; },
                         std::chrono::seconds(120)))
        << m_applied.size() << " applied in " << m_lives << " lives, " << m_proxy.cuts() << " cuts";
    ASSERT_EQ(m_applied.size(), many);
    for (const auto &[number, times] : m_applied) {
        ASSERT_EQ(times, 1) << number;
    }
    RecordProperty("cuts", m_proxy.cuts());
    RecordProperty("lives", m_lives);
    EXPECT_GT(m_proxy.cuts(), 20);
    EXPECT_GT(m_lives, 10);
    EXPECT_GT(m_repeatedPortions, 5);
    EXPECT_GT(m_repetitions, 0);
}

} // namespace
} // namespace berth::connections
