// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>

namespace berth::redis {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::optionsFor;
using test::RedisServer;
using Kind = SessionState::Kind;

class Recorder final : public SessionListener
{
public:
    void stateChanged(const SessionState &state) override
    {
        states.push_back(state);
    }
    net::Task<> connected() override
    {
        ++catchUps;
        heardBeforeCatchUp = payloads.size();
        co_return std::exchange(nextCatchUp, base::Status());
    }
    net::Task<> received(Message message) override
    {
        payloads.push_back(std::move(message.payload));
        co_return base::Status();
    }
    int count(Kind kind) const
    {
        return static_cast<int>(std::count_if(states.begin(), states.end(),
                                              [kind](const auto &s) { return s.kind == kind; }));
    }

    std::vector<SessionState> states;
    std::vector<std::string> payloads;
    int catchUps = 0;
    std::size_t heardBeforeCatchUp = 0;
    base::Status nextCatchUp;
};

class Session : public RedisTest
{
protected:
    ~Session() override
    {
        stop();
    }
    void begin(ConnectOptions options)
    {
        m_session = std::make_unique<RedisSession>(m_context.get_executor(), std::move(options),
                                                   Subscriptions{{"channel"}, {}}, m_recorder,
                                                   Backoff(milliseconds(20), milliseconds(200)));
        boost::asio::co_spawn(m_context, m_session->run(),
                              boost::asio::bind_cancellation_slot(
                                  m_end.slot(), [this](const std::exception_ptr &problem) {
                                      EXPECT_FALSE(problem);
                                      m_hasEnded = true;
                                  }));
    }
    void stop()
    {
        if (m_session && !m_hasEnded) {
            m_end.emit(boost::asio::cancellation_type::terminal);
            EXPECT_TRUE(runUntil([this] { return m_hasEnded; }, seconds(5)));
        }
    }
    bool untilConnected(int times)
    {
        return runUntil([&] { return m_recorder.catchUps == times; });
    }
    bool hears(const std::string &payload)
    {
        const auto publisher = opened(optionsFor(m_server.url()));
        EXPECT_TRUE(run(publisher->command({"PUBLISH", "channel", payload})));
        return runUntil(
            [&] { return !m_recorder.payloads.empty() && m_recorder.payloads.back() == payload; });
    }

    RedisServer m_server;
    Recorder m_recorder;
    std::unique_ptr<RedisSession> m_session;
    boost::asio::cancellation_signal m_end;
    bool m_hasEnded = false;
};

TEST_F(Session, ConnectsListensAndCommands)
{
    begin(optionsFor(m_server.url()));
    EXPECT_EQ(run(m_session->command({"PING"})).error().code, ErrorCode::Unavailable);
    ASSERT_TRUE(untilConnected(1));
    ASSERT_EQ(m_recorder.states.size(), 2U);
    EXPECT_EQ(m_recorder.states[0].kind, Kind::Connecting);
    EXPECT_EQ(m_recorder.states[1].kind, Kind::Connected);
    EXPECT_TRUE(m_session->isConnected());
    EXPECT_TRUE(run(m_session->command({"PING"})));
    EXPECT_TRUE(hears("hello"));
}

TEST_F(Session, ComesBackAfterTheServerDied)
{
    begin(optionsFor(m_server.url()));
    ASSERT_TRUE(untilConnected(1));
    m_server.kill();
    ASSERT_TRUE(runUntil([&] { return m_recorder.count(Kind::Lost) >= 3; }));
    EXPECT_FALSE(m_session->isConnected());
    EXPECT_EQ(m_recorder.states.back().reason->code, ErrorCode::Unavailable);
    m_server.start();
    ASSERT_TRUE(untilConnected(2));
    EXPECT_TRUE(hears("after"));
    EXPECT_TRUE(run(m_session->command({"PING"})));
}

TEST_F(Session, StartsBeforeTheServer)
{
    m_server.kill();
    begin(optionsFor(m_server.url()));
    ASSERT_TRUE(runUntil([&] { return m_recorder.count(Kind::Lost) >= 1; }));
    m_server.start();
    EXPECT_TRUE(untilConnected(1));
}

TEST_F(Session, EitherConnectionCutIsReplaced)
{
    begin(optionsFor(m_server.url()));
    int expected = 1;
    ASSERT_TRUE(untilConnected(expected));
    const auto killer = opened(optionsFor(m_server.url()));
    for (const char *type : {"pubsub", "normal", "pubsub", "normal"}) {
        ASSERT_TRUE(run(killer->command({"CLIENT", "KILL", "TYPE", type, "SKIPME", "yes"})));
        ASSERT_TRUE(untilConnected(++expected)) << type;
    }
    EXPECT_TRUE(hears("still here"));
}

TEST_F(Session, AFrozenServerIsNoticedWithinTenSeconds)
{
    begin(optionsFor(m_server.url()));
    ASSERT_TRUE(untilConnected(1));
    m_server.pause();
    const auto begin = steady_clock::now();
    const bool noticed = runUntil([&] { return m_recorder.count(Kind::Lost) == 1; });
    const auto taken = steady_clock::now() - begin;
    m_server.resume();
    ASSERT_TRUE(noticed);
    EXPECT_LT(taken, seconds(10));
    EXPECT_TRUE(untilConnected(2));
}

TEST_F(Session, AWrongPasswordIsSaidAndTriedAgain)
{
    begin(optionsFor(m_server.url(":passw0rd@")));
    ASSERT_TRUE(runUntil([&] { return m_recorder.count(Kind::Lost) == 2; }));
    EXPECT_EQ(m_recorder.states.back().reason->code, ErrorCode::Unauthorized);
    EXPECT_GT(m_recorder.states.back().nextAttempt, milliseconds(0));
    EXPECT_EQ(m_recorder.catchUps, 0);
}

TEST_F(Session, AFailedCatchUpIsTriedAgain)
{
    m_recorder.nextCatchUp = base::fail(ErrorCode::Unavailable, "The platform is away.");
    begin(optionsFor(m_server.url()));
    ASSERT_TRUE(untilConnected(2));
    EXPECT_EQ(m_recorder.count(Kind::Lost), 1);
    EXPECT_TRUE(hears("hello"));
}

TEST_F(Session, EndsWhenCancelledWhereverItIs)
{
    begin(optionsFor(m_server.url()));
    ASSERT_TRUE(untilConnected(1));
    stop();
    EXPECT_TRUE(m_hasEnded);
    EXPECT_FALSE(m_session->isConnected());
}

TEST_F(Session, EndsWhenCancelledBetweenAttempts)
{
    m_server.kill();
    begin(optionsFor(m_server.url()));
    ASSERT_TRUE(runUntil([&] { return m_recorder.count(Kind::Lost) == 1; }));
    stop();
    EXPECT_TRUE(m_hasEnded);
}

} // namespace
} // namespace berth::redis
