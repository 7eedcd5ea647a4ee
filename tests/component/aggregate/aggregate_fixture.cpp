// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/aggregate/aggregate_fixture.h"

#include "model/group.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <unistd.h>

namespace berth::tests {

Part::Part(Loop &loop, const std::string &partName, bool isStateless)
    : name(partName)
    , server(std::make_shared<FakeStdioServer>(loop.io.get_executor()))
{
    server->discovers =
        isStateless ? FakeStdioServer::Discovers::Yes : FakeStdioServer::Discovers::No;
    server->capabilities = Json{{"tools", Json{{"listChanged", true}}}};
    bridge =
        std::make_shared<gateway::BridgeServer>(loop.io.get_executor(), server->describe(name));
    http = std::make_unique<HttpServer>(
        loop.io.get_executor(),
        [core = bridge](ServerExchange &exchange) { return core->handle(exchange); });
    port = http->listenTcp("127.0.0.1", 0).value();
    asio::co_spawn(loop.io, bridge->run(), [](std::exception_ptr, base::Error) {});
    server->onMessage = [this](const Json &message) {
        const std::string method = stringOr(message, "method");
        if (method == "tools/list") {
            Json list = Json::array();
            for (const std::string &tool : tools) {
                list.push_back(Json{{"name", tool}, {"inputSchema", Json{{"type", "object"}}}});
            }
            server->reply(message, Json{{"tools", list}});
        } else if (method == "tools/call" && !onCall) {
            const std::string text = name + ':' + stringOr(message["params"], "name");
            server->reply(message,
                          Json{{"content", Json::array({Json{{"type", "text"}, {"text", text}}})}});
        } else if (method == "tools/call") {
            onCall(message);
        } else if (onOther) {
            onOther(message);
        }
    };
}

Part::~Part()
{
    server->onMessage = nullptr;
    bridge->close();
    http->stop();
}

gateway::Route Part::route() const
{
    gateway::Route route;
    route.available = true;
    route.instanceId = "id-" + name;
    route.instanceName = name;
    route.upstream = Endpoint::tcp("127.0.0.1", port);
    route.hostHeader = "localhost";
    return route;
}

void Part::offerTools(std::vector<std::string> toolNames)
{
    tools = std::move(toolNames);
}

void AggregateTest::SetUp()
{
    std::string made = "/tmp/berth-aggregate-XXXXXX";
    ASSERT_NE(::mkdtemp(made.data()), nullptr);
    directory = made;
    gateway = std::make_unique<gateway::Gateway>(gatewayThread.executor(),
                                                 gateway::Gateway::Options{"127.0.0.1", 0, 1, "t"});
    port = gateway->start().value();
    gateway::Aggregates::Options options;
    options.executor = gatewayThread.executor();
    options.directory = directory / "groups";
    options.listWithin = listWithin;
    options.renewWithin = listWithin;
    options.onWanted = [this](const std::string &id) {
        const std::lock_guard lock(wantedMutex);
        wanted.push_back(id);
    };
    aggregates = std::make_unique<gateway::Aggregates>(std::move(options));
    client = std::make_unique<HttpClient>(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
}

void AggregateTest::TearDown()
{
    client.reset();
    gateway->stop();
    aggregates.reset();
    parts.clear();
    loop.io.restart();
    loop.io.poll();
    // Its sockets are removed on its thread, and two that remove the same do not get along.
    asio::post(gatewayThread.executor(), asio::use_future).wait();
    std::filesystem::remove_all(directory);
}

std::shared_ptr<Part> AggregateTest::add(const std::string &name, std::vector<std::string> tools,
                                         bool isStateless)
{
    auto part = std::make_shared<Part>(loop, name, isStateless);
    part->offerTools(std::move(tools));
    parts.push_back(part);
    members[name] = gateway::Member{name, part->route(), {}, {}};
    return part;
}

void AggregateTest::publish()
{
    gateway::Members all;
    for (const auto &[slug, member] : members) {
        all.push_back(member);
    }
    gateway->setRoutes(
        aggregates->publish({{std::string(model::allInstancesGroup),
                              std::make_shared<const gateway::Members>(std::move(all))}}));
}

std::vector<std::string> AggregateTest::names(const std::string &method, const std::string &list,
                                              const std::string &session, const std::string &key)
{
    const HttpResponse response = ask(request("1", method), session);
    std::string body = response.body;
    if (const auto at = body.find("data: {"); at != std::string::npos) { // it took its time
        body = body.substr(at + 6, body.find('\n', at) - at - 6);
    }
    const Json reply = parsed(body);
    std::vector<std::string> found;
    EXPECT_TRUE(reply.contains("result")) << response.status << ' ' << response.body;
    if (reply.contains("result")) {
        for (const Json &entry : reply["result"][list]) {
            found.push_back(stringOr(entry, key.c_str()));
        }
    }
    return found;
}

std::string AggregateTest::greet(const std::string &capabilities)
{
    const std::string session = open("2025-11-25", capabilities);
    EXPECT_EQ(ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", session).status,
              202);
    return session;
}

Json AggregateTest::call(const std::string &session, const std::string &tool,
                         const std::string &arguments)
{
    const std::string params = R"({"name":")" + tool + R"(","arguments":)" + arguments + "}";
    std::string body = ask(request("7", "tools/call", params), session).body;
    if (const auto at = body.find("data: {"); at != std::string::npos) {
        body = body.substr(at + 6, body.find('\n', at) - at - 6);
    }
    return parsed(body);
}

} // namespace berth::tests
