// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Values on their way between programs: Redis and the manager API.
#include "component/attach/platform.h"
#include "component/leaks/leak_test.h"

#include <gmock/gmock.h>

namespace berth::test {
namespace {

using base::Json;
using testing::HasSubstr;

class ConnectionLeakTest : public LeakTest
{
protected:
    /// Attached with the password that only the secret store has.
    std::string connect(const char *role)
    {
        const std::string url = redis().url();
        const std::string id = base::stringOr(
            done("POST", "/v1/connections/",
                 {{"name", role}, {"role", role}, {"url", url}, {"password", redisPassword()}}),
            "id");
        const auto isConnected = [this] {
            const Json all = call("GET", "/v1/connections/").body;
            return base::stringOr(all.at(0), "state") == "connected";
        };
        EXPECT_TRUE(berth().watchEvents(
            isConnected, [&isConnected](const net::SseEvent &) { return isConnected(); },
            std::chrono::seconds(20)))
            << call("GET", "/v1/connections/").text;
        return id;
    }
    std::unique_ptr<Platform> platform()
    {
        auto made = std::make_unique<Platform>(redis().url(':' + redisPassword() + '@'));
        const std::string info = made->command({"CLIENT", "INFO"}).text;
        const std::size_t from = info.find(" addr=") + 6;
        exceptOnRedis(info.substr(from, info.find(' ', from) - from));
        return made;
    }
};

TEST_F(ConnectionLeakTest, aManagerRunsWhatAPlatformSends)
{
    const std::string id = base::newUuid();
    done("POST", "/v1/secrets/set",
         {{"key", "mcp_instance_team_API_TOKEN"}, {"value", hunt().marker("shared")}});
    const std::string connection = connect("manager");
    const auto sender = platform();
    Json document = spec({{"API_TOKEN", "secret_ref:team:API_TOKEN"},
                          {"API_KEY", hunt().marker("sentkey")},
                          {"DB_PASSWORD", hunt().marker("sentpassword")}});
    sender->publish(model::event::instanceCreated,
                    {{"instance_id", id}, {"name", "sent"}, {"json_spec", document}});
    ASSERT_TRUE(sender->waitForStatus(id, "running"));
    expectDelivered(id, hunt().marker("shared"));
    expectDelivered(id, hunt().marker("sentkey"));
    waitFor(id, "running");
    // Garbage with a secret in it is kept for the monitor.
    sender->command({"PUBLISH", model::event::instanceUpdated,
                     R"({"data": {"json_spec": {"environment": {"API_KEY": ")" +
                         hunt().marker("garbled") + R"("}}})"});
    Json wrong = document;
    wrong["port"] = 0;
    const std::string second = base::newUuid();
    sender->publish(model::event::instanceCreated,
                    {{"instance_id", second}, {"name", "wrong"}, {"json_spec", wrong}});
    EXPECT_TRUE(sender->waitForStatus(second, "failed"));
    done("PATCH", "/v1/connections/" + connection, {{"password", hunt().marker("oldpassword")}});
    call("POST", "/v1/connections/test",
         {{"name", "test"},
          {"role", "watch"},
          {"url", redis().url()},
          {"password", hunt().marker("wrongpassword")}});
    done(
        "PATCH", "/v1/connections/" + connection,
        {{"platform_url", "http://127.0.0.1:1/v1"}, {"platform_token", hunt().marker("platform")}});
    call("GET", "/v1/connections/");
    restart();
    call("GET", "/v1/connections/");
}

TEST_F(ConnectionLeakTest, aConsoleAsksForAnInstance)
{
    const std::string connection = connect("console");
    const auto refused = call("POST", instances,
                              {{"name", "there"},
                               {"connection_id", connection},
                               {"secrets", {{"API_TOKEN", hunt().marker("tothere")}}},
                               {"json_spec", spec({{"API_TOKEN", "secret_ref:API_TOKEN"}})}});
    EXPECT_GE(refused.status, 400);
    const auto nobody = call("POST", instances,
                             {{"name", "there"},
                              {"connection_id", connection},
                              {"server_spec_id", addServer()},
                              {"json_spec", spec({{"API_TOKEN", hunt().marker("plainly")}})}});
    EXPECT_GE(nobody.status, 400);
    const Answer inUrl = call("POST", "/v1/connections/",
                              {{"name", "in the address"},
                               {"role", "watch"},
                               {"url", redis().url(':' + hunt().marker("inurl") + '@')}});
    EXPECT_GE(inUrl.status, 400);
}

TEST_F(ConnectionLeakTest, theManagerApi)
{
    const std::string token = hunt().marker("managertoken");
    done("POST", "/v1/secrets/set", {{"key", "manager_api_TOKEN"}, {"value", token}});
    restart({"--manager-api", "127.0.0.1:0"});
    const auto address = net::parseUrl(base::stringOr(berth().ready(), "manager_api"));
    ASSERT_TRUE(address) << berth().ready();
    const auto ask = [&](const std::string &method, const std::string &target, const Json &body,
                         const std::string &bearer) {
        net::HttpRequest request;
        request.method = method;
        request.target = target;
        request.headers.set("Authorization", "Bearer " + bearer);
        request.headers.set("Content-Type", "application/json");
        request.body = body.is_null() ? "" : base::toText(body);
        return send(address->endpoint, std::move(request));
    };
    EXPECT_EQ(ask("GET", "/instances", {}, hunt().marker("wrongtoken")).status, 401);
    const std::string id = base::newUuid();
    const Json body{{"instance_id", id},
                    {"name", "managed"},
                    {"service_name", "managed"},
                    {"image", image},
                    {"workspace_id", "default"},
                    {"port", 8000},
                    {"environment", {{"API_TOKEN", hunt().marker("managed")}}}};
    const Answer made = ask("POST", "/instances", body, token);
    ASSERT_EQ(made.status, 201) << made.text;
    waitFor(id, "running");
    expectDelivered(id, hunt().marker("managed"));
    for (const std::string &target : {std::string("/instances"), "/instances/" + id,
                                      std::string("/containers"), std::string("/health")}) {
        ask("GET", target, {}, token);
    }
    Json wrong = body;
    wrong["port"] = hunt().marker("port");
    EXPECT_GE(ask("POST", "/instances/validate", wrong, token).status, 200);
    EXPECT_GE(ask("PUT", "/instances/" + id, wrong, token).status, 400);
}

} // namespace
} // namespace berth::test
