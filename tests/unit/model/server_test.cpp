// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

namespace berth::model {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;
using tests::parsed;

TEST(ServerRead, ReadsTheBodyOfACreate)
{
    const auto server = readServer(parsed(
        R"({"id":"ignored","name":"Echo","description":"Says it back",
            "docker_image_url":"localhost/echo:1","version":"2","tags":["demo","x"],
            "is_public":true,"env_schema":[{"name":"A"}],"cmd":["--fast"],"status":"active"})"));
    ASSERT_TRUE(server) << tests::allTextOf(server.error());
    EXPECT_EQ(server->id, "");
    EXPECT_EQ(server->name, "Echo");
    EXPECT_EQ(server->dockerImageUrl, "localhost/echo:1");
    EXPECT_EQ(server->version, "2");
    EXPECT_THAT(server->tags, ElementsAre("demo", "x"));
    EXPECT_TRUE(server->isPublic);
    EXPECT_EQ(server->envSchema.size(), 1U);
    EXPECT_EQ(server->cmd, (std::vector<std::string>{"--fast"}));
    EXPECT_EQ(server->status, "active");
}

TEST(ServerRead, NeedsOnlyNameAndImage)
{
    const auto server = readServer(parsed(R"({"name":"E","docker_image":"e","env_schema":null,
                                              "cmd":null})"));
    ASSERT_TRUE(server) << tests::allTextOf(server.error());
    EXPECT_EQ(server->version, "1.0.0");
    EXPECT_EQ(server->status, "draft");
    EXPECT_EQ(server->cmd, std::nullopt);
}

TEST(ServerRead, CollectsEveryViolation)
{
    const auto server = readServer(parsed(
        R"({"name":" ","docker_image_url":"A B","version":1,"tags":"x","is_public":"no",
            "env_schema":[{"name":"A"},{"type":"banana"}],"cmd":[1],"description":[]})"));
    EXPECT_THAT(tests::pointersOf(server),
                UnorderedElementsAre("/name", "/docker_image_url", "/version", "/tags",
                                     "/is_public", "/env_schema/1/name", "/env_schema/1/type",
                                     "/cmd/0", "/description"));
    EXPECT_THAT(tests::pointersOf(readServer(parsed("{}"))),
                UnorderedElementsAre("/name", "/docker_image_url"));
    EXPECT_THAT(tests::pointersOf(readServer(parsed("5"))), ElementsAre(""));
}

TEST(ServerWrite, FollowsTheContract)
{
    Server server;
    server.id = "i";
    server.name = "n";
    server.dockerImageUrl = "e";
    EXPECT_EQ(base::toText(toJson(server)),
              R"({"id":"i","name":"n","description":"","docker_image_url":"e",)"
              R"("version":"1.0.0","tags":[],"is_public":false,"env_schema":[],"cmd":null,)"
              R"("status":"draft","created_at":"1970-01-01T00:00:00.000000Z",)"
              R"("updated_at":"1970-01-01T00:00:00.000000Z"})");
}

TEST(CheckName, AcceptsWhatAPersonWrites)
{
    for (const std::string &name : {std::string("a"), std::string("Mein Server ü 🚀"),
                                    std::string(255, 'x'), std::string("<b>&\"'")}) {
        EXPECT_TRUE(checkName(name, "/name").empty()) << name;
    }
    std::string umlauts;
    for (int i = 0; i < 255; ++i) {
        umlauts += "ü";
    }
    EXPECT_TRUE(checkName(umlauts, "/name").empty());
}

TEST(CheckName, RefusesBlankLongAndBroken)
{
    for (const std::string &name :
         {std::string(), std::string(" \t"), std::string(256, 'x'), std::string("a\nb"),
          std::string("a\0b", 3), std::string("a\x7f"), std::string("a\xc2\x85"),
          std::string("\xff"), std::string("\xc0\x80"), std::string("\xed\xa0\x80"),
          std::string("\xf4\x90\x80\x80"), std::string("\xe2\x82")}) {
        const Violations violations = checkName(name, "/name");
        ASSERT_EQ(violations.size(), 1U) << name;
        EXPECT_EQ(violations[0].pointer, "/name");
    }
}

} // namespace
} // namespace berth::model
