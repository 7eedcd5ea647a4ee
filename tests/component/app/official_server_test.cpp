// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The official server in a container that Berth runs, asked by the official client through the
// gateway.
#include "component/app/app_test.h"
#include "mcp/mcp_client.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>

namespace berth::test {
namespace {

using base::Json;

std::string script(const std::string &path)
{
    return outputOf({BERTH_SOURCE_DIR "/tests/support/" + path});
}

std::string firstLine(const std::string &text)
{
    return text.substr(0, text.find('\n'));
}

class OfficialServerTest : public AppTest
{
protected:
    static constexpr const char *everything = "localhost/server-everything:test";

    void SetUp() override
    {
        importEverything();
        AppTest::SetUp();
    }

    static void importEverything()
    {
        const std::vector<std::string> command = {
            "import",
            "--quiet",
            "--change",
            "ENTRYPOINT [\"/usr/bin/node\", \"/app/node_modules/@modelcontextprotocol/"
            "server-everything/dist/index.js\"]",
            "--change",
            "CMD [\"streamableHttp\"]",
            "--change",
            "ENV PORT=3001",
            "--change",
            "EXPOSE 3001",
            firstLine(script("images/build_node_image.sh")),
            everything};
        podman().podman(command);
    }

    static std::string inspector(const std::string &url, const std::vector<std::string> &arguments)
    {
        std::vector<std::string> command{firstLine(script("npm/install.sh")) +
                                             "/inspector/node_modules/.bin/mcp-inspector",
                                         "--cli",
                                         url,
                                         "--transport",
                                         "http",
                                         "--protocol-era",
                                         "legacy"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        return outputOf(command);
    }
};

TEST_F(OfficialServerTest, theInspectorListsAndCallsItsToolsThroughTheGateway)
{
    const Json spec{{"type", "docker"}, {"image", everything}, {"port", 3001}};
    const std::string id = berth().create("everything", spec);
    const Json instance = berth().waitForStatus(id, "running", std::chrono::minutes(2));
    const auto kept = berth().call("GET", "/v1/mcp-server-instances/" + id + "/tools");
    EXPECT_GE(kept.body.size(), 13U) << kept.text;

    const std::string url = base::stringOr(instance, "url");
    const auto listed = base::parseJson(inspector(url, {"--method", "tools/list"}));
    ASSERT_TRUE(listed);
    // It offers more to a client that can do more.
    EXPECT_GE((*listed)["tools"].size(), kept.body.size());
    const std::string said = inspector(url, {"--method", "tools/call", "--tool-name", "echo",
                                             "--tool-arg", "message=through the gateway"});
    EXPECT_THAT(said, testing::HasSubstr("Echo: through the gateway"));
    // Progress comes as events before the answer.
    const std::string worked =
        inspector(url, {"--method", "tools/call", "--tool-name", "trigger-long-running-operation",
                        "--tool-arg", "duration=1", "--tool-arg", "steps=2"});
    EXPECT_THAT(worked, testing::HasSubstr("completed"));
}

/// Berth on the Podman of an ordinary user.
TEST(RootlessAppTest, aServerRunsAndAnswersThroughTheGateway)
{
    PodmanFixture podman(PodmanFixture::Mode::Rootless);
    const std::string image = "localhost/echo:test";
    podman.importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
    const ScratchDir profile;
    BerthProcess berth(profile / "p", podman.environment());
    const std::string id = berth.create("plain", echoSpec(image));
    const Json instance = berth.waitForStatus(id, "running");
    const std::string health = berth.call("GET", "/health").text;
    EXPECT_THAT(health, testing::HasSubstr("rootless"));

    const auto url = net::parseUrl(base::stringOr(instance, "url"));
    ASSERT_TRUE(url);
    boost::asio::io_context context;
    mcp::McpClient::Options options;
    options.path = url->target;
    mcp::McpClient client(context.get_executor(), url->endpoint, options);
    const auto sum = runTask(context, client.callTool("add", Json{{"a", 20}, {"b", 22}}));
    ASSERT_TRUE(sum) << sum.error().message;
    EXPECT_THAT(base::toText(*sum), testing::HasSubstr("42"));

    berth.crash();
    berth.restart();
    berth.waitForStatus(id, "running");
    EXPECT_EQ(base::stringOr(berth.instance(id), "container_id"),
              base::stringOr(instance, "container_id"))
        << "adopted, not made anew";
    berth.call("DELETE", "/v1/mcp-server-instances/" + id);
    berth.waitUntilGone(id);
    EXPECT_EQ(podman.podman({"ps", "-a", "-q"}), "");
}

} // namespace
} // namespace berth::test
