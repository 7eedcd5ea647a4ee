// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

using namespace std::chrono_literals;

namespace berth::model {
namespace {

using testing::ElementsAre;
using testing::Pair;
using tests::parsed;

JsonSpec readOrFail(std::string_view text)
{
    const auto spec = readJsonSpec(parsed(text));
    EXPECT_TRUE(spec.has_value()) << text << '\n'
                                  << (spec ? std::string() : tests::allTextOf(spec.error()));
    return spec ? *spec : JsonSpec{};
}

DockerSpec dockerOrFail(std::string_view text)
{
    const JsonSpec spec = readOrFail(text);
    EXPECT_NE(spec.docker(), nullptr);
    return spec.docker() != nullptr ? *spec.docker() : DockerSpec{};
}

UrlSpec urlOrFail(std::string_view text)
{
    const JsonSpec spec = readOrFail(text);
    EXPECT_NE(spec.url(), nullptr);
    return spec.url() != nullptr ? *spec.url() : UrlSpec{};
}

TEST(JsonSpecRead, FillsInTheDefaultsOfAMinimalDockerSpec)
{
    const DockerSpec spec = dockerOrFail(R"({"image":"echo"})");
    EXPECT_EQ(spec.image, "echo");
    EXPECT_EQ(spec.port, 8000);
    EXPECT_EQ(spec.path, "/mcp");
    EXPECT_EQ(spec.transport, Transport::StreamableHttp);
    EXPECT_EQ(spec.healthCheck, HealthCheck{});
    EXPECT_EQ(spec.startupTimeout, 120s);
}

TEST(JsonSpecRead, ReadsHowClientsReachTheInstance)
{
    constexpr const char *text = R"({"image": "echo", "transport": "stdio", "gateway": {
        "back_ends": "per-session", "max_back_ends": 3, "back_end_idle": "1m",
        "call_timeout": "30s", "tool_timeouts": {"slow": "1h"}, "start_on_call": true,
        "stop_when_idle": "15m", "later": 1}})";
    const JsonSpec spec = readOrFail(text);
    const GatewayOptions &options = spec.docker()->gateway;
    EXPECT_EQ(options.backEnds, BackEnds::PerSession);
    EXPECT_EQ(options.maxBackEnds, 3);
    EXPECT_EQ(options.backEndIdle, 1min);
    EXPECT_EQ(options.callTimeout, 30s);
    EXPECT_THAT(options.toolTimeouts, ElementsAre(Pair("slow", 1h)));
    EXPECT_TRUE(options.startOnCall);
    EXPECT_EQ(options.stopWhenIdle, 15min);
    // What is written is what was read, with what Berth does not know.
    const base::Json written = toJson(spec);
    EXPECT_EQ(written["gateway"]["later"], 1);
    EXPECT_EQ(*readJsonSpec(written), spec);
    EXPECT_FALSE(toJson(readOrFail(R"({"image":"echo"})")).contains("gateway"));
}

TEST(JsonSpecRead, ReadsEveryFieldOfADockerSpec)
{
    const DockerSpec spec = dockerOrFail(R"({
        "type": "docker", "image": "ghcr.io/org/server:1.2", "port": 3000,
        "environment": {"B": "2", "A": "1"}, "cmd": ["--verbose", ""],
        "transport": "sse", "path": "/rpc",
        "resources": {"memory_limit": "256m", "cpu_limit": "0.5", "pids_limit": 64},
        "health_check": {"path": "/health", "interval": "10s", "timeout": "500ms", "retries": 5},
        "volumes": [{"source": "/srv/data", "destination": "/data", "read_only": false},
                    {"source": "cache", "destination": "/cache"}],
        "network": "none", "isolation": {"cap_add": ["CAP_CHOWN"], "read_only_root": true},
        "startup_timeout": "3m"})");
    EXPECT_EQ(spec.port, 3000);
    EXPECT_THAT(spec.environment, ElementsAre(Pair("B", "2"), Pair("A", "1")));
    EXPECT_THAT(spec.command, ElementsAre("--verbose", ""));
    EXPECT_EQ(spec.transport, Transport::Sse);
    EXPECT_EQ(spec.path, "/rpc");
    EXPECT_EQ(spec.resources, (Resources{"256m", "0.5", 64}));
    EXPECT_EQ(spec.healthCheck, (HealthCheck{"/health", 10s, 500ms, 5}));
    EXPECT_THAT(spec.volumes,
                ElementsAre(Volume{"/srv/data", "/data", false}, Volume{"cache", "/cache", true}));
    EXPECT_EQ(spec.network, "none");
    EXPECT_EQ(spec.isolation, (Isolation{{"CAP_CHOWN"}, true}));
    EXPECT_EQ(spec.startupTimeout, 180s);
}

TEST(JsonSpecRead, ReadsEveryFieldOfAUrlSpec)
{
    const UrlSpec spec = urlOrFail(R"({
        "type": "url", "endpoint": "https://example.org:8443/mcp?x=1",
        "health_check": {"path": "/ping"},
        "authentication": {"type": "Bearer", "token": "secret_ref:remote:TOKEN"},
        "headers": {"X-Tenant": "7", "X-Debug": true, "X-Level": 3}, "timeout": 12})");
    EXPECT_EQ(spec.endpoint, "https://example.org:8443/mcp?x=1");
    EXPECT_EQ(spec.healthCheck.path, "/ping");
    EXPECT_EQ(spec.bearerToken, "secret_ref:remote:TOKEN");
    EXPECT_THAT(spec.headers,
                ElementsAre(Pair("X-Tenant", "7"), Pair("X-Debug", "true"), Pair("X-Level", "3")));
    EXPECT_EQ(spec.timeout, 12s);
}

TEST(JsonSpecRead, AcceptsTheOtherNamesOfFields)
{
    const DockerSpec docker =
        dockerOrFail(R"({"image":"echo","command":["a"],"env":{"A":"1"},"cmd":null})");
    EXPECT_THAT(docker.command, ElementsAre("a"));
    EXPECT_THAT(docker.environment, ElementsAre(Pair("A", "1")));
    EXPECT_EQ(urlOrFail(R"({"endpoint_url":"http://localhost/"})").endpoint, "http://localhost/");
    EXPECT_EQ(urlOrFail(R"({"url":"http://[::1]:80/x"})").endpoint, "http://[::1]:80/x");
}

TEST(JsonSpecRead, MissingTypeIsUrlOnlyWithAnEndpointAndNoImage)
{
    EXPECT_NE(readOrFail(R"({"image":"echo","endpoint":"http://localhost/"})").docker(), nullptr);
    EXPECT_NE(readOrFail(R"({"image":null,"endpoint":"http://localhost/"})").url(), nullptr);
    EXPECT_NE(readOrFail(R"({"image":"echo"})").docker(), nullptr);
}

TEST(JsonSpecRead, TurnsNumbersAndBooleansOfTheEnvironmentIntoText)
{
    const DockerSpec spec = dockerOrFail(
        R"({"image":"echo","environment":{"I":12345678,"F":1.5,"T":true,"N":-3,"E":""}})");
    EXPECT_THAT(spec.environment, ElementsAre(Pair("I", "12345678"), Pair("F", "1.5"),
                                              Pair("T", "true"), Pair("N", "-3"), Pair("E", "")));
}

TEST(JsonSpecRead, AcceptsAHealthCheckThatIsABarePath)
{
    EXPECT_EQ(dockerOrFail(R"({"image":"echo","health_check":"/up"})").healthCheck.path, "/up");
    EXPECT_EQ(dockerOrFail(R"({"image":"echo","health_check":""})").healthCheck, HealthCheck{});
}

TEST(JsonSpecRead, StdioNeedsNoPort)
{
    const DockerSpec spec = dockerOrFail(R"({"image":"mcp/filesystem","transport":"stdio"})");
    EXPECT_EQ(spec.transport, Transport::Stdio);
}

TEST(JsonSpecRead, KnowsTheSpellingsOfTransports)
{
    for (const char *name : {"streamable-http", "streamable_http", "STREAMABLEHTTP", "http"}) {
        const std::string text = R"({"image":"echo","transport":")" + std::string(name) + R"("})";
        EXPECT_EQ(dockerOrFail(text).transport, Transport::StreamableHttp) << name;
    }
}

TEST(JsonSpecRead, NullMembersCountAsAbsent)
{
    const DockerSpec spec = dockerOrFail(
        R"({"type":null,"image":"echo","port":null,"environment":null,"cmd":null,"resources":null,
            "health_check":null,"volumes":null,"network":null,"isolation":null,"path":null,
            "transport":null,"startup_timeout":null})");
    DockerSpec plain;
    plain.image = "echo";
    EXPECT_EQ(spec, plain);
}

TEST(JsonSpecRead, NumbersAreFineForLimitsAndDurations)
{
    const DockerSpec spec = dockerOrFail(
        R"({"image":"echo","resources":{"memory_limit":268435456,"cpu_limit":0.5},
            "health_check":{"interval":10,"timeout":0.5}})");
    EXPECT_EQ(spec.resources.memoryLimit, "268435456");
    EXPECT_EQ(spec.resources.cpuLimit, "0.5");
    EXPECT_EQ(spec.healthCheck.interval, 10s);
    EXPECT_EQ(spec.healthCheck.timeout, 500ms);
}

TEST(JsonSpecRead, NoAuthenticationIsFine)
{
    EXPECT_EQ(urlOrFail(R"({"url":"http://h/","authentication":{}})").bearerToken, "");
    EXPECT_EQ(urlOrFail(R"({"url":"http://h/","authentication":{"type":"none"}})").bearerToken, "");
}

TEST(JsonSpecRead, SecretsThatArriveAsFiles)
{
    const base::Json document = *base::parseJson(
        R"({"type":"docker","image":"a:1","port":8000,"environment":{"KEY":"secret_ref:KEY"},)"
        R"("secret_delivery":{"KEY":"file","OTHER":"environment"},)"
        R"("volumes":[{"source":"secret_ref:PEM","destination":"/etc/x/key.pem"}]})");
    const auto spec = readJsonSpec(document);
    ASSERT_TRUE(spec);
    EXPECT_THAT(spec->docker()->secretFiles, testing::ElementsAre("KEY"));
    const base::Json written = toJson(*spec);
    EXPECT_EQ(written["secret_delivery"], (base::Json{{"KEY", "file"}}));
    EXPECT_EQ(written["volumes"][0]["source"], "secret_ref:PEM");
    EXPECT_EQ(readJsonSpec(written).value(), *spec);
}

} // namespace
} // namespace berth::model
