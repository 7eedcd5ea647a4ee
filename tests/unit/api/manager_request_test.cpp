// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_json.h"
#include "api/manager/manager_request.h"

#include <gtest/gtest.h>

namespace berth::api {
namespace {

using base::Json;

constexpr const char *id = "11111111-2222-4333-8444-5555555555AB";

Json instanceBody()
{
    return Json{{"instance_id", id},
                {"name", "Weather Instance"},
                {"service_name", "weather"},
                {"image", "docker.io/mcp/weather:1"},
                {"workspace_id", "default"}};
}

engine::InstanceSnapshot snapshotOf(model::InstanceDraft draft)
{
    engine::InstanceSnapshot view;
    view.instance.id = id;
    view.instance.name = std::move(draft.name);
    view.instance.spec = std::move(draft.spec);
    return view;
}

TEST(ManagerRequestTest, anInstanceIsKeyedByItsIdAndNamedAfterItsService)
{
    const auto request = readInstanceRequest(instanceBody());
    ASSERT_TRUE(request) << joined(request.error());
    EXPECT_EQ(request->id, "11111111-2222-4333-8444-5555555555ab");
    EXPECT_EQ(request->draft.name, "weather");
    ASSERT_NE(request->draft.spec.docker(), nullptr);
    EXPECT_EQ(request->draft.spec.docker()->port, 8000);
}

TEST(ManagerRequestTest, whatTheOriginalDroppedIsHonoured)
{
    Json body = instanceBody();
    body["port"] = 9000;
    body["command"] = Json::array({"--mode", "fast"});
    body["environment"] = Json{{"MODE", "fast"}};
    body["resources"] = Json{{"limits", {{"cpu", "500m"}, {"memory", "256Mi"}}}};
    const auto request = readInstanceRequest(body);
    ASSERT_TRUE(request) << joined(request.error());
    const model::DockerSpec &spec = *request->draft.spec.docker();
    EXPECT_EQ(spec.port, 9000);
    EXPECT_EQ(spec.command, (std::vector<std::string>{"--mode", "fast"}));
    EXPECT_EQ(spec.environment, (model::Environment{{"MODE", "fast"}}));
    EXPECT_EQ(model::parseCpu(spec.resources.cpuLimit.value_or("")).value_or(0), 500);
    EXPECT_EQ(spec.resources.memoryLimit, "256Mi");
}

TEST(ManagerRequestTest, aContainersVolumesAndLimitsAreHonoured)
{
    const auto request = readContainerRequest(
        Json{{"service_name", "files"},
             {"image", "mcp/filesystem"},
             {"port", 8000},
             {"volumes", Json::array({Json{{"source", "/srv/data"}, {"destination", "/data"}}})},
             {"memory_limit", "1g"},
             {"cpu_limit", "2"},
             {"labels", {{"team", "a"}}}});
    ASSERT_TRUE(request) << joined(request.error());
    const model::DockerSpec &spec = *request->draft.spec.docker();
    ASSERT_EQ(spec.volumes.size(), 1U);
    EXPECT_EQ(spec.volumes.front().destination, "/data");
    EXPECT_EQ(spec.resources.memoryLimit, "1g");
    EXPECT_EQ(spec.resources.cpuLimit, "2");
    EXPECT_EQ(containerJson(snapshotOf(request->draft))["labels"], (Json{{"team", "a"}}));
}

TEST(ManagerRequestTest, everythingThatIsMissingIsNamed)
{
    const auto request = readInstanceRequest(Json::object());
    ASSERT_FALSE(request);
    const std::string text = joined(request.error());
    for (const char *key : {"instance_id", "name", "service_name", "image", "workspace_id"}) {
        EXPECT_NE(text.find(key), std::string::npos) << text;
    }
}

TEST(ManagerRequestTest, anIdThatIsNoUuidIsRefused)
{
    Json body = instanceBody();
    body["instance_id"] = "weather-1";
    const auto request = readInstanceRequest(body);
    ASSERT_FALSE(request);
    EXPECT_NE(joined(request.error()).find("instance_id must be a UUID"), std::string::npos);
}

TEST(ManagerRequestTest, aChangeKeepsWhatItDoesNotNameAndWhatWasHidden)
{
    Json body = instanceBody();
    body["command"] = Json::array({"serve"});
    body["environment"] = Json{{"TOKEN", "the-value"}, {"MODE", "slow"}};
    const auto view = snapshotOf(readInstanceRequest(body)->draft);
    const auto draft =
        readInstanceChanges(view, Json{{"environment", {{"TOKEN", redacted}, {"MODE", "fast"}}}});
    ASSERT_TRUE(draft) << joined(draft.error());
    EXPECT_EQ(draft->spec.docker()->environment,
              (model::Environment{{"TOKEN", "the-value"}, {"MODE", "fast"}}));
    EXPECT_EQ(draft->spec.docker()->command, (std::vector<std::string>{"serve"}));
    EXPECT_EQ(draft->name, "weather");
}

TEST(ManagerRequestTest, aProblemDoesNotQuoteAValue)
{
    Json body = instanceBody();
    body["environment"] = Json{{"TOKEN", {{"nested", "marker-value"}}},
                               {"OTHER", std::string("marker-value\0", 13)},
                               {"REF", "secret_ref:marker-value with spaces"}};
    const auto request = readInstanceRequest(body);
    ASSERT_FALSE(request);
    EXPECT_EQ(joined(request.error()).find("marker-value"), std::string::npos)
        << joined(request.error());
}

TEST(ManagerJsonTest, aRunningServerThatDoesNotAnswerIsRunningAndUnhealthyToAPlatform)
{
    auto view = snapshotOf(readInstanceRequest(instanceBody())->draft);
    view.instance.state = model::InstanceState::Unhealthy;
    const Json health = healthMapJson(view);
    EXPECT_EQ(health["container_status"], "running");
    EXPECT_EQ(health["healthy"], false);
    view.instance.state = model::InstanceState::Stopped;
    EXPECT_EQ(healthMapJson(view)["container_status"], "stopped");
    view.instance.state = model::InstanceState::Backoff;
    EXPECT_EQ(healthMapJson(view)["container_status"], "error");
}

} // namespace
} // namespace berth::api
