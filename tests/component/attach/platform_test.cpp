// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/attach/attach_test.h"
#include "support/platform/platform_stand_in.h"

#include <gmock/gmock.h>

namespace berth::test {
namespace {

using base::Json;
using testing::IsEmpty;
using testing::SizeIs;

// {"sub":"u","workspace_id":"a"} and "b"; nobody here checks what they are signed with.
constexpr const char *tokenOfA = "e30.eyJzdWIiOiJ1Iiwid29ya3NwYWNlX2lkIjoiYSJ9.s1";
constexpr const char *newTokenOfA = "e30.eyJzdWIiOiJ1Iiwid29ya3NwYWNlX2lkIjoiYSJ9.s2";
constexpr const char *tokenOfB = "e30.eyJzdWIiOiJ1Iiwid29ya3NwYWNlX2lkIjoiYiJ9.s3";

/// Berths that may ask the platform's REST API what they missed on Redis.
class PlatformTest : public AttachTest
{
protected:
    static Json listed(const std::string &id, const std::string &name,
                       const std::string &status = "pending")
    {
        return {{"id", id},
                {"name", name},
                {"description", nullptr},
                {"server_spec_id", nullptr},
                {"json_spec", echoSpec(image)},
                {"status", status}};
    }

    std::unique_ptr<BerthProcess> attachWith(const std::string &role, const std::string &name,
                                             const std::string &token = tokenOfA)
    {
        auto environment = podman().environment();
        environment["REDIS_URL"] = m_redis.url();
        environment["BERTH_PLATFORM_TOKEN"] = token;
        const std::vector<std::string> arguments = {"--role", role,         "--redis-name",
                                                    name,     "--platform", m_platform.url()};
        return std::make_unique<BerthProcess>(m_profiles / name.c_str(), environment, arguments);
    }
    static bool waitForProblem(BerthProcess &berth, const std::string &words)
    {
        const auto says = [&berth, &words] {
            const auto answer = berth.call("GET", "/v1/connections/");
            return answer.text.find(words) != std::string::npos;
        };
        return berth.watchEvents(
            says, [&says](const net::SseEvent &) { return says(); }, std::chrono::seconds(30));
    }

    PlatformStandIn m_platform;
    const std::string m_first = base::newUuid();
    const std::string m_second = base::newUuid();
};

TEST_F(PlatformTest, aManagerRunsWhatWasAskedForBeforeItCame)
{
    m_platform.setInstances(
        tokenOfA, Json::array({listed(m_first, "early"), listed(m_second, "resting", "stopped")}));
    const auto manager = attachWith("manager", "manager");
    manager->waitForStatus(m_first, "running");
    manager->waitForStatus(m_second, "stopped");
    EXPECT_THAT(containersOf(m_first), SizeIs(1));
    EXPECT_THAT(containersOf(m_second), IsEmpty());
}

TEST_F(PlatformTest, aManagerCatchesUpOnWhatItMissed)
{
    m_platform.setInstances(tokenOfA, Json::array({listed(m_first, "first")}));
    const auto manager = attachWith("manager", "manager");
    manager->waitForStatus(m_first, "running");
    manager->crash();
    m_platform.setInstances(tokenOfA, Json::array({listed(m_second, "second")}));
    manager->restart();
    manager->waitForStatus(m_second, "running");
    manager->waitUntilGone(m_first);
    EXPECT_THAT(containersOf(m_first), IsEmpty());
}

TEST_F(PlatformTest, anEmptyEventMakesAManagerReadTheListAgain)
{
    m_platform.setInstances(tokenOfA, Json::array({listed(m_first, "first")}));
    const auto manager = attachWith("manager", "manager");
    manager->waitForStatus(m_first, "running");
    Platform platform(m_redis.url());

    m_platform.setInstances(tokenOfA, Json::array({listed(m_first, "first", "stopped")}));
    platform.publish(model::event::instanceStopped, Json::object());
    manager->waitForStatus(m_first, "stopped");

    Json changed = listed(m_first, "first", "running");
    changed["json_spec"]["environment"] = {{"GREETING", "hello"}};
    m_platform.setInstances(tokenOfA, Json::array({changed, listed(m_second, "second")}));
    platform.publish(model::event::instanceUpdated, Json::object());
    manager->waitForStatus(m_second, "running");
    manager->waitForStatus(m_first, "running");
    EXPECT_EQ(manager->instance(m_first)["json_spec"]["environment"]["GREETING"], "hello");
}

TEST_F(PlatformTest, aListThatCannotBeReadDeletesNothing)
{
    m_platform.setInstances(tokenOfA, Json::array({listed(m_first, "kept")}));
    const auto manager = attachWith("manager", "manager");
    manager->waitForStatus(m_first, "running");
    const auto before = containersOf(m_first);
    manager->crash();
    m_platform.setBroken(true);
    manager->restart();
    ASSERT_TRUE(waitForProblem(*manager, "503"));
    manager->waitForStatus(m_first, "running");
    EXPECT_EQ(containersOf(m_first), before);
}

TEST_F(PlatformTest, aTokenOfAnotherWorkspaceDeletesNothing)
{
    m_platform.setInstances(tokenOfA, Json::array({listed(m_first, "of a")}));
    m_platform.setInstances(tokenOfB, Json::array({listed(m_second, "of b")}));
    auto manager = attachWith("manager", "manager");
    manager->waitForStatus(m_first, "running");
    manager.reset();
    manager = attachWith("manager", "manager", tokenOfB);
    manager->waitForStatus(m_second, "running");
    manager->waitForStatus(m_first, "running");

    manager.reset(); // a new token of the workspace knows what the old one saw
    m_platform.setInstances(newTokenOfA, Json::array());
    manager = attachWith("manager", "manager", newTokenOfA);
    manager->waitUntilGone(m_first);
    manager->waitForStatus(m_second, "running");
}

TEST_F(PlatformTest, aRefusedTokenIsSaid)
{
    const auto manager = attachWith("manager", "manager", "expired");
    EXPECT_TRUE(waitForProblem(*manager, "does not accept the token"));
}

TEST_F(PlatformTest, aConsoleShowsWhatAManagerWithoutARegistryRuns)
{
    m_platform.setInstances(tokenOfA, Json::array({listed(m_first, "of a Go manager", "running")}));
    const auto console = attachWith("console", "console");
    const Json seen = console->waitForStatus(m_first, "running");
    EXPECT_EQ(base::stringOr(seen, "name"), "of a Go manager");

    m_platform.setInstances(tokenOfA, Json::array());
    Platform platform(m_redis.url());
    platform.publish(model::event::instanceUpdated, Json::object());
    console->waitUntilGone(m_first);
}

} // namespace
} // namespace berth::test
