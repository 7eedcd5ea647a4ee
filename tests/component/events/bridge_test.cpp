// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"
#include "events/redis_bridge.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <map>
#include <random>

namespace berth::events {
namespace {

namespace asio = net::asio;
using base::Json;
using redis::SessionState;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::optionsFor;
using test::RedisServer;

const std::string created = model::event::instanceCreated;
const std::string deleted = model::event::instanceDeleted;

model::DomainEvent makeEvent(int number, const std::string &type = created)
{
    model::DomainEvent event;
    event.eventId = "event-" + std::to_string(number);
    event.type = type;
    event.instanceId = "instance-" + std::to_string(number % 7);
    event.data = Json{{"instance_id", event.instanceId}, {"number", number}};
    return event;
}

/// An outbox in memory.
class MemorySource final : public EventSource
{
public:
    net::Task<> begin() override
    {
        hasBegun = true;
        co_return base::Status();
    }
    net::Task<std::vector<store::OutboxEntry>> next(int limit) override
    {
        ++reads;
        std::vector<store::OutboxEntry> some;
        for (auto at = static_cast<std::size_t>(place);
             at < events.size() && some.size() < static_cast<std::size_t>(limit); ++at) {
            some.push_back({static_cast<std::int64_t>(at) + 1, events[at]});
        }
        co_return some;
    }
    net::Task<> keepPlace(std::int64_t sequence) override
    {
        place = sequence;
        co_return base::Status();
    }

    std::vector<model::DomainEvent> events;
    std::int64_t place = 0;
    int reads = 0;
    bool hasBegun = false;
};

class Recorder final : public BridgeHandler
{
public:
    void stateChanged(const SessionState &state) override
    {
        states.push_back(state.kind);
    }
    net::Task<> reconcile() override
    {
        ++reconciled;
        if (onReconcile) {
            onReconcile();
        }
        co_return base::Status();
    }
    void received(const ReceivedMessage &message, bool isRepetition) override
    {
        (isRepetition ? repetitions : messages).push_back(message);
        if (onMessage && !isRepetition) {
            onMessage(message);
        }
    }
    void publishFailed(const model::DomainEvent &event, const base::Error &error,
                       bool isDropped) override
    {
        failures.emplace_back(event.eventId, error.code);
        EXPECT_TRUE(isDropped);
    }

    std::vector<SessionState::Kind> states;
    std::vector<ReceivedMessage> messages;
    std::vector<ReceivedMessage> repetitions;
    std::vector<std::pair<std::string, base::ErrorCode>> failures;
    std::function<void()> onReconcile;
    std::function<void(const ReceivedMessage &)> onMessage;
    int reconciled = 0;
};

class Bridge : public redis::RedisTest
{
protected:
    /// A bridge with all it needs, that is running.
    struct Side
    {
        MemorySource source;
        Recorder handler;
        std::unique_ptr<RedisBridge> bridge;
        asio::cancellation_signal end;
        bool hasEnded = false;
    };

    ~Bridge() override
    {
        for (const auto &side : m_sides) {
            side->end.emit(asio::cancellation_type::terminal);
        }
        EXPECT_TRUE(runUntil([this] {
            return std::all_of(m_sides.begin(), m_sides.end(),
                               [](const auto &side) { return side->hasEnded; });
        }));
    }

    Side &start(BridgeScope scope, const std::string &url)
    {
        m_sides.push_back(std::make_unique<Side>());
        Side &side = *m_sides.back();
        side.bridge = std::make_unique<RedisBridge>(
            m_context.get_executor(), optionsFor(url), std::move(scope), side.source, side.handler,
            m_clock, redis::Backoff(milliseconds(10), milliseconds(50)));
        asio::co_spawn(m_context, side.bridge->run(),
                       asio::bind_cancellation_slot(side.end.slot(),
                                                    [&side](const std::exception_ptr &problem) {
                                                        EXPECT_FALSE(problem);
                                                        side.hasEnded = true;
                                                    }));
        return side;
    }
    Side &started(BridgeScope scope, const std::string &url)
    {
        Side &side = start(std::move(scope), url);
        EXPECT_TRUE(runUntil([&side] { return side.handler.reconciled == 1; }));
        return side;
    }

    RedisServer m_server;
    base::SystemClock m_clock;
    std::vector<std::unique_ptr<Side>> m_sides;
};

const BridgeScope publisher{publishing({created, deleted}), {{"nothing"}, {}}};
const BridgeScope listener{nullptr, {{}, {"MCPServer*"}}};
const BridgeScope both{publishing({created, deleted}), {{}, {"MCPServer*"}}};

TEST_F(Bridge, CarriesEventsInOrder)
{
    Side &there = started(listener, m_server.url());
    Side &here = started(publisher, m_server.unixUrl());
    for (int number = 0; number < 1000; ++number) {
        here.source.events.push_back(makeEvent(number, number % 2 == 0 ? created : deleted));
    }
    here.bridge->wake();
    ASSERT_TRUE(runUntil([&] { return there.handler.messages.size() == 1000; }));
    for (std::size_t number = 0; number < 1000; ++number) {
        const auto &message = there.handler.messages[number];
        ASSERT_TRUE(message.event);
        EXPECT_EQ(message.event->data["number"], number);
        EXPECT_EQ(message.channel, message.event->type);
    }
    EXPECT_TRUE(there.handler.repetitions.empty());
}

TEST_F(Bridge, ItsSourceBeginsBeforeAnybodySeesItStand)
{
    Side &here = start(publisher, m_server.url());
    bool hadBegun = false;
    here.handler.onReconcile = [&] { hadBegun = here.source.hasBegun; };
    ASSERT_TRUE(runUntil([&] { return here.handler.reconciled == 1; }));
    EXPECT_TRUE(hadBegun);
}

TEST_F(Bridge, PublishesWhatItsScopeAllowsOnly)
{
    Side &there = started(listener, m_server.url());
    Side &here = started(publisher, m_server.url());
    here.source.events = {makeEvent(0, model::event::instanceStatusChanged), makeEvent(1)};
    here.bridge->wake();
    ASSERT_TRUE(
        runUntil([&] { return !there.handler.messages.empty() && here.source.place == 2; }));
    EXPECT_EQ(there.handler.messages.front().event->eventId, "event-1");
}

TEST_F(Bridge, WatchNeverPublishes)
{
    Side &watch = started(listener, m_server.url());
    watch.source.events = {makeEvent(0), makeEvent(1)};
    watch.bridge->wake();
    const auto connection = opened(optionsFor(m_server.url()));
    Side &other = started(publisher, m_server.url());
    other.source.events = {makeEvent(2)};
    other.bridge->wake();
    ASSERT_TRUE(runUntil([&] { return watch.handler.messages.size() == 1; }));
    EXPECT_EQ(watch.source.reads, 0);
    const auto statistics = run(connection->command({"INFO", "commandstats"}));
    ASSERT_TRUE(statistics);
    EXPECT_NE(statistics->text.find("cmdstat_publish:calls=1,"), std::string::npos)
        << "only the other one's: " << statistics->text;
}

TEST_F(Bridge, OwnEventsAreRepetitions)
{
    Side &side = started(both, m_server.url());
    side.source.events = {makeEvent(0)};
    side.bridge->wake();
    ASSERT_TRUE(runUntil([&] { return side.handler.repetitions.size() == 1; }));
    EXPECT_TRUE(side.handler.messages.empty());
}

TEST_F(Bridge, AMessageThatCannotBeReadStopsNothing)
{
    Side &side = started(listener, m_server.url());
    const auto connection = opened(optionsFor(m_server.url()));
    ASSERT_TRUE(run(connection->command({"PUBLISH", created, std::string("\x00\xff", 2)})));
    ASSERT_TRUE(run(connection->command({"PUBLISH", created, writeSingle(makeEvent(1))})));
    ASSERT_TRUE(runUntil([&] { return side.handler.messages.size() == 2; }));
    EXPECT_TRUE(side.handler.messages[0].problem);
    EXPECT_EQ(side.handler.messages[0].bytes, std::string("\x00\xff", 2));
    EXPECT_TRUE(side.handler.messages[1].event);
}

TEST_F(Bridge, WhatHappenedWhileRedisWasDownGoesOutLater)
{
    Side &here = started(publisher, m_server.url());
    m_server.kill();
    ASSERT_TRUE(runUntil([&] { return here.handler.states.back() == SessionState::Kind::Lost; }));
    here.source.events = {makeEvent(0), makeEvent(1)};
    here.bridge->wake();
    m_server.start();
    // The first to connect decides who hears what: listen before the bridge may publish.
    auto subscriber = listen(optionsFor(m_server.url()), {{created}, {}});
    ASSERT_TRUE(subscriber) << subscriber.error().message;
    ASSERT_TRUE(runUntil([&] { return here.source.place == 2; }));
    EXPECT_EQ(here.handler.reconciled, 2);
}

TEST_F(Bridge, WhatRedisForbidsDoesNotKeepBackTheRest)
{
    const auto admin = opened(optionsFor(m_server.url()));
    ASSERT_TRUE(run(admin->command(
        {"ACL", "SETUSER", "berth", "on", ">pw", "+@all", "&" + created, "&nothing"})));
    Side &here = started(publisher, m_server.url("berth:pw@"));
    Side &there = started(listener, m_server.url());
    here.source.events = {makeEvent(0, deleted), makeEvent(1)};
    here.bridge->wake();
    ASSERT_TRUE(runUntil(
        [&] { return there.handler.messages.size() == 1 && here.handler.failures.size() == 1; }));
    EXPECT_EQ(here.handler.failures[0].first, "event-0");
    EXPECT_EQ(here.handler.failures[0].second, base::ErrorCode::Forbidden);
}

/// Cuts connections of the types given, at random moments, until it goes.
class Cutter
{
public:
    Cutter(redis::RedisConnection &admin, std::vector<std::string> types)
        : m_admin(admin)
        , m_types(std::move(types))
    {}

    asio::awaitable<void> run()
    {
        asio::steady_timer timer(co_await asio::this_coro::executor);
        while (!m_stops) {
            timer.expires_after(milliseconds(m_random() % 30));
            co_await timer.async_wait(asio::use_awaitable);
            redis::Command cut{"CLIENT", "KILL", "TYPE", "", "SKIPME", "yes"};
            cut[3] = m_types[m_random() % m_types.size()];
            auto reply = co_await m_admin.command(std::move(cut));
            cuts += reply ? reply->integer : 0;
        }
        hasEnded = true;
    }
    void stop()
    {
        m_stops = true;
    }

    std::int64_t cuts = 0;
    bool hasEnded = false;

private:
    redis::RedisConnection &m_admin;
    std::vector<std::string> m_types;
    std::mt19937 m_random{4711};
    bool m_stops = false;
};

constexpr int many = 10000;

TEST_F(Bridge, NothingIsLostWhileThePublisherIsCutAtRandom)
{
    auto subscriber = listen(optionsFor(m_server.url()), {{created}, {}});
    ASSERT_TRUE(subscriber);
    Side &here = started(publisher, m_server.url());
    const auto admin = opened(optionsFor(m_server.url()));
    Cutter cutter(*admin, {"normal"});
    asio::co_spawn(m_context, cutter.run(), asio::detached);
    SeenEvents seen;
    std::vector<int> heard;
    const auto hear = [&]() -> asio::awaitable<void> {
        while (heard.size() < static_cast<std::size_t>(many)) {
            auto message = co_await (*subscriber)->next();
            if (!message) {
                co_return;
            }
            const auto read = readMessage(message->channel, message->payload, {});
            if (read.event && seen.isNew(read.event->eventId)) {
                heard.push_back(read.event->data["number"].get<int>());
            }
        }
    };
    asio::co_spawn(m_context, hear(), asio::detached);
    // In portions, so that the cuts fall between and into them.
    for (int number = 0; number < many; ++number) {
        here.source.events.push_back(makeEvent(number));
        if (number % 500 == 499) {
            here.bridge->wake();
            EXPECT_TRUE(runUntil([&] { return here.source.place > number / 2; }));
        }
    }
    EXPECT_TRUE(
        runUntil([&] { return heard.size() == static_cast<std::size_t>(many); }, seconds(60)));
    cutter.stop();
    EXPECT_TRUE(runUntil([&] { return cutter.hasEnded; }));
    EXPECT_GT(cutter.cuts, 3);
    for (int number = 0; number < many; ++number) {
        ASSERT_EQ(heard[static_cast<std::size_t>(number)], number) << "out of order, lost or twice";
    }
}

TEST_F(Bridge, ReconcilingFindsWhatWasMissedWhileTheListenerWasCut)
{
    Side &here = started(publisher, m_server.url());
    Side &there = start(listener, m_server.url());
    std::map<std::string, int> applied;
    const auto apply = [&applied](const model::DomainEvent &event) { ++applied[event.eventId]; };
    // What the platform's own list would say: everything that has happened so far.
    there.handler.onReconcile = [&] {
        for (std::int64_t at = 0; at < here.source.place; ++at) {
            const auto &event = here.source.events[static_cast<std::size_t>(at)];
            if (!applied.contains(event.eventId)) {
                apply(event);
            }
        }
    };
    there.handler.onMessage = [&](const ReceivedMessage &message) {
        if (!applied.contains(message.event->eventId)) {
            apply(*message.event);
        }
    };
    const auto admin = opened(optionsFor(m_server.url()));
    Cutter cutter(*admin, {"normal", "pubsub"});
    asio::co_spawn(m_context, cutter.run(), asio::detached);
    for (int number = 0; number < many; ++number) {
        here.source.events.push_back(makeEvent(number));
        if (number % 500 == 499) {
            here.bridge->wake();
            EXPECT_TRUE(runUntil([&] { return here.source.place > number / 2; }));
        }
    }
    ASSERT_TRUE(runUntil([&] { return here.source.place == many; }, seconds(60)));
    cutter.stop();
    ASSERT_TRUE(runUntil([&] { return cutter.hasEnded; }));
    EXPECT_TRUE(runUntil([&] { return applied.size() == static_cast<std::size_t>(many); }));
    for (const auto &[id, times] : applied) {
        EXPECT_EQ(times, 1) << id;
    }
    EXPECT_GT(there.handler.reconciled, 3);
}

} // namespace
} // namespace berth::events
