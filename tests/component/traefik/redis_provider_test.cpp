// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"
#include "traefik/redis_provider.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

namespace berth::traefik {
namespace {

using base::ErrorCode;
using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Keys = std::map<std::string, std::string>;

class RedisProvider : public redis::RedisTest
{
protected:
    redis::Reply ask(redis::Command command)
    {
        auto reply = run(m_connection->command(std::move(command)));
        EXPECT_TRUE(reply) << reply.error().message << reply.error().details;
        return reply.value_or(redis::Reply());
    }

    base::Result<std::vector<std::string>> publishAs(const std::string &owner,
                                                     const std::set<std::string> &slugs,
                                                     const std::string &login = {})
    {
        Publication publication;
        publication.owner = owner;
        publication.slugs = slugs;
        publication.gatewayUrl = m_gatewayUrl;
        publication.middlewares = m_middlewares;
        const std::shared_ptr<redis::RedisConnection> connection =
            opened(test::optionsFor(m_server.url(login)));
        return run(publish(
            [connection](std::vector<redis::Command> commands) {
                return connection->pipeline(std::move(commands));
            },
            owner, entriesOf(publication), m_rootKey));
    }
    void published(const std::string &owner, const std::set<std::string> &slugs)
    {
        const auto refused = publishAs(owner, slugs);
        ASSERT_TRUE(refused) << refused.error().message << refused.error().details;
        EXPECT_THAT(*refused, IsEmpty());
    }

    /// What stays after the last entry.
    static std::pair<const std::string, std::string> rest(const std::string &owner)
    {
        return {"traefik/http/middlewares/berth-" + owner + "/addPrefix/prefix", "/"};
    }
    /// What Traefik would read.
    Keys keys()
    {
        Keys all;
        for (const redis::Reply &key : ask({"KEYS", m_rootKey + "*"}).items) {
            all[key.text] = ask({"GET", key.text}).text;
        }
        return all;
    }
    std::string rule(const std::string &slug)
    {
        const Keys all = keys();
        const auto found = all.find(m_rootKey + "/http/routers/mcp-" + slug + "/rule");
        return found == all.end() ? std::string() : found->second;
    }

    test::RedisServer m_server;
    std::unique_ptr<redis::RedisConnection> m_connection = opened(test::optionsFor(m_server.url()));
    std::string m_gatewayUrl = "http://127.0.0.1:7999";
    std::vector<std::string> m_middlewares;
    std::string m_rootKey = "traefik";
};

TEST_F(RedisProvider, WhatIsPublishedIsThereAndNothingElse)
{
    published("me", {"a", "b"});
    Publication publication;
    publication.slugs = {"a", "b"};
    publication.gatewayUrl = m_gatewayUrl;
    Keys wanted;
    for (const auto &[name, entry] : entriesOf(publication)) {
        wanted.merge(keyValues(entry, "traefik"));
    }
    EXPECT_EQ(keys(), wanted);
    published("me", {"b"});
    EXPECT_EQ(rule("a"), "");
    EXPECT_NE(rule("b"), "");
    published("me", {});
    EXPECT_EQ(keys(), (Keys{rest("me")})) << "else Traefik would not hear of it";
    published("me", {"c"});
    EXPECT_EQ(keys().count(rest("me").first), 0U);
}

TEST_F(RedisProvider, WhereNothingWasPublishedNothingIsWritten)
{
    published("me", {});
    EXPECT_EQ(ask({"DBSIZE"}).integer, 0);
}

TEST_F(RedisProvider, AShorterListLeavesNoRest)
{
    m_middlewares = {"x@file", "y@file"};
    published("me", {"a"});
    EXPECT_EQ(keys().count("traefik/http/routers/mcp-a/middlewares/3"), 1U);
    m_middlewares.clear();
    published("me", {"a"});
    EXPECT_EQ(keys()["traefik/http/routers/mcp-a/middlewares/1"], "berth-mcp-a");
    EXPECT_EQ(keys().count("traefik/http/routers/mcp-a/middlewares/2"), 0U);
}

TEST_F(RedisProvider, OnlyWhatChangedIsWritten)
{
    published("me", {"a", "b"});
    ask({"CONFIG", "SET", "notify-keyspace-events", "KEA"});
    redis::Subscriptions all{{}, {"__keyspace@0__:traefik*", "__keyspace@0__:end"}};
    auto subscriber = listen(test::optionsFor(m_server.url()), std::move(all));
    ASSERT_TRUE(subscriber);
    published("me", {"a", "b"});
    m_gatewayUrl = "http://127.0.0.1:8001";
    published("me", {"a", "b"});
    ask({"SET", "end", "1"});
    std::set<std::string> touched;
    for (std::string channel; channel != "__keyspace@0__:end";) {
        channel = run((*subscriber)->next()).value().channel;
        touched.insert(channel.substr(channel.find(':') + 1));
    }
    EXPECT_EQ(touched, (std::set<std::string>{
                           "end", "traefik/http/services/mcp-a/loadBalancer/servers/0/url",
                           "traefik/http/services/mcp-b/loadBalancer/servers/0/url"}));
}

TEST_F(RedisProvider, WhatOthersWroteIsLeftAloneAndNamed)
{
    ask({"SET", "traefik/http/routers/mcp-a/rule", "Host(`theirs`)"});
    ask({"SET", "traefik/http/routers/theirs/rule", "Host(`theirs`)"});
    const auto refused = publishAs("me", {"a", "b"});
    ASSERT_TRUE(refused);
    EXPECT_THAT(*refused, ElementsAre("mcp-a"));
    EXPECT_EQ(rule("a"), "Host(`theirs`)");
    EXPECT_EQ(keys().count("traefik/http/services/mcp-a/loadBalancer/servers/0/url"), 0U);
    EXPECT_NE(rule("b"), "");
    published("me", {});
    EXPECT_EQ(keys(), (Keys{rest("me"),
                            {"traefik/http/routers/mcp-a/rule", "Host(`theirs`)"},
                            {"traefik/http/routers/theirs/rule", "Host(`theirs`)"}}));
}

TEST_F(RedisProvider, TwoBerthsDoNotTouchEachOthers)
{
    published("me", {"a"});
    published("you", {"b"});
    const auto refused = publishAs("you", {"a", "b"});
    ASSERT_TRUE(refused);
    EXPECT_THAT(*refused, ElementsAre("mcp-a"));
    published("you", {});
    EXPECT_NE(rule("a"), "");
    EXPECT_EQ(rule("b"), "");
    published("me", {});
    EXPECT_EQ(keys(), (Keys{rest("me"), rest("you")}));
}

TEST_F(RedisProvider, WhatAnEarlierLifeLeftIsTakenAway)
{
    published("me", {"gone", "a"}); // and then it was killed
    m_rootKey = "edge/traefik";     // and meanwhile other settings were chosen
    published("me", {"a"});
    EXPECT_THAT(ask({"KEYS", "traefik*"}).items, IsEmpty());
    EXPECT_NE(rule("a"), "");
}

TEST_F(RedisProvider, AKeyOfAnotherKindInOurPlaceIsOverwritten)
{
    published("me", {"a"});
    ask({"DEL", "traefik/http/routers/mcp-a/rule"});
    ask({"LPUSH", "traefik/http/routers/mcp-a/rule", "x"});
    published("me", {"a"});
    EXPECT_NE(rule("a"), "");
}

TEST_F(RedisProvider, AUserWithoutTheRightChangesNothingAndIsToldWhich)
{
    ask({"ACL", "SETUSER", "berth", "on", ">pw", "~berth:*", "+@all"});
    const auto refused = publishAs("me", {"a"}, "berth:pw@");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Forbidden);
    EXPECT_THAT(refused.error().message, HasSubstr("root key"));
    EXPECT_THAT(keys(), IsEmpty());
    ask({"ACL", "SETUSER", "berth", "~traefik/*"});
    EXPECT_TRUE(publishAs("me", {"a"}, "berth:pw@"));
}

TEST_F(RedisProvider, AThousandInstancesAreOneStep)
{
    std::set<std::string> many;
    for (int i = 0; i < 1000; ++i) {
        many.insert("instance-" + std::to_string(i));
    }
    published("me", many);
    EXPECT_EQ(ask({"DBSIZE"}).integer, 1000 * 8 + 1);
    published("me", {});
    EXPECT_EQ(ask({"DBSIZE"}).integer, 1 + 1);
}

} // namespace
} // namespace berth::traefik
