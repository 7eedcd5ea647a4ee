// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/attach/attach_test.h"

#include <gmock/gmock.h>

namespace berth::test {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ManagerTest : public AttachTest
{
protected:
    static std::string statusOf(const std::optional<model::DomainEvent> &event)
    {
        return event ? base::stringOr(event->data, "status") : "(nothing)";
    }
};

TEST_F(ManagerTest, runsWhatIsCreatedAndSaysSoInTheContractsWords)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "asked for"));

    EXPECT_EQ(statusOf(platform.next(id)), "validating");
    EXPECT_EQ(statusOf(platform.next(id)), "starting");
    const auto running = platform.next(id);
    ASSERT_EQ(statusOf(running), "running");
    EXPECT_EQ(base::stringOr(running->data, "name"), "asked for");
    EXPECT_FALSE(base::stringOr(running->data, "container_id").empty());
    EXPECT_NE(base::stringOr(running->data, "url").find("/mcp/asked-for"), std::string::npos);
    EXPECT_FALSE(running->data.contains("connection_id"));
    EXPECT_THAT(containersOf(id), SizeIs(1));
}

TEST_F(ManagerTest, removesWhatIsDeletedByItsIdAlone)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "brief"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    platform.publish(model::event::instanceDeleted, Json{{"instance_id", id}});
    ASSERT_TRUE(platform.waitForStatus(id, "stopped"));
    berth(0).waitUntilGone(id);
    EXPECT_THAT(containersOf(id), IsEmpty());
    const auto isFree = [&platform, &id] {
        return platform.command({"EXISTS", "berth:lease:" + id}).integer == 0;
    };
    EXPECT_TRUE(berth(0).watchEvents(
        isFree, [&isFree](const net::SseEvent &) { return isFree(); }, std::chrono::seconds(20)));
}

TEST_F(ManagerTest, saysWhyWhatIsAskedForCannotBe)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated,
                     {{"instance_id", id},
                      {"name", "wrong"},
                      {"json_spec", {{"type", "docker"}, {"image", image}, {"port", 0}}}});
    const auto error = platform.next(id);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->type, model::event::instanceError);
    EXPECT_NE(base::stringOr(error->data, "error").find("port"), std::string::npos)
        << base::toText(error->data);
    EXPECT_EQ(statusOf(platform.next(id)), "failed");
}

TEST_F(ManagerTest, anImageThatCannotBePulledFailsWithItsReason)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    Json data = created(id, "no image");
    data["json_spec"]["image"] = "127.0.0.1:1/nobody/nothing:1";
    platform.publish(model::event::instanceCreated, data);
    const auto failed = platform.waitFor([&id](const model::DomainEvent &event) {
        return event.instanceId == id && base::stringOr(event.data, "status") == "failed";
    });
    ASSERT_TRUE(failed);
    EXPECT_FALSE(base::stringOr(failed->data, "error").empty());
}

TEST_F(ManagerTest, stopsAndStartsWhenTold)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "to and fro"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    platform.publish(model::event::instanceStopped, Json{{"instance_id", id}});
    ASSERT_TRUE(platform.waitForStatus(id, "stopped"));
    EXPECT_THAT(containersOf(id), IsEmpty());
    platform.publish(model::event::instanceStarted, Json{{"instance_id", id}});
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
}

TEST_F(ManagerTest, anotherManagerTakesOverWhenOneDies)
{
    attach("manager", "first");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "handed on"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    const auto before = containersOf(id);
    ASSERT_THAT(before, SizeIs(1));

    attach("manager", "second");
    EXPECT_EQ(containersOf(id), before);
    berth(0).process().signal(SIGKILL);
    berth(0).process().wait();
    const auto taken = platform.waitFor([&id](const model::DomainEvent &event) {
        return event.instanceId == id && base::stringOr(event.data, "status") == "running";
    });
    ASSERT_TRUE(taken);
    berth(1).waitForStatus(id, "running");
    const auto now = containersOf(id);
    EXPECT_THAT(now, SizeIs(1)) << "the dead manager's container should be gone";
    EXPECT_NE(now, before);
}

TEST_F(ManagerTest, handsOverWhenItEndsInOrder)
{
    attach("manager", "first");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "handed over"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    attach("manager", "second");
    m_berths.erase(m_berths.begin());
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    EXPECT_THAT(containersOf(id), SizeIs(1));
}

TEST_F(ManagerTest, goesOnAfterItsOwnCrash)
{
    attach("manager", "one");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "still here"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    const auto before = containersOf(id);
    berth(0).crash();
    platform.publish(model::event::instanceCreated, created(base::newUuid(), "missed"));
    berth(0).restart();
    waitUntilConnected(berth(0));
    berth(0).waitForStatus(id, "running");
    EXPECT_EQ(containersOf(id), before);
}

TEST_F(ManagerTest, survivesARedisThatLostEverything)
{
    attach("manager", "one");
    std::string id = base::newUuid();
    {
        Platform platform(m_redis.url());
        platform.publish(model::event::instanceCreated, created(id, "kept"));
        ASSERT_TRUE(platform.waitForStatus(id, "running"));
    }
    const auto before = containersOf(id);
    m_redis.kill();
    m_redis.start();
    waitUntilConnected(berth(0));
    Platform platform(m_redis.url());
    platform.publish(model::event::instanceStarted, Json{{"instance_id", id}});
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    EXPECT_EQ(containersOf(id), before);
    EXPECT_EQ(platform.command({"HEXISTS", "berth:instances", id}).integer, 1);
}

} // namespace
} // namespace berth::test
