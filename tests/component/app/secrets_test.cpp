// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// A secret from the control API to the server's environment, and nowhere else: real keyring, real
// Podman, real Berth.
#include "component/app/app_test.h"
#include "support/keyring/keyring_fixture.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace berth::test {
namespace {

using base::Json;

constexpr const char *instances = "/v1/mcp-server-instances/";
constexpr const char *marker = "marker-7f3a91c2-of-a-secret-value";

std::string readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The files under `directory` that hold `text`.
std::vector<std::string> filesWith(const std::filesystem::path &directory, const std::string &text)
{
    std::vector<std::string> found;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file() && readFile(entry.path()).find(text) != std::string::npos) {
            found.push_back(entry.path().string());
        }
    }
    return found;
}

/// The programs of this machine that have `text` among their arguments.
std::vector<std::string> argumentsWith(const std::string &text)
{
    std::vector<std::string> found;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const std::string arguments = readFile(entry.path() / "cmdline");
        if (arguments.find(text) != std::string::npos) {
            found.push_back(entry.path().string());
        }
    }
    return found;
}

class SecretsTest : public AppTest
{
protected:
    void SetUp() override
    {
        podman().importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
    }

    void startBerth()
    {
        std::map<std::string, std::string> environment = podman().environment();
        environment.merge(m_keyring.environment());
        m_berth = std::make_unique<BerthProcess>(m_profile / "p", environment);
    }

    std::string addServer()
    {
        const Json schema = Json::array(
            {{{"name", "API_TOKEN"}, {"type", "string"}, {"required", true}, {"secret", true}},
             {{"name", "MODE"}, {"type", "string"}, {"default", "fast"}}});
        const auto made = berth().call("POST", "/v1/mcp-servers/",
                                       Json{{"name", "Echo"},
                                            {"description", "d"},
                                            {"docker_image_url", image},
                                            {"version", "1"},
                                            {"env_schema", schema}});
        EXPECT_EQ(made.status, 200) << made.text;
        return base::stringOr(made.body, "id");
    }

    static Json specWith(const std::string &value)
    {
        Json spec = echoSpec(image);
        spec["environment"] = Json{{"API_TOKEN", value}};
        return spec;
    }

    BerthProcess::Answer create(const std::string &value)
    {
        return berth().call("POST", instances,
                            Json{{"name", "keeper"},
                                 {"server_spec_id", addServer()},
                                 {"json_spec", specWith(value)}});
    }

    std::string createRunning(const std::string &value)
    {
        const auto made = create(value);
        EXPECT_EQ(made.status, 200) << made.text;
        EXPECT_EQ(made.text.find(value), std::string::npos) << "the answer shows the value";
        const std::string id = base::stringOr(made.body, "id");
        EXPECT_EQ(berth().call("POST", instances + id + "/start").status, 200);
        berth().waitForStatus(id, "running");
        return id;
    }

    /// What the server sees: the environment of the container's programs.
    static std::string serverEnvironment()
    {
        const std::string pid = inspect(onlyContainer(), "{{.State.Pid}}");
        std::string all = readFile("/proc/" + pid + "/environ");
        // With an init the server is its child.
        const std::string children = readFile("/proc/" + pid + "/task/" + pid + "/children");
        if (!children.empty()) {
            all += readFile("/proc/" + std::to_string(std::stoi(children)) + "/environ");
        }
        return all;
    }

    std::string keyringValue(const std::string &id) const
    {
        ChildProcess lookup(
            {"secret-tool", "search", "--all", "user", "mcp_instance_" + id + "_API_TOKEN"},
            m_keyring.environment());
        return lookup.readAll(ChildProcess::Stream::Output, std::chrono::seconds(20));
    }

    KeyringFixture m_keyring;
};

TEST_F(SecretsTest, aValueReachesTheServerAndNothingElse)
{
    m_keyring.startUnlocked();
    startBerth();
    std::string id;
    std::string events;
    const auto begin = [this, &id] {
        id = createRunning(marker);
        return false;
    };
    ASSERT_TRUE(berth().watchEvents(
        begin,
        [&events](const net::SseEvent &event) {
            events += event.data;
            return event.data.find("\"running\"") != std::string::npos;
        },
        std::chrono::seconds(60)));

    EXPECT_NE(serverEnvironment().find(marker), std::string::npos);
    EXPECT_NE(keyringValue(id).find(marker), std::string::npos);

    EXPECT_EQ(events.find(marker), std::string::npos);
    EXPECT_EQ(podman().podman({"inspect", onlyContainer()}).find(marker), std::string::npos);
    EXPECT_EQ(podman().podman({"secret", "ls"}).find("berth-"), std::string::npos);
    for (const std::string &target :
         {std::string(instances), instances + id, instances + id + "/tools",
          instances + id + "/logs", std::string("/health"), std::string("/v1/mcp-servers/")}) {
        EXPECT_EQ(berth().call("GET", target).text.find(marker), std::string::npos) << target;
    }
    EXPECT_TRUE(filesWith(m_profile / "p", marker).empty())
        << filesWith(m_profile / "p", marker)[0];
    EXPECT_TRUE(argumentsWith(marker).empty()) << argumentsWith(marker)[0];
    const std::string limits =
        readFile("/proc/" + std::to_string(berth().process().pid()) + "/limits");
    const std::string core = limits.substr(limits.find("Max core file size"), 40);
    EXPECT_NE(core.find(" 1 "), std::string::npos) << "a crash would leave values: " << core;
    // A default of the schema that nobody gave has arrived as well.
    EXPECT_NE(serverEnvironment().find("MODE=fast"), std::string::npos);
}

TEST_F(SecretsTest, deletingTakesTheValueOutOfTheKeyring)
{
    m_keyring.startUnlocked();
    startBerth();
    const std::string id = createRunning(marker);
    ASSERT_NE(keyringValue(id).find(marker), std::string::npos);
    berth().call("DELETE", instances + id);
    berth().waitUntilGone(id);
    EXPECT_EQ(keyringValue(id).find(marker), std::string::npos);
}

TEST_F(SecretsTest, aNewValueArrivesWithANewContainer)
{
    m_keyring.startUnlocked();
    startBerth();
    const std::string id = createRunning(marker);
    const std::string second = std::string(marker) + "-two";
    bool stopped = false;
    const auto change = [this, &id, &second] {
        const auto answer =
            berth().call("PATCH", instances + id, Json{{"json_spec", specWith(second)}});
        EXPECT_EQ(answer.status, 200) << answer.text;
        return false;
    };
    ASSERT_TRUE(berth().watchEvents(
        change,
        [&stopped](const net::SseEvent &event) {
            stopped = stopped || event.data.find("\"stopping\"") != std::string::npos;
            return stopped && event.data.find("\"running\"") != std::string::npos;
        },
        std::chrono::seconds(60)));
    EXPECT_NE(serverEnvironment().find(second), std::string::npos);
    EXPECT_TRUE(filesWith(m_profile / "p", marker).empty());
}

TEST_F(SecretsTest, aNewValueWaitsForARestartAlsoAfterACrash)
{
    m_keyring.startUnlocked();
    startBerth();
    const std::string id = createRunning(marker);
    const auto entry = [this] {
        return berth().call("GET", "/v1/secrets/").body.at("secrets").at(0);
    };
    EXPECT_EQ(entry().at("restart_pending"), false) << entry();
    EXPECT_TRUE(entry().at("used_at").is_string());
    const auto set =
        berth().call("POST", "/v1/secrets/set",
                     Json{{"instance", id}, {"name", "API_TOKEN"}, {"value", "other"}});
    ASSERT_EQ(set.status, 200) << set.text;
    EXPECT_EQ(entry().at("restart_pending"), true);
    berth().crash();
    berth().restart();
    berth().waitForStatus(id, "running"); // the same container, adopted
    EXPECT_EQ(entry().at("restart_pending"), true);
    EXPECT_NE(serverEnvironment().find(marker), std::string::npos);
}

TEST_F(SecretsTest, theInstancesValueIsAFileWhenItsSpecSaysSo)
{
    m_keyring.startUnlocked();
    startBerth();
    Json spec = specWith(marker);
    spec["secret_delivery"] = Json{{"API_TOKEN", "file"}};
    spec["isolation"] = Json{{"read_only_root", true}};
    spec["volumes"] =
        Json::array({{{"source", "secret_ref:API_TOKEN"}, {"destination", "/etc/berth/token"}}});
    const auto made =
        berth().call("POST", instances,
                     Json{{"name", "files"}, {"server_spec_id", addServer()}, {"json_spec", spec}});
    ASSERT_EQ(made.status, 200) << made.text;
    berth().waitForStatus(base::stringOr(made.body, "id"), "running");
    const std::string environment = serverEnvironment();
    EXPECT_EQ(environment.find(marker), std::string::npos);
    EXPECT_NE(environment.find("API_TOKEN_FILE=/run/secrets/API_TOKEN"), std::string::npos);
    const std::string root = "/proc/" + inspect(onlyContainer(), "{{.State.Pid}}") + "/root";
    EXPECT_EQ(readFile(root + "/run/secrets/API_TOKEN"), marker);
    EXPECT_EQ(readFile(root + "/etc/berth/token"), marker);
    EXPECT_EQ(podman().podman({"inspect", onlyContainer()}).find(marker), std::string::npos);
}

TEST_F(SecretsTest, withoutAKeyringNothingIsMadeAndTheReasonIsTold)
{
    startBerth(); // a session, but nobody who keeps secrets in it
    const auto answer = create(marker);
    EXPECT_GE(answer.status, 400);
    EXPECT_NE(answer.text.find("Secret Service"), std::string::npos) << answer.text;
    EXPECT_EQ(answer.text.find(marker), std::string::npos);
    EXPECT_TRUE(berth().call("GET", instances).body.empty());
    EXPECT_TRUE(filesWith(m_profile / "p", marker).empty());
    berth().restart();
    EXPECT_TRUE(berth().call("GET", instances).body.empty());
}

} // namespace
} // namespace berth::test
