// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/app/app_test.h"
#include "mcp/mcp_client.h"
#include "support/process/run_task.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>

#include <signal.h>

namespace berth::test {
namespace {

using namespace boost::asio::experimental::awaitable_operators;
using base::Json;

net::Task<> callBoth(mcp::McpClient &one, mcp::McpClient &two, std::string &first,
                     std::string &second)
{
    const Json firstArguments{{"text", "from one"}};
    const Json secondArguments{{"text", "from two"}};
    auto [left, right] =
        co_await (one.callTool("echo", firstArguments) && two.callTool("echo", secondArguments));
    if (!left) {
        co_return base::fail(left.error());
    }
    if (!right) {
        co_return base::fail(right.error());
    }
    first = base::toText(*left);
    second = base::toText(*right);
    co_return base::Status();
}

/// A server that speaks stdio, in a real container, behind the gateway.
class StdioTest : public AppTest
{
protected:
    static Json spec()
    {
        return Json{{"type", "docker"},
                    {"image", image},
                    {"transport", "stdio"},
                    {"command", Json::array({"--stdio"})}};
    }

    std::unique_ptr<mcp::McpClient> connect(const std::string &id)
    {
        const auto url = net::parseUrl(base::stringOr(berth().instance(id), "url"));
        mcp::McpClient::Options options;
        options.path = url->target;
        auto client =
            std::make_unique<mcp::McpClient>(m_context.get_executor(), url->endpoint, options);
        const auto connected = runTask(m_context, client->connect());
        EXPECT_TRUE(connected) << connected.error().message << connected.error().details;
        return client;
    }

    void expectItAnswers(const std::string &id)
    {
        const auto client = connect(id);
        const auto sum = runTask(m_context, client->callTool("add", Json{{"a", 20}, {"b", 22}}));
        ASSERT_TRUE(sum) << sum.error().message;
        EXPECT_NE(base::toText(*sum).find("42"), std::string::npos);
    }

    /// As a client that is not Berth.
    net::HttpResponse post(const std::string &id, const std::string &body,
                           const std::string &session)
    {
        const auto url = net::parseUrl(base::stringOr(berth().instance(id), "url"));
        net::HttpClient client(m_context.get_executor(), url->endpoint);
        net::Headers headers{{"Content-Type", "application/json"},
                             {"Accept", "application/json, text/event-stream"}};
        if (!session.empty()) {
            headers.add("Mcp-Session-Id", session);
        }
        const auto response =
            runTask(m_context,
                    client.request({"POST", url->target, headers, body}, std::chrono::seconds(30)));
        return response.value_or(net::HttpResponse{0, {}, {}});
    }
    std::string openSession(const std::string &id)
    {
        const auto response = post(id, greeting, {});
        EXPECT_EQ(response.status, 200) << response.body;
        return std::string(response.headers.get("Mcp-Session-Id").value_or(""));
    }
    const std::string greeting =
        R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
        R"("capabilities":{},"clientInfo":{"name":"test","version":"1"}}})";

    boost::asio::io_context m_context;
};

TEST_F(StdioTest, itsToolsAnswerTwoClientsAtOnce)
{
    const std::string id = berth().create("pipe", spec());
    berth().waitForStatus(id, "running");
    EXPECT_EQ(inspect(onlyContainer(), "{{.HostConfig.NetworkMode}}"), "none");
    // Both count their requests from the same number.
    const auto one = connect(id);
    const auto two = connect(id);
    const auto tools = runTask(m_context, one->listTools());
    ASSERT_TRUE(tools) << tools.error().message;
    EXPECT_EQ(tools->size(), 5U);
    ASSERT_TRUE(runTask(m_context, two->listTools()));
    std::string first;
    std::string second;
    const auto called = runTask(m_context, callBoth(*one, *two, first, second));
    ASSERT_TRUE(called) << called.error().message;
    EXPECT_NE(first.find("from one"), std::string::npos) << first;
    EXPECT_NE(second.find("from two"), std::string::npos) << second;
}

TEST_F(StdioTest, oneThatEndsAtOnceLeavesItsLog)
{
    Json broken = spec();
    broken["command"] = Json::array({"--nonsense"});
    const std::string id = berth().create("broken", broken);
    const Json failed = berth().waitForStatus(id, "failed");
    EXPECT_EQ(base::stringOr(failed, "container_id"), onlyContainer().substr(0, 12));
    const auto log = berth().call("GET", "/v1/mcp-server-instances/" + id + "/logs");
    EXPECT_EQ(log.status, 200) << log.text;
    EXPECT_NE(log.text.find("--nonsense"), std::string::npos) << log.text;
}

TEST_F(StdioTest, everySessionCanHaveAContainerOfItsOwn)
{
    Json own = spec();
    own["gateway"] = Json{{"back_ends", "per-session"}, {"max_back_ends", 2}};
    const std::string id = berth().create("own", own);
    berth().waitForStatus(id, "running");
    EXPECT_EQ(containers().size(), 1U); // Berth's own questions need no other
    const std::string one = openSession(id);
    const std::string two = openSession(id);
    ASSERT_FALSE(one.empty());
    ASSERT_FALSE(two.empty());
    EXPECT_EQ(containers().size(), 3U);
    EXPECT_EQ(post(id, greeting, {}).status, 503); // no more than two
    const auto listed = post(id, R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", two);
    EXPECT_NE(listed.body.find("\"echo\""), std::string::npos) << listed.body;
    // None survives a kill, and all are gone when it is stopped.
    berth().crash();
    berth().restart();
    berth().waitForStatus(id, "running");
    EXPECT_EQ(containers().size(), 1U);
    ASSERT_FALSE(openSession(id).empty());
    EXPECT_EQ(containers().size(), 2U);
    const Json use = berth().instance(id)["back_ends"];
    EXPECT_EQ(use, (Json{{"used", 1}, {"most", 2}}));
    berth().call("POST", "/v1/mcp-server-instances/" + id + "/stop");
    berth().waitForStatus(id, "stopped");
    EXPECT_TRUE(containers().empty());
}

TEST_F(StdioTest, aCallCanStartItAndItStopsWhenNobodyCalls)
{
    Json sleeper = spec();
    sleeper["gateway"] = Json{{"start_on_call", true}, {"stop_when_idle", "1s"}};
    const std::string id = berth().create("sleeper", sleeper);
    berth().waitForStatus(id, "stopped");
    EXPECT_TRUE(containers().empty());
    openSession(id); // waits until it is there
    berth().waitForStatus(id, "stopped");
    EXPECT_TRUE(containers().empty());
}

TEST_F(StdioTest, theOlderTransportIsServedUnderTheSameAddress)
{
    const std::string id = berth().create("older", spec());
    berth().waitForStatus(id, "running");
    const auto url = net::parseUrl(base::stringOr(berth().instance(id), "url"));
    net::HttpClient client(m_context.get_executor(), url->endpoint);
    net::HttpRequest request{"GET", url->target + "/sse", {{"Accept", "text/event-stream"}}, {}};
    const auto stream =
        runTask(m_context, client.open(std::move(request), std::chrono::seconds(10)));
    ASSERT_TRUE(stream) << stream.error().message;
    const std::string event = (*stream)->takeArrived();
    const auto begin = event.find("data: ") + 6;
    const std::string address = event.substr(begin, event.find('\n', begin) - begin);
    EXPECT_TRUE(address.starts_with(url->target + "/message?sessionId=")) << event;
    net::Headers headers{{"Content-Type", "application/json"}};
    const auto taken = runTask(
        m_context, client.request({"POST", address, headers, greeting}, std::chrono::seconds(10)));
    EXPECT_EQ(taken->status, 202);
    const auto answer = runTask(m_context, (*stream)->read());
    ASSERT_TRUE(answer);
    EXPECT_NE(answer->find("serverInfo"), std::string::npos) << *answer;
}

TEST_F(StdioTest, afterAKillOfBerthItAnswersAgain)
{
    const std::string id = berth().create("steady", spec());
    berth().waitForStatus(id, "running");
    berth().crash();
    berth().restart();
    berth().waitForStatus(id, "running");
    expectItAnswers(id);
    EXPECT_EQ(containers().size(), 1U);
}

TEST_F(StdioTest, aContainerThatDiesComesBack)
{
    const std::string id = berth().create("fragile", spec());
    berth().waitForStatus(id, "running");
    const std::string before = onlyContainer();
    const pid_t pid = std::stoi(inspect(before, "{{.State.Pid}}"));
    bool noticed = false;
    ASSERT_TRUE(berth().watchEvents(
        [pid] {
            ::kill(pid, SIGKILL);
            return false;
        },
        [&noticed](const net::SseEvent &event) {
            const bool isRunning = event.data.find("\"running\"") != std::string::npos;
            noticed = noticed || (!isRunning && event.event == "MCPServerInstanceStatusChanged");
            return noticed && isRunning;
        },
        std::chrono::seconds(40)));
    EXPECT_NE(onlyContainer(), before);
    expectItAnswers(id);
}

TEST_F(StdioTest, aKilledPodmanServiceDisturbsNeitherTheServerNorItsSessions)
{
    const std::string id = berth().create("calm", spec());
    berth().waitForStatus(id, "running");
    const std::string container = onlyContainer();
    const std::string session = openSession(id);
    podman().killService();
    const char *list = R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})";
    EXPECT_NE(post(id, list, session).body.find("\"echo\""), std::string::npos);
    podman().startService();
    EXPECT_NE(post(id, list, session).body.find("\"echo\""), std::string::npos);
    EXPECT_EQ(onlyContainer(), container);
}

TEST_F(StdioTest, stoppingAndDeletingLeaveNothingBehind)
{
    const std::string id = berth().create("brief", spec());
    berth().waitForStatus(id, "running");
    berth().call("POST", "/v1/mcp-server-instances/" + id + "/stop");
    berth().waitForStatus(id, "stopped");
    EXPECT_TRUE(containers().empty());
    EXPECT_TRUE(std::filesystem::is_empty(m_profile / "p" / "bridges"));
    berth().call("DELETE", "/v1/mcp-server-instances/" + id);
    berth().waitUntilGone(id);
}

} // namespace
} // namespace berth::test
