// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/app/app_test.h"
#include "mcp/mcp_client.h"
#include "support/process/run_task.h"

#include <boost/asio/io_context.hpp>

#include <fstream>

namespace berth::test {
namespace {

using base::Json;

class LifecycleTest : public AppTest
{};

TEST_F(LifecycleTest, aServerAnswersThroughTheGateway)
{
    const std::string id = berth().create("hello", echoSpec(image));
    const Json instance = berth().waitForStatus(id, "running");

    boost::asio::io_context context;
    const auto url = net::parseUrl(base::stringOr(instance, "url"));
    ASSERT_TRUE(url);
    mcp::McpClient::Options options;
    options.path = url->target;
    mcp::McpClient client(context.get_executor(), url->endpoint, options);
    ASSERT_TRUE(runTask(context, client.connect()));
    const auto tools = runTask(context, client.listTools());
    ASSERT_TRUE(tools);
    EXPECT_EQ(tools->size(), 5U);
    const auto sum = runTask(context, client.callTool("add", Json{{"a", 20}, {"b", 22}}));
    ASSERT_TRUE(sum);
    EXPECT_NE(base::toText(*sum).find("42"), std::string::npos);
}

TEST_F(LifecycleTest, theDiscoveredToolsAreKeptWithTheInstance)
{
    const std::string id = berth().create("tools", echoSpec(image));
    berth().waitForStatus(id, "running");
    const auto answer = berth().call("GET", "/v1/mcp-server-instances/" + id + "/tools");
    ASSERT_TRUE(answer.body.is_array());
    EXPECT_EQ(answer.body.size(), 5U);
}

TEST_F(LifecycleTest, stoppingRemovesTheContainerAndTheGatewaySaysSo)
{
    const std::string id = berth().create("brief", echoSpec(image));
    const Json instance = berth().waitForStatus(id, "running");
    ASSERT_EQ(berth().call("POST", "/v1/mcp-server-instances/" + id + "/stop").status, 200);
    berth().waitForStatus(id, "stopped");
    EXPECT_TRUE(containers().empty());

    boost::asio::io_context context;
    const auto url = net::parseUrl(base::stringOr(instance, "url"));
    net::HttpClient client(context.get_executor(), url->endpoint);
    net::HttpRequest request;
    request.method = "POST";
    request.target = url->target;
    const auto response = runTask(context, client.request(request, std::chrono::seconds(5)));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 503);
    EXPECT_NE(response->body.find("brief is stopped"), std::string::npos) << response->body;
}

TEST_F(LifecycleTest, restartMakesANewContainer)
{
    const std::string id = berth().create("again", echoSpec(image));
    berth().waitForStatus(id, "running");
    const std::string before = onlyContainer();
    bool stopped = false;
    const auto restartIt = [this, &id] {
        berth().call("POST", "/v1/mcp-server-instances/" + id + "/restart");
        return false;
    };
    ASSERT_TRUE(berth().watchEvents(
        restartIt,
        [&stopped](const net::SseEvent &event) {
            stopped = stopped || event.data.find("\"stopping\"") != std::string::npos;
            return stopped && event.data.find("\"running\"") != std::string::npos;
        },
        std::chrono::seconds(30)));
    EXPECT_NE(onlyContainer(), before);
}

TEST_F(LifecycleTest, deletingLeavesNothingBehind)
{
    const std::string id = berth().create("gone", echoSpec(image));
    berth().waitForStatus(id, "running");
    ASSERT_EQ(berth().call("DELETE", "/v1/mcp-server-instances/" + id).status, 200);
    berth().waitUntilGone(id);
    EXPECT_TRUE(containers().empty());
}

TEST_F(LifecycleTest, limitsAndIsolationAreReallyApplied)
{
    Json spec = echoSpec(image);
    spec["resources"] = Json{{"memory_limit", "64m"}, {"cpu_limit", "0.5"}, {"pids_limit", 40}};
    const std::string id = berth().create("tight", spec);
    berth().waitForStatus(id, "running");
    const std::string container = onlyContainer();
    EXPECT_EQ(inspect(container, "{{.HostConfig.Memory}}"), "67108864");
    EXPECT_EQ(inspect(container, "{{.HostConfig.NanoCpus}}"), "500000000");
    EXPECT_EQ(inspect(container, "{{.HostConfig.PidsLimit}}"), "40");
    EXPECT_EQ(inspect(container, "{{.EffectiveCaps}}"), "[]");
    EXPECT_NE(inspect(container, "{{.HostConfig.SecurityOpt}}").find("no-new-privileges"),
              std::string::npos);
    EXPECT_NE(inspect(container, "{{json .HostConfig.PortBindings}}").find("127.0.0.1"),
              std::string::npos);
}

TEST_F(LifecycleTest, anImageThatDoesNotExistFailsWithTheReason)
{
    // A registry that answers: Podman tries again for half a minute where nobody does.
    RegistryFixture registry(podman().directory());
    const std::string id =
        berth().create("nowhere", echoSpec(registry.address() + "/no-such-image:1"));
    const Json instance = berth().waitForStatus(id, "failed");
    EXPECT_NE(base::stringOr(instance, "error").find("no-such-image"), std::string::npos)
        << base::toText(instance);
    EXPECT_TRUE(containers().empty());
}

TEST_F(LifecycleTest, everyMistakeOfAJsonSpecIsTold)
{
    const Json spec{{"type", "docker"}, {"image", "Not An Image"}, {"port", 0}};
    const auto answer =
        berth().call("POST", "/v1/mcp-server-instances/", Json{{"name", ""}, {"json_spec", spec}});
    EXPECT_EQ(answer.status, 422);
    for (const char *place : {"name", "image", "port"}) {
        EXPECT_NE(answer.text.find(place), std::string::npos) << place << ": " << answer.text;
    }
}

TEST_F(LifecycleTest, theNumberOfInstancesIsLimited)
{
    berth().process().signal(SIGTERM);
    berth().process().wait();
    {
        std::ofstream settings(m_profile / "p" / "settings.json");
        settings << R"({"instances.max": 1})";
    }
    berth().restart();
    berth().create("first", echoSpec(image));
    const auto answer = berth().call("POST", "/v1/mcp-server-instances/",
                                     Json{{"name", "second"}, {"json_spec", echoSpec(image)}});
    EXPECT_GE(answer.status, 400);
    EXPECT_NE(answer.text.find("limit"), std::string::npos) << answer.text;
}

TEST_F(LifecycleTest, aRemoteServerIsAttachedByItsUrl)
{
    EchoProcess remote;
    const std::string id =
        berth().create("remote", Json{{"type", "url"}, {"endpoint", remote.url()}});
    const Json instance = berth().waitForStatus(id, "running");
    EXPECT_TRUE(containers().empty());
    const auto tools = berth().call("GET", "/v1/mcp-server-instances/" + id + "/tools");
    EXPECT_EQ(tools.body.size(), 5U);
}

TEST_F(LifecycleTest, containersOfOthersAreLeftAlone)
{
    const std::string other = podman().podman({"create", "--name", "mcp-somebody-else", image});
    const std::string id = berth().create("mine", echoSpec(image));
    berth().waitForStatus(id, "running");
    berth().call("DELETE", "/v1/mcp-server-instances/" + id);
    berth().waitUntilGone(id);
    berth().crash();
    berth().restart();
    EXPECT_EQ(inspect("mcp-somebody-else", "{{.State.Status}}"), "created");
    podman().podman({"rm", "-f", "mcp-somebody-else"});
}

} // namespace
} // namespace berth::test
