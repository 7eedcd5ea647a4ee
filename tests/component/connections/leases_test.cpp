// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/connections/connections_test.h"
#include "connections/leases.h"

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

namespace berth::connections {
namespace {

using base::ErrorCode;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class LeasesTest : public ConnectionsTest
{
protected:
    Leases manager(const std::string &id, const std::string &life = "first",
                   seconds length = seconds(60))
    {
        return Leases(pipeline(), {id, life, id + "'s machine"}, length);
    }
    Leases::Outcome acquired(Leases &leases, const std::string &instanceId)
    {
        auto outcomes = run(leases.acquire({instanceId}));
        EXPECT_TRUE(outcomes) << outcomes.error().message << outcomes.error().details;
        return outcomes && outcomes->size() == 1 ? outcomes->front() : Leases::Outcome();
    }
};

TEST_F(LeasesTest, OneManagerHasIt)
{
    auto first = manager("a");
    auto second = manager("b");
    const auto mine = acquired(first, "i");
    EXPECT_TRUE(mine.isHeld);
    EXPECT_GT(mine.token, 1600000000000000) << "microseconds of Redis' clock";
    EXPECT_TRUE(first.isHeld("i"));
    EXPECT_EQ(first.tokenOf("i"), mine.token);
    const auto theirs = acquired(second, "i");
    EXPECT_FALSE(theirs.isHeld);
    EXPECT_FALSE(second.isHeld("i"));
    EXPECT_EQ(second.tokenOf("i"), 0);
    EXPECT_EQ(theirs.holder, "a's machine");
    EXPECT_EQ(theirs.token, mine.token);
}

TEST_F(LeasesTest, ConfirmingKeepsTheToken)
{
    auto leases = manager("a");
    const auto first = acquired(leases, "i");
    EXPECT_EQ(acquired(leases, "i").token, first.token);
    const auto lost = run(leases.renew());
    ASSERT_TRUE(lost);
    EXPECT_THAT(*lost, IsEmpty());
    EXPECT_EQ(leases.tokenOf("i"), first.token);
}

TEST_F(LeasesTest, TheKeyExpiresAndRenewingPutsThatOff)
{
    auto leases = manager("a");
    acquired(leases, "i");
    const auto left = ask({"PTTL", "berth:lease:i"}).integer;
    EXPECT_GT(left, 0);
    EXPECT_LE(left, 60000);
    ask({"PEXPIRE", "berth:lease:i", "50000"});
    ASSERT_TRUE(run(leases.renew()));
    EXPECT_GT(ask({"PTTL", "berth:lease:i"}).integer, 50000);
}

TEST_F(LeasesTest, WhatRanOutIsTakenWithAHigherToken)
{
    auto first = manager("a", "first", seconds(1));
    auto second = manager("b");
    const auto mine = acquired(first, "i");
    waitUntilGone("berth:lease:i");
    const auto theirs = acquired(second, "i");
    EXPECT_TRUE(theirs.isHeld);
    EXPECT_GT(theirs.token, mine.token);
    const auto lost = run(first.renew());
    ASSERT_TRUE(lost);
    EXPECT_THAT(*lost, ElementsAre("i"));
    EXPECT_FALSE(first.isHeld("i"));
}

TEST_F(LeasesTest, TheTokenGrowsAlsoWhenTheClockDoesNot)
{
    ask({"SET", "berth:fence:i", "4000000000000000"});
    auto leases = manager("a");
    EXPECT_EQ(acquired(leases, "i").token, 4000000000000001);
    ASSERT_TRUE(run(leases.release({"i"})));
    EXPECT_EQ(acquired(leases, "i").token, 4000000000000002);
}

TEST_F(LeasesTest, AnotherLifeOfTheSameManagerTakesOverAtOnce)
{
    auto before = manager("a", "first");
    const auto old = acquired(before, "i");
    auto after = manager("a", "second");
    const auto now = acquired(after, "i");
    EXPECT_TRUE(now.isHeld);
    EXPECT_GT(now.token, old.token);
    const auto lost = run(before.renew());
    ASSERT_TRUE(lost);
    EXPECT_THAT(*lost, ElementsAre("i")) << "the earlier life must not take it back";
    EXPECT_TRUE(run(before.release({"i"})));
    EXPECT_FALSE(acquired(before, "j").holder.empty());
    const auto kept = run(after.renew());
    ASSERT_TRUE(kept);
    EXPECT_THAT(*kept, IsEmpty());
    EXPECT_EQ(after.tokenOf("i"), now.token) << "the earlier life's release removed nothing";
}

TEST_F(LeasesTest, ReleasedIsFree)
{
    auto first = manager("a");
    auto second = manager("b");
    acquired(first, "i");
    acquired(first, "j");
    ASSERT_TRUE(run(first.release({"i"})));
    EXPECT_THAT(first.held(), ElementsAre("j"));
    EXPECT_TRUE(acquired(second, "i").isHeld);
    ASSERT_TRUE(run(first.release({"i"}))) << "no longer ours";
    EXPECT_EQ(ask({"HGET", "berth:lease:i", "manager"}).text, "b");
}

TEST_F(LeasesTest, ReleasedRightAfterAcquiringIsNotHeld)
{
    auto leases = manager("a");
    int ended = 0;
    const auto acquire = [&]() -> net::asio::awaitable<void> {
        std::vector<std::string> ids{"i"};
        co_await leases.acquire(std::move(ids));
        ++ended;
    };
    const auto release = [&]() -> net::asio::awaitable<void> {
        std::vector<std::string> ids{"i"};
        co_await leases.release(std::move(ids));
        ++ended;
    };
    net::asio::co_spawn(m_context, acquire(), net::asio::detached);
    net::asio::co_spawn(m_context, release(), net::asio::detached);
    ASSERT_TRUE(runUntil([&] { return ended == 2; }));
    EXPECT_FALSE(leases.isHeld("i"));
    EXPECT_EQ(ask({"EXISTS", "berth:lease:i"}).integer, 0);
}

TEST_F(LeasesTest, ManyAtOnce)
{
    std::vector<std::string> ids;
    for (int number = 0; number < 1001; ++number) {
        ids.push_back("instance-" + std::to_string(number));
    }
    auto first = manager("a");
    auto second = manager("b");
    acquired(second, "instance-700");
    const auto outcomes = run(first.acquire(ids));
    ASSERT_TRUE(outcomes) << outcomes.error().message;
    ASSERT_EQ(outcomes->size(), ids.size());
    for (std::size_t at = 0; at < ids.size(); ++at) {
        EXPECT_EQ((*outcomes)[at].instanceId, ids[at]);
        EXPECT_EQ((*outcomes)[at].isHeld, at != 700);
    }
    EXPECT_TRUE(run(first.renew()));
    ASSERT_TRUE(run(first.release(ids)));
    EXPECT_EQ(ask({"EVAL", "return #redis.call('KEYS', 'berth:lease:*')", "0"}).integer, 1);
}

TEST_F(LeasesTest, AcquiringNothingAsksNothing)
{
    Leases leases({}, {"a", "first", "machine"}, seconds(60));
    EXPECT_THAT(run(leases.acquire({})).value(), IsEmpty());
    EXPECT_THAT(run(leases.renew()).value(), IsEmpty());
    EXPECT_TRUE(run(leases.release({})));
}

TEST_F(LeasesTest, WhatIsNotConfirmedLapses)
{
    auto leases = manager("a");
    const auto before = Leases::Clock::now();
    acquired(leases, "i");
    EXPECT_THAT(leases.lapsed(), IsEmpty());
    EXPECT_THAT(leases.lapsed(before + seconds(59)), IsEmpty());
    EXPECT_THAT(leases.lapsed(Leases::Clock::now() + seconds(60)), ElementsAre("i"));
    leases.forget("i");
    EXPECT_THAT(leases.lapsed(Leases::Clock::now() + seconds(60)), IsEmpty());
}

TEST_F(LeasesTest, RenewalThatFailsConfirmsNothing)
{
    auto leases = manager("a");
    acquired(leases, "i");
    const auto afterwards = Leases::Clock::now();
    m_server.kill();
    EXPECT_FALSE(run(leases.renew()));
    EXPECT_TRUE(leases.isHeld("i"));
    EXPECT_THAT(leases.lapsed(afterwards + seconds(60)), ElementsAre("i"));
}

TEST_F(LeasesTest, WhatRedisForgotIsTakenAgain)
{
    // The connection goes with the server; what is held is known by the object.
    auto current = pipeline();
    Leases leases([&current](std::vector<redis::Command> commands) { return current(commands); },
                  {"a", "first", "machine"}, seconds(60));
    const auto before = acquired(leases, "i");
    acquired(leases, "j");
    killAndRestart();
    current = pipeline();
    auto other = manager("b");
    const auto theirs = acquired(other, "j");
    EXPECT_GT(theirs.token, before.token) << "higher, although Redis has forgotten the last one";
    const auto lost = run(leases.renew());
    ASSERT_TRUE(lost) << lost.error().message;
    EXPECT_THAT(*lost, ElementsAre("j"));
    EXPECT_GT(leases.tokenOf("i"), before.token);
}

TEST_F(LeasesTest, FullMemoryKeepsWhatIsHeldAndSaysWhyNothingIsTaken)
{
    auto leases = manager("a");
    acquired(leases, "i");
    exhaustMemory();
    ask({"PEXPIRE", "berth:lease:i", "50000"});
    const auto taken = run(leases.acquire({"j", "i"}));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, ErrorCode::LimitReached);
    EXPECT_NE(taken.error().message.find("maxmemory"), std::string::npos) << taken.error().message;
    EXPECT_FALSE(leases.isHeld("j"));
    EXPECT_GT(ask({"PTTL", "berth:lease:i"}).integer, 50000) << "renewed in the same run";
    EXPECT_TRUE(run(leases.renew()));
    EXPECT_TRUE(leases.isHeld("i"));
    EXPECT_EQ(run(leases.announce()).error().code, ErrorCode::LimitReached);
    ask({"CONFIG", "SET", "maxmemory", "0"});
    EXPECT_TRUE(acquired(leases, "j").isHeld);
}

TEST_F(LeasesTest, AServerThatStoppedAnsweringLosesNothing)
{
    auto leases = manager("a");
    acquired(leases, "i");
    auto other = manager("b");
    m_server.pause();
    std::optional<base::Result<std::vector<std::string>>> renewed;
    const auto renew = [&]() -> net::asio::awaitable<void> { renewed = co_await leases.renew(); };
    net::asio::co_spawn(m_context, renew(), net::asio::detached);
    EXPECT_FALSE(runUntil([&] { return renewed.has_value(); }, std::chrono::milliseconds(100)));
    m_server.resume();
    ASSERT_TRUE(runUntil([&] { return renewed.has_value(); }));
    ASSERT_TRUE(*renewed);
    EXPECT_FALSE(acquired(other, "i").isHeld);
}

TEST_F(LeasesTest, ManagersThatAreAliveAreListed)
{
    auto first = manager("a");
    auto second = manager("b", "first", seconds(1));
    EXPECT_THAT(run(second.announce()).value(), ElementsAre("b's machine"));
    EXPECT_THAT(run(first.announce()).value(), ElementsAre("a's machine", "b's machine"));
    auto console = manager("c");
    EXPECT_THAT(run(console.alive()).value(), ElementsAre("a's machine", "b's machine"))
        << "looking does not announce";
    const auto deadline = std::chrono::steady_clock::now() + seconds(30);
    auto alive = run(first.announce()).value();
    while (alive.size() > 1 && std::chrono::steady_clock::now() < deadline) {
        alive = run(first.announce()).value();
    }
    EXPECT_THAT(alive, ElementsAre("a's machine")) << "the other one was silent for too long";
    EXPECT_EQ(ask({"HLEN", "berth:managers"}).integer, 1);
    ask({"HSET", "berth:managers", "long gone", "5 x", "garbage", "y"});
    EXPECT_THAT(run(console.alive()).value(), ElementsAre("a's machine"));
    EXPECT_THAT(run(first.announce()).value(), ElementsAre("a's machine"));
    ASSERT_TRUE(run(first.leave()));
    EXPECT_EQ(ask({"EXISTS", "berth:managers"}).integer, 0);
}

TEST_F(LeasesTest, AUserWithTheKeysOfBerthIsEnough)
{
    ask({"ACL", "SETUSER", "berth", "on", ">pw", "~berth:*", "+@all", "-@admin"});
    Leases leases(pipeline("berth:pw@"), {"a", "first", "machine"}, seconds(60));
    EXPECT_TRUE(acquired(leases, "i").isHeld);
    EXPECT_TRUE(run(leases.announce()));
    EXPECT_TRUE(run(leases.release({"i"})));
}

TEST_F(LeasesTest, AUserWithoutThemIsToldSo)
{
    ask({"ACL", "SETUSER", "berth", "on", ">pw", "~other:*", "+@all"});
    Leases leases(pipeline("berth:pw@"), {"a", "first", "machine"}, seconds(60));
    const auto outcomes = run(leases.acquire({"i"}));
    ASSERT_FALSE(outcomes);
    EXPECT_EQ(outcomes.error().code, ErrorCode::Forbidden);
}

} // namespace
} // namespace berth::connections
