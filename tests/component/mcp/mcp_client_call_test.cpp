// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// What happens in the middle of a call: progress, log messages, questions, cancellation.
#include "mcp/mcp_client.h"
#include "net/http_server.h"
#include "support/process/run_task.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace berth::mcp {
namespace {

using base::Json;
using test::runTask;

/// A server in the test's own event loop that notes what it is told.
class McpClientCall : public testing::Test
{
protected:
    using Exchange = net::ServerExchange;
    using Answer = std::function<net::asio::awaitable<void>(Exchange &, const Json &)>;

    static net::asio::awaitable<void> reply(Exchange &exchange, const Json &id, Json result)
    {
        Json message = Json::object();
        message["jsonrpc"] = "2.0";
        message["id"] = id;
        message["result"] = std::move(result);
        net::HttpResponse response;
        response.headers.set("Content-Type", "application/json");
        response.body = base::toText(message);
        co_await exchange.respond(std::move(response));
    }

    static net::asio::awaitable<void> say(Exchange &exchange, Json message)
    {
        message["jsonrpc"] = "2.0";
        const std::string event = "data: " + base::toText(message) + "\n\n";
        co_await exchange.write(event);
    }

    static net::asio::awaitable<void> startStream(Exchange &exchange)
    {
        net::HttpResponseHead head;
        head.headers.set("Content-Type", "text/event-stream");
        co_await exchange.start(std::move(head));
    }

    /// Shakes hands as a server of 2025-11-25 and leaves calls to `answer`.
    void serveLegacy(Answer answer)
    {
        serve(
            [this, answer](Exchange &exchange, const Json &message) -> net::asio::awaitable<void> {
                const std::string method = base::stringOr(message, "method");
                if (method == "initialize") {
                    Json welcome = Json::parse(R"({"protocolVersion":"2025-11-25",
                    "capabilities":{"tools":{},"logging":{}},"serverInfo":{"name":"x"}})");
                    co_await reply(exchange, message.at("id"), std::move(welcome));
                } else if (method == "tools/call") {
                    co_await answer(exchange, message);
                } else if (message.contains("id") && message.contains("method")) {
                    Json nothing = Json::object();
                    co_await reply(exchange, message.at("id"), std::move(nothing));
                } else {
                    net::HttpResponse accepted;
                    accepted.status = 202;
                    co_await exchange.respond(std::move(accepted));
                    if (m_onTold) {
                        m_onTold(message);
                    }
                }
            });
    }

    void serve(Answer answer)
    {
        auto handler = [this, answer](Exchange &exchange) -> net::asio::awaitable<void> {
            const auto body = co_await exchange.readBody(1024 * 1024);
            const auto message = base::parseJson(body ? *body : "");
            const Json json = message ? *message : Json::object();
            m_told.push_back(json);
            co_await answer(exchange, json);
        };
        m_server = std::make_unique<net::HttpServer>(m_context.get_executor(), handler);
        m_port = m_server->listenTcp("127.0.0.1", 0).value();
    }

    McpClient client()
    {
        McpClient::Options options;
        options.elicits = true;
        options.logLevel = "info";
        return {m_context.get_executor(), net::Endpoint::tcp("127.0.0.1", m_port), options};
    }

    Json told(const char *method) const
    {
        for (const Json &message : m_told) {
            if (base::stringOr(message, "method") == method) {
                return message;
            }
        }
        return {};
    }

    /// Answers every question with `content`.
    CallEvents events(Json content)
    {
        CallEvents events;
        events.onNotification = [this](const Json &message) { m_heard.push_back(message); };
        events.onRequest = [content](std::string method,
                                     Json params) -> net::asio::awaitable<std::optional<Json>> {
            EXPECT_EQ(method, "elicitation/create");
            EXPECT_EQ(params.value("message", ""), "Which port?");
            Json answer = Json::object();
            answer["action"] = "accept";
            answer["content"] = content;
            co_return answer;
        };
        return events;
    }

    net::asio::io_context m_context{1};
    std::unique_ptr<net::HttpServer> m_server;
    std::uint16_t m_port = 0;
    std::vector<Json> m_told;
    std::vector<Json> m_heard;
    std::function<void(const Json &)> m_onTold;
};

TEST_F(McpClientCall, HearsProgressAndLogAndAnswersQuestions)
{
    Exchange *open = nullptr;
    Json callId;
    serveLegacy([&](Exchange &exchange, const Json &call) -> net::asio::awaitable<void> {
        open = &exchange;
        callId = call.at("id");
        co_await startStream(exchange);
        Json progress =
            Json::parse(R"({"method":"notifications/progress","params":{"progress":1}})");
        progress["params"]["progressToken"] = call.at("params").at("_meta").at("progressToken");
        co_await say(exchange, std::move(progress));
        Json log = Json::parse(R"({"method":"notifications/message",
            "params":{"level":"info","data":"opened"}})");
        co_await say(exchange, std::move(log));
        Json question = Json::parse(R"({"id":"q1","method":"elicitation/create",
            "params":{"message":"Which port?","requestedSchema":{"type":"object"}}})");
        co_await say(exchange, std::move(question));
        co_await exchange.waitForClose();
    });
    m_onTold = [&](const Json &message) {
        if (message.value("id", Json()) != "q1") {
            return;
        }
        auto finish = [](Exchange &exchange, Json id, Json answer) -> net::asio::awaitable<void> {
            Json result = Json::object();
            result["id"] = std::move(id);
            result["result"]["answer"] = std::move(answer);
            co_await say(exchange, std::move(result));
        };
        net::asio::co_spawn(m_context, finish(*open, callId, message.at("result")),
                            net::asio::detached);
    };
    McpClient mcp = client();
    const auto result = runTask(
        m_context, mcp.callTool("t", Json::object(), events(Json::parse(R"({"port":"Bremen"})"))));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->at("answer"),
              Json::parse(R"({"action":"accept","content":{"port":"Bremen"}})"));
    ASSERT_EQ(m_heard.size(), 2U);
    EXPECT_EQ(m_heard[0].at("method"), "notifications/progress");
    EXPECT_EQ(m_heard[1].at("params").at("data"), "opened");
    EXPECT_TRUE(told("initialize").at("params").at("capabilities").contains("elicitation"));
    EXPECT_EQ(told("logging/setLevel").at("params").at("level"), "info");
}

TEST_F(McpClientCall, TellsTheServerThatACallIsGivenUp)
{
    bool isUnderWay = false;
    serveLegacy([&](Exchange &exchange, const Json &) -> net::asio::awaitable<void> {
        isUnderWay = true;
        co_await exchange.waitForClose();
    });
    const auto mcp = std::make_shared<McpClient>(client());
    net::asio::cancellation_signal stop;
    bool hasEnded = false;
    auto call = [](std::shared_ptr<McpClient> keep) -> net::asio::awaitable<void> {
        Json nothing = Json::object();
        co_await keep->callTool("t", std::move(nothing));
    };
    net::asio::co_spawn(m_context, call(mcp),
                        net::asio::bind_cancellation_slot(
                            stop.slot(), [&](const std::exception_ptr &) { hasEnded = true; }));
    while (!isUnderWay) {
        m_context.run_one();
    }
    EXPECT_TRUE(runTask(m_context, mcp->cancelCall("enough")));
    stop.emit(net::asio::cancellation_type::terminal);
    while (!hasEnded) {
        m_context.run_one();
    }
    const Json cancelled = told("notifications/cancelled");
    ASSERT_FALSE(cancelled.is_null());
    EXPECT_EQ(cancelled.at("params").at("requestId"), told("tools/call").at("id"));
    EXPECT_EQ(cancelled.at("params").at("reason"), "enough");
}

TEST_F(McpClientCall, AnswersTheInputThatAStatelessServerWants)
{
    serve([](Exchange &exchange, const Json &message) -> net::asio::awaitable<void> {
        const std::string method = base::stringOr(message, "method");
        if (method == "initialize") {
            net::HttpResponse refused;
            refused.status = 400;
            co_await exchange.respond(std::move(refused));
            co_return;
        }
        Json result = Json::parse(R"({"supportedVersions":["2026-07-28"],"capabilities":{}})");
        if (method == "tools/call") {
            const Json &params = message.at("params");
            result = params.contains("inputResponses")
                         ? Json{{"resultType", "complete"},
                                {"state", params.at("requestState")},
                                {"answers", params.at("inputResponses")}}
                         : Json::parse(R"({"resultType":"input_required","requestState":"s1",
                "inputRequests":{"a":{"method":"elicitation/create",
                "params":{"message":"Which port?","requestedSchema":{"type":"object"}}}}})");
        }
        co_await reply(exchange, message.at("id"), std::move(result));
    });
    McpClient mcp = client();
    const auto result = runTask(
        m_context, mcp.callTool("t", Json::object(), events(Json::parse(R"({"port":"Bremen"})"))));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->at("state"), "s1");
    EXPECT_EQ(result->at("answers"),
              Json::parse(R"({"a":{"action":"accept","content":{"port":"Bremen"}}})"));
    const Json meta = told("tools/call").at("params").at("_meta");
    EXPECT_TRUE(meta.at("io.modelcontextprotocol/clientCapabilities").contains("elicitation"));
    EXPECT_EQ(meta.at("io.modelcontextprotocol/logLevel"), "info");
}

} // namespace
} // namespace berth::mcp
