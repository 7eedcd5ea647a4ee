// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The transport before Streamable HTTP, and clients that do not keep up.
#include "base/bytes.h"
#include "component/gateway/bridge_fixture.h"

namespace berth::tests {
namespace {

class OlderTransport : public BridgeTest
{
protected:
    /// Opens a stream; `address` becomes where its messages are posted.
    Events connect(std::string &address)
    {
        Headers fields{{"Host", "localhost"}, {"Accept", "text/event-stream"}};
        fields.add("X-Forwarded-Prefix", "/mcp/slug");
        Events stream = open(HttpRequest{"GET", "/sse", fields, {}});
        EXPECT_EQ(stream.status(), 200);
        const auto endpoint = loop.run(stream.next());
        EXPECT_EQ(endpoint->event, "endpoint");
        EXPECT_TRUE(endpoint->data.starts_with("/mcp/slug/message?sessionId=")) << endpoint->data;
        address = endpoint->data.substr(std::string("/mcp/slug").size());
        return stream;
    }
    int say(const std::string &address, const std::string &body)
    {
        return send({"POST",
                     address,
                     {{"Host", "localhost"}, {"Content-Type", "application/json"}},
                     body})
            .status;
    }
    using BridgeTest::open;
};

TEST_F(OlderTransport, BringsEverythingOnTheOneStream)
{
    server->onMessage = [this](const Json &message) {
        server->say(
            Json{{"jsonrpc", "2.0"},
                 {"method", "notifications/progress"},
                 {"params", Json{{"progressToken", message["params"]["_meta"]["progressToken"]},
                                 {"progress", 1}}}});
        server->reply(message, Json{{"done", true}});
    };
    std::string address;
    Events stream = connect(address);
    EXPECT_EQ(say(address, request("1", "tools/list")), 202);
    EXPECT_TRUE(next(stream).contains("error")); // before initialize
    EXPECT_EQ(say(address, initialize("2024-11-05")), 202);
    EXPECT_EQ(stringOr(next(stream)["result"], "protocolVersion"), "2024-11-05");
    EXPECT_EQ(say(address, R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), 202);
    EXPECT_EQ(say(address, request("7", "tools/call", R"({"_meta":{"progressToken":"t"}})")), 202);
    EXPECT_EQ(next(stream)["params"]["progressToken"], "t");
    EXPECT_EQ(next(stream), parsed(R"({"jsonrpc":"2.0","id":7,"result":{"done":true}})"));
    server->say(Json{{"jsonrpc", "2.0"}, {"method", "notifications/tools/list_changed"}});
    EXPECT_EQ(stringOr(next(stream), "method"), "notifications/tools/list_changed");
}

TEST_F(OlderTransport, ForgetsWhoseStreamIsClosed)
{
    std::string address;
    Events stream = connect(address);
    say(address, initialize());
    next(stream);
    say(address, request("7", "tools/call"));
    stream.close();
    const Json cancelled = loop.run(server->waitFor("notifications/cancelled")).value();
    EXPECT_EQ(cancelled["params"]["requestId"],
              loop.run(server->waitFor("tools/call")).value()["id"]);
    EXPECT_EQ(say(address, request("8", "tools/call")), 404);
    EXPECT_EQ(say("/message?sessionId=other", request("8", "tools/call")), 404);
    EXPECT_EQ(send({"GET", "/sse", {{"Host", "evil.example.com"}}, {}}).status, 403);
    EXPECT_EQ(send({"PUT", "/sse", {{"Host", "localhost"}}, {}}).status, 405);
}

class SlowClient : public BridgeTest
{};

TEST_F(SlowClient, DelaysNobodyElseAndIsCutOffBeforeItTakesTheMemory)
{
    constexpr int pieces = 96; // of a megabyte; twice what may wait
    const std::string slow = open();
    const std::string quick = open();
    Json flooding;
    const std::string filling(1024 * 1024, 'x');
    const auto flood = [this, &flooding, &filling](int number) {
        const Json token = flooding["params"]["_meta"]["progressToken"];
        server->say(
            Json{{"jsonrpc", "2.0"},
                 {"method", "notifications/progress"},
                 {"params",
                  Json{{"progressToken", token}, {"progress", number}, {"message", filling}}}});
    };
    server->onMessage = [this, &flooding, &flood](const Json &message) {
        if (message["params"].contains("_meta")) {
            flooding = message;
            flood(0);
        } else if (message.contains("id")) {
            server->reply(message, Json{{"quick", true}});
        }
    };
    // Its client reads nothing.
    Events stream =
        events("POST", slow, request("1", "tools/call", R"({"_meta":{"progressToken":"t"}})"));
    for (int number = 1; number < pieces; ++number) {
        flood(number);
        const HttpResponse answer = ask(request("2", "tools/call"), quick);
        ASSERT_EQ(parsed(answer.body)["result"]["quick"], true);
    }
    // What it reads now is in order, and ends without an answer.
    int expected = 0;
    for (Json event = next(stream); !event.is_null(); event = next(stream)) {
        EXPECT_EQ(event["params"]["progress"], expected++);
    }
    EXPECT_LT(expected, pieces);
}

class SlowOwner : public BridgeTest
{
protected:
    void SetUp() override
    {
        startBridge([](gateway::StdioServer &described) { described.isPrivate = true; });
    }
};

TEST_F(SlowOwner, OfAServerOfItsOwnHoldsThatBackAndLosesNothing)
{
    constexpr int pieces = 24; // of a megabyte
    const std::string session = open();
    const std::string filling(1024 * 1024, 'x');
    Json call;
    const auto flood = [this, &call, &filling](int number) {
        const Json token = call["params"]["_meta"]["progressToken"];
        server->say(
            Json{{"jsonrpc", "2.0"},
                 {"method", "notifications/progress"},
                 {"params",
                  Json{{"progressToken", token}, {"progress", number}, {"message", filling}}}});
    };
    server->onMessage = [&call, &flood](const Json &message) {
        call = message;
        flood(0);
    };
    Events stream =
        events("POST", session, request("1", "tools/call", R"({"_meta":{"progressToken":"t"}})"));
    for (int number = 1; number < pieces; ++number) {
        flood(number);
        loop.io.restart();
        loop.io.poll();
    }
    EXPECT_GT(server->unread(), 4 * base::mebibyte); // the server waits, not the bridge
    server->reply(call, Json{{"done", true}});
    for (int expected = 0; expected < pieces; ++expected) {
        ASSERT_EQ(next(stream)["params"]["progress"], expected);
    }
    EXPECT_EQ(next(stream)["result"]["done"], true);
}

} // namespace
} // namespace berth::tests
