// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Values that come with instances and go to their servers.
#include "component/leaks/leak_test.h"
#include "support/process/echo_process.h"

#include <gmock/gmock.h>

#include <fstream>

namespace berth::test {
namespace {

using base::Json;
using testing::HasSubstr;

class InstanceLeakTest : public LeakTest
{
protected:
    /// A container that only says things.
    Json probe(const std::vector<std::string> &steps, const Json &environment)
    {
        return Json{{"type", "docker"},
                    {"image", podman().probeImage()},
                    {"port", 8000},
                    {"cmd", steps},
                    {"environment", environment}};
    }
};

TEST_F(InstanceLeakTest, variablesAndFiles)
{
    const std::string variable = hunt().marker("variable");
    const std::string file = hunt().marker("file");
    const std::string mounted = hunt().marker("mounted");
    Json document = spec({{"API_TOKEN", variable}, {"API_FILE", file}});
    document["secret_delivery"] = Json{{"API_FILE", "file"}};
    document["volumes"] =
        Json::array({{{"source", "secret_ref:MOUNTED"}, {"destination", "/run/secrets/mounted"}}});
    const std::string id = create(
        "keeper", {{"server_spec_id", addServer()}, {"json_spec", document}, {"start", false}});
    done("POST", "/v1/secrets/set", {{"instance", id}, {"name", "MOUNTED"}, {"value", mounted}});
    done("POST", instances + id + "/start");
    waitFor(id, "running");
    for (const std::string &value : {variable, file, mounted}) {
        expectDelivered(id, value);
    }
    for (const std::string &target :
         {std::string(instances), instances + id, instances + id + "/tools",
          instances + id + "/environment", instances + id + "/logs?format=text",
          std::string("/health"), std::string("/v1/mcp-servers/"), std::string("/v1/secrets/"),
          std::string(instances) + "health/containers"}) {
        call("GET", target);
    }
    done("POST", instances + id + "/discover-tools");
}

TEST_F(InstanceLeakTest, aRemoteServersTokenAndHeaders)
{
    const EchoProcess remote;
    const std::string id = create(
        "remote", {{"json_spec",
                    {{"type", "url"},
                     {"endpoint", remote.url()},
                     {"authentication", {{"type", "bearer"}, {"token", hunt().marker("bearer")}}},
                     {"headers", {{"X-Api-Key", hunt().marker("header")}}}}}});
    waitFor(id, "running");
    done("POST", instances + id + "/discover-tools");
    done("PATCH", instances + id,
         {{"json_spec",
           {{"type", "url"},
            {"endpoint", remote.url()},
            {"authentication", {{"type", "bearer"}, {"token", hunt().marker("newbearer")}}}}}});
    waitFor(id, "running");
    call("GET", instances + id);
}

/// What is recorded of calls is masked; a client's token is nowhere but with the client.
TEST_F(InstanceLeakTest, callsThroughTheGateway)
{
    const std::string secret = hunt().marker("given");
    const std::string id = create(
        "called", {{"server_spec_id", addServer()}, {"json_spec", spec({{"API_TOKEN", secret}})}});
    const Json running = base::parseJson(waitFor(id, "running")).value();
    const auto made = berth().call("POST", "/v1/clients/", {{"name", "Editor"}});
    ASSERT_EQ(made.status, 200);
    const std::string token = base::stringOr(made.body, "token");
    hunt().also(token);
    const auto gateway =
        net::parseUrl(base::stringOr(berth().call("GET", "/health").body, "gateway_url"));
    ASSERT_TRUE(gateway);
    net::HttpRequest request{"POST",
                             "/mcp/called",
                             {},
                             R"({"jsonrpc":"2.0","id":1,)"
                             R"("method":"ping"})"};
    request.headers.set("Authorization", "Bearer " + token);
    request.headers.set("Content-Type", "application/json");
    request.headers.set("Accept", "application/json, text/event-stream");
    EXPECT_NE(send(gateway->endpoint, request).status, 401);
    request.headers.set("Authorization", "Bearer " + token + "0");
    EXPECT_EQ(send(gateway->endpoint, request).status, 401);
    call("GET", "/v1/clients/");
    call("GET", "/v1/calls/");
    EXPECT_EQ(command({"client", "list"}), 0);
    EXPECT_EQ(command({"calls", "--json"}), 0);
}

TEST_F(InstanceLeakTest, rotationAndRename)
{
    const std::string id =
        create("before", {{"server_spec_id", addServer()},
                          {"json_spec", spec({{"API_TOKEN", hunt().marker("first")}})}});
    waitFor(id, "running");
    const std::string second = hunt().marker("second");
    const auto rotate = [this, &id, &second] {
        done("POST", "/v1/secrets/set",
             {{"instance", id}, {"name", "API_TOKEN"}, {"value", second}, {"restart", true}});
        return false;
    };
    bool ended = false;
    ASSERT_TRUE(berth().watchEvents(
        rotate,
        [&ended](const net::SseEvent &event) {
            ended = ended || event.data.find("\"stopping\"") != std::string::npos;
            return ended && event.data.find("\"running\"") != std::string::npos;
        },
        std::chrono::seconds(60)));
    expectDelivered(id, second);
    done("PATCH", instances + id, {{"name", "after"}});
    EXPECT_EQ(command({"secret", "set", "after", "API_TOKEN"}, hunt().marker("typed") + '\n'), 0);
    EXPECT_EQ(command({"secret", "list"}), 0);
    EXPECT_EQ(command({"secret", "remove", "after", "API_TOKEN"}), 0);
    done("DELETE", instances + id);
    berth().waitUntilGone(id);
}

TEST_F(InstanceLeakTest, exportImportAndCopy)
{
    const std::string id =
        create("original", {{"server_spec_id", addServer()},
                            {"json_spec", spec({{"API_TOKEN", hunt().marker("exported")}})}});
    waitFor(id, "running");
    const std::string file = (exports() / "original.json").string();
    ASSERT_EQ(command({"instance", "export", "original", file}), 0) << said();
    Json document;
    std::ifstream(file) >> document;
    document["name"] = "copy";
    std::ofstream(file, std::ios::trunc) << document;
    ASSERT_EQ(command({"instance", "import", file}), 0) << said();
    EXPECT_THAT(said(), HasSubstr("The secret of API_TOKEN is missing"));
    Json copy = call("GET", instances + id).body;
    copy["json_spec"]["environment"]["API_TOKEN"] = "secret_ref:" + id + ":API_TOKEN";
    const std::string sharing = create("sharing", {{"json_spec", copy["json_spec"]}});
    waitFor(sharing, "running");
    expectDelivered(sharing, hunt().marker("exported"));
}

TEST_F(InstanceLeakTest, anEnvFile)
{
    const std::string id =
        create("imported", {{"server_spec_id", addServer()}, {"json_spec", spec(Json::object())}});
    const std::string file = (exports() / ".env").string();
    std::ofstream(file) << "API_TOKEN=" << hunt().marker("dotenv") << "\nexport API_FILE='"
                        << hunt().marker("quoted") << "'\n";
    ASSERT_EQ(command({"secret", "import-env", "imported", file, "--shred"}), 0) << said();
    EXPECT_FALSE(std::filesystem::exists(file));
    std::ofstream(file) << "API_TOKEN=\"" << hunt().marker("unclosed") << "\nno variable here";
    EXPECT_NE(command({"secret", "import-env", "imported", file, "--shred"}), 0);
    std::filesystem::remove(file);
    done("POST", instances + id + "/restart");
    waitFor(id, "running");
    expectDelivered(id, hunt().marker("dotenv"));
}

TEST_F(InstanceLeakTest, requestsThatAreRefused)
{
    const std::string server = addServer();
    const std::string value = hunt().marker("refused");
    const auto refused = [this](const Json &body) {
        EXPECT_GE(call("POST", instances, body).status, 400) << body;
    };
    const auto with = [&](const Json &document) {
        return Json{{"name", "wrong"}, {"server_spec_id", server}, {"json_spec", document}};
    };
    refused(with(spec({{"API_TOKEN", Json::array({value})}})));
    refused(with(spec({{"API_TOKEN", {{"value", value}}}})));
    refused(with(spec({{"API_TOKEN", value}, {"NO NAME", value}})));
    refused(with(spec({{"API_TOKEN", "secret_ref:" + value + "\n"}})));
    Json wrong = spec({{"API_TOKEN", value}});
    wrong["port"] = 0;
    refused(with(wrong));
    wrong = spec({{"API_TOKEN", value}});
    wrong["secret_delivery"] = Json{{"API_TOKEN", value}};
    refused(with(wrong));
    refused(with({{"type", "url"}, {"endpoint", "http://me:" + value + "@127.0.0.1/mcp"}}));
    refused(with({{"type", "url"},
                  {"endpoint", "http://127.0.0.1/"},
                  {"authentication", {{"type", "bearer"}, {"token", Json::array({value})}}}}));
    refused(with({{"type", "url"}, {"endpoint", "nowhere"}, {"headers", {{"A B", value}}}}));
    refused({{"name", "wrong"}, {"json_spec", spec({})}, {"secrets", Json::array({value})}});
    refused({{"name", "wrong"}, {"json_spec", spec({})}, {"secrets", {{"A B", value}}}});
    for (const char *target : {"/v1/secrets/set", "/v1/secrets/import-env", instances,
                               "/v1/connections/", "/v1/secrets/store/login"}) {
        net::HttpRequest broken;
        broken.method = "POST";
        broken.target = target;
        broken.headers.set("Content-Type", "application/json");
        broken.body = R"({"value": ")" + value + R"(", "name": ")" + value;
        EXPECT_GE(send(net::Endpoint::unixSocket(berth().socket()), broken).status, 400);
        broken.body = '[' + value + ']';
        EXPECT_GE(send(net::Endpoint::unixSocket(berth().socket()), broken).status, 400);
    }
    const Answer unknown = call("POST", "/v1/secrets/set",
                                {{"key", "no key of ours"}, {"value", value}, {"store", "x"}});
    EXPECT_GE(unknown.status, 400);
}

TEST_F(InstanceLeakTest, startsThatFail)
{
    const std::string server = addServer();
    const std::string value = hunt().marker("failing");
    // One secret is there and one is not; an image that cannot be; a server that says what it was
    // given and ends.
    const std::string missing =
        create("missing",
               {{"server_spec_id", server},
                {"json_spec", spec({{"API_TOKEN", value}, {"API_FILE", "secret_ref:API_FILE"}})}});
    EXPECT_THAT(waitFor(missing, "failed"), HasSubstr("API_FILE"));
    Json noImage = spec({{"API_TOKEN", value}});
    noImage["image"] = "127.0.0.1:1/nobody/nothing:1";
    waitFor(create("no image", {{"server_spec_id", server}, {"json_spec", noImage}}), "failed");
    const std::string ends =
        create("ends", {{"server_spec_id", server},
                        {"json_spec", probe({"env", "API_TOKEN", "err", "no good", "exit", "3"},
                                            {{"API_TOKEN", value}})}});
    waitFor(ends, "backoff");
    call("GET", instances + ends + "/logs?format=text");
}

TEST_F(InstanceLeakTest, aLogThatSaysTheSecret)
{
    const std::string value = hunt().marker("echoed");
    const std::string url = "unix://" + podman().socket();
    ChildProcess starts(
        {"podman", "--url", url, "events", "--filter", "event=start", "--format", "{{.ID}}"});
    const std::string id =
        create("talker", {{"server_spec_id", addServer()},
                          {"json_spec", probe({"env", "API_TOKEN", "piece", "token=", "env",
                                               "API_TOKEN", "serve", "8000"},
                                              {{"API_TOKEN", value}})}});
    const auto container = starts.readLine(ChildProcess::Stream::Output);
    ASSERT_TRUE(container);
    // Before Berth reads it; that it was said at all is what makes the rest worth something.
    ChildProcess log({"podman", "--url", url, "logs", "--follow", *container});
    ASSERT_TRUE(log.waitForLine(ChildProcess::Stream::Output, "token=" + value));
    ASSERT_TRUE(log.waitForLine(ChildProcess::Stream::Output, "serving"));
    EXPECT_THAT(call("GET", instances + id + "/logs?tail=100").text, HasSubstr("••••"));
    call("GET", instances + id + "/logs?format=text");
    EXPECT_EQ(command({"instance", "logs", "talker"}), 0) << said();
    EXPECT_THAT(said(), HasSubstr("••••"));
}

} // namespace
} // namespace berth::test
