// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The client against servers that are broken, hostile, or no MCP servers at all.
#include "mcp/mcp_client.h"
#include "net/http_server.h"
#include "net/sse.h"
#include "support/process/run_task.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace berth::mcp {
namespace {

using base::ErrorCode;
using base::Json;
using std::chrono::milliseconds;
using test::runTask;

net::HttpResponse response(int status, const std::string &type, std::string body)
{
    net::HttpResponse result;
    result.status = status;
    result.headers.set("Content-Type", type);
    result.body = std::move(body);
    return result;
}

net::HttpResponse jsonResult(const Json &id, const std::string &result)
{
    Json reply = Json::object();
    reply["jsonrpc"] = "2.0";
    reply["id"] = id;
    reply["result"] = Json::parse(result);
    return response(200, "application/json", base::toText(reply));
}

constexpr const char *welcome =
    R"({"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"x"}})";

/// Runs a scripted server and a client with a short patience in one event loop.
class McpClientGarbage : public testing::Test
{
protected:
    using Script = std::function<net::asio::awaitable<void>(net::ServerExchange &, Json message)>;

    /// Answers the handshake itself and leaves the rest to `script`.
    void serveAfterHandshake(Script script)
    {
        serve([script](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
            const std::string method = base::stringOr(message, "method");
            if (method == "initialize") {
                co_await exchange.respond(jsonResult(message.at("id"), welcome));
            } else if (method == "notifications/initialized") {
                co_await exchange.respond(response(202, "text/plain", ""));
            } else {
                co_await script(exchange, std::move(message));
            }
        });
    }

    void serve(Script script)
    {
        auto handler = [script](net::ServerExchange &exchange) -> net::asio::awaitable<void> {
            const auto body = co_await exchange.readBody(1024 * 1024);
            const auto message = base::parseJson(body ? *body : "");
            Json json = message ? *message : Json();
            co_await script(exchange, std::move(json));
        };
        m_server = std::make_unique<net::HttpServer>(m_context.get_executor(), handler);
        const auto port = m_server->listenTcp("127.0.0.1", 0);
        ASSERT_TRUE(port) << port.error().message;
        m_port = *port;
    }

    void serveAlways(net::HttpResponse answer)
    {
        serve([answer](net::ServerExchange &exchange, Json) -> net::asio::awaitable<void> {
            net::HttpResponse copy = answer;
            co_await exchange.respond(std::move(copy));
        });
    }

    McpClient client(net::Headers headers = {})
    {
        McpClient::Options options;
        options.timeout = milliseconds(500);
        options.headers = std::move(headers);
        return {m_context.get_executor(), net::Endpoint::tcp("127.0.0.1", m_port), options};
    }

    ErrorCode connectError()
    {
        McpClient mcp = client();
        const auto identity = runTask(m_context, mcp.connect());
        EXPECT_FALSE(identity);
        return identity ? ErrorCode::Internal : identity.error().code;
    }

    net::asio::io_context m_context{1};
    std::unique_ptr<net::HttpServer> m_server;
    std::uint16_t m_port = 0;
};

TEST_F(McpClientGarbage, AWebPage)
{
    serveAlways(response(200, "text/html", "<html>Welcome to nginx!</html>"));
    McpClient mcp = client();
    const auto identity = runTask(m_context, mcp.connect());
    ASSERT_FALSE(identity);
    EXPECT_EQ(identity.error().code, ErrorCode::ProtocolError);
    EXPECT_THAT(identity.error().details, testing::HasSubstr("Welcome to nginx!"));
}

TEST_F(McpClientGarbage, BrokenJson)
{
    serveAlways(response(200, "application/json", "{\"jsonrpc\":"));
    EXPECT_EQ(connectError(), ErrorCode::ProtocolError);
}

TEST_F(McpClientGarbage, JsonThatIsNoAnswer)
{
    serveAlways(response(200, "application/json", "[1,2,3]"));
    EXPECT_EQ(connectError(), ErrorCode::ProtocolError);
}

TEST_F(McpClientGarbage, AnAnswerToAnotherQuestion)
{
    serveAlways(jsonResult(Json("somebody else"), welcome));
    EXPECT_EQ(connectError(), ErrorCode::ProtocolError);
}

TEST_F(McpClientGarbage, AVersionNobodyKnows)
{
    serve([](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
        co_await exchange.respond(
            jsonResult(message.at("id"), R"({"protocolVersion":"1999-01-01","capabilities":{}})"));
    });
    EXPECT_EQ(connectError(), ErrorCode::ProtocolError);
}

TEST_F(McpClientGarbage, ASessionIdThatFitsNoHeader)
{
    serve([](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
        net::HttpResponse answer = jsonResult(message.at("id"), welcome);
        answer.headers.set("Mcp-Session-Id", "two words");
        co_await exchange.respond(std::move(answer));
    });
    EXPECT_EQ(connectError(), ErrorCode::ProtocolError);
}

TEST_F(McpClientGarbage, WrongCredentials)
{
    for (const int status : {401, 403}) {
        serveAlways(response(status, "text/plain", "go away"));
        EXPECT_EQ(connectError(), ErrorCode::Unauthorized) << status;
    }
}

TEST_F(McpClientGarbage, OutagesAreNoVerdictAboutTheProtocol)
{
    for (const int status : {500, 502, 503}) {
        serveAlways(response(status, "text/plain", "later"));
        EXPECT_EQ(connectError(), ErrorCode::Unavailable) << status;
    }
}

TEST_F(McpClientGarbage, ErrorsDoNotRepeatTheToken)
{
    serve([](net::ServerExchange &exchange, Json) -> net::asio::awaitable<void> {
        const std::string token(exchange.headers().get("Authorization").value_or(""));
        co_await exchange.respond(response(401, "text/plain", "unknown token: " + token));
    });
    McpClient mcp = client({{"Authorization", "Bearer s3cr3t-t0ken"}});
    const auto identity = runTask(m_context, mcp.connect());
    ASSERT_FALSE(identity);
    EXPECT_THAT(identity.error().details, testing::HasSubstr("unknown token"));
    EXPECT_THAT(identity.error().details, testing::Not(testing::HasSubstr("s3cr3t-t0ken")));
    EXPECT_THAT(identity.error().message, testing::Not(testing::HasSubstr("s3cr3t-t0ken")));
}

TEST_F(McpClientGarbage, NeverAnswers)
{
    serve([](net::ServerExchange &exchange, Json) -> net::asio::awaitable<void> {
        co_await exchange.waitForClose();
    });
    EXPECT_EQ(connectError(), ErrorCode::Timeout);
}

TEST_F(McpClientGarbage, AStreamThatOnlyKeepsAlive)
{
    serve([](net::ServerExchange &exchange, Json) -> net::asio::awaitable<void> {
        net::HttpResponseHead head;
        head.headers.set("Content-Type", "text/event-stream");
        co_await exchange.start(head);
        co_await exchange.write(": still there\n\n");
        co_await exchange.waitForClose();
    });
    EXPECT_EQ(connectError(), ErrorCode::Timeout);
}

TEST_F(McpClientGarbage, AStreamThatEndsBeforeTheAnswer)
{
    serve([](net::ServerExchange &exchange, Json) -> net::asio::awaitable<void> {
        net::HttpResponseHead head;
        head.headers.set("Content-Type", "text/event-stream");
        co_await exchange.start(head);
        co_await exchange.write("id: 1\ndata:\n\n");
        co_await exchange.finish();
    });
    EXPECT_EQ(connectError(), ErrorCode::ConnectionLost);
}

TEST_F(McpClientGarbage, AnEndlessListOfTools)
{
    int pages = 0;
    serveAfterHandshake(
        [&pages](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
            const std::string page = R"({"tools":[{"name":"t","inputSchema":{}}],"nextCursor":")" +
                                     std::to_string(++pages) + "\"}";
            co_await exchange.respond(jsonResult(message.at("id"), page));
        });
    McpClient mcp = client();
    const auto tools = runTask(m_context, mcp.listTools());
    ASSERT_FALSE(tools);
    EXPECT_EQ(tools.error().code, ErrorCode::LimitReached) << tools.error().message;
    EXPECT_LE(pages, 100);
}

TEST_F(McpClientGarbage, ACursorThatLeadsInACircle)
{
    int pages = 0;
    serveAfterHandshake(
        [&pages](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
            ++pages;
            co_await exchange.respond(
                jsonResult(message.at("id"), R"({"tools":[],"nextCursor":"same"})"));
        });
    McpClient mcp = client();
    const auto tools = runTask(m_context, mcp.listTools());
    ASSERT_FALSE(tools);
    EXPECT_EQ(tools.error().code, ErrorCode::LimitReached);
    EXPECT_EQ(pages, 2);
}

TEST_F(McpClientGarbage, PagesAreJoined)
{
    serveAfterHandshake([](net::ServerExchange &exchange,
                           Json message) -> net::asio::awaitable<void> {
        const bool first = !message.contains("params");
        co_await exchange.respond(jsonResult(
            message.at("id"), first ? R"({"tools":[{"name":"a","inputSchema":{}}],"nextCursor":""})"
                                    : R"({"tools":[{"name":"b","inputSchema":{}}]})"));
    });
    McpClient mcp = client();
    const auto tools = runTask(m_context, mcp.listTools());
    ASSERT_TRUE(tools) << tools.error().message;
    ASSERT_EQ(tools->size(), 2U);
    EXPECT_EQ(tools->at(1).name, "b");
}

TEST_F(McpClientGarbage, AServerThatForgetsEverySession)
{
    int handshakes = 0;
    serve([&handshakes](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
        const std::string method = base::stringOr(message, "method");
        net::HttpResponse answer = response(404, "text/plain", "Session not found");
        if (method == "initialize") {
            ++handshakes;
            answer = jsonResult(message.at("id"), welcome);
            answer.headers.set("Mcp-Session-Id", "s1");
        } else if (method == "notifications/initialized") {
            answer = response(202, "text/plain", "");
        }
        co_await exchange.respond(std::move(answer));
    });
    McpClient mcp = client();
    const auto tools = runTask(m_context, mcp.listTools());
    ASSERT_FALSE(tools);
    EXPECT_EQ(tools.error().code, ErrorCode::ProtocolError);
    EXPECT_EQ(handshakes, 2);
}

TEST_F(McpClientGarbage, RequestsOfTheServerAreAnsweredOnTheWay)
{
    Json answered;
    serveAfterHandshake(
        [&answered](net::ServerExchange &exchange, Json message) -> net::asio::awaitable<void> {
            if (!message.contains("method")) {
                answered = message;
                co_await exchange.respond(response(202, "text/plain", ""));
                co_return;
            }
            net::HttpResponseHead head;
            head.headers.set("Content-Type", "text/event-stream");
            co_await exchange.start(head);
            co_await exchange.write(
                "data: {\"jsonrpc\":\"2.0\",\"id\":\"p1\",\"method\":\"ping\"}\n\n");
            const std::string id = base::toText(message.at("id"));
            const std::string event =
                "data: {\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"tools\":[]}}\n\n";
            co_await exchange.write(event);
            co_await exchange.finish();
        });
    McpClient mcp = client();
    const auto tools = runTask(m_context, mcp.listTools());
    ASSERT_TRUE(tools) << tools.error().message;
    EXPECT_EQ(answered, Json::parse(R"({"jsonrpc":"2.0","id":"p1","result":{}})"));
}

TEST_F(McpClientGarbage, NotEvenHttp)
{
    using tcp = net::asio::ip::tcp;
    tcp::acceptor acceptor(m_context, {net::asio::ip::address_v4::loopback(), 0});
    m_port = acceptor.local_endpoint().port();
    auto talk = [](tcp::acceptor &door) -> net::asio::awaitable<void> {
        while (true) {
            auto [error, socket] =
                co_await door.async_accept(net::asio::as_tuple(net::asio::use_awaitable));
            if (error) {
                co_return;
            }
            static const std::string greeting = "SSH-2.0-OpenSSH_9.2p1\r\n";
            co_await net::asio::async_write(socket, net::asio::buffer(greeting),
                                            net::asio::as_tuple(net::asio::use_awaitable));
        }
    };
    net::asio::co_spawn(m_context, talk(acceptor), net::asio::detached);
    const ErrorCode code = connectError();
    EXPECT_THAT(code, testing::AnyOf(ErrorCode::ProtocolError, ErrorCode::ConnectionLost));
    acceptor.close();
}

} // namespace
} // namespace berth::mcp
