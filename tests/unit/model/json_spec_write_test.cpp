// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

using namespace std::chrono_literals;

namespace berth::model {
namespace {

using tests::parsed;

TEST(JsonSpecWrite, UsesTheCanonicalNamesAndLeavesDefaultsOut)
{
    const auto spec = readJsonSpec(
        parsed(R"({"image":"echo","command":["a"],"env":{"N":1},"health_check":"/up"})"));
    ASSERT_TRUE(spec);
    EXPECT_EQ(base::toText(toJson(*spec)),
              R"({"type":"docker","image":"echo","port":8000,"environment":{"N":"1"},)"
              R"("cmd":["a"],"health_check":{"path":"/up","interval":"30s","timeout":"5s",)"
              R"("retries":3}})");
}

TEST(JsonSpecWrite, LeavesAnEmptyCommandOut)
{
    JsonSpec spec;
    spec.docker()->image = "echo";
    EXPECT_EQ(base::toText(toJson(spec)),
              R"({"type":"docker","image":"echo","port":8000,"environment":{}})");
}

TEST(JsonSpecWrite, WritesAUrlSpec)
{
    JsonSpec spec;
    spec.type =
        UrlSpec{"https://h/mcp", {}, "secret_ref:TOKEN", {{"X-A", "1"}}, 5s, "/etc/ssl/ours.pem"};
    EXPECT_EQ(base::toText(toJson(spec)),
              R"({"type":"url","endpoint":"https://h/mcp",)"
              R"("authentication":{"type":"bearer","token":"secret_ref:TOKEN"},)"
              R"("headers":{"X-A":"1"},"timeout":"5s","tls":{"ca_file":"/etc/ssl/ours.pem"}})");
}

TEST(JsonSpecWrite, KeepsWhatItDoesNotKnow)
{
    const auto json = parsed(
        R"({"type":"docker","image":"echo","port":8000,"environment":{},
            "resources":{"memory_limit":"256m","gpu":1},"available_tools":[{"name":"x"}],
            "tags":null,"health_check":{"grace":"5s"}})");
    const auto spec = readJsonSpec(json);
    ASSERT_TRUE(spec);
    const base::Json written = toJson(*spec);
    EXPECT_EQ(written["resources"]["gpu"], 1);
    EXPECT_EQ(written["available_tools"], json["available_tools"]);
    EXPECT_TRUE(written["tags"].is_null());
    EXPECT_EQ(written["health_check"]["grace"], "5s");
    const auto again = readJsonSpec(written);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *spec);
}

TEST(JsonSpecWrite, UnknownKeysNeverReplaceKnownOnes)
{
    JsonSpec spec;
    spec.docker()->image = "echo";
    spec.extra = {{"image", "other"}, {"port", 1}, {"mine", 2}};
    const base::Json json = toJson(spec);
    EXPECT_EQ(json["image"], "echo");
    EXPECT_EQ(json["port"], 8000);
    EXPECT_EQ(json["mine"], 2);
}

class JsonSpecRoundTrip : public testing::TestWithParam<const char *>
{};

TEST_P(JsonSpecRoundTrip, ReadsBackWhatItWrote)
{
    const auto spec = readJsonSpec(parsed(GetParam()));
    ASSERT_TRUE(spec) << tests::allTextOf(spec.error());
    const auto again = readJsonSpec(parsed(base::toText(toJson(*spec))));
    ASSERT_TRUE(again) << tests::allTextOf(again.error());
    EXPECT_EQ(*again, *spec);
    EXPECT_EQ(toJson(*again), toJson(*spec));
}

INSTANTIATE_TEST_SUITE_P(
    Documents, JsonSpecRoundTrip,
    testing::Values(
        R"({"image":"echo"})", R"({"image":"echo","transport":"stdio","cmd":["/data"]})",
        R"({"image":"a/b@sha256:0123456789abcdef0123456789abcdef","isolation":{"x":{"y":[]}}})",
        R"({"image":"echo","endpoint":"left over","timeout":"not mine"})",
        R"({"image":"echo","health_check":{"interval":"1500ms","retries":0}})",
        R"({"image":"echo","resources":{},"volumes":[],"isolation":{},"startup_timeout":"90s"})",
        R"({"image":"echo","volumes":[{"source":"v","destination":"/v"}],"network":"mine"})",
        R"({"image":"echo","environment":{"A":"secret_ref:A","B":"secret_ref:s:B"}})",
        R"({"url":"http://h","authentication":{"type":"none","realm":"r"},"image":null})",
        R"({"type":"url","endpoint":"http://h/","image":"ignored","port":true,"timeout":"2h"})",
        R"({"type":"url","endpoint":"https://h/","tls":{"ca_file":"/ca.pem","later":1}})",
        R"({"url":"http://h","headers":{"A":"b"},"health_check":"/x","z":[{"q":null}]})"),
    [](const auto &test) { return "Document" + std::to_string(test.index); });

} // namespace
} // namespace berth::model
