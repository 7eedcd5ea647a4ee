// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/attach/attach_test.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace berth::test {
namespace {

namespace fs = std::filesystem;

/// A real `berth --headless --sandbox` without a keyring.
class SandboxTest : public testing::Test
{
protected:
    void TearDown() override
    {
        if (m_process) {
            m_process->signal(SIGTERM);
            EXPECT_EQ(m_process->wait(std::chrono::seconds(40)), 0);
        }
    }

    static PodmanFixture &podman()
    {
        return PodmanFixture::shared();
    }
    std::map<std::string, std::string> environment() const
    {
        auto all = podman().environment();
        all["XDG_RUNTIME_DIR"] = m_runtime.path().string();
        all["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent";
        return all;
    }
    fs::path root() const
    {
        return m_runtime / "berth-sandboxes";
    }

    /// Until it has printed its variables.
    void start(std::vector<std::string> more = {})
    {
        m_variables.clear();
        std::vector<std::string> command{builtProgram("berth"), "--headless", "--sandbox"};
        command.insert(command.end(), more.begin(), more.end());
        const auto began = std::chrono::steady_clock::now();
        m_process = std::make_unique<ChildProcess>(command, environment());
        const auto line = m_process->readLine(ChildProcess::Stream::Output);
        const auto ready = base::parseJson(line.value_or(""));
        ASSERT_TRUE(ready) << m_process->readAll(ChildProcess::Stream::Error,
                                                 std::chrono::milliseconds(2000));
        m_directory = base::stringOr(*ready, "sandbox");
        while (m_variables.count("BERTH_API") == 0) {
            const auto next =
                m_process->readLine(ChildProcess::Stream::Output, std::chrono::seconds(60));
            ASSERT_TRUE(next) << "no variables";
            const std::size_t equals = next->find("='");
            ASSERT_EQ(next->rfind("export ", 0), 0U) << *next;
            m_variables[next->substr(7, equals - 7)] =
                next->substr(equals + 2, next->size() - equals - 3);
        }
        const auto took = std::chrono::steady_clock::now() - began;
        std::cout << "ready after "
                  << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
    }
    std::optional<int> stop()
    {
        m_process->signal(SIGTERM);
        const auto code = m_process->wait(std::chrono::seconds(40));
        m_process.reset();
        return code;
    }
    static void readUntil(ChildProcess &process, ChildProcess::Stream stream,
                          const std::string &words)
    {
        std::string line;
        while (line.find(words) == std::string::npos) {
            const auto next = process.readLine(stream, std::chrono::seconds(30));
            ASSERT_TRUE(next) << words << " did not come after: " << line;
            line = *next;
        }
    }
    static std::string containers()
    {
        return podman().podman({"ps", "-aq", "--filter", "label=io.berth.owner"});
    }
    base::Json marker() const
    {
        std::ifstream file(m_directory / "sandbox.json");
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        return base::parseJson(text).value_or(base::Json::object());
    }
    /// Whether any process has it among its arguments, or Berth in its log.
    bool isSeen(const std::string &secret) const
    {
        std::vector<fs::path> files{m_directory / "berth.log", m_directory / "redis/redis.log"};
        for (const auto &process : fs::directory_iterator("/proc")) {
            files.push_back(process.path() / "cmdline");
        }
        for (const fs::path &path : files) {
            std::ifstream file(path);
            const std::string text((std::istreambuf_iterator<char>(file)), {});
            if (text.find(secret) != std::string::npos) {
                return true;
            }
        }
        return false;
    }

    ScratchDir m_runtime;
    fs::path m_directory;
    std::map<std::string, std::string> m_variables;
    std::unique_ptr<ChildProcess> m_process;
};

TEST_F(SandboxTest, runsWhatAPlatformAsksForOnItsRedis)
{
    start();
    Platform platform(m_variables["REDIS_URL"]);
    const std::string id = base::newUuid();
    const auto endpoint = m_variables["MCP_PROXY_HOST"] + "/mcp/echo";
    platform.publish(model::event::instanceCreated,
                     {{"instance_id", id},
                      {"name", "mine"},
                      {"json_spec", {{"type", "url"}, {"endpoint", endpoint}}}});
    EXPECT_TRUE(platform.waitForStatus(id, "running"));
    const std::string answer =
        outputOf({"curl", "-sS", m_variables["MCP_MANAGER_URL"] + "/instances"});
    EXPECT_NE(answer.find(id), std::string::npos) << answer;
    EXPECT_NE(answer.find("echo by url"), std::string::npos) << answer;
    const std::string &url = m_variables["REDIS_URL"];
    EXPECT_FALSE(isSeen(url.substr(9, url.find('@') - 9)));
    EXPECT_FALSE(isSeen(m_variables["MCP_MANAGER_TOKEN"].substr(1)));
}

TEST_F(SandboxTest, startsItsRedisAgainWhenThatIsKilled)
{
    start();
    const int redis = marker().value("redis_pid", 0);
    ASSERT_GT(redis, 1);
    ChildProcess events(
        {"curl", "-sSN", "--unix-socket", m_variables["BERTH_API"], "http://localhost/v1/events"},
        environment());
    readUntil(events, ChildProcess::Stream::Output, ": connected");
    ::kill(redis, SIGKILL);
    readUntil(*m_process, ChildProcess::Stream::Error, "started again");
    EXPECT_NE(marker().value("redis_pid", 0), redis);
    readUntil(events, ChildProcess::Stream::Output, "\"state\":\"lost\"");
    readUntil(events, ChildProcess::Stream::Output, "\"state\":\"connected\"");

    Platform platform(m_variables["REDIS_URL"]);
    const std::string id = base::newUuid();
    const auto endpoint = m_variables["MCP_PROXY_HOST"] + "/mcp/echo";
    platform.publish(model::event::instanceCreated,
                     {{"instance_id", id},
                      {"name", "after"},
                      {"json_spec", {{"type", "url"}, {"endpoint", endpoint}}}});
    EXPECT_TRUE(platform.waitForStatus(id, "running"));
}

TEST_F(SandboxTest, leavesNothing)
{
    start();
    const int redis = marker().value("redis_pid", 0);
    ASSERT_GT(redis, 1);
    EXPECT_FALSE(containers().empty());
    EXPECT_EQ(stop(), 0);
    EXPECT_EQ(containers(), "");
    EXPECT_FALSE(fs::exists(m_directory));
    EXPECT_FALSE(fs::exists("/proc/" + std::to_string(redis)));
}

TEST_F(SandboxTest, isSweptByTheNextWhenItWasKilled)
{
    start();
    const fs::path killed = m_directory;
    const std::string owner = base::stringOr(marker(), "owner");
    ASSERT_FALSE(owner.empty());
    m_process->signal(SIGKILL);
    m_process->wait();
    const fs::path others = root() / "others";
    fs::create_directory(others);
    start();
    EXPECT_FALSE(fs::exists(killed));
    EXPECT_EQ(podman().podman({"ps", "-aq", "--filter", "label=io.berth.owner=" + owner}), "");
    EXPECT_TRUE(fs::exists(others));
    EXPECT_NE(base::stringOr(marker(), "owner"), owner);
}

TEST_F(SandboxTest, goesOnInADirectoryThatIsKept)
{
    const std::string kept = (m_runtime / "kept").string();
    start({"--keep", kept});
    const std::string owner = base::stringOr(marker(), "owner");
    EXPECT_EQ(stop(), 0);
    EXPECT_TRUE(fs::exists(fs::path(kept) / "berth.db"));
    start({"--keep", kept});
    EXPECT_EQ(base::stringOr(marker(), "owner"), owner);
}

TEST_F(SandboxTest, saysWhichPackageIsMissing)
{
    auto without = environment();
    without["PATH"] = "/nonexistent";
    ChildProcess berth({builtProgram("berth"), "--headless", "--sandbox"}, without);
    EXPECT_NE(berth.readAll(ChildProcess::Stream::Error).find("Install the package redis-server."),
              std::string::npos);
    EXPECT_EQ(berth.wait(), 1);
    EXPECT_TRUE(fs::is_empty(root()));
}

} // namespace
} // namespace berth::test
