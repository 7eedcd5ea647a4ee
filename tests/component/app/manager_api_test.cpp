// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The manager API from outside: what AgentArea's Python side, and others, call on a Go manager.
#include "component/app/app_test.h"
#include "net/http_server.h"
#include "support/process/run_task.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <set>

namespace berth::test {
namespace {

using base::Json;
using Stream = ChildProcess::Stream;

constexpr const char *token = "a-token-of-this-test";
constexpr const char *marker = "marker-51c0-of-a-value";
constexpr const char *weatherId = "0f3c2a4e-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
constexpr const char *otherId = "1f3c2a4e-5b6d-4e7f-8a9b-0c1d2e3f4a5b";

std::set<std::string> keysOf(const Json &object)
{
    std::set<std::string> keys;
    for (const auto &[key, value] : object.items()) {
        keys.insert(key);
    }
    return keys;
}

/// That `object` has all of the contract's keys; Berth may have more.
void expectKeys(const Json &object, const std::set<std::string> &wanted, const std::string &what)
{
    const std::set<std::string> present = keysOf(object);
    for (const std::string &key : wanted) {
        EXPECT_EQ(present.count(key), 1U) << what << " lacks " << key << ": " << object.dump();
    }
}

const std::set<std::string> containerKeys{"id",     "name", "service_name", "slug",      "image",
                                          "status", "port", "created_at",   "updated_at"};
const std::set<std::string> statusKeys{"id",    "name", "service_name", "status",    "url",
                                       "image", "port", "created_at",   "updated_at"};
const std::set<std::string> resultKeys{"healthy",       "status",       "http_reachable",
                                       "response_time", "service_name", "timestamp"};
const std::set<std::string> mapKeys{"service_name",
                                    "container_id",
                                    "container_status",
                                    "healthy",
                                    "http_reachable",
                                    "response_time_ms",
                                    "timestamp",
                                    "url",
                                    "slug"};
const std::set<std::string> checkKeys{"valid",    "errors",         "warnings", "image_exists",
                                      "can_pull", "estimated_size", "timestamp"};

class ManagerApiTest : public AppTest
{
protected:
    void SetUp() override
    {
        podman().importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
        auto environment = podman().environment();
        environment["BERTH_MANAGER_API_TOKEN"] = token;
        m_berth = std::make_unique<BerthProcess>(
            m_profile / "p", environment, std::vector<std::string>{"--manager-api", "127.0.0.1:0"});
        m_address = base::stringOr(berth().ready(), "manager_api");
    }

    struct Answer
    {
        int status = 0;
        Json body;
        std::string text;
    };

    Answer send(net::HttpRequest request)
    {
        const auto url = net::parseUrl(m_address);
        net::HttpClient client(m_context.get_executor(), url.value().endpoint);
        const auto response =
            runTask(m_context, client.request(std::move(request), std::chrono::seconds(30)));
        if (!response) {
            throw std::runtime_error(response.error().message);
        }
        Answer answer{response->status, nullptr, response->body};
        if (auto json = base::parseJson(response->body)) {
            answer.body = std::move(*json);
        }
        m_everything += response->body;
        return answer;
    }

    Answer call(const std::string &method, const std::string &target, const Json &body = nullptr)
    {
        net::HttpRequest request;
        request.method = method;
        request.target = target;
        request.headers.set("Authorization", std::string("Bearer ") + token);
        if (!body.is_null()) {
            request.headers.set("Content-Type", "application/json");
            request.body = base::toText(body);
        }
        return send(std::move(request));
    }

    static Json instanceBody(const std::string &id, const std::string &service)
    {
        return Json{{"instance_id", id},
                    {"name", service},
                    {"service_name", service},
                    {"image", image},
                    {"workspace_id", "default"},
                    {"port", 8000},
                    {"environment", {{"PLAIN", marker}}},
                    {"resources", {{"limits", {{"cpu", "500m"}, {"memory", "128Mi"}}}}}};
    }

    std::string runningInstance(const std::string &id, const std::string &service)
    {
        const Answer made = call("POST", "/instances", instanceBody(id, service));
        EXPECT_EQ(made.status, 201) << made.text;
        berth().waitForStatus(id, "running");
        return id;
    }

    std::string m_address;
    std::string m_everything; ///< all that was ever answered
    boost::asio::io_context m_context;
};

TEST_F(ManagerApiTest, anInstanceIsMadeShownChangedAndDeleted)
{
    const Answer made = call("POST", "/instances", instanceBody(weatherId, "weather"));
    ASSERT_EQ(made.status, 201) << made.text;
    expectKeys(made.body, {"id", "name", "url", "status", "created_at"}, "InstanceResult");
    EXPECT_EQ(made.body["name"], "weather");
    berth().waitForStatus(weatherId, "running");

    const std::string path = std::string("/instances/") + weatherId;
    const Answer shown = call("GET", path);
    ASSERT_EQ(shown.status, 200) << shown.text;
    expectKeys(shown.body, statusKeys, "InstanceStatus");
    EXPECT_EQ(shown.body["status"], "running");
    EXPECT_EQ(shown.body["environment"], (Json{{"PLAIN", "[REDACTED]"}}));
    const std::string container = onlyContainer();
    EXPECT_EQ(call("GET", "/instances/" + container).body["instance_id"], weatherId);
    EXPECT_EQ(call("GET", "/instances/weather").body["instance_id"], weatherId);
    EXPECT_EQ(inspect(container, "{{.HostConfig.Memory}}"), "134217728");

    const Answer list = call("GET", "/instances");
    EXPECT_EQ(list.body["total"], 1);
    EXPECT_EQ(list.body["instances"][0]["instance_id"], weatherId);

    const Answer changed =
        call("PUT", path, Json{{"environment", {{"PLAIN", "[REDACTED]"}, {"B", "2"}}}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.body["instance_id"], weatherId);
    const Json stored = berth().instance(weatherId);
    EXPECT_EQ(stored["json_spec"]["environment"], (Json{{"PLAIN", marker}, {"B", "2"}}));

    const Answer gone = call("DELETE", path);
    ASSERT_EQ(gone.status, 200) << gone.text;
    expectKeys(gone.body, {"message", "instance_id"}, "DELETE");
    berth().waitUntilGone(weatherId);
    const Answer missing = call("GET", path);
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(missing.body["error"], "instance_not_found");
    EXPECT_EQ(missing.body["code"], 404);
}

TEST_F(ManagerApiTest, containersAreKeyedByServiceName)
{
    const Answer made = call("POST", "/containers",
                             Json{{"service_name", "two words"},
                                  {"image", image},
                                  {"port", 8000},
                                  {"memory_limit", "96m"}});
    ASSERT_EQ(made.status, 201) << made.text;
    expectKeys(made.body, containerKeys, "Container");
    const std::string id = base::stringOr(made.body, "instance_id");
    berth().waitForStatus(id, "running");
    EXPECT_EQ(inspect(onlyContainer(), "{{.HostConfig.Memory}}"), "100663296");

    const Answer again =
        call("POST", "/containers",
             Json{{"service_name", "two words"}, {"image", image}, {"port", 8000}});
    EXPECT_EQ(again.status, 409) << again.text;

    EXPECT_EQ(call("GET", "/containers").body["total"], 1);
    EXPECT_EQ(call("GET", "/containers/two%20words").body["instance_id"], id);
    const Answer gone = call("DELETE", "/containers/two%20words");
    EXPECT_EQ(gone.status, 200);
    EXPECT_EQ(gone.body["service"], "two words");
    berth().waitUntilGone(id);
    EXPECT_EQ(call("GET", "/containers/two%20words").body["error"], "container_not_found");
}

TEST_F(ManagerApiTest, healthIsBerthsOwnVerdict)
{
    runningInstance(weatherId, "weather");
    const std::string path = std::string("/instances/") + weatherId + "/health";
    const Answer instance = call("GET", path);
    EXPECT_EQ(instance.status, 200) << instance.text;
    expectKeys(instance.body, resultKeys, "HealthCheckResult");
    EXPECT_EQ(instance.body["healthy"], true);
    const Answer asked = call("POST", path);
    EXPECT_EQ(asked.status, 200) << asked.text;
    EXPECT_NE(asked.body["timestamp"], instance.body["timestamp"]);
    EXPECT_GT(asked.body["response_time"].get<std::int64_t>(), 0);
    expectKeys(call("GET", path + "/detailed").body["details"],
               {"instance_port", "instance_url", "created_at", "updated_at"}, "details");
    expectKeys(call("GET", "/instances/health").body["health_checks"][0], resultKeys, "list");
    expectKeys(call("GET", std::string("/instances/health?instance_id=") + weatherId).body,
               resultKeys, "one");

    const Answer container = call("GET", "/containers/weather/health");
    EXPECT_EQ(container.status, 200) << container.text;
    expectKeys(container.body, {"service", "status", "healthy", "health", "timestamp", "container"},
               "container health");
    expectKeys(call("POST", "/containers/weather/health").body["health_status"], mapKeys, "POST");
    EXPECT_EQ(call("GET", "/containers/weather/health/detailed").body["http_reachable"], true);
    const Answer all = call("GET", "/containers/health");
    EXPECT_EQ(all.body["total"], 1);
    expectKeys(all.body["health_checks"][0], mapKeys, "health map");
    expectKeys(call("GET", "/containers/health?service=weather").body, mapKeys, "one map");

    berth().call("POST", std::string("/v1/mcp-server-instances/") + weatherId + "/stop");
    berth().waitForStatus(weatherId, "stopped");
    EXPECT_EQ(call("GET", path).status, 503);
    EXPECT_EQ(call("POST", path).status, 200);
    EXPECT_EQ(call("GET", "/containers/weather/health").body["health"], "unhealthy");
    EXPECT_EQ(call("GET", "/containers/health").body["health_checks"][0]["container_status"],
              "stopped");
}

TEST_F(ManagerApiTest, theWholeIsCounted)
{
    runningInstance(weatherId, "weather");
    const Answer health = call("GET", "/health");
    expectKeys(health.body, {"status", "version", "containers_running", "timestamp", "uptime"},
               "/health");
    EXPECT_EQ(health.body["containers_running"], 1);
    for (const char *path : {"/monitoring/status", "/monitoring/health-summary"}) {
        const Answer counts = call("GET", path);
        expectKeys(counts.body,
                   {"total_containers", "healthy_containers", "unhealthy_containers",
                    "stopped_containers", "total_instances", "healthy_instances",
                    "unhealthy_instances", "stopped_instances", "timestamp", "uptime"},
                   path);
        EXPECT_EQ(counts.body["healthy_instances"], 1) << counts.text;
    }
    expectKeys(call("GET", "/monitoring/health-summary").body,
               {"running_containers", "error_containers", "running_instances", "error_instances"},
               "summary");
    EXPECT_EQ(call("GET", "/").status, 200);
}

TEST_F(ManagerApiTest, valuesOfVariablesAndHeadersAreInNoAnswer)
{
    runningInstance(weatherId, "weather");
    const std::string url = berth().create("elsewhere", Json{{"type", "url"},
                                                             {"endpoint", "http://127.0.0.1:9/mcp"},
                                                             {"headers", {{"X-Plain", marker}}}});
    const Json spec{{"type", "docker"},
                    {"image", image},
                    {"port", "no port"},
                    {"environment", {{"PLAIN", marker}, {"BAD", {{"nested", marker}}}}}};
    const Json check{{"instance_id", "x"}, {"name", "x"}, {"json_spec", spec}};
    for (const std::string &id :
         {std::string(weatherId), url, std::string("weather"), std::string("elsewhere")}) {
        for (const char *group : {"/instances/", "/containers/"}) {
            call("GET", group + id);
            call("GET", group + id + "/health");
            call("POST", group + id + "/health");
            call("GET", group + id + "/health/detailed");
        }
    }
    for (const char *path :
         {"/", "/health", "/instances", "/containers", "/instances/health", "/containers/health",
          "/monitoring/status", "/monitoring/health-summary"}) {
        call("GET", path);
    }
    call("POST", "/containers/validate", check);
    Json bad = instanceBody(otherId, "bad");
    bad["environment"]["BAD"] = Json{{"nested", marker}};
    call("POST", "/instances", bad);
    call("POST", "/instances/validate", bad);
    call("PUT", std::string("/instances/") + weatherId, Json{{"environment", {{"1BAD", marker}}}});
    EXPECT_EQ(m_everything.find(marker), std::string::npos) << m_everything;
}

TEST_F(ManagerApiTest, aNameThatTwoHaveIsAnsweredWithBothIds)
{
    EXPECT_EQ(call("POST", "/instances", instanceBody(weatherId, "twin")).status, 201);
    EXPECT_EQ(call("POST", "/instances", instanceBody(otherId, "twin")).status, 201);
    EXPECT_EQ(call("POST", "/instances", instanceBody(otherId, "third")).status, 409);
    for (const char *path : {"/instances/twin", "/containers/twin", "/containers/twin/health"}) {
        const Answer answer = call("GET", path);
        EXPECT_EQ(answer.status, 409) << path << answer.text;
        EXPECT_EQ(answer.body["instance_ids"].size(), 2U) << answer.text;
        EXPECT_NE(answer.text.find(weatherId), std::string::npos);
        EXPECT_NE(answer.text.find(otherId), std::string::npos);
    }
    EXPECT_EQ(call("GET", std::string("/instances/") + otherId).status, 200);
    EXPECT_EQ(call("GET", "/containers/health").body["total"], 2);
}

TEST_F(ManagerApiTest, whoeverDoesNotKnowTheTokenAndEveryWebPageIsRefused)
{
    const auto statusWith = [this](const net::Headers &headers) {
        net::HttpRequest request;
        request.target = "/instances";
        request.headers = headers;
        return send(std::move(request)).status;
    };
    const std::string right = std::string("Bearer ") + token;
    EXPECT_EQ(statusWith({}), 401);
    EXPECT_EQ(statusWith({{"Authorization", "Bearer wrong"}}), 401);
    EXPECT_EQ(statusWith({{"Authorization", right}}), 200);
    EXPECT_EQ(statusWith({{"Authorization", right}, {"Origin", "http://evil.example"}}), 403);
    EXPECT_EQ(statusWith({{"Authorization", right}, {"Host", "evil.example"}}), 403);
}

TEST_F(ManagerApiTest, composesPrefixAndASlashAtTheEndMakeNoDifference)
{
    for (const char *path : {"/api/mcp/health", "/api/mcp/health/", "/health/", "/instances/",
                             "/api/mcp/containers/health", "/api/mcp", "/api/mcp/"}) {
        EXPECT_EQ(call("GET", path).status, 200) << path;
    }
    const Answer unknown = call("GET", "/api/mcpx/health");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(keysOf(unknown.body), (std::set<std::string>{"code", "error", "message"}));
    EXPECT_EQ(call("PATCH", "/instances").status, 405);
}

TEST_F(ManagerApiTest, wrongRequestsAreAnsweredWithWhatIsWrong)
{
    const Answer empty = call("POST", "/instances", Json::object());
    EXPECT_EQ(empty.status, 400);
    EXPECT_EQ(empty.body["error"], "invalid_request");
    EXPECT_EQ(empty.body["code"], 400);
    EXPECT_EQ(call("POST", "/instances", Json::array()).status, 400);
    EXPECT_EQ(call("POST", "/containers/validate", Json{{"name", "x"}}).status, 400);
}

TEST_F(ManagerApiTest, aBodyWithoutEndIsNotRead)
{
    using boost::asio::ip::tcp;
    const auto url = net::parseUrl(m_address);
    ASSERT_TRUE(url);
    tcp::socket socket(m_context);
    socket.connect({boost::asio::ip::make_address(url->endpoint.host), url->endpoint.port});
    const std::string head =
        "POST /instances HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(url->endpoint.port) +
        "\r\nAuthorization: Bearer " + token + "\r\nContent-Length: 50000000\r\n\r\n";
    boost::asio::write(socket, boost::asio::buffer(head));
    std::string answer;
    boost::asio::read_until(socket, boost::asio::dynamic_buffer(answer), "\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 413")) << answer;
}

TEST_F(ManagerApiTest, aSpecificationIsReallyChecked)
{
    const auto check = [this](const Json &spec) {
        return call(
            "POST", "/containers/validate",
            Json{{"instance_id", "x"}, {"name", "x"}, {"json_spec", spec}, {"dry_run", true}});
    };
    const Answer good = check(echoSpec(image));
    EXPECT_EQ(good.status, 200);
    expectKeys(good.body, checkKeys, "validation");
    EXPECT_EQ(good.body["valid"], true) << good.text;
    EXPECT_EQ(good.body["image_exists"], true) << good.text;
    const Answer absent = check(echoSpec("localhost/never-built:1"));
    EXPECT_EQ(absent.body["valid"], true) << absent.text;
    EXPECT_EQ(absent.body["image_exists"], false) << absent.text;
    EXPECT_EQ(absent.body["warnings"].size(), 1U) << absent.text;
    const Answer bad = check(echoSpec("Not An Image"));
    EXPECT_EQ(bad.status, 200);
    EXPECT_EQ(bad.body["valid"], false) << bad.text;
    EXPECT_FALSE(bad.body["errors"].empty()) << bad.text;
    Json instance = instanceBody(weatherId, "weather");
    EXPECT_EQ(call("POST", "/instances/validate", instance).body["valid"], true);
    instance["port"] = 70000;
    EXPECT_EQ(call("POST", "/instances/validate", instance).body["valid"], false);
}

TEST_F(ManagerApiTest, agentAreasPythonFindsItsStatusAndItsCheck)
{
    runningInstance(weatherId, "weather");
    const std::string script = std::string(BERTH_PYTHON_SUPPORT) + "/install.sh";
    std::string directory = outputOf({"bash", script});
    directory = directory.substr(0, directory.find('\n'));
    std::string url = m_address;
    url.insert(url.find("//") + 2, std::string("berth:") + token + '@');
    const std::string output = outputOf(
        {directory + "/httpx/bin/python", std::string(BERTH_PYTHON_SUPPORT) + "/manager_client.py"},
        {{"MCP_MANAGER_URL", url + "/api/mcp"}, {"JSON_SPEC", base::toText(echoSpec(image))}});
    const auto split = output.find('\n');
    const auto health = base::parseJson(output.substr(0, split));
    const auto check = base::parseJson(output.substr(split + 1));
    ASSERT_TRUE(health && check) << output;
    EXPECT_EQ((*health)["status"], 200) << output;
    const Json &first = (*health)["body"]["health_checks"][0];
    EXPECT_EQ(first["service_name"], "weather");
    EXPECT_EQ(first["container_status"], "running");
    EXPECT_EQ(first["healthy"], true);
    EXPECT_EQ((*check)["status"], 200) << output;
    EXPECT_EQ((*check)["body"]["valid"], true) << output;
}

class ManagerApiStart : public testing::Test
{
protected:
    /// Exit code and errors of a start that fails.
    std::pair<int, std::string> start(const std::vector<std::string> &arguments,
                                      const std::map<std::string, std::string> &environment = {})
    {
        std::vector<std::string> command = {builtProgram("berth"), "--headless", "--profile",
                                            (m_profile / "p").string()};
        command.insert(command.end(), arguments.begin(), arguments.end());
        ChildProcess process(command, environment);
        const std::string errors = process.readAll(Stream::Error);
        return {process.wait().value_or(-1), errors};
    }

    ScratchDir m_profile;
};

TEST_F(ManagerApiStart, withoutATokenOnlyThisMachineIsServed)
{
    const auto [code, errors] = start({"--manager-api", "0.0.0.0:0", "--manager-api-no-token"});
    EXPECT_EQ(code, 2);
    EXPECT_NE(errors.find("other machines could use it"), std::string::npos) << errors;
}

TEST_F(ManagerApiStart, aTakenPortIsSaid)
{
    boost::asio::io_context context;
    net::HttpServer other(context.get_executor(),
                          [](net::ServerExchange &) -> net::asio::awaitable<void> { co_return; });
    const std::string address =
        "127.0.0.1:" + std::to_string(other.listenTcp("127.0.0.1", 0).value());
    const auto [code, errors] =
        start({"--manager-api", address}, {{"BERTH_MANAGER_API_TOKEN", token}});
    EXPECT_EQ(code, 1);
    EXPECT_NE(errors.find(address), std::string::npos) << errors;
}

TEST_F(ManagerApiStart, withoutATokenOnLoopbackEveryProgramOfThisMachineMayCall)
{
    BerthProcess berth(m_profile / "p", {},
                       {"--manager-api", "127.0.0.1:0", "--manager-api-no-token"});
    const auto url = net::parseUrl(base::stringOr(berth.ready(), "manager_api"));
    ASSERT_TRUE(url);
    boost::asio::io_context context;
    net::HttpClient client(context.get_executor(), url->endpoint);
    net::HttpRequest request;
    request.target = "/instances";
    const auto response = runTask(context, client.request(request, std::chrono::seconds(30)));
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->status, 200);
}

TEST_F(ManagerApiStart, itIsOffByDefault)
{
    BerthProcess berth(m_profile / "p", {});
    EXPECT_FALSE(berth.ready().contains("manager_api"));
}

} // namespace
} // namespace berth::test
