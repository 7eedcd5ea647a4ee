// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/settings.h"
#include "support/keyring/scratch_dir.h"

#include <gtest/gtest.h>

namespace berth::engine {
namespace {

using base::Json;

/// Tokens are demanded, as for everything that others reach.
Settings withTokens()
{
    return patched({}, Json{{"gateway.require_token", true}}).value();
}

std::string fieldOf(const Settings &settings, const Json &patch)
{
    const auto result = patched(settings, patch);
    EXPECT_FALSE(result) << patch.dump();
    return result ? std::string() : result.error().field;
}

TEST(TraefikSettings, areOffAtFirstAndAreReadBack)
{
    EXPECT_FALSE(Settings().traefik.isOn());
    const Json patch{{"traefik.file", "/etc/traefik/dynamic/berth.yml"},
                     {"traefik.redis", "staging"},
                     {"traefik.root_key", "edge/traefik"},
                     {"traefik.host", "mcp.example.org"},
                     {"traefik.gateway_url", "http://127.0.0.1:7999"},
                     {"traefik.entry_points", {"websecure"}},
                     {"traefik.middlewares", {"limits@file"}}};
    const auto settings = patched(withTokens(), patch);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_TRUE(settings->traefik.isOn());
    const test::ScratchDir dir;
    const SettingsFile file(dir / "settings.json");
    ASSERT_TRUE(file.save(*settings));
    EXPECT_EQ(file.load().traefik, settings->traefik);
}

TEST(TraefikSettings, wrongValuesAreRefusedByName)
{
    const Json patches[] = {
        Json{{"traefik.file", "berth.yml"}},
        Json{{"traefik.file", "/etc/traefik/berth.toml"}},
        Json{{"traefik.file", "/etc/\nberth.yml"}},
        Json{{"traefik.file", 1}},
        Json{{"traefik.redis", true}},
        Json{{"traefik.root_key", ""}},
        Json{{"traefik.root_key", "/traefik"}},
        Json{{"traefik.root_key", "tra*"}},
        Json{{"traefik.host", "a`) || Host(`b"}},
        Json{{"traefik.gateway_url", "127.0.0.1:7999"}},
        Json{{"traefik.gateway_url", "http://127.0.0.1:7999/mcp"}},
        Json{{"traefik.gateway_url", "http://127.0.0.1:7999/"}},
        Json{{"traefik.gateway_url", "http://me:pw@127.0.0.1:7999"}},
        Json{{"traefik.entry_points", "web"}},
        Json{{"traefik.entry_points", {"we,b"}}},
        Json{{"traefik.middlewares", {""}}},
        Json{{"traefik.middlewares", {"{{x}}"}}},
        Json{{"traefik.middlewares", {"a", "b", "c", "d", "e", "f", "g", "h", "i"}}}};
    for (const Json &patch : patches) {
        EXPECT_EQ(fieldOf(withTokens(), patch), "/" + patch.items().begin().key()) << patch.dump();
    }
}

TEST(TraefikSettings, publishingDemandsTokensAndKeepsThem)
{
    const Json on{{"traefik.file", "/etc/traefik/berth.yml"}};
    EXPECT_EQ(fieldOf({}, on), "/traefik.file");
    EXPECT_EQ(fieldOf({}, Json{{"traefik.redis", "staging"}}), "/traefik.redis");
    const Settings published = patched(withTokens(), on).value();
    EXPECT_EQ(fieldOf(published, Json{{"gateway.require_token", false}}), "/gateway.require_token");
    const Json off{{"traefik.file", ""}, {"gateway.require_token", false}};
    EXPECT_TRUE(patched(published, off));
}

TEST(TraefikSettings, anAddressThatTheGatewayRefusesIsNoneForTraefik)
{
    const Json named{{"traefik.gateway_url", "http://host.containers.internal:7999"}};
    EXPECT_EQ(fieldOf(withTokens(), named), "/traefik.gateway_url");
    Json both = named;
    both["gateway.host_names"] = {"host.containers.internal"};
    const auto settings = patched(withTokens(), both);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(fieldOf(*settings, Json{{"gateway.host_names", Json::array()}}),
              "/gateway.host_names");
    EXPECT_EQ(fieldOf(*settings, Json{{"gateway.tls", "own"}}), "/gateway.tls")
        << "it would be spoken to without TLS";
    EXPECT_EQ(fieldOf(withTokens(), Json{{"traefik.gateway_url", "http://127.0.0.1:8000"}}),
              "/traefik.gateway_url")
        << "another port is another Host";
}

} // namespace
} // namespace berth::engine
