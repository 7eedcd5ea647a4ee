// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "mcp/protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::mcp {
namespace {

using base::Json;

TEST(McpProtocol, RequestsCarryIdMethodAndParamsOnlyWhenThereAreAny)
{
    EXPECT_EQ(makeRequest(7, "ping", Json::object()),
              Json::parse(R"({"jsonrpc":"2.0","method":"ping","id":7})"));
    EXPECT_EQ(makeNotification("notifications/cancelled", Json::parse(R"({"requestId":7})")),
              Json::parse(R"({"jsonrpc":"2.0","method":"notifications/cancelled",
                              "params":{"requestId":7}})"));
}

TEST(McpProtocol, InitializeNeverOffersTheStatelessRevision)
{
    EXPECT_EQ(initializeParams().at("protocolVersion"), "2025-11-25");
    EXPECT_FALSE(speaksLegacy("2026-07-28"));
    EXPECT_TRUE(speaksLegacy("2024-11-05"));
}

TEST(McpProtocol, ModernMetaKeepsWhatIsThere)
{
    const Json params = withModernMeta(Json::parse(R"({"name":"x","_meta":{"progressToken":1}})"));
    EXPECT_EQ(params.at("name"), "x");
    EXPECT_EQ(params.at("_meta").at("progressToken"), 1);
    EXPECT_EQ(params.at("_meta").at("io.modelcontextprotocol/protocolVersion"), "2026-07-28");
    EXPECT_TRUE(params.at("_meta").at("io.modelcontextprotocol/clientCapabilities").is_object());
}

TEST(McpProtocol, NamesThatFitNoHeaderGoAsBase64)
{
    const auto nameHeader = [](const char *name) {
        net::Headers headers;
        Json params = Json::object();
        params["name"] = name;
        addModernHeaders(headers, "tools/call", params);
        return std::string(headers.get("Mcp-Name").value_or("none"));
    };
    EXPECT_EQ(nameHeader("get_weather"), "get_weather");
    EXPECT_EQ(nameHeader("ä"), "=?base64?w6Q=?=");
    EXPECT_EQ(nameHeader("äö"), "=?base64?w6TDtg==?=");
    EXPECT_EQ(nameHeader("a\nb"), "=?base64?YQpi?=");
    EXPECT_EQ(nameHeader("=?base64?x"), "=?base64?PT9iYXNlNjQ/eA==?=");
}

TEST(McpProtocol, OnlyToolCallsNameWhatTheyCall)
{
    net::Headers headers;
    addModernHeaders(headers, "tools/list", Json::object());
    EXPECT_EQ(headers.get("Mcp-Method"), "tools/list");
    EXPECT_EQ(headers.get("MCP-Protocol-Version"), "2026-07-28");
    EXPECT_FALSE(headers.contains("Mcp-Name"));
}

TEST(McpProtocol, RepliesAreToldFromOtherMessages)
{
    EXPECT_TRUE(isReplyTo(Json::parse(R"({"id":3,"result":{}})"), 3));
    EXPECT_FALSE(isReplyTo(Json::parse(R"({"id":"3","result":{}})"), 3));
    EXPECT_FALSE(isReplyTo(Json::parse(R"({"id":3,"method":"ping"})"), 3));
    EXPECT_FALSE(isReplyTo(Json::parse("[1]"), 3));
    EXPECT_TRUE(isServerRequest(Json::parse(R"({"id":3,"method":"ping"})")));
    EXPECT_FALSE(isServerRequest(Json::parse(R"({"method":"notifications/progress"})")));
}

TEST(McpProtocol, ServersGetPongAndNothingElse)
{
    EXPECT_EQ(answerServerRequest(Json::parse(R"({"id":"a","method":"ping"})")),
              Json::parse(R"({"jsonrpc":"2.0","id":"a","result":{}})"));
    const Json refused = answerServerRequest(Json::parse(R"({"id":1,"method":"roots/list"})"));
    EXPECT_EQ(refused.at("error").at("code"), -32601);
}

TEST(McpProtocol, ErrorsSurviveWrongTypes)
{
    EXPECT_FALSE(errorOf(Json::parse(R"({"error":"text"})")));
    const auto error = errorOf(Json::parse(R"({"error":{"code":"x","message":5}})"));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, 0);
    EXPECT_EQ(error->message, "");
}

TEST(McpProtocol, ToolsWithoutANameAreLeftOut)
{
    const auto tools = toolsOf(
        Json::parse(R"({"tools":[{"name":"a","inputSchema":{"type":"object"}},{"title":"x"},5]})"));
    ASSERT_EQ(tools.size(), 1U);
    EXPECT_EQ(tools[0].name, "a");
    EXPECT_TRUE(toolsOf(Json::parse(R"({"tools":{}})")).empty());
}

TEST(McpProtocol, AnEmptyCursorIsACursor)
{
    EXPECT_EQ(nextCursorOf(Json::parse(R"({"nextCursor":""})")), "");
    EXPECT_EQ(nextCursorOf(Json::parse(R"({"nextCursor":null})")), std::nullopt);
    EXPECT_EQ(nextCursorOf(Json::object()), std::nullopt);
}

} // namespace
} // namespace berth::mcp
