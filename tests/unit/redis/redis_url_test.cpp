// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/redis_url.h"

#include <gtest/gtest.h>

namespace berth::redis {
namespace {

using net::Endpoint;

RedisAddress parsed(const std::string &url)
{
    auto address = parseRedisUrl(url);
    EXPECT_TRUE(address) << url << ": " << (address ? "" : address.error().message);
    return address ? *address : RedisAddress();
}

TEST(RedisUrl, HostAlone)
{
    const RedisAddress address = parsed("redis://cache.example");
    EXPECT_EQ(address.endpoint, (Endpoint{Endpoint::Kind::Tcp, "cache.example", 6379}));
    EXPECT_TRUE(address.user.empty());
    EXPECT_TRUE(address.password.empty());
    EXPECT_EQ(address.database, 0);
}

TEST(RedisUrl, AllParts)
{
    const RedisAddress address = parsed("rediss://berth:s%40cret%2F@cache.example:6380/7");
    EXPECT_EQ(address.endpoint, (Endpoint{Endpoint::Kind::Tls, "cache.example", 6380}));
    EXPECT_EQ(address.user, "berth");
    EXPECT_EQ(address.password.expose(), "s@cret/");
    EXPECT_EQ(address.database, 7);
}

TEST(RedisUrl, PasswordWithoutUserAsTheHelmChartWritesIt)
{
    const RedisAddress address = parsed("redis://:hunter2@redis:6379");
    EXPECT_TRUE(address.user.empty());
    EXPECT_EQ(address.password.expose(), "hunter2");
}

TEST(RedisUrl, UnencodedAtSignInThePassword)
{
    const RedisAddress address = parsed("redis://me:a@b@host");
    EXPECT_EQ(address.password.expose(), "a@b");
    EXPECT_EQ(address.endpoint.host, "host");
}

TEST(RedisUrl, ColonInThePassword)
{
    EXPECT_EQ(parsed("redis://me:a:b@host").password.expose(), "a:b");
}

TEST(RedisUrl, SchemeInCapitals)
{
    EXPECT_EQ(parsed("REDISS://host").endpoint.kind, Endpoint::Kind::Tls);
}

TEST(RedisUrl, Ipv6)
{
    const RedisAddress address = parsed("redis://[::1]:7000/1");
    EXPECT_EQ(address.endpoint, (Endpoint{Endpoint::Kind::Tcp, "::1", 7000}));
    EXPECT_EQ(displayUrl(address), "redis://[::1]:7000/1");
}

TEST(RedisUrl, UnixSocket)
{
    const RedisAddress address = parsed("unix://me:pw@/run/my%20redis.sock?db=3");
    EXPECT_EQ(address.endpoint, Endpoint::unixSocket("/run/my redis.sock"));
    EXPECT_EQ(address.user, "me");
    EXPECT_EQ(address.password.expose(), "pw");
    EXPECT_EQ(address.database, 3);
    EXPECT_EQ(parsed("redis+unix:///run/redis.sock").endpoint,
              Endpoint::unixSocket("/run/redis.sock"));
}

TEST(RedisUrl, DatabaseAsQuery)
{
    EXPECT_EQ(parsed("redis://host?db=4").database, 4);
    EXPECT_EQ(parsed("redis://host/?db=4").database, 4);
}

TEST(RedisUrl, DisplayMasksThePassword)
{
    EXPECT_EQ(displayUrl(parsed("redis://me:hunter2@host/2")),
              "redis://me:" + std::string(base::secretMask) + "@host:6379/2");
    EXPECT_EQ(displayUrl(parsed("unix:///run/redis.sock")), "unix:///run/redis.sock?db=0");
}

struct BadUrl
{
    std::string name;
    std::string url;
    std::string part; ///< what the message must name
};

class BadRedisUrl : public testing::TestWithParam<BadUrl>
{};

TEST_P(BadRedisUrl, NamesThePartAndShowsNothing)
{
    const auto address = parseRedisUrl(GetParam().url);
    ASSERT_FALSE(address);
    EXPECT_EQ(address.error().code, base::ErrorCode::InvalidArgument);
    EXPECT_NE(address.error().message.find(GetParam().part), std::string::npos)
        << address.error().message;
    EXPECT_EQ((address.error().message + address.error().details).find("hunter2"),
              std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, BadRedisUrl,
    testing::Values(BadUrl{"empty", "", "scheme"}, BadUrl{"noScheme", "hunter2@host", "scheme"},
                    BadUrl{"http", "http://:hunter2@host", "scheme"},
                    BadUrl{"noHost", "redis://:hunter2@", "no host"},
                    BadUrl{"noHostButPort", "redis://:6379", "no host"},
                    BadUrl{"hostCharacters", "redis://:hunter2@ho$t", "host"},
                    BadUrl{"brokenIpv6", "redis://:hunter2@[::1", "IPv6"},
                    BadUrl{"emptyIpv6", "redis://[]", "IPv6"},
                    BadUrl{"afterIpv6", "redis://[::1]x", "IPv6"},
                    BadUrl{"portWord", "redis://host:hunter2", "port"},
                    BadUrl{"portZero", "redis://host:0", "port"},
                    BadUrl{"portEmpty", "redis://host:", "port"},
                    BadUrl{"portTooLarge", "redis://host:65536", "port"},
                    BadUrl{"databaseWord", "redis://host/hunter2", "database"},
                    BadUrl{"databaseNegative", "redis://host/-1", "database"},
                    BadUrl{"databaseHuge", "redis://host/99999999999", "database"},
                    BadUrl{"unknownOption", "redis://host?ssl_cert_reqs=none", "option"},
                    BadUrl{"twoOptions", "redis://host?db=1&hunter2=1", "option"},
                    BadUrl{"percentInUser", "redis://m%zz:hunter2@host", "user"},
                    BadUrl{"percentInPassword", "redis://me:hunter2%4@host", "password"},
                    BadUrl{"percentAtTheEnd", "redis://me:hunter2%@host", "password"},
                    BadUrl{"slashInPassword", "redis://me:hun/ter2@host", "%2F"},
                    BadUrl{"questionInPassword", "redis://me:hun?ter2@host", "%3F"},
                    BadUrl{"hashInPassword", "redis://me:hunter2#@host", "fragment"},
                    BadUrl{"space", "redis://me:hunter2 @host", "spaces"},
                    BadUrl{"lineFeed", "redis://host/1\n", "spaces"},
                    BadUrl{"relativeSocket", "unix://run/redis.sock", "socket path"},
                    BadUrl{"noSocket", "unix://", "socket path"},
                    BadUrl{"zeroInSocket", "unix:///run/%00", "socket path"}),
    [](const auto &test) { return test.param.name; });

} // namespace
} // namespace berth::redis
