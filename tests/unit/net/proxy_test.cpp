// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/proxy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace berth::net {
namespace {

using Settings = std::map<std::string, std::string>;

base::Result<std::optional<Proxy>> lookUp(const std::string &url, const Settings &settings)
{
    return proxyFor(parseUrl(url)->endpoint,
                    [&settings](const std::string &name) -> std::optional<std::string> {
                        const auto found = settings.find(name);
                        return found == settings.end() ? std::nullopt
                                                       : std::optional(found->second);
                    });
}

/// "host:port", or "none".
std::string proxyOf(const std::string &url, const Settings &settings)
{
    const auto found = lookUp(url, settings);
    EXPECT_TRUE(found) << found.error().message;
    return *found ? (*found)->endpoint.host + ':' + std::to_string((*found)->endpoint.port)
                  : "none";
}

TEST(ProxySettings, areChosenByTheTargetsScheme)
{
    const Settings settings = {{"https_proxy", "http://secure.example:3128"},
                               {"HTTP_PROXY", "plain.example:8080/"}};
    EXPECT_EQ(proxyOf("https://app.infisical.com", settings), "secure.example:3128");
    EXPECT_EQ(proxyOf("http://infisical.local", settings), "plain.example:8080");
    EXPECT_EQ(proxyOf("https://a.example", {{"ALL_PROXY", "http://any.example"}}),
              "any.example:1080");
    EXPECT_EQ(proxyOf("https://a.example", {}), "none");
    EXPECT_EQ(proxyOf("https://a.example", {{"https_proxy", ""}}), "none");
    EXPECT_EQ(proxyOf("https://a.example", {{"https_proxy", "http://[::1]:3128"}}), "::1:3128");
}

TEST(ProxySettings, leaveOutWhatNoProxyLists)
{
    const auto through = [](const std::string &url, const std::string &list) {
        return proxyOf(url, {{"https_proxy", "p:1"}, {"no_proxy", list}}) != "none";
    };
    EXPECT_FALSE(through("https://a.example.org", "other, .example.org"));
    EXPECT_FALSE(through("https://a.example.org", "EXAMPLE.org"));
    EXPECT_FALSE(through("https://a.example.org", "*.example.org"));
    EXPECT_FALSE(through("https://anything", "*"));
    EXPECT_FALSE(through("https://10.0.0.7:8443", "10.0.0.7:8443"));
    EXPECT_TRUE(through("https://10.0.0.7:8443", "10.0.0.7:443"));
    EXPECT_TRUE(through("https://notexample.org", "example.org"));
    EXPECT_TRUE(through("https://a.example.org", ","));
}

TEST(ProxySettings, keepUserAndPasswordToThemselves)
{
    const auto proxy = lookUp("https://a", {{"https_proxy", "http://me:p%40ss@p.example:1"}});
    ASSERT_TRUE(proxy && *proxy);
    EXPECT_EQ((*proxy)->authorization, "Basic bWU6cEBzcw==");
    EXPECT_EQ((*proxy)->endpoint.host, "p.example");
    const auto wrong = lookUp("https://a", {{"https_proxy", "socks5://me:hunter2@p.example:1"}});
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message + wrong.error().details,
                testing::Not(testing::HasSubstr("hunter2")));
}

} // namespace
} // namespace berth::net
