// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Instances published as the settings ask for it, with a whole engine.
#include "component/traefik/traefik_test.h"
#include "traefik/file_provider.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace berth::engine {
namespace {

namespace fs = std::filesystem;
using base::Json;
using testing::HasSubstr;

class TraefikPublishing : public TraefikTest
{
protected:
    std::string textOf(const fs::path &file) const
    {
        std::ifstream stream(file);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }
    Json documentIn(const fs::path &file) const
    {
        const std::string text = textOf(file);
        const auto json = text.find("\n{");
        return json == std::string::npos ? Json() : base::parseJson(text.substr(json)).value();
    }
    /// Null when it is not there.
    static Json at(const Json &json, const std::string &pointer)
    {
        const Json::json_pointer place(pointer);
        return json.is_object() && json.contains(place) ? json.at(place) : Json();
    }
    std::string serverIn(const fs::path &file) const
    {
        const char *url = "/http/services/mcp-echo/loadBalancer/servers/0/url";
        const Json found = at(documentIn(file), url);
        return found.is_string() ? found.get<std::string>() : std::string();
    }
    bool hasRouters(const fs::path &file, const std::vector<std::string> &names)
    {
        const auto holds = [&] {
            const Json routers = at(documentIn(file), "/http/routers");
            return routers.size() == names.size() &&
                   std::all_of(names.begin(), names.end(),
                               [&](const std::string &name) { return routers.contains(name); });
        };
        return runUntil(holds);
    }
    bool isEmpty(const fs::path &file)
    {
        return runUntil([&] { return documentIn(file) == Json::object(); });
    }
    std::string valueIn(redis::RedisConnection &redis, const std::string &key)
    {
        return run(redis.command({"GET", key})).value_or(redis::Reply()).text;
    }
    bool holds(redis::RedisConnection &redis, const std::string &slug, bool wanted = true)
    {
        const std::string key = "traefik/http/routers/mcp-" + slug + "/service";
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (valueIn(redis, key).empty() == wanted) {
            if (std::chrono::steady_clock::now() > deadline) {
                return false;
            }
        }
        return true;
    }
    ComponentStatus status() const
    {
        return m_engine->system().traefik;
    }
    bool problemHas(const std::string &words)
    {
        return runUntil([&] { return status().problem.find(words) != std::string::npos; });
    }
};

TEST_F(TraefikPublishing, AFileFollowsTheInstances)
{
    create("Echo");
    EXPECT_TRUE(status().summary.empty());
    change(Json{{"traefik.file", m_file.string()}});
    ASSERT_TRUE(hasRouters(m_file, {"mcp-echo"})) << textOf(m_file);
    EXPECT_EQ(serverIn(m_file), m_engine->system().gatewayAddress);
    const std::string id = create("Second");
    ASSERT_TRUE(hasRouters(m_file, {"mcp-echo", "mcp-second"})) << textOf(m_file);
    EXPECT_EQ(status().state, ComponentState::Ok);
    EXPECT_EQ(status().summary, "2 instances in " + m_file.string());
    ASSERT_TRUE(run(m_engine->removeInstance(id)));
    EXPECT_TRUE(hasRouters(m_file, {"mcp-echo"})) << textOf(m_file);
    change(Json{{"traefik.file", ""}});
    EXPECT_TRUE(isEmpty(m_file)) << textOf(m_file);
    EXPECT_TRUE(runUntil([this] { return status().summary.empty(); }));
}

TEST_F(TraefikPublishing, WhatIsPublishedStaysWhenBerthEndsAndIsPutRightWhenItStarts)
{
    create("Echo");
    change(Json{{"traefik.file", m_file.string()}});
    ASSERT_TRUE(hasRouters(m_file, {"mcp-echo"}));
    end();
    EXPECT_TRUE(documentIn(m_file).contains("http"));
    std::ofstream(m_file) << traefik::fileText("another", Json::object());
    start();
    EXPECT_TRUE(problemHas("another Berth")) << status().problem;
    fs::remove(m_file);
    run(m_engine->recheck());
    EXPECT_TRUE(hasRouters(m_file, {"mcp-echo"})) << textOf(m_file);
    EXPECT_TRUE(status().problem.empty()) << status().problem;
}

TEST_F(TraefikPublishing, AChangeJustBeforeTheEndIsNotLost)
{
    change(Json{{"traefik.file", m_file.string()}});
    create("Echo");
    end();
    EXPECT_TRUE(documentIn(m_file).contains("http")) << textOf(m_file);
    start();
}

TEST_F(TraefikPublishing, AFileOfSomebodyElseIsKeptAndAnotherOneTakesOver)
{
    create("Echo");
    std::ofstream(m_file) << "http: {}\n";
    change(Json{{"traefik.file", m_file.string()}});
    ASSERT_TRUE(problemHas("was not made by Berth")) << status().problem;
    EXPECT_EQ(status().state, ComponentState::Unavailable);
    EXPECT_EQ(textOf(m_file), "http: {}\n");
    const fs::path other = m_dir / "dynamic/other.yml";
    change(Json{{"traefik.file", other.string()}});
    ASSERT_TRUE(hasRouters(other, {"mcp-echo"}));
    EXPECT_TRUE(runUntil([this] { return status().problem.empty(); })) << status().problem;
    const fs::path third = m_dir / "dynamic/third.yml";
    change(Json{{"traefik.file", third.string()}});
    ASSERT_TRUE(hasRouters(third, {"mcp-echo"}));
    EXPECT_TRUE(isEmpty(other)) << "nothing is published twice";
    EXPECT_EQ(textOf(m_file), "http: {}\n");
}

TEST_F(TraefikPublishing, TheSettingsAndTheGatewaysAddressAreInIt)
{
    create("Echo");
    change(Json{{"traefik.file", m_file.string()}, {"traefik.entry_points", {"websecure"}}});
    ASSERT_TRUE(hasRouters(m_file, {"mcp-echo"}));
    change(Json{{"gateway.tls", "own"}});
    const auto isTls = [this] {
        return textOf(m_file).find("BEGIN CERTIFICATE") != std::string::npos;
    };
    ASSERT_TRUE(runUntil(isTls)) << textOf(m_file);
    EXPECT_EQ(at(documentIn(m_file), "/http/routers/mcp-echo/entryPoints/0"), "websecure");
    EXPECT_EQ(serverIn(m_file), m_engine->system().gatewayAddress);
    EXPECT_THAT(textOf(m_file), testing::Not(HasSubstr("PRIVATE KEY")));
}

TEST_F(TraefikPublishing, ARedisFollowsTheInstances)
{
    test::RedisServer server;
    const auto redis = opened(test::optionsFor(server.url()));
    create("Echo");
    change(Json{{"traefik.redis", "edge"}});
    ASSERT_TRUE(problemHas("There is no connection edge")) << status().problem;
    attach(server, "edge");
    ASSERT_TRUE(holds(*redis, "echo"));
    EXPECT_TRUE(runUntil([this] { return status().summary == "1 instance on edge"; }))
        << status().summary << status().problem;
    const std::string id = create("Second");
    ASSERT_TRUE(holds(*redis, "second"));
    ASSERT_TRUE(run(m_engine->removeInstance(id)));
    EXPECT_TRUE(holds(*redis, "second", false));
    change(Json{{"traefik.redis", ""}});
    EXPECT_TRUE(holds(*redis, "echo", false));
}

TEST_F(TraefikPublishing, ARedisThatLostEverythingGetsItAgain)
{
    test::RedisServer server;
    create("Echo");
    attach(server, "edge");
    change(Json{{"traefik.redis", "edge"}});
    ASSERT_TRUE(holds(*opened(test::optionsFor(server.url())), "echo"));
    server.kill();
    EXPECT_TRUE(runUntil([this] {
        const auto connections = m_engine->connectionDesk().connections();
        return connections.front().state == ConnectionState::Lost;
    }));
    create("Second");
    server.start();
    const auto redis = opened(test::optionsFor(server.url()));
    EXPECT_TRUE(holds(*redis, "echo"));
    EXPECT_TRUE(holds(*redis, "second"));
}

TEST_F(TraefikPublishing, AConnectionThatOnlyWatchesIsNotWrittenTo)
{
    test::RedisServer server;
    create("Echo");
    attach(server, "edge", model::ConnectionRole::Watch);
    change(Json{{"traefik.redis", "edge"}});
    EXPECT_TRUE(problemHas("only watches")) << status().problem;
    const auto redis = opened(test::optionsFor(server.url()));
    EXPECT_EQ(run(redis->command({"DBSIZE"})).value().integer, 0);
}

TEST_F(TraefikPublishing, AnotherRedisTakesOver)
{
    test::RedisServer first;
    test::RedisServer second;
    const auto inFirst = opened(test::optionsFor(first.url()));
    const auto inSecond = opened(test::optionsFor(second.url()));
    create("Echo");
    attach(first, "one");
    attach(second, "two");
    change(Json{{"traefik.redis", "one"}});
    ASSERT_TRUE(holds(*inFirst, "echo"));
    change(Json{{"traefik.redis", "two"}});
    EXPECT_TRUE(holds(*inSecond, "echo"));
    EXPECT_TRUE(holds(*inFirst, "echo", false));
}

} // namespace
} // namespace berth::engine
