// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// berth-train [CALLS]: small calls of many clients through the gateway to an HTTP server, so that
// the compiler sees which way they take (cmake/BerthProfile.cmake). Everything in this process.
#include "gateway/gateway.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/io_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace net = berth::net;

using namespace std::chrono_literals;

constexpr int clients = 16;
constexpr int usualCalls = 32000;
constexpr int oneInSoManyIsStreamed = 8;
constexpr std::size_t mostBytes = 65536;
constexpr const char *call =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hello"}}})";
constexpr const char *reply =
    R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello"}]}})";

asio::awaitable<void> answer(net::ServerExchange &exchange)
{
    const auto body = co_await exchange.readBody(mostBytes);
    if (!body || exchange.headers().contains("X-Stream")) {
        net::HttpResponseHead head{200, {}};
        head.headers.set("Content-Type", "text/event-stream");
        const std::string event = std::string("data: ") + reply + "\n\n";
        co_await exchange.start(std::move(head), event);
        co_await exchange.finish();
        co_return;
    }
    net::HttpResponse response{200, {}, reply};
    response.headers.set("Content-Type", "application/json");
    response.headers.set("Server", "berth-train");
    co_await exchange.respond(std::move(response));
}

/// How many of the calls were answered.
asio::awaitable<int> makeCalls(net::HttpClient &client, int calls)
{
    int answered = 0;
    for (int number = 0; number < calls; ++number) {
        net::HttpRequest request{"POST", "/mcp/server", {}, call};
        request.headers.set("Content-Type", "application/json");
        request.headers.set("Accept", "application/json, text/event-stream");
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
    net::HttpServer server(serverThread.executor(), answer);
    const auto serverPort = server.listenTcp("127.0.0.1", 0);
    net::IoThread gatewayThread("berth-gateway", net::IoThread::Idle::LooksFirst);
    berth::gateway::Gateway gateway(gatewayThread.executor(), {"127.0.0.1", 0, 1, "train"});
    const auto port = gateway.start();
    if (!serverPort || !port) {
        std::fprintf(stderr, "berth-train cannot listen on 127.0.0.1.\n");
        return EXIT_FAILURE;
    }
    berth::gateway::Route route;
    route.available = true;
    route.instanceId = "5e0f7c5e-3c0c-4c53-9a53-0c5f8f3f8f10";
    route.instanceName = "server";
    route.upstream = net::Endpoint::tcp("127.0.0.1", *serverPort);
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
