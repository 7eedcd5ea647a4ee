// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// berth-train [CALLS]: small calls of many clients through the gateway to an HTTP server, so that
// the compiler sees which way they take (cmake/BerthProfile.cmake). Everything in this process. The
// server is not Berth's own, for those out there say more in their answers, and heads are as the
// usual clients and servers write them: what they say decides which branches are taken.
#include "gateway/gateway.h"
#include "net/http_client.h"
#include "net/io_thread.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace net = berth::net;

using asio::ip::tcp;
using Headers = net::Headers;
using namespace std::chrono_literals;

constexpr int clients = 16;
constexpr int usualCalls = 32000;
constexpr int oneInSoManyIsStreamed = 8;
constexpr const char *call =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"}}})";
constexpr const char *reply =
    R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello"}]}})";
constexpr auto token = asio::as_tuple(asio::use_awaitable);

http::response<http::string_body> answerTo(const http::request<http::string_body> &request)
{
    http::response<http::string_body> response(http::status::ok, request.version());
    const bool isStreamed = request.find("X-Stream") != request.end();
    if (request["X-Server"] == "node") {
        response.set("Content-Type", isStreamed ? "text/event-stream" : "application/json");
        response.set("Date", "Tue, 01 Dec 2026 12:00:00 GMT");
        response.set("Connection", "keep-alive");
        response.set("Keep-Alive", "timeout=5");
    } else if (request["X-Server"] == "nginx") {
        response.set("Server", "nginx/1.22.1");
        response.set("Date", "Tue, 01 Dec 2026 12:00:00 GMT");
        response.set("Content-Type", isStreamed ? "text/event-stream" : "application/json");
        response.set("Connection", "keep-alive");
    } else {
        response.set("date", "Tue, 01 Dec 2026 12:00:00 GMT");
        response.set("server", "uvicorn");
        response.set("content-type", isStreamed ? "text/event-stream" : "application/json");
    }
    response.body() = isStreamed ? std::string("data: ") + reply + "\n\n" : reply;
    if (isStreamed) {
        response.chunked(true);
    } else {
        response.prepare_payload();
    }
    return response;
}

asio::awaitable<void> serve(tcp::socket socket)
{
    socket.set_option(tcp::no_delay(true));
    beast::flat_buffer buffer;
    for (;;) {
        http::request<http::string_body> request;
        const auto [readError, read] = co_await http::async_read(socket, buffer, request, token);
        if (readError) {
            co_return;
        }
        auto response = answerTo(request);
        const auto [writeError, written] = co_await http::async_write(socket, response, token);
        if (writeError) {
            co_return;
        }
    }
}

asio::awaitable<void> acceptAll(tcp::acceptor acceptor)
{
    for (;;) {
        auto [error, socket] = co_await acceptor.async_accept(token);
        if (error) {
            co_return;
        }
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket)), asio::detached);
    }
}

/// What fetch() of Node, httpx of Python and curl say, each with a server of another kind.
std::array<Headers, 3> usualHeads(const std::string &host)
{
    constexpr const char *both = "application/json, text/event-stream";
    return {Headers{{"host", host},
                    {"connection", "keep-alive"},
                    {"content-type", "application/json"},
                    {"accept", both},
                    {"accept-language", "*"},
                    {"sec-fetch-mode", "cors"},
                    {"user-agent", "node"},
                    {"accept-encoding", "gzip, deflate"},
                    {"X-Server", "node"}},
            Headers{{"Host", host},
                    {"Accept", both},
                    {"Accept-Encoding", "gzip, deflate"},
                    {"Connection", "keep-alive"},
                    {"User-Agent", "python-httpx/0.27.0"},
                    {"Content-Type", "application/json"},
                    {"X-Server", "uvicorn"}},
            Headers{{"Content-Type", "application/json"},
                    {"Accept", both},
                    {"Host", host},
                    {"X-Server", "nginx"}}};
}

/// How many of the calls were answered.
asio::awaitable<int> makeCalls(net::HttpClient &client, int calls)
{
    const std::array<Headers, 3> heads = usualHeads(client.endpoint().hostHeader());
    int answered = 0;
    for (int number = 0; number < calls; ++number) {
        const auto kind = static_cast<std::size_t>(number) % heads.size();
        net::HttpRequest request{"POST", "/mcp/server", heads.at(kind), call};
        if (number % oneInSoManyIsStreamed == 0) {
            request.headers.set("X-Stream", "1");
        }
        const auto response = co_await client.request(std::move(request), 10s);
        answered += response && response->status == 200 ? 1 : 0;
    }
    co_return answered;
}

int callThrough(std::uint16_t port, int callsOfEach)
{
    net::IoThread thread("berth-clients");
    net::HttpClient::Options options;
    options.maxIdleConnections = clients;
    net::HttpClient client(thread.executor(), net::Endpoint::tcp("127.0.0.1", port), options);
    std::vector<std::future<int>> running;
    running.reserve(clients);
    for (int number = 0; number < clients; ++number) {
        running.push_back(
            asio::co_spawn(thread.executor(), makeCalls(client, callsOfEach), asio::use_future));
    }
    int answered = 0;
    for (auto &calls : running) {
        answered += calls.get();
    }
    thread.stop();
    return answered;
}

} // namespace

int main(int argc, char **argv)
{
    const int calls = argc > 1 ? std::atoi(argv[1]) : usualCalls;
    const int callsOfEach = std::max(1, calls / clients);
    net::IoThread serverThread("berth-server");
    tcp::acceptor acceptor(serverThread.executor(),
                           tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const std::uint16_t serverPort = acceptor.local_endpoint().port();
    asio::co_spawn(serverThread.executor(), acceptAll(std::move(acceptor)), asio::detached);
    net::IoThread gatewayThread("berth-gateway", net::IoThread::Idle::LooksFirst);
    berth::gateway::Gateway gateway(gatewayThread.executor(), {"127.0.0.1", 0, 1, "train"});
    const auto port = gateway.start();
    if (!port) {
        std::fprintf(stderr, "berth-train cannot listen on 127.0.0.1.\n");
        return EXIT_FAILURE;
    }
    berth::gateway::Route route;
    route.available = true;
    route.instanceId = "5e0f7c5e-3c0c-4c53-9a53-0c5f8f3f8f10";
    route.instanceName = "server";
    route.upstream = net::Endpoint::tcp("127.0.0.1", serverPort);
    gateway.setRoutes({{"server", route}});
    const int answered = callThrough(*port, callsOfEach);
    gateway.stop();
    gatewayThread.stop();
    serverThread.stop();
    if (answered != clients * callsOfEach) {
        std::fprintf(stderr, "berth-train: %d of %d calls were answered.\n", answered,
                     clients * callsOfEach);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
