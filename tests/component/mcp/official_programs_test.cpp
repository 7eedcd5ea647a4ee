// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Our client against the official server-everything, and the official Inspector against ours.
#include "mcp/mcp_client.h"
#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::mcp {
namespace {

using base::Json;
using test::ChildProcess;
using test::runTask;

std::string npmDirectory()
{
    std::string path = test::outputOf({BERTH_SOURCE_DIR "/tests/support/npm/install.sh"});
    path.erase(path.find_last_not_of('\n') + 1);
    return path;
}

TEST(OfficialPrograms, ServerEverythingAnswersOurClient)
{
    const std::uint16_t port = test::freePort();
    ChildProcess server({"node",
                         npmDirectory() + "/server-everything/node_modules/@modelcontextprotocol/"
                                          "server-everything/dist/index.js",
                         "streamableHttp"},
                        {{"PORT", std::to_string(port)}});
    ASSERT_TRUE(
        server.waitForLine(ChildProcess::Stream::Error, "listening", std::chrono::minutes(2)))
        << "server-everything did not start";

    net::asio::io_context context(1);
    McpClient client(context.get_executor(), net::Endpoint::tcp("127.0.0.1", port), {});
    const auto identity = runTask(context, client.connect());
    ASSERT_TRUE(identity) << identity.error().message << identity.error().details;
    EXPECT_EQ(identity->era, Era::Legacy);
    EXPECT_EQ(identity->protocolVersion, "2025-11-25");
    EXPECT_THAT(identity->name, testing::HasSubstr("everything"));

    const auto tools = runTask(context, client.listTools());
    ASSERT_TRUE(tools) << tools.error().message << tools.error().details;
    EXPECT_GE(tools->size(), 13U);

    Json arguments = Json::object();
    arguments["message"] = "hello";
    const auto said = runTask(context, client.callTool("echo", arguments));
    ASSERT_TRUE(said) << said.error().message << said.error().details;
    EXPECT_THAT(said->at("content").at(0).at("text").get<std::string>(),
                testing::HasSubstr("hello"));

    EXPECT_TRUE(runTask(context, client.ping()));
    EXPECT_TRUE(runTask(context, client.disconnect()));
}

class Inspector : public testing::TestWithParam<const char *>
{
protected:
    std::string inspect(const std::vector<std::string> &arguments)
    {
        std::vector<std::string> all{npmDirectory() + "/inspector/node_modules/.bin/mcp-inspector",
                                     "--cli",
                                     m_echo.url(),
                                     "--transport",
                                     "http",
                                     "--protocol-era",
                                     GetParam()};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return test::outputOf(all);
    }

    test::EchoProcess m_echo{{"--era", GetParam()}};
};

TEST_P(Inspector, ListsAndCallsOurTools)
{
    const std::string tools = inspect({"--method", "tools/list"});
    for (const char *name : {"echo", "add", "sleep", "fail", "env-names"}) {
        EXPECT_THAT(tools, testing::HasSubstr('"' + std::string(name) + '"'));
    }
    const std::string sum = inspect({"--method", "tools/call", "--tool-name", "add", "--tool-arg",
                                     "a=19", "--tool-arg", "b=23"});
    EXPECT_THAT(sum, testing::HasSubstr("\"42\""));
}

INSTANTIATE_TEST_SUITE_P(Eras, Inspector, testing::Values("legacy", "modern"),
                         [](const auto &era) { return std::string(era.param); });

} // namespace
} // namespace berth::mcp
