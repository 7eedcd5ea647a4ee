// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// kill -9 of Berth, of Podman's service and of the container after every event of an instance's
// life: nothing is lost, doubled or orphaned.
#include "component/app/app_test.h"

#include <set>

#include <signal.h>

namespace berth::test {
namespace {

using base::Json;

enum class Victim
{
    Berth,
    PodmanService,
    Container,
};

class KillTest : public AppTest, public testing::WithParamInterface<Victim>
{
protected:
    static constexpr std::chrono::seconds patience{20};

    static std::string target(const std::string &id, const std::string &command = {})
    {
        return "/v1/mcp-server-instances/" + id + (command.empty() ? "" : '/' + command);
    }

    /// Kills the victim, and starts what the test itself has to start again.
    void strike()
    {
        m_killed.clear();
        switch (GetParam()) {
        case Victim::Berth:
            berth().crash();
            berth().restart();
            break;
        case Victim::PodmanService:
            podman().killService();
            podman().startService();
            break;
        case Victim::Container:
            killContainers();
            break;
        }
    }

    /// Does `command`, then strikes after `events` events of it. False when there were fewer.
    bool strikeAfter(int events, const std::function<void()> &command)
    {
        int seen = 0;
        const auto begin = [&command, events] {
            command();
            return events == 0;
        };
        const bool came = berth().watchEvents(
            begin, [&seen, events](const net::SseEvent &) { return ++seen >= events; }, patience);
        strike();
        return came;
    }

    /// Until it runs in a container that was not killed.
    void waitUntilItRunsAgain(const std::string &id)
    {
        const auto runs = [this, &id] {
            const Json instance = berth().instance(id);
            return base::stringOr(instance, "status") == "running" &&
                   m_killed.count(base::stringOr(instance, "container_id")) == 0;
        };
        EXPECT_TRUE(berth().watchEvents(
            runs, [&runs](const net::SseEvent &) { return runs(); }, std::chrono::seconds(60)))
            << base::toText(berth().instance(id));
    }

    /// What Podman finished for a Berth that was killed is removed when Podman tells of it.
    static void waitUntilOneContainerIsLeft()
    {
        ChildProcess removals({"podman", "--url", "unix://" + podman().socket(), "events",
                               "--since", "1m", "--filter", "event=remove"});
        while (containers().size() > 1 && removals.readLine(ChildProcess::Stream::Output)) {
        }
    }

private:
    /// Zero for one that does not run, or that Berth has just removed.
    static pid_t pidOf(const std::string &container)
    {
        const std::string pids = podman().podman(
            {"ps", "--no-trunc", "--filter", "id=" + container, "--format", "{{.Pid}}"});
        return pids.empty() ? 0 : std::stoi(pids);
    }

    void killContainers()
    {
        for (const std::string &container : containers()) {
            const pid_t pid = pidOf(container);
            if (pid > 0 && ::kill(pid, SIGKILL) == 0) {
                m_killed.insert(container.substr(0, 12));
            }
        }
    }

    std::set<std::string> m_killed;
};

TEST_P(KillTest, duringAStart)
{
    // Created, validating, starting, running: and once more before any of them is told.
    for (int events = 0; events <= 4; ++events) {
        std::string id;
        ASSERT_TRUE(strikeAfter(events, [this, &id, events] {
            id = berth().create("start " + std::to_string(events), echoSpec(image));
        }));
        waitUntilItRunsAgain(id);
        waitUntilOneContainerIsLeft();
        EXPECT_EQ(containers().size(), 1U) << "killed after event " << events;
        berth().call("DELETE", target(id));
        berth().waitUntilGone(id);
        EXPECT_TRUE(containers().empty());
    }
}

TEST_P(KillTest, duringARestart)
{
    const std::string id = berth().create("restart", echoSpec(image));
    berth().waitForStatus(id, "running");
    for (int events = 0; events <= 3; ++events) {
        ASSERT_TRUE(
            strikeAfter(events, [this, &id] { berth().call("POST", target(id, "restart")); }));
        waitUntilItRunsAgain(id);
        waitUntilOneContainerIsLeft();
        EXPECT_EQ(containers().size(), 1U) << "killed after event " << events;
    }
}

TEST_P(KillTest, duringAStop)
{
    const std::string id = berth().create("stop", echoSpec(image));
    for (int events = 0; events <= 2; ++events) {
        berth().call("POST", target(id, "start"));
        berth().waitForStatus(id, "running");
        ASSERT_TRUE(strikeAfter(events, [this, &id] { berth().call("POST", target(id, "stop")); }));
        berth().waitForStatus(id, "stopped");
        EXPECT_TRUE(containers().empty()) << "killed after event " << events;
    }
}

TEST_P(KillTest, duringADeletion)
{
    for (int events = 0; events <= 2; ++events) {
        const std::string id = berth().create("delete " + std::to_string(events), echoSpec(image));
        berth().waitForStatus(id, "running");
        ASSERT_TRUE(strikeAfter(events, [this, &id] { berth().call("DELETE", target(id)); }));
        berth().waitUntilGone(id);
        EXPECT_TRUE(containers().empty()) << "killed after event " << events;
    }
}

INSTANTIATE_TEST_SUITE_P(Of, KillTest,
                         testing::Values(Victim::Berth, Victim::PodmanService, Victim::Container),
                         [](const auto &victim) {
                             return std::string(victim.param == Victim::Berth ? "Berth"
                                                : victim.param == Victim::PodmanService
                                                    ? "PodmanService"
                                                    : "Container");
                         });

} // namespace
} // namespace berth::test
