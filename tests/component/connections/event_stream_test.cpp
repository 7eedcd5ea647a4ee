// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/connections/connections_test.h"
#include "connections/event_stream.h"

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

namespace berth::connections {
namespace {

namespace asio = net::asio;
using base::ErrorCode;
using base::Json;
using testing::ElementsAre;
using testing::IsEmpty;

model::DomainEvent makeEvent(const std::string &id)
{
    model::DomainEvent event;
    event.eventId = id;
    event.type = model::event::instanceUpdated;
    event.instanceId = "instance";
    event.time = base::parseRfc3339("2026-11-24T10:00:00.5Z").value();
    event.data = Json{{"instance_id", "instance"}};
    return event;
}

class StreamTest : public ConnectionsTest
{
protected:
    StreamReader reader(const std::string &group = "berth:a")
    {
        return reader(group, test::optionsFor(m_server.url()));
    }
    StreamReader reader(const std::string &group, redis::ConnectOptions options)
    {
        return StreamReader(m_context.get_executor(), std::move(options), group,
                            [this](const model::DomainEvent &event) { return handle(event); });
    }
    void append(const std::string &id)
    {
        ask(appendToStream(makeEvent(id)));
    }
    int caughtUp(StreamReader &reader)
    {
        const auto count = run(reader.catchUp());
        EXPECT_TRUE(count) << count.error().message << count.error().details;
        return count.value_or(-1);
    }
    /// Follows in the background; m_ended says why it ended.
    void follow(StreamReader &reader)
    {
        m_ended.reset();
        asio::co_spawn(m_context, followed(reader), asio::detached);
    }
    /// It waits for something new.
    bool isBlocked()
    {
        return ask({"INFO", "clients"}).text.find("blocked_clients:1") != std::string::npos;
    }
    bool runUntilBlocked()
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!isBlocked() && std::chrono::steady_clock::now() < deadline) {
        }
        return isBlocked();
    }
    /// Ends what follow() began.
    void endFollowing()
    {
        m_refuses = "end";
        append("end");
        ASSERT_TRUE(runUntil([this] { return m_ended.has_value(); }));
    }

    std::vector<std::string> m_handled;
    std::string m_refuses; ///< id of the event whose handling fails
    std::optional<base::Status> m_ended;

private:
    asio::awaitable<void> followed(StreamReader &reader)
    {
        m_ended = co_await reader.follow();
    }
    net::Task<> handle(model::DomainEvent event)
    {
        if (event.eventId == m_refuses) {
            co_return base::fail(ErrorCode::Internal, "The test refuses this one.");
        }
        EXPECT_EQ(event.instanceId, "instance");
        EXPECT_EQ(base::toRfc3339(event.time), "2026-11-24T10:00:00.500000Z");
        m_handled.push_back(event.eventId);
        co_return base::Status();
    }
};

TEST_F(StreamTest, EntriesAreReadableForOthers)
{
    append("a");
    const auto entries = ask({"XRANGE", "berth:events", "-", "+"});
    ASSERT_EQ(entries.items.size(), 1);
    const auto &fields = entries.items[0].items[1].items;
    ASSERT_EQ(fields.size(), 4);
    EXPECT_TRUE(fields[0].isText("event"));
    const auto event = base::parseJson(fields[1].text);
    ASSERT_TRUE(event);
    EXPECT_EQ(*event, model::toJson(makeEvent("a")));
    EXPECT_TRUE(fields[2].isText("origin"));
}

TEST_F(StreamTest, ANewGroupBeginsAtTheEnd)
{
    append("before");
    auto stream = reader();
    EXPECT_EQ(caughtUp(stream), 0);
    append("a");
    append("b");
    EXPECT_EQ(caughtUp(stream), 2);
    EXPECT_EQ(caughtUp(stream), 0);
    EXPECT_THAT(m_handled, ElementsAre("a", "b"));
}

TEST_F(StreamTest, EachGroupGetsEverything)
{
    auto first = reader("berth:a");
    auto second = reader("berth:b");
    caughtUp(first);
    caughtUp(second);
    append("a");
    EXPECT_EQ(caughtUp(first), 1);
    EXPECT_EQ(caughtUp(second), 1);
}

TEST_F(StreamTest, ALaterLifeFindsWhatHappenedMeanwhile)
{
    {
        auto before = reader();
        caughtUp(before);
    }
    for (int number = 0; number < 250; ++number) {
        append(std::to_string(number));
    }
    auto after = reader();
    EXPECT_EQ(caughtUp(after), 250) << "more than one batch";
    EXPECT_EQ(m_handled.front(), "0");
    EXPECT_EQ(m_handled.back(), "249");
}

TEST_F(StreamTest, WhatWasNotHandledComesAgainAndFirst)
{
    auto before = reader();
    caughtUp(before);
    append("a");
    append("b");
    append("c");
    m_refuses = "b";
    const auto refused = run(before.catchUp());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Internal);
    EXPECT_THAT(m_handled, ElementsAre("a"));
    m_refuses.clear();
    append("d");
    auto after = reader();
    EXPECT_EQ(caughtUp(after), 3);
    EXPECT_THAT(m_handled, ElementsAre("a", "b", "c", "d"));
}

TEST_F(StreamTest, WhatCannotBeReadIsSkippedAndAcknowledged)
{
    auto stream = reader();
    caughtUp(stream);
    ask({"XADD", "berth:events", "*", "event", "{"});
    ask({"XADD", "berth:events", "*", "event", "{\"some\":\"data\"}"});
    ask({"XADD", "berth:events", "*", "other", "field"});
    append("a");
    EXPECT_EQ(caughtUp(stream), 1);
    EXPECT_EQ(ask({"XPENDING", "berth:events", "berth:a"}).items[0].integer, 0);
}

TEST_F(StreamTest, EntriesThatWereTrimmedAwayBeforeTheyWereHandled)
{
    auto before = reader();
    caughtUp(before);
    append("a");
    m_refuses = "a";
    EXPECT_FALSE(run(before.catchUp()));
    ask({"XTRIM", "berth:events", "MAXLEN", "0"});
    auto after = reader();
    EXPECT_EQ(caughtUp(after), 0);
    EXPECT_EQ(ask({"XPENDING", "berth:events", "berth:a"}).items[0].integer, 0);
}

TEST_F(StreamTest, FollowsFromThenOn)
{
    auto stream = reader();
    caughtUp(stream);
    append("a");
    follow(stream);
    ASSERT_TRUE(runUntil([this] { return m_handled.size() == 1; }));
    append("b");
    ASSERT_TRUE(runUntil([this] { return m_handled.size() == 2; }));
    EXPECT_THAT(m_handled, ElementsAre("a", "b"));
    endFollowing();
    EXPECT_EQ(m_ended->error().code, ErrorCode::Internal);
}

TEST_F(StreamTest, WaitsLongerThanOneReadDoes)
{
    auto options = test::optionsFor(m_server.url());
    options.commandTimeout = std::chrono::milliseconds(1000);
    auto stream = reader("berth:a", options);
    follow(stream);
    EXPECT_FALSE(runUntil([this] { return m_ended.has_value(); }, std::chrono::milliseconds(1200)));
    append("a");
    ASSERT_TRUE(runUntil([this] { return m_handled.size() == 1; }));
    endFollowing();
}

TEST_F(StreamTest, AServerThatStopsAnsweringIsNoticed)
{
    auto options = test::optionsFor(m_server.url());
    options.commandTimeout = std::chrono::milliseconds(500);
    auto stream = reader("berth:a", options);
    follow(stream);
    ASSERT_TRUE(runUntilBlocked());
    m_server.pause();
    ASSERT_TRUE(runUntil([this] { return m_ended.has_value(); }));
    EXPECT_EQ(m_ended->error().code, ErrorCode::Timeout);
    m_server.resume();
    append("a");
    auto again = reader();
    EXPECT_EQ(caughtUp(again), 1);
}

TEST_F(StreamTest, ARedisThatComesBackEmpty)
{
    auto stream = reader();
    caughtUp(stream);
    follow(stream);
    ASSERT_TRUE(runUntilBlocked());
    m_server.kill();
    ASSERT_TRUE(runUntil([this] { return m_ended.has_value(); }));
    EXPECT_EQ(m_ended->error().code, ErrorCode::ConnectionLost);
    EXPECT_FALSE(run(stream.catchUp())) << "nobody listens";
    m_server.start();
    append("a"); // before this Berth is back
    EXPECT_EQ(caughtUp(stream), 1) << "its group had been there: all that is there is news";
    EXPECT_EQ(caughtUp(stream), 0);
}

TEST_F(StreamTest, AStreamThatVanishesWhileItIsFollowed)
{
    auto stream = reader();
    follow(stream);
    ASSERT_TRUE(runUntilBlocked());
    ask({"DEL", "berth:events"});
    append("a");
    ASSERT_TRUE(runUntil([this] { return m_handled.size() == 1; }));
    ask({"XGROUP", "DESTROY", "berth:events", "berth:a"});
    append("b");
    ASSERT_TRUE(runUntil([this] { return m_handled.size() == 3; })) << "a again, and b";
    EXPECT_THAT(m_handled, ElementsAre("a", "a", "b"));
    endFollowing();
}

TEST_F(StreamTest, FullMemoryStopsNoReader)
{
    auto stream = reader();
    caughtUp(stream);
    append("a");
    exhaustMemory();
    const auto connection = opened(test::optionsFor(m_server.url()));
    const auto refused = run(connection->command(appendToStream(makeEvent("b"))));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::LimitReached);
    EXPECT_NE(refused.error().message.find("maxmemory"), std::string::npos);
    EXPECT_EQ(caughtUp(stream), 1);
    auto other = reader("berth:new");
    const auto noGroup = run(other.catchUp());
    ASSERT_FALSE(noGroup);
    EXPECT_EQ(noGroup.error().code, ErrorCode::LimitReached);
}

TEST_F(StreamTest, AForeignKeyIsNamed)
{
    ask({"SET", "berth:events", "x"});
    auto stream = reader();
    const auto count = run(stream.catchUp());
    ASSERT_FALSE(count);
    EXPECT_EQ(count.error().code, ErrorCode::Conflict);
}

TEST_F(StreamTest, TheStreamStaysBounded)
{
    ask({"CONFIG", "SET", "stream-node-max-entries", "100"});
    auto connection = opened(test::optionsFor(m_server.url()));
    std::vector<redis::Command> commands(stream::length / 50, appendToStream(makeEvent("a")));
    for (int round = 0; round < 55; ++round) {
        ASSERT_TRUE(run(connection->pipeline(commands)));
    }
    EXPECT_LE(ask({"XLEN", "berth:events"}).integer, stream::length + 200);
}

} // namespace
} // namespace berth::connections
