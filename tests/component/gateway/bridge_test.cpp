// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/bridge_fixture.h"

namespace berth::tests {
namespace {

TEST_F(BridgeTest, EveryClientIsGreetedButTheServerOnce)
{
    const HttpResponse first = ask(initialize("2025-03-26"));
    const HttpResponse second = ask(initialize("2099-01-01"));
    EXPECT_EQ(stringOr(parsed(first.body)["result"], "protocolVersion"), "2025-03-26");
    EXPECT_EQ(stringOr(parsed(second.body)["result"], "protocolVersion"), "2025-11-25");
    EXPECT_EQ(stringOr(parsed(first.body)["result"]["serverInfo"], "name"), "fake");
    const auto id = first.headers.get("Mcp-Session-Id");
    ASSERT_TRUE(id);
    EXPECT_GE(id->size(), 32U);
    EXPECT_NE(id, second.headers.get("Mcp-Session-Id"));
    EXPECT_EQ(server->count("initialize"), 1U);
    EXPECT_EQ(server->count("notifications/initialized"), 1U);
}

TEST_F(BridgeTest, EqualIdsOfTwoClientsAreNotMixedUp)
{
    const std::string one = open();
    const std::string two = open();
    std::vector<Json> calls;
    server->onMessage = [this, &calls](const Json &message) {
        calls.push_back(message);
        if (calls.size() == 2) { // the later one first
            server->reply(calls[1], calls[1]["params"]);
            server->reply(calls[0], calls[0]["params"]);
        }
    };
    std::optional<HttpResponse> other;
    asio::co_spawn(loop.io, post(request("7", "tools/call", R"({"who":"two"})"), two),
                   [&other](std::exception_ptr, base::Result<HttpResponse> response) {
                       other = response.value_or(HttpResponse{0, {}, {}});
                   });
    const HttpResponse mine = ask(request("7", "tools/call", R"({"who":"one"})"), one);
    while (!other) {
        loop.io.restart();
        loop.io.run_one();
    }
    EXPECT_EQ(parsed(mine.body), parsed(R"({"jsonrpc":"2.0","id":7,"result":{"who":"one"}})"));
    EXPECT_EQ(parsed(other->body), parsed(R"({"jsonrpc":"2.0","id":7,"result":{"who":"two"}})"));
    EXPECT_NE(calls[0]["id"], calls[1]["id"]);
}

TEST_F(BridgeTest, EveryByteOfAnAnswerSurvives)
{
    const std::string session = open();
    const std::string result =
        "{\"n\": "
        "1.50e+3,\"big\":123456789012345678901234567890,\"t\":\"\xC2\xA0\xE2\x80\x8D\\u00e9\"}";
    server->onMessage = [this, &result](const Json &message) {
        server->sayLine("{\"result\":" + result +
                        ",\"jsonrpc\":\"2.0\",\"id\":" + base::toText(message["id"]) + "}");
    };
    const HttpResponse answer = ask(request("\"a b\"", "tools/call"), session);
    EXPECT_EQ(answer.headers.get("Content-Type"), "application/json");
    EXPECT_EQ(answer.body, "{\"result\":" + result + ",\"jsonrpc\":\"2.0\",\"id\":\"a b\"}");
}

TEST_F(BridgeTest, ProgressGoesToItsOwnerAndBeforeTheAnswer)
{
    const std::string session = open();
    server->onMessage = [this](const Json &message) {
        for (const int done : {1, 2, 3}) {
            server->say(
                Json{{"jsonrpc", "2.0"},
                     {"method", "notifications/progress"},
                     {"params", Json{{"progressToken", message["params"]["_meta"]["progressToken"]},
                                     {"progress", done}}}});
        }
        server->reply(message, Json::object());
    };
    Events stream = events("POST", session,
                           request("1", "tools/call", R"({"_meta":{"progressToken":"mine"}})"));
    for (const int done : {1, 2, 3}) {
        const Json progress = next(stream);
        EXPECT_EQ(progress["params"]["progress"], done);
        EXPECT_EQ(progress["params"]["progressToken"], "mine");
    }
    EXPECT_EQ(next(stream)["id"], 1);
    EXPECT_FALSE(loop.run(stream.next()));
}

TEST_F(BridgeTest, CancellingReachesTheServerUnderItsOwnId)
{
    const std::string one = open();
    const std::string two = open();
    Events stream = [this, &one] {
        asio::co_spawn(loop.io, server->waitFor("tools/call"),
                       [this, one](std::exception_ptr, base::Result<Json>) {
                           asio::co_spawn(
                               loop.io,
                               post(R"({"jsonrpc":"2.0","method":"notifications/cancelled",)"
                                    R"("params":{"requestId":5,"reason":"enough"}})",
                                    one),
                               asio::detached);
                       });
        return events("POST", one, request("5", "tools/call"));
    }();
    const auto cancelled = loop.run(server->waitFor("notifications/cancelled"));
    const auto call = loop.run(server->waitFor("tools/call"));
    EXPECT_EQ((*cancelled)["params"]["requestId"], (*call)["id"]);
    EXPECT_EQ((*cancelled)["params"]["reason"], "enough");
    EXPECT_FALSE(loop.run(stream.next())); // no answer follows
}

TEST_F(BridgeTest, aSessionEndsAndIsUnknownFromThenOn)
{
    const std::string session = open();
    EXPECT_EQ(ask(request("1", "ping"), "nobody").status, 404);
    EXPECT_EQ(ask(request("1", "ping")).status, 400);
    EXPECT_EQ(send({"DELETE", "/mcp", headers(session), {}}).status, 200);
    EXPECT_EQ(ask(request("1", "ping"), session).status, 404);
}

TEST_F(BridgeTest, WhatTheTransportForbidsIsRefusedByItsStatus)
{
    const std::string session = open();
    const auto with = [&session](const std::string &name, const std::string &value) {
        Headers fields = headers(session);
        fields.set(name, value);
        return HttpRequest{"POST", "/mcp", fields, request("1", "ping")};
    };
    server->onMessage = [this](const Json &message) {
        if (message.contains("id")) {
            server->reply(message, Json::object());
        }
    };
    EXPECT_EQ(send(with("Host", "evil.example.com")).status, 403);
    EXPECT_EQ(send(with("Origin", "http://evil.example.com")).status, 403);
    EXPECT_EQ(send(with("Accept", "application/json")).status, 406);
    EXPECT_EQ(send(with("Content-Type", "text/plain")).status, 415);
    EXPECT_EQ(send(with("Mcp-Protocol-Version", "1999-01-01")).status, 400);
    EXPECT_EQ(send(with("Content-Type", "application/json; charset=utf-8")).status, 200);
    EXPECT_EQ(send(with("Mcp-Protocol-Version", "2025-06-18")).status, 200);
    EXPECT_EQ(send({"PUT", "/mcp", headers(session), "{}"}).status, 405);
    EXPECT_EQ(ask("{", session).status, 400);
    EXPECT_EQ(ask("[]", session).status, 400);
    const HttpResponse taken =
        ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", session);
    EXPECT_EQ(taken.status, 202);
    EXPECT_TRUE(taken.body.empty());
}

TEST_F(BridgeTest, aLostStreamIsTakenUpWhereItBroke)
{
    const std::string session = open();
    Events first =
        events("POST", session, request("1", "tools/call", R"({"_meta":{"progressToken":1}})"));
    const auto call = loop.run(server->waitFor("tools/call"));
    const auto progress = [&call](int done) {
        return Json{{"jsonrpc", "2.0"},
                    {"method", "notifications/progress"},
                    {"params", Json{{"progressToken", (*call)["params"]["_meta"]["progressToken"]},
                                    {"progress", done}}}};
    };
    server->say(progress(1));
    EXPECT_EQ(next(first)["params"]["progress"], 1);
    first.close();
    server->say(progress(2));
    server->reply(*call, Json{{"done", true}});
    Events second = events("GET", session, {}, first.lastId);
    EXPECT_EQ(next(second)["params"]["progress"], 2);
    EXPECT_EQ(next(second)["result"]["done"], true);
    EXPECT_FALSE(loop.run(second.next()));
    // Nobody takes up the stream of somebody else.
    Events stranger = events("GET", open(), {}, first.lastId);
    EXPECT_EQ(stranger.status(), 400);
}

TEST_F(BridgeTest, aRequestOfTheServerGoesToTheOneClientThatCausedIt)
{
    const std::string able = open("2025-11-25", R"({"elicitation":{}})");
    const std::string other = open();
    server->onMessage = [this](const Json &message) {
        if (stringOr(message, "method") == "tools/call") {
            server->say(Json{{"jsonrpc", "2.0"},
                             {"id", "server-1"},
                             {"method", "elicitation/create"},
                             {"params", Json{{"message", "Name?"}}}});
        } else if (!message.contains("method")) {
            server->reply(server->received[3], message); // after discovery and handshake
        }
    };
    Events stream = events("POST", able, request("1", "tools/call"));
    const Json question = next(stream);
    ASSERT_EQ(stringOr(question, "method"), "elicitation/create");
    const std::string answer = R"({"jsonrpc":"2.0","id":)" + base::toText(question["id"]) +
                               R"(,"result":{"action":"accept"}})";
    EXPECT_EQ(ask(answer, other).status, 202); // not his: nothing happens
    EXPECT_EQ(ask(answer, able).status, 202);
    const Json reply = next(stream);
    EXPECT_EQ(reply["result"]["id"], "server-1");
    EXPECT_EQ(reply["result"]["result"]["action"], "accept");
    // A client that cannot be asked: the server gets an error, and is not left waiting.
    Events refused = events("POST", other, request("1", "tools/call"));
    EXPECT_TRUE(server->received.back().contains("error")) << base::toText(server->received.back());
}

TEST_F(BridgeTest, aChangedListIsToldToEveryoneOnce)
{
    const std::string one = open();
    const std::string two = open();
    Events first = events("GET", one);
    server->say(Json{{"jsonrpc", "2.0"}, {"method", "notifications/tools/list_changed"}});
    EXPECT_EQ(stringOr(next(first), "method"), "notifications/tools/list_changed");
    Events second = events("GET", two); // was not there, and gets it now
    EXPECT_EQ(stringOr(next(second), "method"), "notifications/tools/list_changed");
}

TEST_F(BridgeTest, WhenTheServerEndsNobodyIsLeftWaiting)
{
    const std::string session = open();
    server->onMessage = [this](const Json &) { server->end(); };
    const HttpResponse answer = ask(request("3", "tools/call"), session);
    EXPECT_EQ(parsed(answer.body)["error"]["code"], -32603);
    EXPECT_EQ(parsed(answer.body)["id"], 3);
    EXPECT_EQ(ask(request("4", "ping"), session).status, 503);
}

class BridgeLimits : public BridgeTest
{
protected:
    void SetUp() override
    {
        startBridge([](gateway::StdioServer &described) {
            described.callTimeout = 200ms;
            described.toolTimeouts["patient"] = 10s;
            described.maxMessageBytes = 2000;
        });
    }
};

TEST_F(BridgeLimits, aCallThatTakesTooLongIsGivenUpOnBothSides)
{
    const std::string session = open();
    const HttpResponse answer = ask(request("1", "tools/call"), session);
    EXPECT_EQ(parsed(answer.body)["error"]["code"], -32603);
    const auto cancelled = loop.run(server->waitFor("notifications/cancelled"));
    EXPECT_EQ((*cancelled)["params"]["requestId"],
              (*loop.run(server->waitFor("tools/call")))["id"]);
}

TEST_F(BridgeLimits, aToolCanHaveATimeOfItsOwnAndProgressBeginsItAnew)
{
    const std::string session = open();
    Events patient = events("POST", session, request("1", "tools/call", R"({"name":"patient"})"));
    const Json first = loop.run(server->waitFor("tools/call")).value();
    Json second;
    const auto progress = [this, &second](int done) {
        const Json token = second["params"]["_meta"]["progressToken"];
        server->say(Json{{"jsonrpc", "2.0"},
                         {"method", "notifications/progress"},
                         {"params", Json{{"progressToken", token}, {"progress", done}}}});
    };
    server->onMessage = [&second, &progress](const Json &message) {
        second = message;
        progress(0);
    };
    Events hasty =
        events("POST", session, request("2", "tools/call", R"({"_meta":{"progressToken":"p"}})"));
    server->onMessage = nullptr;
    EXPECT_EQ(next(hasty)["params"]["progress"], 0);
    for (int done = 1; done <= 4; ++done) { // together longer than a call may take
        letPass(80ms);
        progress(done);
        EXPECT_EQ(next(hasty)["params"]["progress"], done);
    }
    server->reply(second, Json::object());
    EXPECT_EQ(next(hasty)["result"], Json::object());
    server->reply(first, Json::object());
    EXPECT_EQ(next(patient)["result"], Json::object());
    EXPECT_EQ(server->count("notifications/cancelled"), 0U);
}

TEST_F(BridgeLimits, MessagesBeyondTheLimitAreRefusedInBothDirections)
{
    const std::string session = open();
    const std::string large = '"' + std::string(3000, 'x') + '"';
    EXPECT_EQ(ask(request("1", "tools/call", "{\"x\":" + large + "}"), session).status, 413);
    server->onMessage = [this, &large](const Json &message) {
        if (message.contains("id")) {
            server->sayLine("{\"result\":" + large +
                            ",\"jsonrpc\":\"2.0\",\"id\":" + base::toText(message["id"]) + "}");
        }
    };
    const HttpResponse answer = ask(request("2", "tools/call"), session);
    EXPECT_EQ(parsed(answer.body)["id"], 2);
    EXPECT_NE(answer.body.find("larger than 2000 bytes"), std::string::npos) << answer.body;
}

} // namespace
} // namespace berth::tests
