// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "gateway/gateway.h"
#include "net/http_client.h"
#include "net/io_thread.h"
#include "support/process/echo_process.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>

namespace berth::tests {

using namespace std::chrono_literals;
using namespace net;
using asio::ip::tcp;
using gateway::Gateway;
using gateway::Route;
using test::EchoProcess;

namespace {

constexpr const char *greeting =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";
constexpr const char *listing = R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})";

class UpstreamTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto started = gateway.start();
        ASSERT_TRUE(started) << started.error().message;
        port = *started;
        client.emplace(thread.executor(), Endpoint::tcp("127.0.0.1", port));
    }

    void routeTo(std::uint16_t upstream)
    {
        Route route;
        route.available = true;
        route.instanceId = route.instanceName = "echo";
        route.upstream = Endpoint::tcp("127.0.0.1", upstream);
        route.maxBodyBytes = 100000;
        gateway.setRoutes({{"echo", route}});
    }

    HttpResponse send(const std::string &method, const std::string &session,
                      const std::string &body)
    {
        return begin(method, session, body).get().value_or(HttpResponse{0, {}, {}});
    }
    std::future<base::Result<HttpResponse>>
    begin(const std::string &method, const std::string &session, const std::string &body)
    {
        HttpRequest request{method, "/mcp/echo", {}, body};
        request.headers = {{"Content-Type", "application/json"},
                           {"Accept", "application/json, text/event-stream"}};
        if (!session.empty()) {
            request.headers.set("Mcp-Session-Id", session);
        }
        return asio::co_spawn(thread.executor(), client->request(std::move(request), 10s),
                              asio::use_future);
    }
    std::string openSession()
    {
        const auto response = send("POST", {}, greeting);
        return std::string(response.headers.get("Mcp-Session-Id").value_or(""));
    }

    IoThread gatewayThread{"gateway"};
    Gateway gateway{gatewayThread.executor(), {"127.0.0.1", 0, 1, "test"}};
    IoThread thread{"caller"};
    std::uint16_t port = 0;
    std::optional<HttpClient> client;
};

TEST_F(UpstreamTest, aRestartedServerIsGreetedAnewAndTheClientKeepsItsSession)
{
    auto first = std::make_unique<EchoProcess>();
    routeTo(first->port());
    const std::string session = openSession();
    ASSERT_FALSE(session.empty());
    EXPECT_EQ(send("POST", session, listing).status, 200);
    first.reset();
    const EchoProcess second;
    routeTo(second.port());
    // Two at once: one greets, both are answered.
    auto one = begin("POST", session, listing);
    auto other = begin("POST", session, listing);
    for (auto *answer : {&one, &other}) {
        const auto response = answer->get();
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->status, 200);
        EXPECT_NE(response->body.find("\"echo\""), std::string::npos) << response->body;
    }
    EXPECT_EQ(send("DELETE", session, {}).status / 100, 2);
    EXPECT_EQ(send("POST", session, listing).status, 404);
}

TEST_F(UpstreamTest, aSessionThatNobodyBeganIsUnknown)
{
    const EchoProcess echo;
    routeTo(echo.port());
    EXPECT_EQ(send("POST", "made-up", listing).status, 404);
}

TEST_F(UpstreamTest, aBodyThatIsTooLargeIsRefused)
{
    const EchoProcess echo;
    routeTo(echo.port());
    const auto refused = send("POST", {}, std::string(100001, ' '));
    EXPECT_EQ(refused.status, 413) << refused.body;
}

/// Says back one message and closes, as a WebSocket server does.
void sayBack(tcp::acceptor &acceptor)
{
    boost::beast::websocket::stream<tcp::socket> socket(acceptor.accept());
    socket.accept();
    boost::beast::flat_buffer message;
    socket.read(message);
    socket.write(message.data());
    boost::system::error_code closed;
    message.clear();
    socket.read(message, closed);
}

TEST_F(UpstreamTest, aWebSocketPasses)
{
    asio::io_context context;
    tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), 0});
    std::thread server([&acceptor] { sayBack(acceptor); });
    routeTo(acceptor.local_endpoint().port());
    boost::beast::websocket::stream<tcp::socket> socket(context);
    socket.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
    socket.handshake("127.0.0.1:" + std::to_string(port), "/mcp/echo/ws");
    socket.write(asio::buffer(std::string("hello")));
    boost::beast::flat_buffer message;
    socket.read(message);
    EXPECT_EQ(boost::beast::buffers_to_string(message.data()), "hello");
    socket.close(boost::beast::websocket::close_code::normal);
    server.join();
}

} // namespace
} // namespace berth::tests
