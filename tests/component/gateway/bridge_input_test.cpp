// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// What a server with a handshake asks, as input requests of the revision without one.
#include "component/gateway/bridge_fixture.h"

namespace berth::tests {
namespace {

class InputRequests : public BridgeTest
{
protected:
    static constexpr const char *question = "elicitation/create";

    void SetUp() override
    {
        BridgeTest::SetUp();
        server->onMessage = [this](const Json &message) { act(message); };
    }
    /// Asks what m_questions says, and replies with the answers when all are there.
    void act(const Json &message)
    {
        if (stringOr(message, "method") == "tools/call") {
            call = message;
            for (const Json &asked : questions) {
                server->say(asked);
            }
        } else if (!message.contains("method")) {
            answers.push_back(message);
            if (answers.size() == questions.size()) {
                server->reply(call, Json{{"answers", answers}});
            }
        }
    }
    static Json ask(const Json &id, const char *method)
    {
        return Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", Json::object()}};
    }
    Json post(const Json &with, const Json &capabilities = Json{{"elicitation", Json::object()}})
    {
        const HttpResponse response = send(stateless("\"r\"", "tools/call", with, capabilities));
        status = response.status;
        return parsed(response.body);
    }
    static Json retry(const Json &reply, const Json &responses)
    {
        return Json{{"name", "t"},
                    {"inputResponses", responses},
                    {"requestState", reply["result"]["requestState"]}};
    }
    const Json params{{"name", "t"}};
    const Json accepted{{"action", "accept"}};

    Json call;
    std::vector<Json> questions;
    std::vector<Json> answers;
    int status = 0;
};

TEST_F(InputRequests, EndTheRequestAndTheNextOneAnswersThem)
{
    questions = {ask("name", question), ask(7, "roots/list")};
    const Json both{{"elicitation", Json::object()}, {"roots", Json::object()}};
    const Json asked = post(params, both);
    ASSERT_EQ(stringOr(asked["result"], "resultType"), "input_required");
    EXPECT_EQ(stringOr(asked["result"]["inputRequests"]["name"], "method"), question);
    EXPECT_EQ(stringOr(asked["result"]["inputRequests"]["input-7"], "method"), "roots/list");
    const Json reply = post(
        retry(asked, Json{{"name", accepted}, {"input-7", Json{{"roots", Json::array()}}}}), both);
    EXPECT_EQ(reply["id"], "r");
    EXPECT_EQ(stringOr(reply["result"], "resultType"), "complete");
    EXPECT_EQ(reply["result"]["answers"].size(), 2U);
    EXPECT_EQ(server->count("tools/call"), 1U);
}

TEST_F(InputRequests, AreRepeatedUntilAllAreAnswered)
{
    questions = {ask("one", question), ask("two", question)};
    const Json first = post(params);
    const Json second = post(retry(first, Json{{"one", accepted}, {"other", accepted}}));
    EXPECT_EQ(second["result"]["inputRequests"].size(), 1U);
    EXPECT_TRUE(second["result"]["inputRequests"].contains("two"));
    EXPECT_NE(second["result"]["requestState"], first["result"]["requestState"]);
    EXPECT_EQ(stringOr(post(retry(second, Json{{"two", accepted}}))["result"], "resultType"),
              "complete");
}

TEST_F(InputRequests, HaveAStateThatFitsNothingElse)
{
    questions = {ask("one", question)};
    const Json asked = post(params);
    Json changed = retry(asked, Json{{"one", accepted}});
    changed["requestState"] = stringOr(changed, "requestState") + "x";
    EXPECT_EQ(post(changed)["error"]["code"], -32602);
    changed = retry(asked, Json{{"one", accepted}});
    changed["name"] = "other";
    EXPECT_EQ(post(changed)["error"]["code"], -32602);
    EXPECT_EQ(post(retry(asked, Json{{"one", 5}}))["error"]["code"], -32602);
    EXPECT_TRUE(answers.empty());
    const Json good = retry(asked, Json{{"one", accepted}});
    EXPECT_TRUE(post(good).contains("result"));
    EXPECT_EQ(post(good)["error"]["code"], -32602); // is used up
}

TEST_F(InputRequests, NeedACapabilityThatTheClientDeclared)
{
    questions = {ask("one", "sampling/createMessage")};
    server->onMessage = [this](const Json &message) {
        act(message);
        if (message.contains("error")) {
            server->say(Json{{"jsonrpc", "2.0"}, {"id", call["id"]}, {"error", message["error"]}});
        }
    };
    questions.push_back(ask("never", question)); // so that act() does not reply
    const Json reply = post(params, Json::object());
    EXPECT_EQ(status, 400);
    EXPECT_EQ(reply["error"]["code"], -32021);
    EXPECT_TRUE(reply["error"]["data"]["requiredCapabilities"].contains("sampling"));
}

TEST_F(InputRequests, AreRefusedWhenNobodyKnowsWhoseTheyAre)
{
    server->onMessage = [this](const Json &message) {
        if (server->count("tools/call") == 2 && message.contains("method")) {
            server->say(ask("late", question));
        } else if (message.contains("error")) {
            answers.push_back(message);
            for (const Json &request : server->received) {
                if (stringOr(request, "method") == "tools/call") {
                    server->reply(request, Json::object());
                }
            }
        }
    };
    const Json able{{"elicitation", Json::object()}};
    std::optional<HttpResponse> other;
    asio::co_spawn(loop.io, client->request(stateless("1", "tools/call", params, able), 10s),
                   [&other](std::exception_ptr, base::Result<HttpResponse> response) {
                       other = response.value_or(HttpResponse{0, {}, {}});
                   });
    EXPECT_EQ(stringOr(post(params)["result"], "resultType"), "complete");
    while (!other) {
        loop.io.restart();
        loop.io.run_one();
    }
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0]["id"], "late");
}

TEST_F(InputRequests, OfACallThatEndedMeanwhileBringItsReply)
{
    questions = {ask("one", question)};
    const Json asked = post(params);
    server->reply(call, Json{{"isError", true}});
    const Json reply = post(retry(asked, Json{{"one", accepted}}));
    EXPECT_EQ(reply["result"]["isError"], true);
    EXPECT_EQ(reply["id"], "r");
}

TEST_F(InputRequests, KeepTheCallOfAClientThatGathersAnswersButNotOfOneThatLeft)
{
    questions = {ask("one", question)};
    const Json asked = post(params);
    loop.io.restart();
    loop.io.poll();
    EXPECT_EQ(server->count("notifications/cancelled"), 0U);
    // The second time the server is still at work.
    questions.push_back(ask("never", question));
    Events stream = open(stateless("2", "tools/call", retry(asked, Json{{"one", accepted}}),
                                   Json{{"elicitation", Json::object()}}));
    stream.close();
    const Json cancelled = loop.run(server->waitFor("notifications/cancelled")).value();
    EXPECT_EQ(cancelled["params"]["requestId"], call["id"]);
}

} // namespace
} // namespace berth::tests
