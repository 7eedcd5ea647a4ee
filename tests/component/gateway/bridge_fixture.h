// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/gateway/fake_stdio_server.h"
#include "gateway/bridge_server.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/sse.h"
#include "unit/net/loop.h"

#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

// A bridge in front of a server that the test plays, and a client that it plays too.
namespace berth::tests {

using namespace std::chrono_literals;
using namespace net;
using base::Json;
using base::stringOr;

inline constexpr const char *everything = "application/json, text/event-stream";

inline std::string request(const std::string &id, const std::string &method,
                           const std::string &params = "{}")
{
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + method + R"(","params":)" +
           params + "}";
}

inline std::string initialize(const std::string &version = "2025-11-25",
                              const std::string &capabilities = "{}")
{
    return request("0", "initialize",
                   R"({"protocolVersion":")" + version + R"(","capabilities":)" + capabilities +
                       R"(,"clientInfo":{"name":"t","version":"1"}})");
}

inline Json parsed(const std::string &text)
{
    return base::parseJson(text).value_or(Json());
}

/// The events of a stream, as they come.
class Events
{
public:
    explicit Events(std::unique_ptr<HttpStream> stream)
        : m_stream(std::move(stream))
    {}

    /// The next event with data; nothing at the end of the stream.
    asio::awaitable<std::optional<SseEvent>> next()
    {
        while (true) {
            while (auto event = m_parser.next()) {
                lastId = event->id.empty() ? lastId : event->id;
                if (!event->data.empty()) {
                    co_return event;
                }
            }
            auto piece = co_await m_stream->read();
            if (!piece || piece->empty()) {
                co_return std::nullopt;
            }
            m_parser.feed(*piece);
        }
    }
    void close()
    {
        m_stream->close();
    }
    int status() const
    {
        return m_stream->head().status;
    }

    std::string lastId;

private:
    std::unique_ptr<HttpStream> m_stream;
    SseParser m_parser;
};

class BridgeTest : public testing::Test
{
protected:
    void SetUp() override
    {
        startBridge([](gateway::StdioServer &) {});
    }
    void TearDown() override
    {
        bridge->close();
        http->stop();
        loop.io.restart();
        loop.io.poll();
    }

    template <typename Change>
    void startBridge(Change change)
    {
        auto described = server->describe("fake");
        change(described);
        bridge = std::make_shared<gateway::BridgeServer>(loop.io.get_executor(), described);
        http = std::make_unique<HttpServer>(
            loop.io.get_executor(),
            [core = bridge](ServerExchange &exchange) { return core->handle(exchange); });
        port = http->listenTcp("127.0.0.1", 0).value();
        client =
            std::make_unique<HttpClient>(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
        asio::co_spawn(loop.io, bridge->run(), [](std::exception_ptr, base::Error) {});
    }

    static Headers headers(const std::string &session)
    {
        Headers result{
            {"Host", "localhost"}, {"Accept", everything}, {"Content-Type", "application/json"}};
        if (!session.empty()) {
            result.add("Mcp-Session-Id", session);
        }
        return result;
    }

    Task<HttpResponse> post(std::string body, std::string session = {})
    {
        return client->request({"POST", "/mcp", headers(session), std::move(body)}, 10s);
    }
    HttpResponse ask(std::string body, std::string session = {})
    {
        return loop.run(post(std::move(body), std::move(session)))
            .value_or(HttpResponse{0, {}, {}});
    }
    HttpResponse send(HttpRequest request)
    {
        return loop.run(client->request(std::move(request), 10s)).value_or(HttpResponse{0, {}, {}});
    }
    std::string open(const std::string &version = "2025-11-25",
                     const std::string &capabilities = "{}")
    {
        const HttpResponse response = ask(initialize(version, capabilities));
        EXPECT_EQ(response.status, 200) << response.body;
        return std::string(response.headers.get("Mcp-Session-Id").value_or(""));
    }
    Events events(std::string method, std::string session, std::string body = {},
                  std::string lastId = {})
    {
        Headers fields = headers(session);
        if (!lastId.empty()) {
            fields.add("Last-Event-ID", lastId);
        }
        HttpRequest question{std::move(method), "/mcp", std::move(fields), std::move(body)};
        return Events(loop.run(client->open(std::move(question), 10s)).value());
    }
    /// A request of the stateless revision, with the headers that it needs.
    HttpRequest stateless(const std::string &id, const std::string &method, Json params,
                          const Json &capabilities = Json::object())
    {
        params["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2026-07-28";
        params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = capabilities;
        Headers fields = headers({});
        fields.add("Mcp-Protocol-Version", "2026-07-28");
        fields.add("Mcp-Method", method);
        for (const char *name : {"name", "uri"}) {
            if (params.contains(name)) {
                fields.set("Mcp-Name", params[name].get<std::string>());
            }
        }
        return {"POST", "/mcp", std::move(fields), request(id, method, base::toText(params))};
    }
    Events open(HttpRequest question)
    {
        return Events(loop.run(client->open(std::move(question), 10s)).value());
    }
    Json next(Events &stream)
    {
        const auto event = loop.run(stream.next());
        return event ? parsed(event->data) : Json();
    }

    /// For what happens only when time passes.
    void letPass(std::chrono::milliseconds time)
    {
        asio::steady_timer timer(loop.io, time);
        bool isOver = false;
        timer.async_wait([&isOver](const auto &) { isOver = true; });
        while (!isOver) {
            loop.io.restart();
            loop.io.run_one();
        }
    }

    Loop loop;
    std::shared_ptr<FakeStdioServer> server =
        std::make_shared<FakeStdioServer>(loop.io.get_executor());
    std::shared_ptr<gateway::BridgeServer> bridge;
    std::unique_ptr<HttpServer> http;
    std::unique_ptr<HttpClient> client;
    std::uint16_t port = 0;
};

} // namespace berth::tests
