// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/settings.h"
#include "support/keyring/scratch_dir.h"

#include <gtest/gtest.h>

#include <fstream>

#include <sys/stat.h>

namespace berth::engine {
namespace {

using base::Json;

TEST(SettingsTest, aSavedFileIsReadBackAndPrivate)
{
    const test::ScratchDir dir;
    const SettingsFile file(dir / "settings.json");
    Settings settings;
    settings.maxInstances = 7;
    settings.theme = "dark";
    ASSERT_TRUE(file.save(settings));
    struct stat status = {};
    ASSERT_EQ(::stat((dir / "settings.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(toJson(file.load()), toJson(settings));
}

TEST(SettingsTest, aGatewayForOthersDemandsTokens)
{
    const auto refused = patched({}, Json{{"gateway.address", "0.0.0.0"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "/gateway.address");
    const Json both{{"gateway.address", "0.0.0.0"}, {"gateway.require_token", true}};
    const auto open = patched({}, both);
    ASSERT_TRUE(open) << open.error().message;
    const auto careless = patched(*open, Json{{"gateway.require_token", false}});
    ASSERT_FALSE(careless);
    EXPECT_EQ(careless.error().field, "/gateway.require_token");
    const test::ScratchDir dir;
    const SettingsFile file(dir / "settings.json");
    ASSERT_TRUE(file.save(*open));
    EXPECT_EQ(file.load().gateway.address, "0.0.0.0") << "keys that belong together are kept";
}

TEST(SettingsTest, wrongValuesAreRefusedByName)
{
    const Json patches[] = {Json{{"instances.max", 0}},
                            Json{{"gateway.port", "7999"}},
                            Json{{"defaults.memory_limit", "lots"}},
                            Json{{"appearance.theme", "pink"}},
                            Json{{"quit.stop_instances", 1}},
                            Json{{"secrets.store", "a drawer"}},
                            Json{{"secrets.infisical.url", "https://user:password@host"}},
                            Json{{"secrets.infisical.url", "somewhere"}},
                            Json{{"secrets.infisical.project", 7}},
                            Json{{"secrets.infisical.path", "/a\nb"}},
                            Json{{"manager_api.address", "localhost"}},
                            Json{{"manager_api.address", "name.example:8000"}},
                            Json{{"manager_api.enabled", "yes"}},
                            Json{{"manager_api.require_token", 0}},
                            Json{{"gateway.address", "name.example"}},
                            Json{{"gateway.address", "0.0.0.0"}},
                            Json{{"gateway.host_names", {"a b"}}},
                            Json{{"gateway.tls", "on"}},
                            Json{{"gateway.tls_key", "relative.pem"}},
                            Json{{"gateway.tls", "files"}},
                            Json{{"gateway.rate_limit", -1}},
                            Json{{"gateway.record", "yes"}},
                            Json{{"calls.keep_count", 1}},
                            Json{{"no.such.setting", true}}};
    for (const Json &patch : patches) {
        const auto result = patched({}, patch);
        ASSERT_FALSE(result) << patch.dump();
        EXPECT_EQ(result.error().field, "/" + patch.items().begin().key());
    }
}

TEST(SettingsTest, theStoreOfSecretsIsReadBack)
{
    const test::ScratchDir dir;
    const SettingsFile file(dir / "settings.json");
    const auto settings = patched({}, Json{{"secrets.store", "infisical"},
                                           {"secrets.infisical.url", "https://infisical.example"},
                                           {"secrets.infisical.project", "p1"},
                                           {"secrets.infisical.names", "{id}/{NAME}"}});
    ASSERT_TRUE(settings) << settings.error().message;
    ASSERT_TRUE(file.save(*settings));
    EXPECT_EQ(file.load().secretStore, settings->secretStore);
    EXPECT_EQ(Settings{}.secretStore.kind, secrets::StoreKind::Keychain);
}

TEST(SettingsTest, theManagerApiIsOffAndForThisMachineByDefault)
{
    const Settings settings;
    EXPECT_FALSE(settings.managerApi.enabled);
    EXPECT_TRUE(settings.managerApi.requireToken);
    EXPECT_EQ(settings.managerApi.address, "127.0.0.1:8000");
}

TEST(SettingsTest, otherMachinesNeedTheManagerApisToken)
{
    const auto open = patched({}, Json{{"manager_api.address", "0.0.0.0:8000"}});
    ASSERT_TRUE(open) << open.error().message;
    const auto withoutToken = patched(*open, Json{{"manager_api.require_token", false}});
    ASSERT_FALSE(withoutToken);
    EXPECT_EQ(withoutToken.error().field, "/manager_api.require_token");
    const auto local = patched({}, Json{{"manager_api.require_token", false}});
    ASSERT_TRUE(local) << local.error().message;
    const auto moved = patched(*local, Json{{"manager_api.address", "0.0.0.0:8000"}});
    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().field, "/manager_api.address");
}

TEST(SettingsTest, oneWrongEntryOfAHandEditedFileSpoilsOnlyItself)
{
    const test::ScratchDir dir;
    std::ofstream(dir / "settings.json")
        << R"({"gateway.port": "abc", "instances.max": 9, "unknown": 1})";
    const Settings settings = SettingsFile(dir / "settings.json").load();
    EXPECT_EQ(settings.maxInstances, 9);
    EXPECT_EQ(settings.gatewayPort, 7999);
}

TEST(SettingsTest, aFileThatIsNoJsonGivesTheDefaults)
{
    const test::ScratchDir dir;
    std::ofstream(dir / "settings.json") << "{ not json";
    EXPECT_EQ(toJson(SettingsFile(dir / "settings.json").load()), toJson(Settings{}));
}

} // namespace
} // namespace berth::engine
