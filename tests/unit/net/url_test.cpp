// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/endpoint.h"

#include <gtest/gtest.h>

namespace berth::tests {

using net::Endpoint;
using net::parseUrl;

TEST(ParseUrl, FillsInDefaults)
{
    const auto url = parseUrl("HTTPS://example.org");
    ASSERT_TRUE(url) << url.error().message;
    EXPECT_EQ(url->endpoint, (Endpoint{Endpoint::Kind::Tls, "example.org", 443}));
    EXPECT_EQ(url->target, "/");
    EXPECT_EQ(url->endpoint.hostHeader(), "example.org");
    EXPECT_EQ(parseUrl("http://h?q=1")->target, "/?q=1");
    EXPECT_EQ(parseUrl("http://h:8080/a/b?c#frag")->target, "/a/b?c");
}

TEST(ParseUrl, ReadsIpv6Literals)
{
    const auto url = parseUrl("http://[::1]:8080/mcp");
    ASSERT_TRUE(url) << url.error().message;
    EXPECT_EQ(url->endpoint.host, "::1");
    EXPECT_EQ(url->endpoint.port, 8080);
    EXPECT_EQ(url->endpoint.hostHeader(), "[::1]:8080");
}

TEST(Endpoint, OriginIsTheUrlUpToItsPath)
{
    EXPECT_EQ(Endpoint::tcp("127.0.0.1", 7999).origin(), "http://127.0.0.1:7999");
    EXPECT_EQ(Endpoint::tcp("::1", 7999).origin(), "http://[::1]:7999");
    EXPECT_EQ((Endpoint{Endpoint::Kind::Tls, "example.org", 8443}).origin(),
              "https://example.org:8443");
    EXPECT_EQ((Endpoint{Endpoint::Kind::Tls, "::1", 443}).origin(), "https://[::1]");
    EXPECT_EQ(Endpoint::tcp("example.org", 80).origin(), "http://example.org");
    EXPECT_EQ((Endpoint{Endpoint::Kind::Tls, "example.org", 80}).origin(),
              "https://example.org:80");
    EXPECT_EQ(Endpoint::unixSocket("/run/berth.sock").origin(), "http://localhost");
}

class BadUrl : public testing::TestWithParam<std::pair<const char *, const char *>>
{};

TEST_P(BadUrl, NamesTheWrongPartAndNotTheSecret)
{
    const auto url = parseUrl(GetParam().first);
    ASSERT_FALSE(url);
    EXPECT_NE(url.error().message.find(GetParam().second), std::string::npos)
        << url.error().message;
    EXPECT_EQ(url.error().message.find("hunter2"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, BadUrl,
    testing::Values(std::pair{"example.org", "http://"}, std::pair{"ftp://example.org", "scheme"},
                    std::pair{"http://me:hunter2@host/", "password"},
                    std::pair{"http:///path", "host"}, std::pair{"http://ho st/", "spaces"},
                    std::pair{"http://h*st/", "host"}, std::pair{"http://host:0/", "port"},
                    std::pair{"http://host:65536/", "port"}, std::pair{"http://host:8o/", "port"},
                    std::pair{"http://[::1/", "IPv6"}, std::pair{"http://[::1]x/", "port"}));

} // namespace berth::tests
