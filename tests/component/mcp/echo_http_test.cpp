// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// berth-echo's Streamable HTTP as it looks on the wire.
#include "base/json.h"
#include "net/http_client.h"
#include "net/sse.h"
#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace berth::echo {
namespace {

using base::Json;
using std::chrono::milliseconds;
using test::ChildProcess;
using test::EchoProcess;
using test::runTask;

constexpr milliseconds patience{10000};

class EchoHttp : public testing::Test
{
protected:
    static net::HttpRequest post(const std::string &body, const net::Headers &headers = {})
    {
        net::HttpRequest request;
        request.method = "POST";
        request.target = "/mcp";
        request.headers = {{"Content-Type", "application/json"},
                           {"Accept", "application/json, text/event-stream"}};
        for (const auto &[name, value] : headers.fields()) {
            request.headers.set(name, value);
        }
        request.body = body;
        return request;
    }

    net::HttpResponse send(net::HttpRequest request)
    {
        auto response = runTask(m_context, m_http.request(std::move(request), patience));
        EXPECT_TRUE(response) << response.error().message;
        return response ? *response : net::HttpResponse{0, {}, {}};
    }

    int statusOf(net::HttpRequest request)
    {
        return send(std::move(request)).status;
    }

    static int errorCodeOf(const net::HttpResponse &response)
    {
        const auto json = base::parseJson(response.body);
        if (!json || !json->is_object() || !json->contains("error")) {
            return 0;
        }
        return json->at("error").value("code", 0);
    }

    /// Opens a session and gives its id.
    std::string initialize(const std::string &version = "2025-11-25")
    {
        const net::HttpResponse response = send(
            post(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":")" +
                 version + R"(","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})"));
        EXPECT_EQ(response.status, 200) << response.body;
        m_initialized = Json::parse(response.body).at("result");
        return std::string(response.headers.get("Mcp-Session-Id").value_or(""));
    }

    EchoProcess m_echo;
    net::asio::io_context m_context{1};
    net::HttpClient m_http{m_context.get_executor(),
                           net::Endpoint::tcp("127.0.0.1", m_echo.port())};
    Json m_initialized;
};

constexpr const char *pingMessage = R"({"jsonrpc":"2.0","id":2,"method":"ping"})";

std::string modern(const std::string &method, const std::string &params = "",
                   const std::string &version = "2026-07-28")
{
    return R"({"jsonrpc":"2.0","id":"m","method":")" + method + R"(","params":{)" + params +
           R"("_meta":{"io.modelcontextprotocol/protocolVersion":")" + version +
           R"(","io.modelcontextprotocol/clientCapabilities":{}}}})";
}

TEST_F(EchoHttp, NegotiatesEachRevisionAndOffersTheNewestOtherwise)
{
    for (const char *version : {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"}) {
        initialize(version);
        EXPECT_EQ(m_initialized.at("protocolVersion"), version);
    }
    initialize("2026-07-28");
    EXPECT_EQ(m_initialized.at("protocolVersion"), "2025-11-25");
}

TEST_F(EchoHttp, SessionsBeginAndEnd)
{
    const std::string session = initialize();
    EXPECT_GE(session.size(), 32U);
    EXPECT_NE(session, initialize());

    EXPECT_EQ(statusOf(post(pingMessage, {{"Mcp-Session-Id", session}})), 200);
    EXPECT_EQ(statusOf(post(pingMessage)), 400);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Mcp-Session-Id", "unknown"}})), 404);

    net::HttpRequest end;
    end.method = "DELETE";
    end.target = "/mcp";
    end.headers.set("Mcp-Session-Id", session);
    EXPECT_EQ(statusOf(end), 200);
    EXPECT_EQ(statusOf(end), 404);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Mcp-Session-Id", session}})), 404);
}

TEST_F(EchoHttp, RefusesForeignPages)
{
    EXPECT_EQ(statusOf(post(pingMessage, {{"Origin", "http://evil.example.com"}})), 403);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Host", "evil.example.com"}})), 403);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Origin", "null"}})), 403);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Origin", "http://127.0.0.1.evil.example.com"}})), 403);
    const std::string session = initialize();
    EXPECT_EQ(statusOf(post(pingMessage,
                            {{"Origin", "http://localhost:6274"}, {"Mcp-Session-Id", session}})),
              200);
}

TEST_F(EchoHttp, ChecksMethodPathAndMediaTypes)
{
    net::HttpRequest get;
    get.target = "/mcp";
    EXPECT_EQ(statusOf(get), 405);
    get.target = "/";
    EXPECT_EQ(statusOf(get), 404);
    get.target = "/health";
    EXPECT_EQ(statusOf(get), 200);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Content-Type", "text/plain"}})), 415);
    EXPECT_EQ(statusOf(post(pingMessage, {{"Accept", "application/json"}})), 406);
    const std::string session = initialize();
    EXPECT_EQ(statusOf(post(pingMessage, {{"Content-Type", "application/json; charset=utf-8"},
                                          {"Accept", "*/*"},
                                          {"Mcp-Session-Id", session}})),
              200);
    EXPECT_EQ(statusOf(post(pingMessage,
                            {{"Mcp-Session-Id", session}, {"MCP-Protocol-Version", "1999-01-01"}})),
              400);
}

TEST_F(EchoHttp, JsonRpcErrorsHaveTheirCodes)
{
    const std::string session = initialize();
    const net::Headers headers{{"Mcp-Session-Id", session}};
    EXPECT_EQ(errorCodeOf(send(post("{", headers))), -32700);
    EXPECT_EQ(errorCodeOf(send(post(R"({"id":1,"method":"ping"})", headers))), -32600);
    EXPECT_EQ(errorCodeOf(send(post(R"([])", headers))), -32600);
    EXPECT_EQ(errorCodeOf(send(post(R"({"jsonrpc":"2.0","id":null,"method":"ping"})", headers))),
              -32600);
    EXPECT_EQ(errorCodeOf(send(post(R"({"jsonrpc":"2.0","id":1,"method":"nope"})", headers))),
              -32601);
    EXPECT_EQ(errorCodeOf(send(
                  post(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nope"}})",
                       headers))),
              -32602);
    EXPECT_EQ(
        errorCodeOf(send(post(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[]})", headers))),
        -32602);
}

TEST_F(EchoHttp, NotificationsAreAcceptedWithoutABody)
{
    const std::string session = initialize();
    const auto response = send(post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})",
                                    {{"Mcp-Session-Id", session}}));
    EXPECT_EQ(response.status, 202);
    EXPECT_EQ(response.body, "");
}

TEST_F(EchoHttp, ModernRequestsNeedTheirHeadersAndMeta)
{
    const net::Headers discover{{"MCP-Protocol-Version", "2026-07-28"},
                                {"Mcp-Method", "server/discover"}};
    const auto found = send(post(modern("server/discover"), discover));
    ASSERT_EQ(found.status, 200) << found.body;
    const Json result = Json::parse(found.body).at("result");
    EXPECT_EQ(result.at("resultType"), "complete");
    EXPECT_EQ(result.at("supportedVersions"), Json::parse(R"(["2026-07-28"])"));
    EXPECT_TRUE(result.contains("ttlMs"));
    EXPECT_FALSE(found.headers.contains("Mcp-Session-Id"));

    const auto expectError = [this](net::HttpRequest request, int status, int code) {
        const auto response = send(std::move(request));
        EXPECT_EQ(response.status, status) << response.body;
        EXPECT_EQ(errorCodeOf(response), code) << response.body;
    };
    expectError(post(modern("server/discover")), 400, -32020);
    expectError(post(modern("server/discover"),
                     {{"MCP-Protocol-Version", "2026-07-28"}, {"Mcp-Method", "tools/list"}}),
                400, -32020);
    expectError(post(modern("server/discover", "", "2030-01-01"),
                     {{"MCP-Protocol-Version", "2030-01-01"}, {"Mcp-Method", "server/discover"}}),
                400, -32022);
    expectError(
        post(modern("ping"), {{"MCP-Protocol-Version", "2026-07-28"}, {"Mcp-Method", "ping"}}), 404,
        -32601);
    expectError(post(modern("tools/call", R"("name":"echo","arguments":{"text":"x"},)"),
                     {{"MCP-Protocol-Version", "2026-07-28"},
                      {"Mcp-Method", "tools/call"},
                      {"Mcp-Name", "add"}}),
                400, -32020);
    expectError(post(pingMessage, {{"MCP-Protocol-Version", "2026-07-28"}}), 400, -32602);
}

/// Reads a whole event stream.
net::Task<std::vector<Json>> eventsOf(net::HttpClient &http, net::HttpRequest request)
{
    auto stream = co_await http.open(std::move(request), patience);
    if (!stream) {
        co_return base::fail(std::move(stream.error()));
    }
    if ((*stream)->head().headers.get("Content-Type") != "text/event-stream") {
        co_return base::fail(base::ErrorCode::ProtocolError, "The answer is no event stream.");
    }
    net::SseParser parser;
    std::vector<Json> events;
    while (true) {
        auto bytes = co_await (*stream)->read();
        if (!bytes) {
            co_return base::fail(std::move(bytes.error()));
        }
        if (bytes->empty()) {
            co_return events;
        }
        parser.feed(*bytes);
        while (const auto event = parser.next()) {
            events.push_back(Json::parse(event->data));
        }
    }
}

TEST_F(EchoHttp, ProgressComesBeforeTheAnswerAndGrows)
{
    const std::string session = initialize();
    const std::string call =
        R"({"jsonrpc":"2.0","id":"c","method":"tools/call","params":{"name":"sleep",)"
        R"("arguments":{"seconds":0.2},"_meta":{"progressToken":"t"}}})";
    const auto events =
        runTask(m_context, eventsOf(m_http, post(call, {{"Mcp-Session-Id", session}})));
    ASSERT_TRUE(events) << events.error().message;
    ASSERT_GE(events->size(), 3U);
    double last = 0;
    for (std::size_t i = 0; i + 1 < events->size(); ++i) {
        const Json &event = events->at(i);
        ASSERT_EQ(event.at("method"), "notifications/progress");
        EXPECT_EQ(event.at("params").at("progressToken"), "t");
        EXPECT_GT(event.at("params").at("progress").get<double>(), last);
        last = event.at("params").at("progress").get<double>();
    }
    EXPECT_DOUBLE_EQ(last, 0.2);
    EXPECT_EQ(events->back().at("id"), "c");
    EXPECT_EQ(events->back().at("result").at("isError"), false);
}

TEST_F(EchoHttp, CancelledCallsEndAtOnceWithoutAnAnswer)
{
    const std::string session = initialize();
    const net::Headers headers{{"Mcp-Session-Id", session}};
    // The first progress shows that the call runs; then it is cancelled over another connection.
    const auto cancelAfterProgress = [this, headers]() -> net::Task<std::vector<Json>> {
        const std::string call =
            R"({"jsonrpc":"2.0","id":"c","method":"tools/call","params":{"name":"sleep",)"
            R"("arguments":{"seconds":600},"_meta":{"progressToken":1}}})";
        auto stream = co_await m_http.open(post(call, headers), patience);
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        auto first = co_await (*stream)->read();
        const auto told = co_await m_http.request(
            post(
                R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"c"}})",
                headers),
            patience);
        if (!first || !told) {
            co_return base::fail(base::ErrorCode::Internal, "Nothing came.");
        }
        auto rest = co_await (*stream)->readAll(1024 * 1024);
        if (!rest) {
            co_return base::fail(std::move(rest.error()));
        }
        net::SseParser parser;
        parser.feed(*first);
        parser.feed(*rest);
        std::vector<Json> events;
        while (const auto event = parser.next()) {
            events.push_back(Json::parse(event->data));
        }
        co_return events;
    };
    const auto events = runTask(m_context, cancelAfterProgress());
    ASSERT_TRUE(events) << events.error().message;
    for (const Json &event : *events) {
        EXPECT_EQ(event.value("method", ""), "notifications/progress");
    }
}

TEST_F(EchoHttp, EndsAtOnceOnSigterm)
{
    initialize();
    m_echo.process().signal(SIGTERM);
    EXPECT_EQ(m_echo.process().wait(milliseconds(2000)), 0);
}

TEST_F(EchoHttp, SaysSoWhenThePortIsTaken)
{
    ChildProcess second({test::builtProgram("berth-echo"), "--host", "127.0.0.1", "--port",
                         std::to_string(m_echo.port())});
    EXPECT_EQ(second.wait(), 1);
    EXPECT_THAT(second.readAll(ChildProcess::Stream::Error),
                testing::HasSubstr(std::to_string(m_echo.port())));
}

} // namespace
} // namespace berth::echo
