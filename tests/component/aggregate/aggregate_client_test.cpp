// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// What servers ask and tell during a call, and what clients take back.
#include "component/aggregate/aggregate_fixture.h"

#include <gmock/gmock.h>

namespace berth::tests {
namespace {

using testing::HasSubstr;

Json sampling(const Json &id)
{
    return Json{{"jsonrpc", "2.0"},
                {"id", id},
                {"method", "sampling/createMessage"},
                {"params", Json{{"messages", Json::array()}, {"maxTokens", 5}}}};
}

TEST_F(AggregateTest, aQuestionReachesTheClientThatCausedIt)
{
    add("alpha", {"read"});
    const auto beta = add("beta", {"ask"});
    Json asking;
    beta->onCall = [&asking, beta = beta.get()](const Json &message) {
        asking = message;
        beta->server->say(sampling(99));
    };
    publish();
    const std::string other = greet(R"({"sampling":{}})");
    const std::string session = greet(R"({"sampling":{}})");
    Events stream = events("POST", session, request("7", "tools/call", R"({"name":"ask"})"));
    const Json question = next(stream);
    EXPECT_EQ(stringOr(question, "method"), "sampling/createMessage");
    const std::string answer = R"({"jsonrpc":"2.0","id":)" + question["id"].dump() +
                               R"(,"result":{"role":"assistant","model":"m"}})";
    EXPECT_EQ(ask(answer, other).status, 202) << "it is not the other's to answer";
    EXPECT_EQ(ask(answer, session).status, 202);
    while (beta->server->received.back().value("id", Json()) != 99) {
        letPass(1ms);
    }
    EXPECT_EQ(beta->server->received.back()["result"]["model"], "m");
    beta->server->reply(asking, Json{{"content", Json::array()}});
    EXPECT_TRUE(next(stream).contains("result"));
}

TEST_F(AggregateTest, aClientThatCannotBeAskedIsNot)
{
    const auto beta = add("beta", {"ask"});
    Json asking;
    beta->onCall = [&asking, beta = beta.get()](const Json &message) {
        asking = message;
        beta->server->say(sampling("q"));
    };
    publish();
    const std::string session = greet();
    Events stream = events("POST", session, request("7", "tools/call", R"({"name":"ask"})"));
    while (beta->server->received.back().value("id", Json()) != "q") {
        letPass(1ms);
    }
    EXPECT_EQ(beta->server->received.back()["error"]["code"], -32601);
    beta->server->reply(asking, Json{{"content", Json::array()}});
    EXPECT_TRUE(next(stream).contains("result"));
}

TEST_F(AggregateTest, aStatelessClientGetsQuestionsOfTwoMembersForTheRightCalls)
{
    std::map<std::string, Json> asking;
    for (const std::string name : {"alpha", "beta"}) {
        const auto part = add(name, {"ask-" + name});
        part->onCall = [&asking, part = part.get()](const Json &message) {
            asking[part->name] = message;
            part->server->say(sampling("q-" + part->name));
        };
    }
    publish();
    const Json capabilities{{"sampling", Json::object()}};
    std::map<std::string, Json> replies;
    for (const std::string name : {"alpha", "beta"}) {
        auto question = stateless("1", "tools/call", Json{{"name", "ask-" + name}}, capabilities);
        asio::co_spawn(loop.io, client->request(std::move(question), 10s),
                       [&replies, name](std::exception_ptr, base::Result<HttpResponse> response) {
                           replies[name] = parsed(response ? response->body : std::string());
                       });
    }
    while (replies.size() < 2) {
        letPass(1ms);
    }
    for (const std::string name : {"alpha", "beta"}) {
        const Json &result = replies[name]["result"];
        EXPECT_EQ(result["resultType"], "input_required") << base::toText(replies[name]);
        EXPECT_TRUE(result["inputRequests"].contains("q-" + name)) << base::toText(result);
    }
}

TEST_F(AggregateTest, progressGoesToItsCall)
{
    const auto alpha = add("alpha", {"work"});
    alpha->onCall = [alpha = alpha.get()](const Json &message) {
        for (const int done : {1, 2, 3}) {
            alpha->server->say(
                Json{{"jsonrpc", "2.0"},
                     {"method", "notifications/progress"},
                     {"params", Json{{"progressToken", message["params"]["_meta"]["progressToken"]},
                                     {"progress", done}}}});
        }
        alpha->server->reply(message, Json{{"content", Json::array()}});
    };
    publish();
    const std::string session = greet();
    Events stream =
        events("POST", session,
               request("7", "tools/call", R"({"name":"work","_meta":{"progressToken":"mine"}})"));
    for (const int done : {1, 2, 3}) {
        const Json note = next(stream);
        EXPECT_EQ(note["params"]["progressToken"], "mine");
        EXPECT_EQ(note["params"]["progress"], done);
    }
    EXPECT_EQ(next(stream)["id"], 7);
}

TEST_F(AggregateTest, aCancelledCallIsCancelledAtItsMember)
{
    const auto alpha = add("alpha", {"work", "read"});
    Json working;
    alpha->onCall = [&working](const Json &message) { working = message; };
    publish();
    const std::string session = greet();
    Events stream = events("POST", session, request("7", "tools/call", R"({"name":"work"})"));
    loop.run(alpha->server->waitFor("tools/call"));
    const std::string cancelled = R"({"jsonrpc":"2.0","method":"notifications/cancelled",)"
                                  R"("params":{"requestId":7,"reason":"enough"}})";
    EXPECT_EQ(ask(cancelled, session).status, 202);
    const Json told = loop.run(alpha->server->waitFor("notifications/cancelled")).value();
    EXPECT_EQ(told["params"]["requestId"], working["id"]);
    EXPECT_EQ(told["params"]["reason"], "enough");
    EXPECT_TRUE(next(stream).is_null()) << "nothing comes after it";
}

TEST_F(AggregateTest, theLogLevelGoesToAllAndLogsComeBack)
{
    const auto alpha = add("alpha", {"work"});
    const auto beta = add("beta", {"more"});
    for (const auto &part : {alpha, beta}) {
        part->server->capabilities = Json{{"tools", Json::object()}, {"logging", Json::object()}};
        part->onOther = [part = part.get()](const Json &message) {
            part->server->reply(message, Json::object());
        };
    }
    beta->onCall = [beta = beta.get()](const Json &message) {
        beta->server->say(Json{{"jsonrpc", "2.0"},
                               {"method", "notifications/message"},
                               {"params", Json{{"level", "warning"}, {"data", "careful"}}}});
        beta->server->reply(message, Json{{"content", Json::array()}});
    };
    publish();
    const std::string session = greet();
    EXPECT_EQ(toolNames(session).size(), 2U);
    ask(request("3", "logging/setLevel", R"({"level":"warning"})"), session);
    for (const auto &part : {alpha, beta}) {
        EXPECT_EQ(loop.run(part->server->waitFor("logging/setLevel")).value()["params"]["level"],
                  "warning");
    }
    Events stream = events("POST", session, request("7", "tools/call", R"({"name":"more"})"));
    const Json note = next(stream);
    EXPECT_EQ(note["params"]["data"], "careful");
    EXPECT_TRUE(next(stream).contains("result"));
}

TEST_F(AggregateTest, aServerThatBeganAnewIsGreetedAnew)
{
    auto alpha = add("alpha", {"read"});
    publish();
    const std::string session = greet();
    EXPECT_TRUE(call(session, "read").contains("result"));
    // The same address, another process: it knows no session.
    alpha->bridge->close();
    alpha->http->stop();
    const auto anew = std::make_shared<FakeStdioServer>(loop.io.get_executor());
    anew->onMessage = alpha->server->onMessage;
    alpha->server->onMessage = nullptr;
    alpha->server = anew;
    alpha->bridge =
        std::make_shared<gateway::BridgeServer>(loop.io.get_executor(), anew->describe("alpha"));
    alpha->http = std::make_unique<HttpServer>(
        loop.io.get_executor(),
        [core = alpha->bridge](ServerExchange &exchange) { return core->handle(exchange); });
    ASSERT_TRUE(alpha->http->listenTcp("127.0.0.1", alpha->port));
    asio::co_spawn(loop.io, alpha->bridge->run(), [](std::exception_ptr, base::Error) {});
    EXPECT_THAT(base::toText(call(session, "read")), HasSubstr("alpha:read"));
}

} // namespace
} // namespace berth::tests
