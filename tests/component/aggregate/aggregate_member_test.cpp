// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Members that come, go, are slow, dead, or start on a call.
#include "component/aggregate/aggregate_fixture.h"

#include <gmock/gmock.h>

namespace berth::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One in which a list is not worth much patience.
class ImpatientAggregateTest : public AggregateTest
{
protected:
    ImpatientAggregateTest()
    {
        listWithin = 2s;
    }
};

TEST_F(AggregateTest, aMemberThatStopsAndStartsIsAnnounced)
{
    add("alpha", {"read"});
    const auto beta = add("beta", {"write"});
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), ElementsAre("read", "write"));
    Events notes = events("GET", session);

    gateway::Route stopped;
    stopped.instanceId = "id-beta";
    stopped.instanceName = "beta";
    stopped.problem = "beta is stopped.";
    members["beta"].route = stopped;
    publish();
    EXPECT_EQ(stringOr(next(notes), "method"), "notifications/tools/list_changed");
    EXPECT_THAT(toolNames(session), ElementsAre("read"));
    const Json refused = call(session, "write");
    EXPECT_EQ(stringOr(refused["error"], "message"),
              "beta is stopped. Start it in Berth and try again.");

    members["beta"].route = beta->route();
    publish();
    EXPECT_EQ(stringOr(next(notes), "method"), "notifications/tools/list_changed");
    EXPECT_THAT(toolNames(session), ElementsAre("read", "write"));
    EXPECT_TRUE(call(session, "write").contains("result"));
}

TEST_F(AggregateTest, aMembersListChangeIsForwarded)
{
    const auto alpha = add("alpha", {"read"});
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), ElementsAre("read"));
    Events notes = events("GET", session);
    alpha->offerTools({"read", "more"});
    alpha->server->say(Json{{"jsonrpc", "2.0"}, {"method", "notifications/tools/list_changed"}});
    EXPECT_EQ(stringOr(next(notes), "method"), "notifications/tools/list_changed");
    EXPECT_THAT(toolNames(session), ElementsAre("read", "more"));
}

TEST_F(ImpatientAggregateTest, oneThatDoesNotAnswerHoldsNobodyUp)
{
    add("alpha", {"read"});
    const auto slow = add("slow", {"late"});
    std::vector<Json> waiting;
    const auto answer = slow->server->onMessage;
    slow->server->onMessage = [&waiting](const Json &message) { waiting.push_back(message); };
    publish();
    const std::string session = greet();
    const auto before = std::chrono::steady_clock::now();
    EXPECT_THAT(toolNames(session), ElementsAre("read"));
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
    EXPECT_THAT(toolNames(session), ElementsAre("read"));
    EXPECT_TRUE(call(session, "read").contains("result"));

    Events notes = events("GET", session);
    slow->server->onMessage = answer;
    for (const Json &message : waiting) {
        answer(message);
    }
    EXPECT_EQ(stringOr(next(notes), "method"), "notifications/tools/list_changed");
    EXPECT_THAT(toolNames(session), ElementsAre("read", "late"));
}

TEST_F(AggregateTest, oneThatIsDeadHoldsNobodyUp)
{
    add("alpha", {"read"});
    gateway::Route dead;
    dead.available = true;
    dead.instanceName = "dead";
    dead.upstream = Endpoint::unixSocket("/nonexistent/berth.sock");
    members["dead"] = gateway::Member{"dead", dead, {}, {}};
    publish();
    EXPECT_THAT(toolNames(greet()), ElementsAre("read"));
}

TEST_F(AggregateTest, oneThatEndsDuringACallFailsThatCallOnly)
{
    add("alpha", {"read"});
    const auto beta = add("beta", {"write"});
    beta->onCall = [beta = beta.get()](const Json &) { beta->server->end(); };
    publish();
    const std::string session = greet();
    const Json reply = call(session, "write");
    EXPECT_THAT(stringOr(reply["error"], "message"), HasSubstr("beta ended before it answered"));
    EXPECT_TRUE(call(session, "read").contains("result"));
}

TEST_F(AggregateTest, oneThatStartsOnACallIsListedAndStarted)
{
    const auto alpha = add("alpha", {"read"});
    gateway::Route asleep;
    asleep.instanceId = "id-alpha";
    asleep.instanceName = "alpha";
    asleep.startsOnCall = true;
    asleep.startWithin = 10s;
    members["alpha"].route = asleep;
    members["alpha"].knownTools = {R"({"name":"read","inputSchema":{"type":"object"}})"};
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), ElementsAre("read"));
    {
        const std::lock_guard lock(wantedMutex);
        EXPECT_TRUE(wanted.empty()) << "a list starts nothing";
    }
    Events answer = events("POST", session, request("7", "tools/call", R"({"name":"read"})"));
    {
        const std::lock_guard lock(wantedMutex);
        EXPECT_THAT(wanted, ElementsAre("id-alpha"));
    }
    members["alpha"].route = alpha->route();
    publish();
    EXPECT_TRUE(next(answer).contains("result"));
}

} // namespace
} // namespace berth::tests
