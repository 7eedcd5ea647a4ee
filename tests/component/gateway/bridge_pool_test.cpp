// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Processes of a server that belong to one client or session.
#include "component/gateway/bridge_fixture.h"
#include "gateway/bridge_pool.h"

#include <vector>

namespace berth::tests {
namespace {

using Kind = gateway::BackEndPolicy::Kind;

class BackEnds : public BridgeTest
{
protected:
    void SetUp() override {}
    void TearDown() override
    {
        pool->close();
        http->stop();
        loop.io.restart();
        loop.io.poll();
    }

    void startPool(Kind kind, std::size_t most = 2, std::chrono::milliseconds idle = 10s)
    {
        auto described = server->describe("fake");
        described.backEnds = {kind, most, idle, [this] { return another(); }};
        pool = std::make_shared<gateway::BridgePool>(loop.io.get_executor(), described);
        http = std::make_unique<HttpServer>(
            loop.io.get_executor(),
            [core = pool](ServerExchange &exchange) { return core->handle(exchange); });
        port = http->listenTcp("127.0.0.1", 0).value();
        client =
            std::make_unique<HttpClient>(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
        asio::co_spawn(loop.io, pool->run(), [](std::exception_ptr, base::Error) {});
    }
    net::Task<std::unique_ptr<net::RawStream>> another()
    {
        auto process = std::make_shared<FakeStdioServer>(loop.io.get_executor());
        others.push_back(process);
        process->onMessage = [process = process.get(), number = others.size()](const Json &call) {
            if (call.contains("id") && call.contains("method")) {
                process->reply(call, Json{{"process", number}});
            }
        };
        const auto described = process->describe("another");
        co_return co_await described.attach();
    }
    static std::string greeting(const std::string &name, const std::string &capabilities = "{}")
    {
        return request("0", "initialize",
                       R"({"protocolVersion":"2025-11-25","capabilities":)" + capabilities +
                           R"(,"clientInfo":{"name":")" + name + R"(","version":"1"}})");
    }
    std::string sessionOf(const std::string &name, const std::string &capabilities = "{}")
    {
        const HttpResponse response = ask(greeting(name, capabilities));
        EXPECT_EQ(response.status, 200) << response.body;
        return std::string(response.headers.get("Mcp-Session-Id").value_or(""));
    }
    int processOf(const std::string &session)
    {
        const HttpResponse response = ask(request("1", "tools/call"), session);
        return parsed(response.body)["result"]["process"].get<int>();
    }
    void waitUntilUsed(std::size_t number)
    {
        const auto until = std::chrono::steady_clock::now() + 5s;
        while (pool->count().used != number && std::chrono::steady_clock::now() < until) {
            loop.io.restart();
            loop.io.run_one_for(1s);
        }
        EXPECT_EQ(pool->count().used, number);
    }

    std::shared_ptr<gateway::BridgePool> pool;
    std::vector<std::shared_ptr<FakeStdioServer>> others;
};

TEST_F(BackEnds, EverySessionHasItsOwn)
{
    startPool(Kind::PerSession);
    const std::string one = sessionOf("me", R"({"roots":{"listChanged":true}})");
    const std::string two = sessionOf("me");
    EXPECT_EQ(processOf(one), 1);
    EXPECT_EQ(processOf(two), 2);
    EXPECT_EQ(processOf(one), 1);
    EXPECT_EQ(pool->count(), (gateway::BackEndCount{2, 2}));
    // Each is greeted as its client greets.
    const Json greeted = loop.run(others[0]->waitFor("initialize")).value();
    EXPECT_EQ(greeted["params"]["capabilities"], parsed(R"({"roots":{"listChanged":true}})"));
    EXPECT_EQ(loop.run(others[1]->waitFor("initialize")).value()["params"]["capabilities"],
              Json::object());
}

TEST_F(BackEnds, SessionsOfOneClientCanShareOne)
{
    startPool(Kind::PerClient);
    const std::string one = sessionOf("me");
    const std::string two = sessionOf("me");
    const std::string other = sessionOf("you");
    EXPECT_EQ(processOf(one), 1);
    EXPECT_EQ(processOf(two), 1);
    EXPECT_EQ(processOf(other), 2);
}

TEST_F(BackEnds, AClientWithoutSessionsIsToldApartByItsName)
{
    startPool(Kind::PerSession);
    const auto call = [this](const std::string &name) {
        Json params{{"name", "t"}};
        params["_meta"]["io.modelcontextprotocol/clientInfo"] =
            Json{{"name", name}, {"version", "1"}};
        const HttpResponse response = send(stateless("1", "tools/call", params));
        return parsed(response.body)["result"]["process"].get<int>();
    };
    EXPECT_EQ(call("me"), 1);
    EXPECT_EQ(call("you"), 2);
    EXPECT_EQ(call("me"), 1);
}

TEST_F(BackEnds, AreNoMoreThanAllowedAndCountAgainWhenASessionEnds)
{
    startPool(Kind::PerSession, 1);
    const std::string one = sessionOf("me");
    const HttpResponse refused = ask(greeting("you"));
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.body.find("All 1 containers"), std::string::npos) << refused.body;
    EXPECT_EQ(send({"DELETE", "/mcp", headers(one), {}}).status, 200);
    waitUntilUsed(0);
    EXPECT_EQ(processOf(sessionOf("you")), 2);
    EXPECT_EQ(ask(request("1", "ping"), one).status, 404);
}

TEST_F(BackEnds, ThatNobodyUsesEnd)
{
    startPool(Kind::PerSession, 2, 100ms);
    const std::string session = sessionOf("me");
    EXPECT_EQ(processOf(session), 1);
    waitUntilUsed(0);
    EXPECT_EQ(ask(request("1", "tools/call"), session).status, 404); // a client begins anew then
}

TEST_F(BackEnds, OfNobodyElseMayAskTheirClientAnything)
{
    startPool(Kind::PerSession);
    const std::string session = sessionOf("me", R"({"roots":{}})");
    EXPECT_EQ(processOf(session), 1);
    // Nothing is under way.
    others[0]->say(Json{{"jsonrpc", "2.0"}, {"id", "q"}, {"method", "roots/list"}});
    Events stream = events("GET", session);
    const Json question = next(stream);
    EXPECT_EQ(stringOr(question, "method"), "roots/list");
    ask(R"({"jsonrpc":"2.0","id":)" + base::toText(question["id"]) + R"(,"result":{"roots":[]}})",
        session);
    EXPECT_EQ(others[0]->received.back()["id"], "q");
    ask(R"({"jsonrpc":"2.0","method":"notifications/roots/list_changed"})", session);
    loop.run(others[0]->waitFor("notifications/roots/list_changed"));
}

TEST_F(BackEnds, AreNotStartedForBerthItself)
{
    startPool(Kind::PerSession);
    sessionOf("berth");
    EXPECT_TRUE(others.empty());
    EXPECT_EQ(pool->count(), (gateway::BackEndCount{0, 2}));
}

TEST_F(BackEnds, EndWithTheFirst)
{
    startPool(Kind::PerSession);
    const std::string session = sessionOf("me");
    EXPECT_EQ(processOf(session), 1);
    server->end();
    waitUntilUsed(0);
    EXPECT_EQ(ask(greeting("you")).status, 503);
}

} // namespace
} // namespace berth::tests
