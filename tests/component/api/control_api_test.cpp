// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The control API of a real `berth --headless`. Instances are of type url and lead to a real
// berth-echo, so that nothing here needs Podman.
#include "component/api/berth_process.h"
#include "net/sse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include <sys/stat.h>

namespace berth::api {
namespace {

using base::Json;
using test::BerthProcess;
using test::EchoProcess;
using test::runTask;

constexpr const char *servers = "/v1/mcp-servers/";
constexpr const char *instances = "/v1/mcp-server-instances/";

Json object(const std::string &text)
{
    return Json::parse(text);
}

class ControlApi : public testing::Test
{
protected:
    std::string addServer(const std::string &name)
    {
        const auto made = m_berth.send(
            "POST", servers,
            object(R"({"description":"d","docker_image_url":"docker.io/mcp/fetch:1","name":")" +
                   name + "\"}"));
        EXPECT_EQ(made.status, 200) << made.body;
        return base::stringOr(made.body, "id");
    }

    Json urlInstance(const std::string &name, const std::string &url)
    {
        return object(R"({"name":")" + name + R"(","json_spec":{"type":"url","endpoint":")" + url +
                      "\"}}");
    }

    /// Follows the events until the instance reports the status; the events of that instance.
    net::Task<std::vector<Json>> eventsUntil(std::string status, std::function<std::string()> act)
    {
        net::HttpRequest request;
        request.target = "/v1/events";
        auto stream = co_await m_berth.http().open(std::move(request), std::chrono::seconds(10));
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        auto bytes = co_await (*stream)->read(); // the comment that says "connected"
        const std::string id = act();
        net::SseParser parser;
        std::vector<Json> events;
        while (bytes && !bytes->empty()) {
            parser.feed(*bytes);
            while (const auto event = parser.next()) {
                const Json json = Json::parse(event->data);
                const Json data = json.value("data", Json::object());
                if (base::stringOr(data, "instance_id") != id) {
                    continue;
                }
                events.push_back(json);
                if (base::stringOr(data, "status") == status) {
                    co_return events;
                }
            }
            bytes = co_await (*stream)->read();
        }
        co_return base::fail(base::ErrorCode::ConnectionLost, "The events ended early.");
    }

    /// The API from within a coroutine that runs on the same context: a client of its own.
    BerthProcess::Answer sendAside(const std::string &method, const std::string &path,
                                   const Json &body)
    {
        net::asio::io_context context(1);
        net::HttpClient http(context.get_executor(),
                             net::Endpoint::unixSocket(m_berth.socket().string()));
        net::HttpRequest request;
        request.method = method;
        request.target = path;
        request.body = base::toText(body);
        const auto response =
            runTask(context, http.request(std::move(request), std::chrono::seconds(20)));
        return {response->status, response->headers, Json::parse(response->body)};
    }

    BerthProcess m_berth;
};

TEST_F(ControlApi, MakesServersFromTemplates)
{
    const auto listed = m_berth.send("GET", "/v1/mcp-servers/templates");
    ASSERT_EQ(listed.status, 200);
    ASSERT_TRUE(listed.body.is_array());
    std::set<std::string> ids;
    for (const Json &entry : listed.body) {
        const std::string key = base::stringOr(entry, "key");
        EXPECT_EQ(m_berth.send("GET", "/v1/mcp-servers/templates/" + key).body, entry);
        EXPECT_TRUE(ids.insert(base::stringOr(entry, "id")).second) << key;
    }
    EXPECT_GE(ids.size(), 15U);

    const auto made = m_berth.send(
        "POST", "/v1/mcp-servers/from-template/github?server_name=Our%20GitHub&version=2");
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(base::stringOr(made.body, "name"), "Our GitHub");
    EXPECT_EQ(base::stringOr(made.body, "docker_image_url"), "mcp/github");
    EXPECT_EQ(base::stringOr(made.body, "version"), "2");
    EXPECT_EQ(made.body["tags"], Json::array({"github"}));
    EXPECT_EQ(made.body["is_public"], true);
    EXPECT_EQ(made.body["env_schema"][0]["name"], "GITHUB_PERSONAL_ACCESS_TOKEN");
    EXPECT_EQ(made.body["env_schema"][0]["secret"], true);

    EXPECT_EQ(m_berth.send("GET", "/v1/mcp-servers/templates/none").status, 404);
    EXPECT_EQ(m_berth.send("POST", "/v1/mcp-servers/from-template/none?server_name=x").status, 404);
    EXPECT_EQ(m_berth.send("POST", "/v1/mcp-servers/from-template/github").status, 422);
}

TEST_F(ControlApi, SaysWhereItIsAndLetsOnlyItsOwnerIn)
{
    EXPECT_EQ(m_berth.readyLine().at("api"), "unix:" + m_berth.socket().string());
    struct stat info = {};
    ASSERT_EQ(stat(m_berth.socket().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);

    const auto health = m_berth.send("GET", "/health");
    EXPECT_EQ(health.status, 200);
    EXPECT_EQ(health.body.at("gateway_url"), m_berth.readyLine().at("gateway"));
    EXPECT_FALSE(base::stringOr(health.body, "version").empty());
}

TEST_F(ControlApi, ServersAreMadeReadChangedAndRemoved)
{
    const std::string id = addServer("fetch");
    auto one = m_berth.send("GET", servers + id);
    EXPECT_EQ(one.status, 200);
    EXPECT_EQ(one.body.at("name"), "fetch");
    EXPECT_EQ(one.body.at("version"), "1.0.0");
    EXPECT_EQ(one.body.at("tags"), Json::array());

    one = m_berth.send("PATCH", servers + id,
                       object(R"({"tags":["web"],"cmd":["--quiet"],"description":null})"));
    EXPECT_EQ(one.status, 200) << one.body;
    EXPECT_EQ(one.body.at("tags"), Json::array({"web"}));
    EXPECT_EQ(one.body.at("cmd"), Json::array({"--quiet"}));
    EXPECT_EQ(one.body.at("description"), "d");

    EXPECT_EQ(m_berth.send("GET", std::string(servers) + "?tag=web").body.size(), 1U);
    EXPECT_EQ(m_berth.send("GET", std::string(servers) + "?tag=other").body.size(), 0U);

    const auto removed = m_berth.send("DELETE", servers + id);
    EXPECT_EQ(removed.body, object(R"({"status":"success"})"));
    EXPECT_EQ(m_berth.send("GET", servers + id).status, 404);
}

TEST_F(ControlApi, RedirectsRefusesAndDoesNotFind)
{
    const auto moved = m_berth.send("GET", "/v1/mcp-servers?tag=a");
    EXPECT_EQ(moved.status, 307);
    EXPECT_EQ(moved.headers.get("Location"), "/v1/mcp-servers/?tag=a");
    EXPECT_EQ(m_berth.send("GET", "/health/").status, 307);
    EXPECT_EQ(m_berth.send("GET", "/nowhere").status, 404);
    EXPECT_EQ(m_berth.send("PUT", servers).status, 405);

    const auto wrong = m_berth.send("GET", std::string(instances) + "7");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.body.at("detail").at(0).at("loc"), Json::array({"path", "instance_id"}));
    const auto missing =
        m_berth.send("GET", std::string(instances) + "00000000-0000-4000-8000-000000000000");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(missing.body.at("detail"), "MCP Server Instance not found");
}

TEST_F(ControlApi, TellsEverythingThatIsWrongAtOnceButNoSecret)
{
    const auto nameless =
        m_berth.send("POST", instances, object(R"({"json_spec":{"type":"url"}})"));
    EXPECT_EQ(nameless.status, 422) << nameless.body;
    ASSERT_TRUE(nameless.body.at("detail").is_array());
    EXPECT_GE(nameless.body.at("detail").size(), 2U);

    const auto wrong = m_berth.send(
        "POST", instances,
        object(R"({"name":"x","secrets":{"TOKEN":"s3cr3t-value"},"json_spec":{"type":"docker",
                   "image":"a","port":70000,"environment":{"TOKEN":["s3cr3t-value"]}}})"));
    EXPECT_EQ(wrong.status, 400) << wrong.body;
    EXPECT_GE(wrong.body.at("errors").size(), 2U);
    EXPECT_THAT(base::toText(wrong.body), testing::Not(testing::HasSubstr("s3cr3t-value")));

    const auto check = m_berth.send("POST", std::string(instances) + "check",
                                    object(R"({"json_spec":{"type":"docker"}})"));
    EXPECT_EQ(check.status, 200);
    EXPECT_EQ(check.body.at("valid"), false);
    EXPECT_EQ(check.body.at("details").at("valid"), false);
    EXPECT_FALSE(check.body.at("details").at("errors").empty());
}

TEST_F(ControlApi, AnInstanceLivesAndEveryStepIsAnEvent)
{
    EchoProcess echo;
    std::string id;
    const auto events = runTask(m_berth.context(), eventsUntil("running", [&] {
                                    const auto made = sendAside("POST", instances,
                                                                urlInstance("My Echo", echo.url()));
                                    EXPECT_EQ(made.status, 200) << made.body;
                                    EXPECT_EQ(made.body.at("slug"), "my-echo");
                                    id = base::stringOr(made.body, "id");
                                    return id;
                                }));
    ASSERT_TRUE(events) << events.error().message;
    EXPECT_EQ(events->front().at("event_type"), "MCPServerInstanceCreated");

    const std::string path = instances + id;
    const auto one = m_berth.send("GET", path);
    EXPECT_EQ(one.body.at("status"), "running");
    EXPECT_EQ(one.body.at("url"),
              m_berth.readyLine().at("gateway").get<std::string>() + "/mcp/my-echo");
    EXPECT_EQ(m_berth.send("GET", path + "/tools").body.size(), 5U);
    const auto found = m_berth.send("POST", path + "/discover-tools", Json::object());
    EXPECT_EQ(found.status, 200) << found.body;
    EXPECT_EQ(found.body.at("tools").size(), 5U);
    EXPECT_EQ(m_berth.send("GET", path + "/logs").status, 409);

    const auto stopped =
        runTask(m_berth.context(), eventsUntil("stopped", [&] {
                    EXPECT_EQ(sendAside("POST", path + "/stop", Json::object()).body.at("status"),
                              "success");
                    return id;
                }));
    ASSERT_TRUE(stopped) << stopped.error().message;
    const auto renamed = m_berth.send("PATCH", path, object(R"({"name":"Other"})"));
    EXPECT_EQ(renamed.status, 200) << renamed.body;
    EXPECT_EQ(renamed.body.at("name"), "Other");
    EXPECT_EQ(renamed.body.at("slug"), "my-echo");
    EXPECT_EQ(m_berth.send("DELETE", path).body, object(R"({"status":"success"})"));
}

} // namespace
} // namespace berth::api
