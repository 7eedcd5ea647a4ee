// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Groups of a real `berth --headless`, by the API, the command line and a client of the gateway.
#include "cli/cli.h"
#include "component/api/berth_process.h"
#include "mcp/mcp_client.h"
#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::cli {
namespace {

using base::Json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Groups : public testing::Test
{
protected:
    /// A url instance at that address; its id.
    std::string add(const std::string &name, const test::EchoProcess &echo)
    {
        const Json spec{{"type", "url"}, {"endpoint", echo.url()}};
        const auto made = m_berth.send("POST", "/v1/mcp-server-instances/",
                                       Json{{"name", name}, {"json_spec", spec}});
        EXPECT_EQ(made.status, 200) << made.body;
        const std::string id = base::stringOr(made.body, "id");
        waitFor(id, "running");
        return id;
    }
    void waitFor(const std::string &id, const std::string &status)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (std::chrono::steady_clock::now() < deadline) {
            const auto now = m_berth.send("GET", "/v1/mcp-server-instances/" + id);
            if (base::stringOr(now.body, "status") == status) {
                return;
            }
        }
        ADD_FAILURE() << id << " is not " << status;
    }
    std::vector<std::string> tools(const std::string &path)
    {
        const auto url = net::parseUrl(m_berth.readyLine().at("gateway").get<std::string>() + path);
        net::asio::io_context context(1);
        mcp::McpClient::Options options;
        options.path = url->target;
        mcp::McpClient client(context.get_executor(), url->endpoint, options);
        const auto listed = test::runTask(context, client.listTools());
        EXPECT_TRUE(listed) << listed.error().message;
        std::vector<std::string> names;
        for (const model::Tool &tool : listed ? *listed : std::vector<model::Tool>()) {
            names.push_back(tool.name);
        }
        return names;
    }

    /// Groups hear of a change soon after it, not with it.
    template <typename Matcher>
    void expectTools(const std::string &path, const Matcher &matcher)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        auto names = tools(path);
        while (!testing::Value(names, matcher) && std::chrono::steady_clock::now() < deadline) {
            names = tools(path);
        }
        EXPECT_THAT(names, matcher) << path;
    }

    test::EchoProcess m_one{{"--era", "legacy"}};
    test::EchoProcess m_two{{"--era", "modern"}};
    test::BerthProcess m_berth;
};

TEST_F(Groups, comeGoAndServe)
{
    const std::string one = add("one", m_one);
    add("two", m_two);
    expectTools("/mcp", Contains("one__echo"));
    expectTools("/mcp", Contains("two__echo"));

    const auto added = m_berth.run({"group", "add", "work", "one", "--tools", "one=echo,add"});
    ASSERT_EQ(added.code, Success) << added.errors;
    EXPECT_THAT(added.output, HasSubstr("/mcp/@work"));
    EXPECT_THAT(added.output, HasSubstr("2 tools"));
    expectTools("/mcp/@work", testing::UnorderedElementsAre("echo", "add"));
    EXPECT_EQ(m_berth.run({"group", "add", "work"}).code, Failure) << "there is one already";
    EXPECT_EQ(m_berth.run({"group", "add", "all"}).code, Failure);

    const auto shown = m_berth.send("GET", "/v1/groups/work");
    EXPECT_EQ(shown.body["tools"]["count"], 2);
    EXPECT_GT(shown.body["tools"]["bytes"].get<int>(), 100);
    EXPECT_THAT(m_berth.run({"group", "list"}).output, HasSubstr("work"));

    ASSERT_EQ(m_berth.run({"group", "set", "work", "one", "two"}).code, Success);
    expectTools("/mcp/@work", Contains("two__echo"));

    m_berth.send("POST", "/v1/mcp-server-instances/" + one + "/stop");
    waitFor(one, "stopped");
    expectTools("/mcp", Not(Contains("one__echo")));
    expectTools("/mcp", Contains("echo")); // of two, whose name is its own now

    ASSERT_EQ(m_berth.run({"group", "remove", "work"}).code, Success);
    EXPECT_EQ(m_berth.send("GET", "/v1/groups/work").status, 404);
    EXPECT_EQ(m_berth.send("PUT", "/v1/groups/all", Json::object()).status, 422);
}

} // namespace
} // namespace berth::cli
