// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/events.h"
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

namespace berth::model {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;
using tests::parsed;

TEST(InstanceDraftRead, ReadsTheBodyOfACreate)
{
    const auto draft = readInstanceDraft(parsed(
        R"({"name":"My echo","description":null,"server_spec_id":"abc","json_spec":{"image":"e"}})"));
    ASSERT_TRUE(draft) << tests::allTextOf(draft.error());
    EXPECT_EQ(draft->name, "My echo");
    EXPECT_EQ(draft->serverSpecId, "abc");
    EXPECT_EQ(draft->spec.docker()->image, "e");
    const auto bare = readInstanceDraft(parsed(R"({"name":"n","json_spec":{"image":"e"}})"));
    ASSERT_TRUE(bare);
    EXPECT_EQ(bare->serverSpecId, std::nullopt);
}

TEST(InstanceDraftRead, PointersStartAtTheBody)
{
    EXPECT_THAT(tests::pointersOf(readInstanceDraft(parsed(
                    R"({"name":5,"server_spec_id":" ","json_spec":{"image":"e","port":0,
                        "environment":{"A":[]}}})"))),
                UnorderedElementsAre("/name", "/server_spec_id", "/json_spec/port",
                                     "/json_spec/environment/A"));
    EXPECT_THAT(tests::pointersOf(readInstanceDraft(parsed("{}"))),
                UnorderedElementsAre("/name", "/json_spec"));
    EXPECT_THAT(tests::pointersOf(readInstanceDraft(parsed(R"({"name":"n","json_spec":"x"})"))),
                ElementsAre("/json_spec"));
    EXPECT_THAT(tests::pointersOf(readInstanceDraft(parsed("[]"))), ElementsAre(""));
}

TEST(InstanceWrite, FollowsTheContract)
{
    Instance instance;
    instance.id = "i";
    instance.name = "n";
    instance.spec.docker()->image = "e";
    instance.slug = "n";
    instance.state = InstanceState::Unhealthy;
    const base::Json json = toJson(instance);
    std::vector<std::string> keys;
    for (const auto &[key, value] : json.items()) {
        keys.push_back(key);
    }
    EXPECT_THAT(keys, ElementsAre("id", "name", "description", "server_spec_id", "json_spec",
                                  "status", "slug", "created_at", "updated_at"));
    EXPECT_TRUE(json["description"].is_null());
    EXPECT_TRUE(json["server_spec_id"].is_null());
    EXPECT_EQ(json["status"], "unhealthy");
}

TEST(InstanceState, HasANameForEveryState)
{
    for (const char *name : {"pending", "validating", "pulling", "starting", "running", "unhealthy",
                             "stopping", "stopped", "failed", "backoff"}) {
        const auto state = stateFromName(name);
        ASSERT_TRUE(state) << name;
        EXPECT_EQ(stateName(*state), name);
    }
    for (const char *name : {"running", "stopped", "deleted"}) {
        const auto state = desiredStateFromName(name);
        ASSERT_TRUE(state) << name;
        EXPECT_EQ(desiredStateName(*state), name);
    }
    EXPECT_FALSE(stateFromName("deleted"));
    EXPECT_FALSE(desiredStateFromName("failed"));
}

TEST(Slugify, MakesPathSegments)
{
    EXPECT_EQ(slugify("My  Echo (2)"), "my-echo-2");
    EXPECT_EQ(slugify("--Weird__Name--"), "weird-name");
    EXPECT_EQ(slugify("Ünïcode"), "n-code");
    EXPECT_EQ(slugify("日本"), "instance");
    EXPECT_EQ(slugify(""), "instance");
    EXPECT_EQ(slugify("../../etc"), "etc");
    EXPECT_EQ(slugify(std::string(47, 'a') + " b"), std::string(47, 'a'));
    EXPECT_LE(slugify(std::string(1000, 'a')).size(), 48U);
}

TEST(Tool, RoundTrips)
{
    const Tool tool{"add", "Add", "Adds", parsed(R"({"type":"object"})")};
    EXPECT_EQ(toolFromJson(toJson(tool)), tool);
    const Tool whole{"add",
                     "Add",
                     "Adds",
                     parsed(R"({"type":"object"})"),
                     parsed(R"({"readOnlyHint":true})"),
                     parsed(R"({"type":"object","required":["sum"]})")};
    EXPECT_EQ(toolFromJson(toJson(whole)), whole);
    EXPECT_EQ(toolFromJson(parsed(R"({"name":"x"})")),
              (Tool{"x", "", "", base::Json::object(), base::Json::object()}));
    for (const char *text : {"{}", "[]", "null", R"({"name":5})", R"({"name":""})", R"("x")"}) {
        EXPECT_FALSE(toolFromJson(parsed(text))) << text;
    }
    EXPECT_EQ(toolFromJson(parsed(R"({"name":"x","title":1,"description":[],"inputSchema":3})")),
              (Tool{"x", "", "", base::Json::object(), base::Json::object()}));
}

TEST(DomainEvent, IsWrittenLikeTheContractSays)
{
    DomainEvent event;
    event.eventId = "e";
    event.type = event::instanceDeleted;
    event.data = {{"instance_id", "i"}};
    EXPECT_EQ(base::toText(toJson(event)),
              R"({"event_id":"e","timestamp":"1970-01-01T00:00:00.000000Z",)"
              R"("event_type":"MCPServerInstanceDeleted","data":{"instance_id":"i"}})");
}

} // namespace
} // namespace berth::model
