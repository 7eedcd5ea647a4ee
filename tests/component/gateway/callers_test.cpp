// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "gateway/client_token.h"
#include "gateway/gateway.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/io_thread.h"
#include "net/server_tls.h"
#include "support/keyring/scratch_dir.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace berth::tests {

using namespace std::chrono_literals;
using namespace net;
using gateway::CallerRules;
using gateway::ClientEntry;
using gateway::Gateway;
using gateway::Route;
using model::CallOutcome;
using model::RecordedCall;

namespace {

constexpr const char *sessionId = "s-1";

/// A real HTTP server that behaves as an MCP server does, as far as the gateway looks at it.
class McpUpstream
{
public:
    McpUpstream()
        : m_server(m_thread.executor(), [](ServerExchange &e) { return answer(e); })
    {
        port = m_server.listenTcp("127.0.0.1", 0).value();
    }
    ~McpUpstream()
    {
        m_thread.stop();
    }

    std::uint16_t port = 0;

private:
    static asio::awaitable<void> answer(ServerExchange &exchange)
    {
        if (exchange.method() == "GET") {
            co_await listen(exchange);
            co_return;
        }
        const auto body = co_await exchange.readBody(1U << 20U);
        const auto message = base::parseJson(body.value_or("{}")).value_or(base::Json::object());
        HttpResponse response;
        response.headers.set("Content-Type", "application/json");
        const std::string method = base::stringOr(message, "method");
        if (method == "initialize") {
            response.headers.set("Mcp-Session-Id", sessionId);
        }
        const std::string tool = message.contains("params") && message["params"].is_object()
                                     ? base::stringOr(message["params"], "name")
                                     : "";
        if (tool == "fails") {
            response.body =
                R"({"result":{"content":[{"type":"text","text":"no"}],"isError":true},"id":1})";
        } else if (tool == "events") {
            co_await streamFailure(exchange);
            co_return;
        } else if (method == "unknown") {
            response.body = R"({"error":{"code":-32601,"message":"no"},"id":1})";
        } else {
            base::Json seen{{"result", base::Json::object()}};
            seen["authorization"] = exchange.headers().get("Authorization").value_or("none");
            response.body = base::toText(seen);
        }
        co_await exchange.respond(std::move(response));
    }

    static asio::awaitable<void> listen(ServerExchange &exchange)
    {
        HttpResponseHead head{200, {{"Content-Type", "text/event-stream"}}};
        co_await exchange.start(std::move(head), "data: first\n\n");
        if (exchange.target() != "/break") {
            co_await exchange.waitForClose();
        }
    }

    static asio::awaitable<void> streamFailure(ServerExchange &exchange)
    {
        HttpResponseHead head{200, {{"Content-Type", "text/event-stream"}}};
        co_await exchange.start(
            std::move(head),
            "id: 1\ndata: {\"method\":\"notifications/progress\",\"params\":{}}\n\nid: 2\ndata: "
            "{\"jso");
        co_await exchange.write("nrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],\"isErr");
        co_await exchange.write("or\":true}}\n\n");
        co_await exchange.finish();
    }

    IoThread m_thread{"upstream"};
    HttpServer m_server;
};

ClientEntry clientWith(const base::Secret &token, std::string name)
{
    ClientEntry client;
    client.id = "id-of-" + name;
    client.name = std::move(name);
    client.hash = gateway::hashOfToken(token.expose());
    return client;
}

std::string toolCall(const std::string &tool)
{
    return R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":")" + tool +
           R"(","arguments":{"name":"not this"}}})";
}

class CallersTest : public testing::Test
{
protected:
    void SetUp() override
    {
        Gateway::Options options;
        options.port = 0;
        options.portsToTry = 1;
        options.book = std::make_shared<gateway::CallBook>([this] {
            const std::lock_guard lock(mutex);
            news.notify_all();
        });
        gateway = std::make_unique<Gateway>(gatewayThread.executor(), std::move(options));
        port = gateway->start().value();
        Route route;
        route.available = true;
        route.instanceId = "i-1";
        route.instanceName = "github";
        route.upstream = Endpoint::tcp("127.0.0.1", upstream.port);
        Route other = route;
        other.instanceId = "i-2";
        other.instanceName = "files";
        gateway->setRoutes({{"github", route}, {"files", other}});
    }

    void TearDown() override
    {
        gateway->stop();
    }

    template <typename T>
    T run(asio::awaitable<T> work)
    {
        return asio::co_spawn(thread.executor(), std::move(work), asio::use_future).get();
    }

    HttpResponse ask(std::string target, Headers headers = {}, std::string body = {})
    {
        HttpClient client(thread.executor(), Endpoint::tcp("127.0.0.1", port));
        auto response = run(client.request(
            {body.empty() ? "GET" : "POST", std::move(target), std::move(headers), body}, 10s));
        EXPECT_TRUE(response) << response.error().message;
        return response ? *response : HttpResponse{0, {}, {}};
    }

    HttpResponse post(std::string target, const std::string &token,
                      std::string body = toolCall("x"))
    {
        Headers headers;
        if (!token.empty()) {
            headers.set("Authorization", "Bearer " + token);
        }
        return ask(std::move(target), std::move(headers), std::move(body));
    }

    /// Waits until the gateway has told of `count` calls since the last time.
    std::vector<RecordedCall> calls(std::size_t count)
    {
        std::vector<RecordedCall> all;
        std::unique_lock lock(mutex);
        news.wait_for(lock, 10s, [&] {
            for (RecordedCall &call : gateway->takeCalls().calls) {
                all.push_back(std::move(call));
            }
            return all.size() >= count;
        });
        EXPECT_EQ(all.size(), count);
        all.resize(count);
        return all;
    }

    void allow(std::vector<ClientEntry> clients, bool requireToken = true)
    {
        CallerRules rules;
        rules.requireToken = requireToken;
        rules.clients = std::move(clients);
        gateway->setCallers(std::move(rules));
    }

    McpUpstream upstream;
    std::mutex mutex;
    std::condition_variable news;
    IoThread gatewayThread{"gateway"};
    std::unique_ptr<Gateway> gateway;
    IoThread thread{"caller"};
    std::uint16_t port = 0;
};

} // namespace

TEST_F(CallersTest, WantsAKnownTokenWhenOneIsDemanded)
{
    const base::Secret token = gateway::newClientToken();
    allow({clientWith(token, "editor")});
    const auto without = post("/mcp/github", "");
    EXPECT_EQ(without.status, 401);
    EXPECT_EQ(without.headers.get("WWW-Authenticate"), R"(Bearer realm="berth")");
    const auto wrong = post("/mcp/github", gateway::newClientToken().expose());
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.headers.get("WWW-Authenticate"),
              R"(Bearer realm="berth", error="invalid_token")");
    EXPECT_EQ(ask("/").status, 401);
    EXPECT_EQ(ask("/health").status, 200);
    const auto right = post("/mcp/github", token.expose());
    EXPECT_EQ(right.status, 200);
    EXPECT_EQ(base::parseJson(right.body).value()["authorization"], "none");
    EXPECT_EQ(post("/mcp/github", gateway->ownToken().expose()).status, 200);
}

TEST_F(CallersTest, PassesForeignTokensOnOnlyWhileNobodyHasOneOfOurs)
{
    EXPECT_EQ(base::parseJson(post("/mcp/github", "theirs").body).value()["authorization"],
              "Bearer theirs");
    EXPECT_EQ(post("/mcp/github", gateway::newClientToken().expose()).status, 401);
    const auto own = post("/mcp/github", gateway->ownToken().expose());
    EXPECT_EQ(base::parseJson(own.body).value()["authorization"], "none");
    allow({clientWith(gateway::newClientToken(), "editor")}, false);
    EXPECT_EQ(post("/mcp/github", "theirs").status, 401);
    EXPECT_EQ(post("/mcp/github", "").status, 200);
}

TEST_F(CallersTest, KeepsALimitedClientToItsPlaces)
{
    const base::Secret token = gateway::newClientToken();
    ClientEntry client = clientWith(token, "editor");
    client.instances = {"i-1"};
    client.groups = {"work"};
    allow({client});
    EXPECT_EQ(post("/mcp/github", token.expose()).status, 200);
    const auto elsewhere = post("/mcp/files", token.expose());
    EXPECT_EQ(elsewhere.status, 403);
    EXPECT_EQ(elsewhere.headers.get("WWW-Authenticate"),
              R"(Bearer realm="berth", error="insufficient_scope")");
    EXPECT_EQ(post("/mcp", token.expose()).status, 403);
    EXPECT_EQ(post("/mcp/@play", token.expose()).status, 403);
    EXPECT_NE(post("/mcp/@work", token.expose()).status, 403);
    const auto list = ask("/", {{"Authorization", "Bearer " + token.expose()}});
    EXPECT_NE(list.body.find("github"), std::string::npos);
    EXPECT_EQ(list.body.find("files"), std::string::npos);
}

TEST_F(CallersTest, EndsTheStreamsOfARevokedClient)
{
    const base::Secret token = gateway::newClientToken();
    allow({clientWith(token, "editor")});
    HttpClient client(thread.executor(), Endpoint::tcp("127.0.0.1", port));
    const Headers headers{{"Authorization", "Bearer " + token.expose()}};
    auto stream = run(client.open({"GET", "/mcp/github", headers, {}}, 10s));
    ASSERT_TRUE(stream) << stream.error().message;
    ASSERT_TRUE(run((*stream)->read()));
    allow({});
    EXPECT_FALSE(run((*stream)->read()));
    EXPECT_EQ(post("/mcp/github", token.expose()).status, 401);
    const auto told = calls(2);
    EXPECT_EQ(told[0].record.outcome, CallOutcome::Cancelled);
    EXPECT_EQ(told[0].record.client, "editor");
    EXPECT_EQ(told[1].record.outcome, CallOutcome::Refused);
    asio::post(thread.executor(), asio::use_future([&stream] { stream->reset(); })).wait();
}

TEST_F(CallersTest, TellsAClientThatWentAwayFromAServerThatBroke)
{
    HttpClient client(thread.executor(), Endpoint::tcp("127.0.0.1", port));
    auto stream = run(client.open({"GET", "/mcp/github", {}, {}}, 10s));
    ASSERT_TRUE(stream) << stream.error().message;
    ASSERT_TRUE(run((*stream)->read()));
    asio::post(thread.executor(), asio::use_future([&stream] { stream->reset(); })).wait();
    EXPECT_EQ(calls(1)[0].record.outcome, CallOutcome::Cancelled);
    auto broken = run(client.open({"GET", "/mcp/github/break", {}, {}}, 10s));
    ASSERT_TRUE(broken) << broken.error().message;
    EXPECT_TRUE(run((*broken)->read()));
    EXPECT_FALSE(run((*broken)->read()));
    EXPECT_EQ(calls(1)[0].record.outcome, CallOutcome::Broken);
    asio::post(thread.executor(), asio::use_future([&broken] { broken->reset(); })).wait();
}

TEST_F(CallersTest, CountsEveryCallWithItsClientAndOutcome)
{
    const std::string hello =
        R"({"id":1,"params":{"clientInfo":{"version":"1","name":"Inspector"}},"method":"initialize"})";
    EXPECT_EQ(ask("/mcp/github", {}, hello).headers.get("Mcp-Session-Id"), sessionId);
    const Headers session{{"Mcp-Session-Id", sessionId}};
    ask("/mcp/github", session, toolCall("search"));
    ask("/mcp/github", session, toolCall("fails"));
    ask("/mcp/github", session, toolCall("events"));
    ask("/mcp/github", {}, R"({"method":"unknown","id":1})");
    const auto told = calls(5);
    EXPECT_EQ(told[0].record.method, "initialize");
    EXPECT_EQ(told[0].record.client, "Inspector");
    EXPECT_EQ(told[1].record.tool, "search");
    EXPECT_EQ(told[1].record.client, "Inspector");
    EXPECT_EQ(told[1].record.instanceId, "i-1");
    EXPECT_EQ(told[1].record.target, "github");
    EXPECT_EQ(told[1].record.outcome, CallOutcome::Ok);
    EXPECT_EQ(told[1].record.requestBytes, toolCall("search").size());
    EXPECT_EQ(told[1].record.httpStatus, 200);
    EXPECT_GT(told[1].record.toFirstByte.count(), 0);
    EXPECT_GE(told[1].record.duration, told[1].record.toFirstByte);
    EXPECT_TRUE(told[1].request.empty()) << "nothing is kept unless somebody wants it";
    EXPECT_EQ(told[2].record.outcome, CallOutcome::ToolError);
    EXPECT_EQ(told[3].record.outcome, CallOutcome::ToolError);
    EXPECT_EQ(told[4].record.outcome, CallOutcome::RpcError);
    EXPECT_EQ(told[4].record.rpcCode, -32601);
    EXPECT_EQ(told[4].record.client, "anonymous");
}

TEST_F(CallersTest, KeepsASessionToWhoMadeIt)
{
    const base::Secret one = gateway::newClientToken();
    const base::Secret two = gateway::newClientToken();
    allow({clientWith(one, "one"), clientWith(two, "two")});
    EXPECT_EQ(post("/mcp/github", one.expose(), R"({"method":"initialize","id":1})").status, 200);
    const auto with = [this](const base::Secret &token) {
        return ask("/mcp/github",
                   {{"Authorization", "Bearer " + token.expose()}, {"Mcp-Session-Id", sessionId}},
                   toolCall("x"))
            .status;
    };
    EXPECT_EQ(with(one), 200);
    EXPECT_EQ(with(two), 404);
}

TEST_F(CallersTest, LimitsEachClientByItself)
{
    const base::Secret token = gateway::newClientToken();
    CallerRules rules;
    rules.rateLimit = 2;
    rules.clients = {clientWith(token, "editor")};
    gateway->setCallers(rules);
    EXPECT_EQ(post("/mcp/github", "").status, 200);
    EXPECT_EQ(post("/mcp/github", "").status, 200);
    const auto refused = post("/mcp/github", "");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.get("Retry-After"), "30");
    EXPECT_EQ(post("/mcp/github", token.expose()).status, 200);
    rules.clients[0].rateLimit = 0;
    gateway->setCallers(rules);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(post("/mcp/github", token.expose()).status, 200);
    }
    EXPECT_EQ(post("/mcp/github", gateway->ownToken().expose()).status, 200);
}

TEST_F(CallersTest, KeepsTheBeginningOfWhatIsSaidWhenAPersonWantsIt)
{
    CallerRules rules;
    rules.record = true;
    gateway->setCallers(rules);
    ask("/mcp/github", {}, toolCall("search"));
    ask("/mcp/github", {},
        R"({"method":"x","id":1,"params":{"a":")" + std::string(70000, 'a') + "\"}}");
    const auto told = calls(2);
    EXPECT_EQ(told[0].request, toolCall("search"));
    EXPECT_NE(told[0].response.find("result"), std::string::npos);
    EXPECT_FALSE(told[0].isCut);
    EXPECT_EQ(told[1].request.size(), 65536U);
    EXPECT_TRUE(told[1].isCut);
}

/// A gateway that others reach, with a certificate of its own.
class OpenGatewayTest : public testing::Test
{
protected:
    OpenGatewayTest()
    {
        files = {directory / "gateway.crt", directory / "gateway.key"};
    }

    std::uint16_t start(std::vector<std::string> names)
    {
        EXPECT_TRUE(net::ensureOwnCertificate(files, names));
        Gateway::Options options;
        options.address = "0.0.0.0";
        options.port = 0;
        options.portsToTry = 1;
        options.hostNames = {"mcp.example.org"};
        options.tls = files;
        gateway = std::make_unique<Gateway>(gatewayThread.executor(), std::move(options));
        const auto port = gateway->start();
        EXPECT_TRUE(port) << port.error().message;
        return port.value_or(0);
    }

    base::Result<HttpResponse> ask(const std::string &host, std::uint16_t port, Headers headers)
    {
        HttpClient::Options options;
        options.extraCaFile = files.certificate.string();
        HttpClient client(thread.executor(), {Endpoint::Kind::Tls, host, port}, options);
        return asio::co_spawn(thread.executor(),
                              client.request({"GET", "/health", std::move(headers), {}}, 10s),
                              asio::use_future)
            .get();
    }

    test::ScratchDir directory;
    net::CertificateFiles files;
    IoThread thread{"caller"};
    IoThread gatewayThread{"gateway"};
    std::unique_ptr<Gateway> gateway;
};

TEST_F(OpenGatewayTest, SpeaksTlsWithACertificateOfItsOwn)
{
    const auto port = start({"localhost", "127.0.0.1"});
    const auto answer = ask("127.0.0.1", port, {});
    ASSERT_TRUE(answer) << answer.error().message << answer.error().details;
    EXPECT_EQ(answer->status, 200);
    EXPECT_TRUE(ask("localhost", port, {}));
    EXPECT_TRUE(gateway->address().starts_with("https://mcp.example.org:"));
    HttpClient plain(thread.executor(), Endpoint::tcp("127.0.0.1", port));
    const auto refused =
        asio::co_spawn(thread.executor(), plain.request({"GET", "/health", {}, {}}, 10s),
                       asio::use_future)
            .get();
    EXPECT_FALSE(refused);
    HttpClient distrustful(thread.executor(), {Endpoint::Kind::Tls, "127.0.0.1", port});
    EXPECT_FALSE(asio::co_spawn(thread.executor(),
                                distrustful.request({"GET", "/health", {}, {}}, 10s),
                                asio::use_future)
                     .get());
}

TEST_F(OpenGatewayTest, AnswersToItsAddressesAndNamesOnly)
{
    const auto port = start({"localhost", "127.0.0.1"});
    const auto status = [&](const std::string &host) {
        const auto answer = ask("127.0.0.1", port, {{"Host", host}});
        return answer ? answer->status : -1;
    };
    EXPECT_EQ(status("mcp.example.org"), 200);
    EXPECT_EQ(status("mcp.example.org:8443"), 200);
    EXPECT_EQ(status("192.0.2.7:" + std::to_string(port)), 200) << "no name, so no rebinding";
    EXPECT_EQ(status("evil.example.org"), 403);
}

TEST_F(OpenGatewayTest, KeepsItsCertificateWhileItFits)
{
    ASSERT_TRUE(net::ensureOwnCertificate(files, {"localhost"}));
    const auto first = net::fingerprintOf(files.certificate).value();
    EXPECT_EQ(first.size(), 95U);
    EXPECT_EQ(std::filesystem::status(files.key).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    ASSERT_TRUE(net::ensureOwnCertificate(files, {"localhost"}));
    EXPECT_EQ(net::fingerprintOf(files.certificate).value(), first);
    ASSERT_TRUE(net::ensureOwnCertificate(files, {"localhost", "mcp.example.org", "192.0.2.7"}));
    EXPECT_NE(net::fingerprintOf(files.certificate).value(), first);
    EXPECT_FALSE(net::makeServerTls({files.key, files.certificate}));
}

} // namespace berth::tests
