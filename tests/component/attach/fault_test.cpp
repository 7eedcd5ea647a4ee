// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/profile.h"
#include "component/attach/attach_test.h"
#include "net/io_thread.h"
#include "support/redis/cutting_proxy.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <set>

namespace berth::test {
namespace {

using base::Json;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<std::string> shortLease = {"--lease", "5"};

class FaultTest : public AttachTest
{
protected:
    /// A Berth that takes more instances than the default allows.
    BerthProcess &attachBig(const std::string &name)
    {
        const auto profile = base::Profile::at(m_profiles / name.c_str());
        std::filesystem::create_directories(profile.settings().parent_path());
        std::ofstream(profile.settings()) << R"({"instances.max": 500})";
        return attach("manager", name, shortLease);
    }

    static Json urlInstance(const std::string &id, const std::string &name,
                            const std::string &endpoint)
    {
        return {{"instance_id", id},
                {"name", name},
                {"json_spec", {{"type", "url"}, {"endpoint", endpoint}}}};
    }

    static std::set<std::string> runningOn(BerthProcess &berth)
    {
        std::set<std::string> ids;
        const auto answer = berth.call("GET", "/v1/mcp-server-instances/");
        for (const Json &instance : answer.body) {
            if (base::stringOr(instance, "status") == "running") {
                ids.insert(base::stringOr(instance, "id"));
            }
        }
        return ids;
    }

    /// Waits, by the platform's ears, until managers have said of each id that it runs.
    static bool waitUntilAllRun(Platform &platform, std::set<std::string> waiting)
    {
        return platform
            .waitFor(
                [&waiting](const model::DomainEvent &event) {
                    if (base::stringOr(event.data, "status") == "running") {
                        waiting.erase(event.instanceId);
                    }
                    return waiting.empty();
                },
                std::chrono::seconds(120))
            .has_value();
    }
};

TEST_F(FaultTest, twoManagersShareTwoHundredInstancesAndNeverRunOneTwice)
{
    const EchoProcess echo;
    BerthProcess &first = attachBig("first");
    BerthProcess &second = attachBig("second");
    Platform platform(m_redis.url());
    std::set<std::string> all;
    for (int i = 0; i < 200; ++i) {
        const std::string id = base::newUuid();
        all.insert(id);
        platform.publish(model::event::instanceCreated,
                         urlInstance(id, "shared " + std::to_string(i), echo.url()));
    }
    ASSERT_TRUE(waitUntilAllRun(platform, all));
    const auto onFirst = runningOn(first);
    const auto onSecond = runningOn(second);
    EXPECT_EQ(onFirst.size() + onSecond.size(), all.size());
    std::set<std::string> either = onFirst;
    either.insert(onSecond.begin(), onSecond.end());
    EXPECT_EQ(either, all);

    first.process().signal(SIGKILL);
    first.process().wait();
    ASSERT_TRUE(waitUntilAllRun(platform, onFirst));
    EXPECT_EQ(runningOn(second), all);
}

TEST_F(FaultTest, whatRunsEndsWhenRedisIsSilentForALeaseAndComesBack)
{
    attach("manager", "one", shortLease);
    const std::string id = base::newUuid();
    {
        Platform platform(m_redis.url());
        platform.publish(model::event::instanceCreated, created(id, "fenced"));
        ASSERT_TRUE(platform.waitForStatus(id, "running"));
    }
    m_redis.pause();
    const Json ended = berth(0).waitForStatus(id, "stopped");
    EXPECT_NE(base::stringOr(ended, "error").find("another manager may run it"), std::string::npos);
    EXPECT_THAT(containersOf(id), IsEmpty());
    m_redis.resume();
    berth(0).waitForStatus(id, "running");
    EXPECT_THAT(containersOf(id), SizeIs(1));
}

TEST_F(FaultTest, aRestartOfRedisWithinTheLeaseDisturbsNothing)
{
    attach("manager", "one");
    const std::string id = base::newUuid();
    {
        Platform platform(m_redis.url());
        platform.publish(model::event::instanceCreated, created(id, "undisturbed"));
        ASSERT_TRUE(platform.waitForStatus(id, "running"));
    }
    const auto before = containersOf(id);
    m_redis.kill();
    m_redis.start();
    waitUntilConnected(berth(0));
    EXPECT_EQ(containersOf(id), before);
    EXPECT_EQ(base::stringOr(berth(0).instance(id), "status"), "running");
}

TEST_F(FaultTest, aFullRedisDelaysWhatIsNewAndKeepsWhatRuns)
{
    attach("manager", "one", shortLease);
    Platform platform(m_redis.url());
    const std::string kept = base::newUuid();
    platform.publish(model::event::instanceCreated, created(kept, "kept"));
    ASSERT_TRUE(platform.waitForStatus(kept, "running"));
    const auto before = containersOf(kept);

    platform.command({"CONFIG", "SET", "maxmemory", "1"});
    const std::string late = base::newUuid();
    platform.publish(model::event::instanceCreated, created(late, "late"));
    // Longer than a lease: its renewal needs no memory.
    EXPECT_FALSE(platform.waitForStatus(late, "running", std::chrono::seconds(8)));
    EXPECT_EQ(containersOf(kept), before);
    platform.command({"CONFIG", "SET", "maxmemory", "0"});
    berth(0).waitForStatus(late, "running");
    EXPECT_EQ(containersOf(kept), before);
}

TEST_F(FaultTest, followsItsAddressToAnotherRedis)
{
    RedisServer other;
    net::IoThread network("proxy");
    const auto proxy = std::make_shared<CuttingProxy>(network.executor(), m_redis.port(),
                                                      std::numeric_limits<std::size_t>::max());
    m_url = "redis://127.0.0.1:" + std::to_string(proxy->port());
    attach("manager", "one");
    const std::string id = base::newUuid();
    {
        Platform platform(m_redis.url());
        platform.publish(model::event::instanceCreated, created(id, "moved"));
        ASSERT_TRUE(platform.waitForStatus(id, "running"));
    }
    const auto before = containersOf(id);
    boost::asio::post(network.executor(), [proxy, &other] { proxy->retarget(other.port()); });
    Platform there(other.url());
    const auto isKnownThere = [&there, &id] {
        return there.command({"HEXISTS", "berth:instances", id}).integer == 1;
    };
    EXPECT_TRUE(berth(0).watchEvents(
        isKnownThere, [&](const net::SseEvent &) { return isKnownThere(); },
        std::chrono::seconds(60)));
    EXPECT_EQ(containersOf(id), before);
    there.publish(model::event::instanceDeleted, Json{{"instance_id", id}});
    berth(0).waitUntilGone(id);
    m_berths.clear();
    network.stop();
}

/// Killed right after it said `status`; the next life brings it to its end all the same.
class KilledAtTest : public FaultTest, public testing::WithParamInterface<const char *>
{};

TEST_P(KilledAtTest, theNextLifeGoesOn)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "killed"));
    ASSERT_TRUE(platform.waitForStatus(id, GetParam()));
    berth(0).crash();
    berth(0).restart();
    waitUntilConnected(berth(0));
    berth(0).waitForStatus(id, "running");
    EXPECT_THAT(containersOf(id), SizeIs(1));

    const auto deleteIt = [&platform, &id] {
        platform.publish(model::event::instanceDeleted, Json{{"instance_id", id}});
        return false;
    };
    const auto isStopping = [&id](const net::SseEvent &event) {
        return event.data.find(id) != std::string::npos &&
               event.data.find("\"stopping\"") != std::string::npos;
    };
    ASSERT_TRUE(berth(0).watchEvents(deleteIt, isStopping, std::chrono::seconds(60)));
    berth(0).crash();
    berth(0).restart();
    berth(0).waitUntilGone(id);
    waitUntilConnected(berth(0));
    const auto isForgotten = [&platform, &id] {
        return platform.command({"HEXISTS", "berth:instances", id}).integer == 0;
    };
    EXPECT_TRUE(berth(0).watchEvents(
        isForgotten, [&](const net::SseEvent &) { return isForgotten(); },
        std::chrono::seconds(30)));
    EXPECT_THAT(containersOf(id), IsEmpty());
    EXPECT_EQ(berth(0).call("GET", "/v1/mcp-server-instances/" + id).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Each, KilledAtTest, testing::Values("validating", "starting", "running"),
                         [](const auto &test) { return std::string(test.param); });

} // namespace
} // namespace berth::test
