// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "mcp/mcp_client.h"
#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace berth::mcp {
namespace {

using base::ErrorCode;
using base::Json;
using std::chrono::milliseconds;
using test::EchoProcess;
using test::runTask;

/// A client of a running berth-echo.
class McpClientEcho : public testing::Test
{
protected:
    McpClient client(std::uint16_t port, McpClient::Options options = {})
    {
        return {m_context.get_executor(), net::Endpoint::tcp("127.0.0.1", port), options};
    }

    net::asio::io_context m_context{1};
};

Json object(const char *text)
{
    return Json::parse(text);
}

std::string textOf(const Json &result)
{
    return result.at("content").at(0).at("text").get<std::string>();
}

TEST_F(McpClientEcho, ShakesHandsWithALegacyServer)
{
    EchoProcess echo;
    McpClient mcp = client(echo.port());
    const auto identity = runTask(m_context, mcp.connect());
    ASSERT_TRUE(identity) << identity.error().message;
    EXPECT_EQ(identity->era, Era::Legacy);
    EXPECT_EQ(identity->protocolVersion, "2025-11-25");
    EXPECT_EQ(identity->name, "berth-echo");
    EXPECT_FALSE(identity->version.empty());
    EXPECT_TRUE(identity->capabilities.contains("tools"));
}

class BothEras : public McpClientEcho, public testing::WithParamInterface<const char *>
{
protected:
    EchoProcess m_echo{{"--era", GetParam()}, {{"ECHO_TEST_TOKEN", "hunter2-in-env"}}};
    McpClient m_client = client(m_echo.port());
};

TEST_P(BothEras, ListsToolsWithTheirSchemas)
{
    const auto tools = runTask(m_context, m_client.listTools());
    ASSERT_TRUE(tools) << tools.error().message;
    std::vector<std::string> names;
    for (const model::Tool &tool : *tools) {
        names.push_back(tool.name);
        EXPECT_FALSE(tool.description.empty()) << tool.name;
        EXPECT_EQ(tool.inputSchema.at("type"), "object") << tool.name;
    }
    EXPECT_THAT(names, testing::ElementsAre("echo", "add", "sleep", "fail", "env-names"));
    EXPECT_EQ(tools->at(1).inputSchema.at("required"), Json::parse(R"(["a","b"])"));
}

TEST_P(BothEras, CallsTools)
{
    const auto said =
        runTask(m_context, m_client.callTool("echo", object(R"({"text":"Grüße\n"})")));
    ASSERT_TRUE(said) << said.error().message;
    EXPECT_EQ(textOf(*said), "Grüße\n");
    EXPECT_EQ(said->at("isError"), false);

    const auto sum = runTask(m_context, m_client.callTool("add", object(R"({"a":2,"b":40})")));
    ASSERT_TRUE(sum) << sum.error().message;
    EXPECT_EQ(textOf(*sum), "42");

    const auto fraction =
        runTask(m_context, m_client.callTool("add", object(R"({"a":0.5,"b":1})")));
    ASSERT_TRUE(fraction) << fraction.error().message;
    EXPECT_EQ(textOf(*fraction), "1.5");
}

TEST_P(BothEras, ToolErrorsAreResultsAndUnknownToolsAreErrors)
{
    const auto failed =
        runTask(m_context, m_client.callTool("fail", object(R"({"message":"no"})")));
    ASSERT_TRUE(failed) << failed.error().message;
    EXPECT_EQ(failed->at("isError"), true);
    EXPECT_EQ(textOf(*failed), "no");

    const auto wrong = runTask(m_context, m_client.callTool("add", object(R"({"a":"2"})")));
    ASSERT_TRUE(wrong) << wrong.error().message;
    EXPECT_EQ(wrong->at("isError"), true);

    const auto unknown = runTask(m_context, m_client.callTool("nope", Json::object()));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::ProtocolError);
    EXPECT_THAT(unknown.error().message, testing::HasSubstr("-32602"));
    EXPECT_THAT(unknown.error().details, testing::HasSubstr("nope"));
}

TEST_P(BothEras, EnvironmentNamesComeWithoutValues)
{
    const auto names = runTask(m_context, m_client.callTool("env-names", Json::object()));
    ASSERT_TRUE(names) << names.error().message;
    EXPECT_THAT(textOf(*names), testing::HasSubstr("ECHO_TEST_TOKEN"));
    EXPECT_THAT(textOf(*names), testing::Not(testing::HasSubstr("hunter2-in-env")));
}

TEST_P(BothEras, PingProvesLife)
{
    ASSERT_TRUE(runTask(m_context, m_client.connect()));
    EXPECT_TRUE(runTask(m_context, m_client.ping()));
    m_echo.process().signal(SIGKILL);
    ASSERT_TRUE(m_echo.process().wait());
    const auto dead = runTask(m_context, m_client.ping());
    ASSERT_FALSE(dead);
    EXPECT_EQ(dead.error().code, ErrorCode::Unavailable);
}

TEST_P(BothEras, ACallThatTakesTooLongEndsInTime)
{
    McpClient::Options options;
    options.timeout = milliseconds(300);
    McpClient hasty = client(m_echo.port(), options);
    ASSERT_TRUE(runTask(m_context, hasty.connect()));
    const auto begin = std::chrono::steady_clock::now();
    const auto slept = runTask(m_context, hasty.callTool("sleep", object(R"({"seconds":60})")));
    ASSERT_FALSE(slept);
    EXPECT_EQ(slept.error().code, ErrorCode::Timeout) << slept.error().message;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
    EXPECT_TRUE(runTask(m_context, hasty.ping()));
}

INSTANTIATE_TEST_SUITE_P(Eras, BothEras, testing::Values("legacy", "modern", "both"),
                         [](const auto &era) { return std::string(era.param); });

TEST_F(McpClientEcho, FindsOutThatAServerIsStateless)
{
    EchoProcess echo({"--era", "modern"});
    McpClient mcp = client(echo.port());
    const auto identity = runTask(m_context, mcp.connect());
    ASSERT_TRUE(identity) << identity.error().message;
    EXPECT_EQ(identity->era, Era::Modern);
    EXPECT_EQ(identity->protocolVersion, "2026-07-28");
    EXPECT_EQ(identity->name, "berth-echo");
}

TEST_F(McpClientEcho, StartsANewSessionWhenTheServerWasRestarted)
{
    auto echo = std::make_unique<EchoProcess>();
    const std::uint16_t port = echo->port();
    McpClient mcp = client(port);
    ASSERT_TRUE(runTask(m_context, mcp.connect()));
    echo.reset();
    echo = std::make_unique<EchoProcess>(std::vector<std::string>{"--port", std::to_string(port)});
    const auto said = runTask(m_context, mcp.callTool("echo", object(R"({"text":"again"})")));
    ASSERT_TRUE(said) << said.error().message;
    EXPECT_EQ(textOf(*said), "again");
}

TEST_F(McpClientEcho, WorksAgainAfterDisconnect)
{
    EchoProcess echo;
    McpClient mcp = client(echo.port());
    ASSERT_TRUE(runTask(m_context, mcp.connect()));
    EXPECT_TRUE(runTask(m_context, mcp.disconnect()));
    EXPECT_TRUE(runTask(m_context, mcp.disconnect()));
    EXPECT_TRUE(runTask(m_context, mcp.ping()));
}

TEST_F(McpClientEcho, NobodyListening)
{
    McpClient mcp = client(test::freePort());
    const auto identity = runTask(m_context, mcp.connect());
    ASSERT_FALSE(identity);
    EXPECT_EQ(identity.error().code, ErrorCode::Unavailable);
    EXPECT_THAT(identity.error().message, testing::HasSubstr("http://127.0.0.1:"));
}

TEST_F(McpClientEcho, WrongPathIsNoMcpServer)
{
    EchoProcess echo;
    McpClient::Options options;
    options.path = "/elsewhere";
    McpClient mcp = client(echo.port(), options);
    const auto identity = runTask(m_context, mcp.connect());
    ASSERT_FALSE(identity);
    EXPECT_EQ(identity.error().code, ErrorCode::ProtocolError);
    EXPECT_THAT(identity.error().message, testing::HasSubstr("HTTP 404"));
}

} // namespace
} // namespace berth::mcp
