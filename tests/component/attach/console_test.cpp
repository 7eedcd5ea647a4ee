// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/attach/attach_test.h"

#include <gmock/gmock.h>

namespace berth::test {
namespace {

using base::Json;
using testing::HasSubstr;
using testing::IsEmpty;

class ConsoleTest : public AttachTest
{
protected:
    static std::string connectionId(BerthProcess &berth)
    {
        return base::stringOr(berth.call("GET", "/v1/connections/").body[0], "id");
    }
    static BerthProcess::Answer createThere(BerthProcess &console, const std::string &name)
    {
        return console.call("POST", "/v1/mcp-server-instances/",
                            {{"name", name},
                             {"json_spec", echoSpec(image)},
                             {"connection_id", connectionId(console)}});
    }
    static BerthProcess::Answer move(BerthProcess &console, const std::string &id,
                                     const std::string &action)
    {
        return console.call("POST", "/v1/mcp-server-instances/" + id + '/' + action);
    }
};

TEST_F(ConsoleTest, commandsWhatAManagerElsewhereRuns)
{
    BerthProcess &manager = attach("manager", "manager");
    BerthProcess &console = attach("console", "console");
    const auto made = createThere(console, "far away");
    ASSERT_EQ(made.status, 200) << made.text;
    const std::string id = base::stringOr(made.body, "id");
    EXPECT_TRUE(made.body.value("remote", false)) << made.text;
    EXPECT_EQ(base::stringOr(made.body, "connection"), "console");
    console.waitForStatus(id, "running");
    manager.waitForStatus(id, "running");

    EXPECT_EQ(move(console, id, "stop").status, 200);
    manager.waitForStatus(id, "stopped");
    EXPECT_EQ(move(console, id, "start").status, 200);
    console.waitForStatus(id, "running");
    EXPECT_EQ(console.call("DELETE", "/v1/mcp-server-instances/" + id).status, 200);
    console.waitUntilGone(id);
    manager.waitUntilGone(id);
    EXPECT_THAT(containersOf(id), IsEmpty());
}

TEST_F(ConsoleTest, saysWhoDidNotAnswer)
{
    BerthProcess &console = attach("console", "console");
    const auto made = createThere(console, "nobody");
    EXPECT_GE(made.status, 400);
    EXPECT_THAT(made.text, HasSubstr("no manager is attached"));
}

TEST_F(ConsoleTest, saysWhyTheManagerCannot)
{
    attach("manager", "manager");
    BerthProcess &console = attach("console", "console");
    auto body = Json{{"name", "no image"},
                     {"json_spec", echoSpec("127.0.0.1:1/nobody/nothing:1")},
                     {"connection_id", connectionId(console)}};
    const auto made = console.call("POST", "/v1/mcp-server-instances/", body);
    ASSERT_EQ(made.status, 200) << made.text;
    const Json failed = console.waitForStatus(base::stringOr(made.body, "id"), "failed");
    EXPECT_FALSE(base::stringOr(failed, "error").empty());
}

TEST_F(ConsoleTest, seesWhatWasThereBeforeItCame)
{
    attach("manager", "manager");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "early"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    BerthProcess &console = attach("console", "console");
    const Json seen = console.waitForStatus(id, "running");
    EXPECT_EQ(base::stringOr(seen, "name"), "early");
}

TEST_F(ConsoleTest, aWatcherPublishesNothing)
{
    attach("manager", "manager");
    Platform platform(m_redis.url());
    const std::string id = base::newUuid();
    platform.publish(model::event::instanceCreated, created(id, "watched"));
    ASSERT_TRUE(platform.waitForStatus(id, "running"));
    BerthProcess &watcher = attach("watch", "watcher");
    watcher.waitForStatus(id, "running");
    const auto refused = move(watcher, id, "stop");
    EXPECT_EQ(refused.status, 403) << refused.text;
    EXPECT_THAT(refused.text, HasSubstr("only watches"));
    EXPECT_EQ(createThere(watcher, "never").status, 403);
}

} // namespace
} // namespace berth::test
