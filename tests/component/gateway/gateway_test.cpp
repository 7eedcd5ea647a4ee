// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "base/json.h"
#include "gateway/gateway.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/io_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <future>
#include <optional>

namespace berth::tests {

using namespace std::chrono_literals;
using namespace net;
using gateway::Gateway;
using gateway::Route;

namespace {

HttpResponseHead eventStream()
{
    return {200, {{"Content-Type", "text/event-stream"}}};
}

/// A real HTTP server that says back what it was asked, and streams until its caller goes.
class Upstream
{
public:
    Upstream()
        : m_server(m_thread.executor(), [this](ServerExchange &e) { return answer(e); })
    {
        port = m_server.listenTcp("127.0.0.1", 0).value();
    }
    ~Upstream()
    {
        m_thread.stop();
    }

    std::uint16_t port = 0;
    std::promise<void> streamClosed;

private:
    asio::awaitable<void> answer(ServerExchange &exchange)
    {
        if (exchange.target() == "/stream") {
            return stream(exchange);
        }
        if (exchange.target() == "/break") {
            return breakOff(exchange);
        }
        return reflect(exchange);
    }

    static asio::awaitable<void> reflect(ServerExchange &exchange)
    {
        base::Json seen;
        seen["target"] = exchange.target();
        for (const auto &[name, value] : exchange.headers().fields()) {
            seen["headers"][name] = value;
        }
        const auto body = co_await exchange.readBody(64 * base::mebibyte);
        seen["size"] = body ? body->size() : 0;
        HttpResponse response;
        response.headers.set("Keep-Alive", "timeout=5");
        response.body = base::toText(seen);
        co_await exchange.respond(std::move(response));
    }

    asio::awaitable<void> stream(ServerExchange &exchange)
    {
        co_await exchange.start(eventStream(), "data: first\n\n");
        co_await exchange.waitForClose();
        streamClosed.set_value();
    }

    static asio::awaitable<void> breakOff(ServerExchange &exchange)
    {
        co_await exchange.start(eventStream(), "data: first\n\n");
    }

    IoThread m_thread{"upstream"};
    HttpServer m_server;
};

class GatewayTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto started = gateway.start();
        ASSERT_TRUE(started) << started.error().message;
        port = *started;
        Route up;
        up.available = true;
        up.instanceName = "github";
        up.upstream = Endpoint::tcp("127.0.0.1", upstream.port);
        Route secured = up;
        secured.extraHeaders.set("Authorization", "Bearer ours");
        secured.hostHeader = "api.example.org";
        Route down;
        down.instanceName = "gone";
        down.problem = "gone is stopped.";
        Route dead = up;
        dead.upstream = Endpoint::unixSocket("/nonexistent/berth.sock");
        gateway.setRoutes({{"up", up}, {"secured", secured}, {"down", down}, {"dead", dead}});
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

    base::Json askJson(std::string target, Headers headers = {}, std::string body = {})
    {
        return base::parseJson(ask(std::move(target), std::move(headers), std::move(body)).body)
            .value_or(base::Json());
    }

    Upstream upstream;
    IoThread gatewayThread{"gateway"};
    Gateway gateway{gatewayThread.executor(), {"127.0.0.1", 0, 1, "1.2.3"}};
    IoThread thread{"caller"};
    std::uint16_t port = 0;
};

} // namespace

TEST_F(GatewayTest, MapsPaths)
{
    EXPECT_EQ(askJson("/mcp/up").value("target", ""), "/mcp");
    EXPECT_EQ(askJson("/mcp/up/").value("target", ""), "/mcp");
    EXPECT_EQ(askJson("/mcp/up?a=b").value("target", ""), "/mcp?a=b");
    EXPECT_EQ(askJson("/mcp/up/mcp").value("target", ""), "/mcp");
    EXPECT_EQ(askJson("/mcp/up/x/y?q").value("target", ""), "/x/y?q");
}

TEST_F(GatewayTest, AnswersWithJsonWhatItCannotForward)
{
    EXPECT_EQ(ask("/mcp/unknown").status, 404);
    EXPECT_EQ(ask("/elsewhere").status, 404);
    EXPECT_EQ(ask("/mcp/dead").status, 502);
    const auto down = ask("/mcp/down");
    EXPECT_EQ(down.status, 503);
    const auto body = base::parseJson(down.body);
    ASSERT_TRUE(body);
    EXPECT_EQ(body->value("error", ""), "instance_unavailable");
    EXPECT_EQ(body->value("code", 0), 503);
    EXPECT_TRUE(body->value("message", "").starts_with("gone is stopped."));
}

TEST_F(GatewayTest, KeepsWebPagesOut)
{
    EXPECT_EQ(ask("/mcp/up", {{"Host", "evil.example.com"}}).status, 403);
    EXPECT_EQ(ask("/mcp/up", {{"Host", "127.0.0.1:1"}}).status, 403);
    EXPECT_EQ(ask("/mcp/up", {{"Origin", "http://evil.example.com"}}).status, 403);
    EXPECT_EQ(ask("/mcp/up", {{"Origin", "null"}}).status, 403);
    EXPECT_EQ(ask("/mcp/up", {{"Origin", "http://localhost.evil.com"}}).status, 403);
    EXPECT_EQ(ask("/mcp/up", {{"Origin", "http://localhost:3000"}}).status, 200);
    EXPECT_EQ(ask("/mcp/up", {{"Host", "localhost:" + std::to_string(port)}}).status, 200);
    EXPECT_EQ(ask("http://evil.example.com/mcp/up").status, 403);
}

TEST_F(GatewayTest, ForwardsOnlyTheHeadersThatShouldGoOn)
{
    const auto response = ask("/mcp/secured", {{"Authorization", "Bearer theirs"},
                                               {"Origin", "http://localhost"},
                                               {"Connection", "X-Private, keep-alive"},
                                               {"X-Private", "1"},
                                               {"Mcp-Session-Id", "s"}});
    const auto seen = base::parseJson(response.body).value_or(base::Json())["headers"];
    EXPECT_EQ(seen.value("Authorization", ""), "Bearer ours");
    EXPECT_EQ(seen.value("Host", ""), "api.example.org");
    EXPECT_EQ(seen.value("Mcp-Session-Id", ""), "s");
    EXPECT_FALSE(seen.contains("Origin"));
    EXPECT_FALSE(seen.contains("X-Private"));
    EXPECT_FALSE(response.headers.contains("Keep-Alive"));
}

TEST_F(GatewayTest, StreamsLargeBodiesUp)
{
    constexpr std::size_t size = 8 * base::mebibyte;
    const auto response = ask("/mcp/up", {}, std::string(size, 'x'));
    const auto seen = base::parseJson(response.body).value_or(base::Json());
    EXPECT_EQ(seen.value("size", std::size_t(0)), size) << response.body;
}

TEST_F(GatewayTest, PassesEventsOnAtOnceAndClosesUpstreamWithItsCaller)
{
    HttpClient client(thread.executor(), Endpoint::tcp("127.0.0.1", port));
    auto stream = run(client.open({"GET", "/mcp/up/stream", {}, {}}, 10s));
    ASSERT_TRUE(stream) << stream.error().message;
    EXPECT_EQ((*stream)->head().headers.get("X-Accel-Buffering"), "no");
    const auto piece = run((*stream)->read());
    ASSERT_TRUE(piece) << piece.error().message;
    EXPECT_EQ(*piece, "data: first\n\n");
    asio::post(thread.executor(), asio::use_future([&stream] { stream->reset(); })).wait();
    auto closed = upstream.streamClosed.get_future();
    EXPECT_EQ(closed.wait_for(10s), std::future_status::ready);
}

TEST_F(GatewayTest, CutsItsCallerOffWhenTheUpstreamBreaks)
{
    HttpClient client(thread.executor(), Endpoint::tcp("127.0.0.1", port));
    auto stream = run(client.open({"GET", "/mcp/up/break", {}, {}}, 10s));
    ASSERT_TRUE(stream) << stream.error().message;
    const auto rest = run((*stream)->readAll(1024));
    ASSERT_FALSE(rest);
    EXPECT_EQ(rest.error().code, base::ErrorCode::ConnectionLost) << rest.error().message;
}

TEST_F(GatewayTest, TakesTheNextFreePort)
{
    Gateway second(gatewayThread.executor(), {"127.0.0.1", port, 50, {}});
    const auto other = second.start();
    ASSERT_TRUE(other) << other.error().message;
    EXPECT_GT(*other, port);
    EXPECT_EQ(second.address(), "http://127.0.0.1:" + std::to_string(*other));
}

TEST_F(GatewayTest, ListsItsInstances)
{
    const auto overview = askJson("/");
    EXPECT_EQ(overview.value("version", ""), "1.2.3");
    EXPECT_EQ(overview["instances"].size(), 4U);
    EXPECT_EQ(ask("/health").status, 200);
}

/// An instance that starts when it is called.
class StartOnCall : public testing::Test
{
protected:
    Route route(bool isUp) const
    {
        Route result;
        result.instanceId = "id";
        result.instanceName = "sleeper";
        result.startsOnCall = true;
        result.startWithin = startWithin;
        result.stopWhenIdle = 100ms;
        result.available = isUp;
        result.upstream = Endpoint::tcp("127.0.0.1", upstream.port);
        result.problem = isUp ? "" : "sleeper is stopped.";
        return result;
    }
    HttpResponse call(const std::string &method = "POST")
    {
        HttpClient client(thread.executor(), Endpoint::tcp("127.0.0.1", port));
        return asio::co_spawn(thread.executor(),
                              client.request({method, "/mcp/sleeper", {}, {}}, 10s),
                              asio::use_future)
            .get()
            .value_or(HttpResponse{0, {}, {}});
    }
    void start(std::function<void()> onWanted)
    {
        Gateway::Options options{"127.0.0.1", 0, 1, "test", {}, {}};
        options.onWanted = [onWanted = std::move(onWanted)](const std::string &id) {
            EXPECT_EQ(id, "id");
            onWanted();
        };
        options.onIdle = [this](const std::string &id) {
            EXPECT_EQ(id, "id");
            if (!isIdle) {
                isIdle = true;
                idle.set_value();
            }
        };
        gateway = std::make_unique<Gateway>(gatewayThread.executor(), options);
        port = gateway->start().value();
        gateway->setRoutes({{"sleeper", route(false)}});
    }
    void TearDown() override
    {
        gateway->stop();
        thread.stop();
    }

    std::chrono::milliseconds startWithin = 10s;
    Upstream upstream;
    IoThread thread{"client"};
    IoThread gatewayThread{"gateway"};
    std::unique_ptr<Gateway> gateway;
    std::uint16_t port = 0;
    std::promise<void> idle;
    bool isIdle = false; ///< of the gateway's thread
};

TEST_F(StartOnCall, aCallWaitsUntilItIsThere)
{
    start([this] { gateway->setRoutes({{"sleeper", route(true)}}); });
    EXPECT_EQ(call("GET").status, 503); // who only listens does not start it
    EXPECT_EQ(call().status, 200);
    ASSERT_EQ(idle.get_future().wait_for(5s), std::future_status::ready);
}

TEST_F(StartOnCall, aCallIsToldWhenItFails)
{
    start([this] {
        Route failed = route(false);
        failed.hasFailed = true;
        failed.problem = "sleeper is failed. No such image.";
        gateway->setRoutes({{"sleeper", failed}});
    });
    const HttpResponse answer = call();
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.body.find("No such image."), std::string::npos) << answer.body;
}

TEST_F(StartOnCall, aCallWaitsNoLongerThanAStartMayTake)
{
    startWithin = 50ms;
    start([] {});
    const HttpResponse answer = call();
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.body.find("did not start in time"), std::string::npos) << answer.body;
}

} // namespace berth::tests
