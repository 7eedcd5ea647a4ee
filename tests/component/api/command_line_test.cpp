// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The sub-commands of berth against a real `berth --headless`.
#include "cli/cli.h"
#include "component/api/berth_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::cli {
namespace {

using base::Json;
using testing::HasSubstr;

constexpr const char *serverDocument =
    R"({"name":"fetch","description":"d","docker_image_url":"docker.io/mcp/fetch:1"})";

TEST(CommandLine, KnowsItsSubCommands)
{
    const auto asks = [](std::vector<const char *> arguments) {
        arguments.insert(arguments.begin(), "berth");
        return isCliCommand(static_cast<int>(arguments.size()), arguments.data());
    };
    EXPECT_TRUE(asks({"status"}));
    EXPECT_TRUE(asks({"--profile", "/x", "--json", "server", "list"}));
    EXPECT_FALSE(asks({}));
    EXPECT_FALSE(asks({"--headless", "--profile", "status"}));
    EXPECT_FALSE(asks({"frobnicate"}));
}

TEST(CommandLine, SaysWhatToDoWhenNothingRuns)
{
    const test::ScratchDirectory empty;
    const auto ended = test::runBerth(empty.path(), {"status"});
    EXPECT_EQ(ended.code, NotRunning);
    EXPECT_EQ(ended.output, "");
    EXPECT_THAT(ended.errors, HasSubstr("berth --headless"));
}

TEST(CommandLine, WrongUseIsTold)
{
    const test::ScratchDirectory empty;
    EXPECT_EQ(test::runBerth(empty.path(), {"instance", "start"}).code, Usage);
    EXPECT_EQ(test::runBerth(empty.path(), {"server", "fly"}).code, Usage);
    const auto help = test::runBerth(empty.path(), {"instance", "--help"});
    EXPECT_EQ(help.code, Success);
    EXPECT_THAT(help.output, HasSubstr("restart"));
}

TEST(CommandLine, ServersAndInstancesComeAndGo)
{
    test::BerthProcess berth;
    const auto added = berth.run({"server", "add", "-"}, serverDocument);
    ASSERT_EQ(added.code, Success) << added.errors;
    EXPECT_THAT(berth.run({"server", "list"}).output, HasSubstr("docker.io/mcp/fetch:1"));

    const auto made =
        berth.run({"instance", "create", "-", "--no-start", "--json"},
                  R"({"name":"My Fetch","server":"fetch","json_spec":{"port":8000}})");
    ASSERT_EQ(made.code, Success) << made.errors;
    const Json instance = Json::parse(made.output);
    EXPECT_EQ(instance.at("json_spec").at("image"), "docker.io/mcp/fetch:1");
    EXPECT_EQ(instance.at("desired_status"), "stopped");

    const auto list = berth.run({"instance", "list"});
    EXPECT_THAT(list.output, HasSubstr("NAME"));
    EXPECT_THAT(list.output, HasSubstr("My Fetch"));
    const auto shown = berth.run({"instance", "inspect", "my-fetch"});
    ASSERT_EQ(shown.code, Success) << shown.errors;
    EXPECT_EQ(Json::parse(shown.output).at("id"), instance.at("id"));

    const auto connect =
        berth.run({"instance", "connect", "my-fetch", "--client", "cursor", "--with-token"});
    ASSERT_EQ(connect.code, Success) << connect.errors;
    const Json entry = Json::parse(connect.output).at("mcpServers").at("my-fetch");
    EXPECT_THAT(entry.at("url").get<std::string>(), testing::EndsWith("/mcp/my-fetch"));
    EXPECT_EQ(entry.at("headers").at("Authorization"), "Bearer YOUR_TOKEN");
    EXPECT_THAT(connect.errors, HasSubstr("~/.cursor/mcp.json"));
    const auto unknown = berth.run({"instance", "connect", "my-fetch", "--client", "nobody"});
    EXPECT_NE(unknown.code, Success);
    EXPECT_THAT(unknown.errors, HasSubstr("claude-code"));

    EXPECT_EQ(berth.run({"instance", "remove", "My Fetch"}).code, Success);
    EXPECT_EQ(berth.run({"server", "remove", "fetch"}).code, Success);
    EXPECT_EQ(Json::parse(berth.run({"server", "list", "--json"}).output), Json::array());
}

TEST(CommandLine, AnAmbiguousNameListsTheIds)
{
    test::BerthProcess berth;
    const Json first =
        Json::parse(berth.run({"server", "add", "-", "--json"}, serverDocument).output);
    berth.run({"server", "add", "-"}, serverDocument);
    const auto ended = berth.run({"server", "remove", "fetch"});
    EXPECT_EQ(ended.code, Failure);
    EXPECT_THAT(ended.errors, HasSubstr(first.at("id").get<std::string>()));
    EXPECT_EQ(berth.run({"server", "remove", first.at("id").get<std::string>()}).code, Success);
}

TEST(CommandLine, MistakesInADocumentAreTold)
{
    test::BerthProcess berth;
    const auto broken = berth.run({"instance", "create", "-"}, "{");
    EXPECT_EQ(broken.code, Failure);
    EXPECT_THAT(broken.errors, HasSubstr("standard input"));
    const auto wrong =
        berth.run({"instance", "create", "-"}, R"({"name":"x","json_spec":{"type":"docker"}})");
    EXPECT_EQ(wrong.code, Failure);
    EXPECT_THAT(wrong.errors, HasSubstr("image"));
    EXPECT_EQ(berth.run({"server", "add", "/nonexistent.json"}).code, Failure);
}

} // namespace
} // namespace berth::cli
