// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

namespace berth::model {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;
using tests::parsed;

struct BadDocument
{
    const char *name;
    const char *text;
    const char *pointer;
    const char *found;
};

std::ostream &operator<<(std::ostream &out, const BadDocument &document)
{
    return out << document.text;
}

class JsonSpecViolation : public testing::TestWithParam<BadDocument>
{};

TEST_P(JsonSpecViolation, IsReportedOnceWithItsPlace)
{
    const auto spec = readJsonSpec(parsed(GetParam().text));
    ASSERT_FALSE(spec);
    ASSERT_EQ(spec.error().size(), 1U) << tests::allTextOf(spec.error());
    const Violation &violation = spec.error().front();
    EXPECT_EQ(violation.pointer, GetParam().pointer);
    EXPECT_EQ(violation.found, GetParam().found);
    EXPECT_FALSE(violation.message.empty());
    EXPECT_FALSE(violation.expected.empty());
}

constexpr const char *mask = "••••••••";

INSTANTIATE_TEST_SUITE_P(
    Gateway, JsonSpecViolation,
    testing::Values(
        BadDocument{"NoObject", R"({"image":"a","gateway":1})", "/gateway", "an integer"},
        BadDocument{"BackEnds",
                    R"({"image":"a","transport":"stdio","gateway":{"back_ends":"own"}})",
                    "/gateway/back_ends", "\"own\""},
        BadDocument{"BackEndsOfHttp", R"({"image":"a","gateway":{"back_ends":"per-client"}})",
                    "/gateway/back_ends", "\"per-client\""},
        BadDocument{"MostBackEnds", R"({"image":"a","gateway":{"max_back_ends":0}})",
                    "/gateway/max_back_ends", "0"},
        BadDocument{"ToolTimeout", R"({"image":"a","gateway":{"tool_timeouts":{"t":"soon"}}})",
                    "/gateway/tool_timeouts/t", "\"soon\""}),
    [](const auto &document) { return std::string(document.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Docker, JsonSpecViolation,
    testing::Values(
        BadDocument{"NoObject", "[]", "", "a list"}, BadDocument{"Null", "null", "", "null"},
        BadDocument{"Type", R"({"type":"vm","image":"a"})", "/type", "\"vm\""},
        BadDocument{"TypeNumber", R"({"type":1,"image":"a"})", "/type", "1"},
        BadDocument{"NoImage", "{}", "/image", "nothing"},
        BadDocument{"ImageType", R"({"image":5})", "/image", "5"},
        BadDocument{"ImageBlank", R"({"image":" "})", "/image", "an empty text"},
        BadDocument{"ImageUpper", R"({"image":"Echo"})", "/image", "\"Echo\""},
        BadDocument{"PortTrue", R"({"image":"a","port":true})", "/port", "true"},
        BadDocument{"PortText", R"({"image":"a","port":"8000"})", "/port", "\"8000\""},
        BadDocument{"PortFraction", R"({"image":"a","port":8000.0})", "/port", "8000.0"},
        BadDocument{"PortZero", R"({"image":"a","port":0})", "/port", "0"},
        BadDocument{"PortHigh", R"({"image":"a","port":65536})", "/port", "65536"},
        BadDocument{"PortHuge", R"({"image":"a","port":18446744073709551615})", "/port",
                    "18446744073709551615"},
        BadDocument{"PortNegative", R"({"image":"a","port":-1})", "/port", "-1"},
        BadDocument{"EnvList", R"({"image":"a","environment":["A=1"]})", "/environment", "a list"},
        BadDocument{"EnvNull", R"({"image":"a","environment":{"A":null}})", "/environment/A",
                    "null"},
        BadDocument{"EnvObject", R"({"image":"a","env":{"A":{}}})", "/env/A", "an object"},
        BadDocument{"EnvName", R"({"image":"a","environment":{"A-B":"1"}})", "/environment/A-B",
                    "\"A-B\""},
        BadDocument{"EnvNameDigit", R"({"image":"a","environment":{"1A":"1"}})", "/environment/1A",
                    "\"1A\""},
        BadDocument{"EnvNameEmpty", R"({"image":"a","environment":{"":"1"}})", "/environment/",
                    "\"\""},
        BadDocument{"EnvNameSlash", R"({"image":"a","environment":{"a/b~c":"1"}})",
                    "/environment/a~1b~0c", "\"a/b~c\""},
        BadDocument{"EnvNul", R"({"image":"a","environment":{"A":"x\u0000y"}})", "/environment/A",
                    mask},
        BadDocument{"EnvRef", R"({"image":"a","environment":{"A":"secret_ref:"}})",
                    "/environment/A", mask},
        BadDocument{"BothNames", R"({"image":"a","cmd":["a"],"command":["b"]})", "/command",
                    "a list"},
        BadDocument{"CmdText", R"({"image":"a","cmd":"run me"})", "/cmd", "a string"},
        BadDocument{"CmdElement", R"({"image":"a","command":["a",1]})", "/command/1", "an integer"},
        BadDocument{"Transport", R"({"image":"a","transport":"tcp"})", "/transport", "\"tcp\""},
        BadDocument{"Path", R"({"image":"a","path":"mcp"})", "/path", "\"mcp\""},
        BadDocument{"PathSpace", R"({"image":"a","path":"/m p"})", "/path", "\"/m p\""}),
    [](const auto &test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Limits, JsonSpecViolation,
    testing::Values(
        BadDocument{"Resources", R"({"image":"a","resources":[]})", "/resources", "a list"},
        BadDocument{"Memory", R"({"image":"a","resources":{"memory_limit":"lots"}})",
                    "/resources/memory_limit", "\"lots\""},
        BadDocument{"MemorySmall", R"({"image":"a","resources":{"memory_limit":"1k"}})",
                    "/resources/memory_limit", "\"1k\""},
        BadDocument{"MemoryTrue", R"({"image":"a","resources":{"memory_limit":true}})",
                    "/resources/memory_limit", "true"},
        BadDocument{"Cpu", R"({"image":"a","resources":{"cpu_limit":"-1"}})",
                    "/resources/cpu_limit", "\"-1\""},
        BadDocument{"CpuSmall", R"({"image":"a","resources":{"cpu_limit":0.001}})",
                    "/resources/cpu_limit", "0.001"},
        BadDocument{"Pids", R"({"image":"a","resources":{"pids_limit":0}})",
                    "/resources/pids_limit", "0"},
        BadDocument{"HealthCheck", R"({"image":"a","health_check":5})", "/health_check",
                    "an integer"},
        BadDocument{"HealthPath", R"({"image":"a","health_check":"up"})", "/health_check",
                    "\"up\""},
        BadDocument{"HealthPathInside", R"({"image":"a","health_check":{"path":"up"}})",
                    "/health_check/path", "\"up\""},
        BadDocument{"Interval", R"({"image":"a","health_check":{"interval":"soon"}})",
                    "/health_check/interval", "\"soon\""},
        BadDocument{"IntervalZero", R"({"image":"a","health_check":{"interval":0}})",
                    "/health_check/interval", "0"},
        BadDocument{"AuthorityFile", R"({"url":"https://h","tls":{"ca_file":"ca.pem"}})",
                    "/tls/ca_file", "\"ca.pem\""},
        BadDocument{"TimeoutLong", R"({"image":"a","health_check":{"timeout":"25h"}})",
                    "/health_check/timeout", "\"25h\""},
        BadDocument{"Retries", R"({"image":"a","health_check":{"retries":-1}})",
                    "/health_check/retries", "-1"},
        BadDocument{"Startup", R"({"image":"a","startup_timeout":false})", "/startup_timeout",
                    "false"},
        BadDocument{"Volumes", R"({"image":"a","volumes":{}})", "/volumes", "an object"},
        BadDocument{"SecretVolume",
                    R"({"image":"a","volumes":[{"source":"secret_ref:a b","destination":"/k"}]})",
                    "/volumes/0/source", "••••••••"},
        BadDocument{"WritableSecretVolume",
                    R"({"image":"a","volumes":[{"source":"secret_ref:K","destination":"/k",)"
                    R"("read_only":false}]})",
                    "/volumes/0/read_only", "false"},
        BadDocument{"SecretDelivery", R"({"image":"a","secret_delivery":{"K":"pigeon"}})",
                    "/secret_delivery/K", "a string"},
        BadDocument{"Volume", R"({"image":"a","volumes":["/a:/b"]})", "/volumes/0", "a string"},
        BadDocument{"VolumeSource",
                    R"({"image":"a","volumes":[{"source":"a/b","destination":"/b"}]})",
                    "/volumes/0/source", "\"a/b\""},
        BadDocument{"VolumeParent",
                    R"({"image":"a","volumes":[{"source":"/a/../b","destination":"/b"}]})",
                    "/volumes/0/source", "\"/a/../b\""},
        BadDocument{"VolumeDestination",
                    R"({"image":"a","volumes":[{"source":"v","destination":"b"}]})",
                    "/volumes/0/destination", "\"b\""},
        BadDocument{"VolumeRoot", R"({"image":"a","volumes":[{"source":"v","destination":"/"}]})",
                    "/volumes/0/destination", "\"/\""},
        BadDocument{"VolumeTwice",
                    R"({"image":"a","volumes":[{"source":"v","destination":"/b"},
                                               {"source":"w","destination":"/b"}]})",
                    "/volumes/1/destination", "\"/b\""},
        BadDocument{"Network", R"({"image":"a","network":"a b"})", "/network", "\"a b\""},
        BadDocument{"CapAdd", R"({"image":"a","isolation":{"cap_add":["CAP SYS"]}})",
                    "/isolation/cap_add", "\"CAP SYS\""},
        BadDocument{"ReadOnlyRoot", R"({"image":"a","isolation":{"read_only_root":"yes"}})",
                    "/isolation/read_only_root", "\"yes\""}),
    [](const auto &test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Url, JsonSpecViolation,
    testing::Values(
        BadDocument{"NoEndpoint", R"({"type":"url"})", "/endpoint", "nothing"},
        BadDocument{"EndpointType", R"({"endpoint":5})", "/endpoint", "an integer"},
        BadDocument{"Scheme", R"({"endpoint":"ftp://h/"})", "/endpoint", "\"ftp://h/\""},
        BadDocument{"Relative", R"({"url":"/mcp"})", "/url", "\"/mcp\""},
        BadDocument{"NoHost", R"({"url":"http:///mcp"})", "/url", "\"http:///mcp\""},
        BadDocument{"Port", R"({"url":"http://h:0/"})", "/url", "\"http://h:0/\""},
        BadDocument{"PortHigh", R"({"url":"http://h:65536/"})", "/url", "\"http://h:65536/\""},
        BadDocument{"Space", R"({"url":"http://h/a b"})", "/url", "\"http://h/a b\""},
        BadDocument{"Userinfo", R"({"url":"http://me:pw@h/"})", "/url", "\"http://••••••••\""},
        BadDocument{"Fragment", R"({"url":"http://h/?k=v#f"})", "/url", "\"http://h/?…\""},
        BadDocument{"AuthenticationType", R"({"url":"http://h","authentication":{"type":"basic"}})",
                    "/authentication/type", "\"basic\""},
        BadDocument{"TokenMissing", R"({"url":"http://h","authentication":{"type":"bearer"}})",
                    "/authentication/token", "nothing"},
        BadDocument{"TokenUnused",
                    R"({"url":"http://h","authentication":{"type":"none","token":"t"}})",
                    "/authentication/type", "\"none\""},
        BadDocument{"TokenType", R"({"url":"http://h","authentication":{"token":77777}})",
                    "/authentication/token", "an integer"},
        BadDocument{"TokenLines", R"({"url":"http://h","authentication":{"token":"a\r\nB: c"}})",
                    "/authentication/token", mask},
        BadDocument{"TokenRef", R"({"url":"http://h","authentication":{"token":"secret_ref:a b"}})",
                    "/authentication/token", mask},
        BadDocument{"HeaderName", R"({"url":"http://h","headers":{"a b":"c"}})", "/headers/a b",
                    "\"a b\""},
        BadDocument{"HeaderNameEmpty", R"({"url":"http://h","headers":{"":"c"}})", "/headers/",
                    "\"\""},
        BadDocument{"HeaderOwn", R"({"url":"http://h","headers":{"Host":"c"}})", "/headers/Host",
                    "Host"},
        BadDocument{"HeaderTwice", R"({"url":"http://h","headers":{"A":"b","a":"c"}})",
                    "/headers/a", "a"},
        BadDocument{"HeaderLines", R"({"url":"http://h","headers":{"A":"b\r\nC: d"}})",
                    "/headers/A", mask},
        BadDocument{"HeaderType", R"({"url":"http://h","headers":{"A":["b"]}})", "/headers/A",
                    "a list"},
        BadDocument{"Timeout", R"({"url":"http://h","timeout":"-5s"})", "/timeout", "\"-5s\""}),
    [](const auto &test) { return test.param.name; });

TEST(JsonSpecViolations, AreAllReportedAtOnce)
{
    const auto spec = readJsonSpec(parsed(
        R"({"type":"docker","image":"UPPER","port":true,"environment":{"1":"x","A":[]},
            "cmd":"no","resources":{"memory_limit":"x","cpu_limit":"y","pids_limit":"z"},
            "health_check":{"interval":"x","retries":101},"volumes":[1],"network":"/"})"));
    EXPECT_THAT(tests::pointersOf(spec),
                UnorderedElementsAre("/image", "/port", "/environment/1", "/environment/A", "/cmd",
                                     "/resources/memory_limit", "/resources/cpu_limit",
                                     "/resources/pids_limit", "/health_check/interval",
                                     "/health_check/retries", "/volumes/0", "/network"));
}

TEST(JsonSpecViolations, NeverShowASecret)
{
    constexpr const char *documents[] = {
        R"({"image":"X","environment":{"KEY=hunter2":"hunter2","A":"secret_ref:hunter2 x",
            "B":["hunter2"],"C":"hunter2\u0000"}})",
        R"({"image":"X","cmd":["--token=hunter2",{"a":"hunter2"},"hunter2\u0000"]})",
        R"({"image":"X","cmd":"--token=hunter2"})",
        R"({"image":"X","cmd":["hunter2"],"command":["hunter2-b"]})",
        R"({"image":"X","environment":"hunter2"})",
        R"({"url":"http://me:hunter2@h/","authentication":{"token":"hunter2\n"},
            "headers":{"A":"hunter2\n","B":["hunter2"]}})",
        R"({"url":"http://h h/?key=hunter2","authentication":{"type":"bearer","token":["hunter2"]}})",
        R"({"url":"http://h/","authentication":"hunter2","headers":"hunter2"})",
        R"({"url":"http://me:a?hunter2@h/"})",
        R"({"url":"x?y#z http://me:hunter2#x@h/"})",
    };
    for (const char *document : documents) {
        const auto spec = readJsonSpec(parsed(document));
        ASSERT_FALSE(spec) << document;
        EXPECT_THAT(tests::allTextOf(spec.error()), Not(HasSubstr("hunter2"))) << document;
        EXPECT_THAT(toError(spec.error()).message, Not(HasSubstr("hunter2"))) << document;
    }
}

TEST(JsonSpecViolations, BecomeOneError)
{
    const auto spec = readJsonSpec(parsed(R"({"image":"a","port":0,"network":"a b"})"));
    ASSERT_FALSE(spec);
    const base::Error error = toError(spec.error());
    EXPECT_EQ(error.code, base::ErrorCode::InvalidArgument);
    EXPECT_EQ(error.field, "/port");
    EXPECT_THAT(error.message, HasSubstr("between 1 and 65535"));
    EXPECT_THAT(error.message, HasSubstr("/network"));
}

TEST(JsonSpecViolations, ShowOnlyTheStartOfALongValue)
{
    const auto spec = readJsonSpec(base::Json{{"image", std::string(5000, 'A')}});
    ASSERT_FALSE(spec);
    EXPECT_LT(spec.error().front().found.size(), 100U);
}

} // namespace
} // namespace berth::model
