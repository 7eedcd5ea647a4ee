// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Clients of both eras in front of servers of both.
#include "component/gateway/bridge_fixture.h"

namespace berth::tests {
namespace {

constexpr const char *versionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char *capabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
constexpr const char *subscriptionKey = "io.modelcontextprotocol/subscriptionId";

class StatelessServer : public BridgeTest
{
protected:
    void SetUp() override
    {
        server->discovers = FakeStdioServer::Discovers::Yes;
        startBridge([](gateway::StdioServer &) {});
    }
    Json received(const std::string &method, std::size_t times = 1)
    {
        return loop.run(server->waitFor(method, times)).value();
    }
};

TEST_F(StatelessServer, IsNotGreetedWithAHandshake)
{
    const HttpResponse answer = ask(initialize());
    const Json result = parsed(answer.body)["result"];
    EXPECT_EQ(stringOr(result, "protocolVersion"), "2025-11-25");
    EXPECT_EQ(stringOr(result["serverInfo"], "name"), "fake");
    EXPECT_EQ(stringOr(result, "instructions"), "Be kind.");
    EXPECT_EQ(result["capabilities"]["tools"]["listChanged"], true);
    EXPECT_EQ(server->count("server/discover"), 1U);
    EXPECT_EQ(server->count("initialize"), 0U);
    EXPECT_EQ(server->count("notifications/initialized"), 0U);
}

TEST_F(StatelessServer, GetsARequestOfItsOwnEraAsItIs)
{
    server->onMessage = [this](const Json &message) {
        server->reply(message, Json{{"resultType", "input_required"},
                                    {"inputRequests", Json{{"q", Json{{"method", "roots/list"}}}}},
                                    {"requestState", "opaque"}});
    };
    const Json params{
        {"name", "t"}, {"requestState", "before"}, {"inputResponses", Json::object()}};
    const HttpResponse answer = send(stateless("\"mine\"", "tools/call", params));
    EXPECT_EQ(answer.status, 200);
    const Json reply = parsed(answer.body);
    EXPECT_EQ(reply["id"], "mine");
    EXPECT_EQ(stringOr(reply["result"], "resultType"), "input_required");
    EXPECT_EQ(stringOr(reply["result"], "requestState"), "opaque");
    const Json call = received("tools/call");
    EXPECT_TRUE(call["id"].is_number());
    EXPECT_EQ(stringOr(call["params"], "requestState"), "before");
    EXPECT_EQ(stringOr(call["params"]["_meta"], versionKey), "2026-07-28");
}

TEST_F(StatelessServer, SaysByItsErrorWhatTheStatusIs)
{
    int code = 0;
    server->onMessage = [this, &code](const Json &message) {
        server->say(Json{{"jsonrpc", "2.0"},
                         {"id", message["id"]},
                         {"error", Json{{"code", code}, {"message", "no"}}}});
    };
    for (const auto &[number, status] : {std::pair(-32021, 400), {-32601, 404}, {-32603, 200}}) {
        code = number;
        const HttpResponse answer = send(stateless("1", "tools/list", Json::object()));
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(parsed(answer.body)["error"]["code"], number);
    }
}

TEST_F(StatelessServer, HearsOfASubscriptionUnderAnIdOfTheBridge)
{
    Events stream = [this] {
        server->onMessage = [this](const Json &message) {
            const Json mark{{subscriptionKey, message["id"]}};
            server->say(Json{{"jsonrpc", "2.0"},
                             {"method", "notifications/subscriptions/acknowledged"},
                             {"params", Json{{"_meta", mark}}}});
            server->say(Json{{"jsonrpc", "2.0"},
                             {"method", "notifications/tools/list_changed"},
                             {"params", Json{{"_meta", mark}}}});
        };
        return open(stateless("\"sub\"", "subscriptions/listen",
                              Json{{"notifications", Json{{"toolsListChanged", true}}}}));
    }();
    for (const char *method :
         {"notifications/subscriptions/acknowledged", "notifications/tools/list_changed"}) {
        const Json event = next(stream);
        EXPECT_EQ(stringOr(event, "method"), method);
        EXPECT_EQ(event["params"]["_meta"][subscriptionKey], "sub");
    }
    server->onMessage = nullptr;
    stream.close();
    const Json cancelled = received("notifications/cancelled");
    EXPECT_EQ(cancelled["params"]["requestId"], received("subscriptions/listen")["id"]);
}

TEST_F(StatelessServer, GetsTheEnvelopeThatASessionStandsFor)
{
    server->onMessage = [this](const Json &message) {
        server->reply(message, Json{{"tools", Json::array()}});
    };
    const std::string session = open("2025-06-18", R"({"sampling":{}})");
    EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", session).status, 200);
    const Json meta = received("tools/list")["params"]["_meta"];
    EXPECT_EQ(stringOr(meta, versionKey), "2026-07-28");
    EXPECT_EQ(meta[capabilitiesKey], parsed(R"({"sampling":{}})"));
    // It has no such methods.
    EXPECT_EQ(parsed(ask(request("2", "ping"), session).body)["result"], Json::object());
    ask(request("3", "logging/setLevel", R"({"level":"error"})"), session);
    ask(request("4", "tools/list", R"({"_meta":{"x":1}})"), session);
    const Json second = received("tools/list", 2)["params"]["_meta"];
    EXPECT_EQ(stringOr(second, "io.modelcontextprotocol/logLevel"), "error");
    EXPECT_EQ(second["x"], 1);
    EXPECT_EQ(server->count("ping") + server->count("logging/setLevel"), 0U);
}

TEST_F(StatelessServer, AsksAClientWithASessionByRequests)
{
    server->onMessage = [this](const Json &message) {
        if (stringOr(message, "method") != "tools/call") {
            return;
        }
        if (!message["params"].contains("inputResponses")) {
            const Json question{{"method", "elicitation/create"},
                                {"params", Json{{"mode", "form"}, {"message", "Name?"}}}};
            server->reply(message, Json{{"resultType", "input_required"},
                                        {"inputRequests", Json{{"name", question}}},
                                        {"requestState", "s\"1"}});
        } else {
            server->reply(message, message["params"]);
        }
    };
    const std::string session = open("2025-11-25", R"({"elicitation":{}})");
    Events stream = events("POST", session, request("8", "tools/call", R"({"name":"t"})"));
    const Json question = next(stream);
    EXPECT_EQ(stringOr(question, "method"), "elicitation/create");
    EXPECT_EQ(stringOr(question["params"], "message"), "Name?");
    const std::string answer = R"({"jsonrpc":"2.0","id":)" + base::toText(question["id"]) +
                               R"(,"result":{"action":"accept","content":{"name":"Ada"}}})";
    EXPECT_EQ(ask(answer, session).status, 202);
    const Json reply = next(stream);
    EXPECT_EQ(reply["id"], 8);
    EXPECT_EQ(reply["result"]["inputResponses"]["name"]["content"]["name"], "Ada");
    EXPECT_EQ(reply["result"]["requestState"], "s\"1");
    EXPECT_FALSE(loop.run(stream.next()));
}

TEST_F(StatelessServer, IsNotAskedAgainWhenTheClientGivesUp)
{
    server->onMessage = [this](const Json &message) {
        if (stringOr(message, "method") == "tools/call") {
            const Json question{{"method", "elicitation/create"}};
            server->reply(message, Json{{"resultType", "input_required"},
                                        {"inputRequests", Json{{"name", question}}}});
        }
    };
    const std::string session = open("2025-11-25", R"({"elicitation":{}})");
    Events stream = events("POST", session, request("8", "tools/call"));
    const Json question = next(stream);
    ask(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":8}})",
        session);
    EXPECT_FALSE(loop.run(stream.next()));
    ask(R"({"jsonrpc":"2.0","id":)" + base::toText(question["id"]) +
            R"(,"result":{"action":"accept"}})",
        session);
    EXPECT_EQ(server->count("tools/call"), 1U);
}

TEST_F(StatelessServer, IsToldUnderItsOwnIdWhoGaveUp)
{
    const Json params{{"name", "t"}};
    Events stream = open(stateless("1", "tools/call", params)); // closing it is how one gives up
    stream.close();
    EXPECT_EQ(received("notifications/cancelled")["params"]["requestId"],
              received("tools/call")["id"]);
    const std::string session = open();
    Events other = events("POST", session, request("1", "tools/call"));
    ask(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})",
        session);
    EXPECT_EQ(received("notifications/cancelled", 2)["params"]["requestId"],
              received("tools/call", 2)["id"]);
    EXPECT_FALSE(loop.run(other.next())); // no answer follows
}

TEST_F(StatelessServer, TellsSessionsOfChangesByOneSubscription)
{
    server->onMessage = [this](const Json &message) {
        if (stringOr(message, "method") == "subscriptions/listen") {
            server->say(Json{{"jsonrpc", "2.0"},
                             {"method", "notifications/subscriptions/acknowledged"},
                             {"params", Json{{"_meta", Json{{subscriptionKey, message["id"]}}}}}});
        }
    };
    const std::string one = open();
    const std::string two = open();
    const HttpResponse done =
        ask(request("1", "resources/subscribe", R"({"uri":"test://a"})"), one);
    EXPECT_EQ(parsed(done.body)["result"], Json::object());
    const Json listen = received("subscriptions/listen", 2);
    EXPECT_EQ(listen["params"]["notifications"]["resourceSubscriptions"],
              Json::array({"test://a"}));
    EXPECT_EQ(server->count("subscriptions/listen"), 2U); // one took the other's place
    received("notifications/cancelled");
    const Json mark{{subscriptionKey, listen["id"]}};
    server->say(Json{{"jsonrpc", "2.0"},
                     {"method", "notifications/resources/updated"},
                     {"params", Json{{"_meta", mark}, {"uri", "test://a"}}}});
    server->say(Json{{"jsonrpc", "2.0"},
                     {"method", "notifications/tools/list_changed"},
                     {"params", Json{{"_meta", mark}}}});
    Events first = events("GET", one);
    const Json update = next(first);
    EXPECT_EQ(update["params"], parsed(R"({"uri":"test://a"})"));
    EXPECT_EQ(stringOr(next(first), "method"), "notifications/tools/list_changed");
    Events second = events("GET", two); // did not subscribe
    EXPECT_EQ(stringOr(next(second), "method"), "notifications/tools/list_changed");
}

class OddServer : public BridgeTest
{
protected:
    void SetUp() override {}
};

TEST_F(OddServer, ThatDoesNotAnswerDiscoveryIsGreetedAfterAWhile)
{
    server->discovers = FakeStdioServer::Discovers::Never;
    startBridge([](gateway::StdioServer &described) { described.discoveryTimeout = 50ms; });
    open();
    EXPECT_EQ(server->count("initialize"), 1U);
}

TEST_F(OddServer, ThatEndsAtDiscoveryIsToldApartFromOneThatEnds)
{
    int fatal = 0;
    server->discovers = FakeStdioServer::Discovers::Ends;
    startBridge([&fatal](gateway::StdioServer &described) {
        described.onDiscoveryFatal = [&fatal] { ++fatal; };
    });
    EXPECT_EQ(ask(initialize()).status, 503);
    EXPECT_EQ(fatal, 1);
}

TEST_F(OddServer, ThatMustNotBeAskedIsNot)
{
    startBridge(
        [](gateway::StdioServer &described) { described.discovery = gateway::Discovery::Never; });
    open();
    EXPECT_EQ(server->count("server/discover"), 0U);
}

} // namespace
} // namespace berth::tests
