// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/app/app_test.h"

#include <algorithm>
#include <set>

#include <signal.h>

namespace berth::test {
namespace {

using base::Json;

class CrashTest : public AppTest
{
protected:
    static std::multiset<std::string> instancesWithContainers()
    {
        std::multiset<std::string> ids;
        for (const std::string &container : containers()) {
            ids.insert(inspect(container, "{{index .Config.Labels \"io.berth.instance\"}}"));
        }
        return ids;
    }
};

TEST_F(CrashTest, aRunningContainerIsAdoptedAfterAKill)
{
    const std::string id = berth().create("steady", echoSpec(image));
    berth().waitForStatus(id, "running");
    const std::string container = onlyContainer();
    const std::string startedAt = inspect(container, "{{.State.StartedAt}}");
    berth().crash();
    berth().restart();
    berth().waitForStatus(id, "running");
    EXPECT_EQ(onlyContainer(), container);
    EXPECT_EQ(inspect(container, "{{.State.StartedAt}}"), startedAt);
}

TEST_F(CrashTest, aChangedConfigurationIsNotAdopted)
{
    const std::string id = berth().create("changing", echoSpec(image));
    berth().waitForStatus(id, "running");
    const std::string before = onlyContainer();
    Json spec = echoSpec(image);
    spec["environment"] = Json{{"GREETING", "hello"}};
    ASSERT_EQ(
        berth().call("PATCH", "/v1/mcp-server-instances/" + id, Json{{"json_spec", spec}}).status,
        200);
    berth().crash(); // in the middle of replacing it
    berth().restart();
    berth().waitForStatus(id, "running");
    EXPECT_NE(onlyContainer(), before);
}

TEST_F(CrashTest, aContainerThatDiesIsNoticedAtOnceAndStartedAgain)
{
    const std::string id = berth().create("fragile", echoSpec(image));
    berth().waitForStatus(id, "running");
    const std::string before = onlyContainer();
    const pid_t pid = std::stoi(inspect(before, "{{.State.Pid}}"));
    std::chrono::steady_clock::time_point killed;
    std::chrono::steady_clock::time_point noticed;
    const auto killIt = [&killed, pid] {
        killed = std::chrono::steady_clock::now();
        ::kill(pid, SIGKILL);
        return false;
    };
    ASSERT_TRUE(berth().watchEvents(
        killIt,
        [&noticed](const net::SseEvent &event) {
            noticed = std::chrono::steady_clock::now();
            return event.event == "MCPServerInstanceStatusChanged";
        },
        std::chrono::seconds(20)));
    RecordProperty(
        "noticed_ms",
        static_cast<int>(
            std::chrono::duration_cast<std::chrono::milliseconds>(noticed - killed).count()));
    berth().waitForStatus(id, "running");
    EXPECT_NE(onlyContainer(), before);
}

TEST_F(CrashTest, aContainerRemovedBehindBerthsBackIsMadeAgain)
{
    const std::string id = berth().create("stolen", echoSpec(image));
    berth().waitForStatus(id, "running");
    const std::string before = onlyContainer();
    const auto removeIt = [&before] {
        podman().podman({"rm", "-f", "-t", "0", before});
        return false;
    };
    ASSERT_TRUE(berth().watchEvents(
        removeIt,
        [](const net::SseEvent &event) {
            return event.event == "MCPServerInstanceStatusChanged" &&
                   event.data.find("\"running\"") != std::string::npos;
        },
        std::chrono::seconds(30)));
    EXPECT_NE(onlyContainer(), before);
}

TEST_F(CrashTest, aKilledPodmanServiceIsFoundAgainAndNothingRestarts)
{
    const std::string id = berth().create("calm", echoSpec(image));
    berth().waitForStatus(id, "running");
    const std::string container = onlyContainer();
    podman().killService();
    // Health checks and calls go straight to the container, so the instance stays what it is.
    EXPECT_EQ(base::stringOr(berth().instance(id), "status"), "running");
    podman().startService();
    const std::string second = berth().create("after", echoSpec(image));
    berth().waitForStatus(second, "running");
    EXPECT_EQ(base::stringOr(berth().instance(id), "status"), "running");
    const auto all = containers();
    EXPECT_EQ(all.size(), 2U);
    EXPECT_NE(std::find(all.begin(), all.end(), container), all.end());
}

TEST_F(CrashTest, orphansOfThisProfileAreSweptAtStart)
{
    const std::string id = berth().create("orphan", echoSpec(image));
    berth().waitForStatus(id, "running");
    berth().crash();
    // A container of an instance that this profile does not know, as an older backup would leave.
    const std::string owner =
        inspect(onlyContainer(), "{{index .Config.Labels \"io.berth.owner\"}}");
    ASSERT_FALSE(owner.empty());
    podman().podman({"run", "-d", "--name", "berth-orphan", "--label", "io.berth.owner=" + owner,
                     "--label", "io.berth.instance=00000000-0000-4000-8000-000000000000", image});
    ChildProcess removals({"podman", "--url", "unix://" + podman().socket(), "events", "--filter",
                           "event=remove", "--filter", "container=berth-orphan"});
    berth().restart();
    EXPECT_TRUE(removals.waitForLine(ChildProcess::Stream::Output, "berth-orphan"));
    berth().waitForStatus(id, "running");
    EXPECT_EQ(instancesWithContainers(), std::multiset<std::string>{id});
}

} // namespace
} // namespace berth::test
