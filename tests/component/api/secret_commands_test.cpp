// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// berth secret … against a real `berth --headless` with the encrypted file.
#include "cli/cli.h"
#include "component/api/berth_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace berth::cli {
namespace {

using base::Json;
using testing::HasSubstr;
using testing::Not;

constexpr const char *marker = "marker-8c1d-of-a-secret-value";
constexpr const char *passphrase = "marker-of-a-passphrase";

class SecretCommands : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto made = m_berth.run(
            {"instance", "create", "-", "--no-start", "--json"},
            R"({"name":"web","json_spec":{"type":"docker","image":"localhost/x:1","port":8000,)"
            R"("environment":{"TOKEN":"secret_ref:TOKEN"}}})");
        ASSERT_EQ(made.code, Success) << made.errors;
        m_key = "mcp_instance_" + Json::parse(made.output).at("id").get<std::string>() + "_TOKEN";
    }

    void useFile()
    {
        ASSERT_EQ(run({"store", "use", "encrypted-file"}).code, Success);
        const auto done = run({"store", "set-up"}, std::string(passphrase) + '\n');
        ASSERT_EQ(done.code, Success) << done.errors;
    }

    test::BerthProcess::Ended run(std::vector<std::string> arguments, const std::string &input = {})
    {
        arguments.insert(arguments.begin(), "secret");
        auto ended = m_berth.run(std::move(arguments), input);
        EXPECT_THAT(ended.output + ended.errors, Not(HasSubstr(marker)));
        EXPECT_THAT(ended.output + ended.errors, Not(HasSubstr(passphrase)));
        return ended;
    }

    std::string stateOf(const std::string &key)
    {
        const Json list = Json::parse(run({"list", "--json"}).output);
        for (const Json &secret : list.at("secrets")) {
            if (secret.at("key") == key) {
                return secret.at("state").get<std::string>();
            }
        }
        return "not listed";
    }

    test::BerthProcess m_berth;
    std::string m_key;
};

TEST_F(SecretCommands, aValueGoesInAndNeverComesOut)
{
    useFile();
    EXPECT_EQ(stateOf(m_key), "missing");
    const auto saved = run({"set", "web", "TOKEN"}, std::string(marker) + '\n');
    ASSERT_EQ(saved.code, Success) << saved.errors;
    EXPECT_EQ(stateOf(m_key), "present");
    EXPECT_THAT(run({"list"}).output, HasSubstr("web.TOKEN"));
    EXPECT_EQ(run({"check"}).code, Success);
    EXPECT_EQ(run({"remove", "web", "TOKEN"}).code, Success);
    EXPECT_EQ(stateOf(m_key), "missing");
}

TEST_F(SecretCommands, neitherValueNorPassphraseIsInTheProfile)
{
    useFile();
    ASSERT_EQ(run({"set", "web", "TOKEN"}, marker).code, Success);
    int files = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(m_berth.profile())) {
        if (entry.is_regular_file()) {
            std::ifstream stream(entry.path(), std::ios::binary);
            const std::string content{std::istreambuf_iterator<char>(stream), {}};
            EXPECT_THAT(content, Not(HasSubstr(marker))) << entry.path();
            EXPECT_THAT(content, Not(HasSubstr(passphrase))) << entry.path();
            ++files;
        }
    }
    EXPECT_GT(files, 2);
}

TEST_F(SecretCommands, theFileIsLockedAndUnlocked)
{
    useFile();
    ASSERT_EQ(run({"set", "web", "TOKEN"}, marker).code, Success);
    ASSERT_EQ(run({"store", "lock"}).code, Success);
    EXPECT_EQ(stateOf(m_key), "unknown");
    const auto refused = run({"set", "web", "TOKEN"}, marker);
    EXPECT_EQ(refused.code, Failure);
    EXPECT_THAT(refused.errors, HasSubstr("berth secret store unlock"));

    const auto wrong = run({"store", "unlock"}, "a wrong passphrase\n");
    EXPECT_EQ(wrong.code, Failure);
    EXPECT_THAT(wrong.errors, HasSubstr("not the passphrase"));
    ASSERT_EQ(run({"store", "unlock"}, std::string(passphrase) + '\n').code, Success);
    EXPECT_EQ(stateOf(m_key), "present");

    const auto changed =
        run({"store", "passphrase"}, std::string(passphrase) + "\nanother passphrase\n");
    ASSERT_EQ(changed.code, Success) << changed.errors;
    ASSERT_EQ(run({"store", "lock"}).code, Success);
    EXPECT_EQ(run({"store", "unlock"}, std::string(passphrase) + '\n').code, Failure);
    EXPECT_EQ(run({"store", "unlock"}, "another passphrase\n").code, Success);
}

TEST_F(SecretCommands, aStoreThatCannotBeIsNotChosen)
{
    const auto refused = run({"store", "use", "infisical"});
    EXPECT_EQ(refused.code, Failure);
    EXPECT_THAT(refused.errors, HasSubstr("https://app.infisical.com"));
    EXPECT_EQ(Json::parse(run({"store", "show", "--json"}).output).at("store"), "keychain");
    EXPECT_EQ(run({"store", "use", "a drawer"}).code, Failure);

    const auto chosen = run(
        {"store", "use", "infisical", "--url", "http://127.0.0.1:1", "--project", "p1", "--json"});
    ASSERT_EQ(chosen.code, Success) << chosen.errors;
    const Json store = Json::parse(chosen.output);
    EXPECT_EQ(store.at("store"), "infisical");
    EXPECT_EQ(store.at("settings").at("secrets.infisical.project"), "p1");
    EXPECT_NE(store.at("state"), "ok");
}

TEST_F(SecretCommands, aStoreIsNamedPerSecret)
{
    useFile();
    ASSERT_EQ(run({"store", "use", "keychain"}).code, Success);
    const auto saved = run({"set", "web", "TOKEN", "--store", "encrypted-file"}, marker);
    ASSERT_EQ(saved.code, Success) << saved.errors;
    EXPECT_THAT(run({"list"}).output, HasSubstr("encrypted-file"));
    EXPECT_EQ(stateOf(m_key), "present");
    EXPECT_EQ(run({"check", "--store", "encrypted-file"}).code, Success);
    // There is no keyring here, so nothing moves into it.
    EXPECT_EQ(run({"move", "--to", "keychain"}).code, Failure);
    EXPECT_EQ(stateOf(m_key), "present");
    const auto moved = run({"move", "--to", "encrypted-file", "--instance", "web"});
    EXPECT_EQ(moved.code, Success) << moved.errors;
    EXPECT_THAT(moved.output, HasSubstr("moved: 0"));
    EXPECT_EQ(run({"move", "--to", "a drawer"}).code, Failure);
}

TEST_F(SecretCommands, orphansAreSwept)
{
    useFile();
    const std::string gone = "mcp_instance_0b8f6d52-1111-4222-8333-444444444444_TOKEN";
    ASSERT_EQ(run({"set", "web", "TOKEN"}, marker).code, Success);
    ASSERT_EQ(run({"set", "-", gone}, marker).code, Success);
    EXPECT_THAT(run({"list"}).output, HasSubstr("orphan"));
    EXPECT_THAT(run({"sweep"}).output, HasSubstr("removed: 1"));
    EXPECT_EQ(stateOf(gone), "not listed");
    EXPECT_EQ(stateOf(m_key), "present");
}

TEST_F(SecretCommands, aDotEnvFileIsTakenInAndShredded)
{
    useFile();
    const std::filesystem::path file = m_berth.profile() / "values.env";
    std::ofstream(file) << "export OTHER='" << marker << "'\n";
    const auto taken = run({"import-env", "web", file.string(), "--shred"});
    ASSERT_EQ(taken.code, Success) << taken.errors;
    EXPECT_THAT(taken.output, HasSubstr("Saved OTHER"));
    EXPECT_THAT(taken.errors, HasSubstr("SSD"));
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_THAT(run({"list"}).output, HasSubstr("web.OTHER"));

    std::ofstream(file) << "A=1\nmarker-8c1d-of-a-secret-value\n";
    const auto refused = run({"import-env", "web", file.string(), "--shred"});
    EXPECT_EQ(refused.code, Failure);
    EXPECT_THAT(refused.errors, HasSubstr("Line 2"));
    EXPECT_TRUE(std::filesystem::exists(file));
    std::ofstream(file) << "A=1\n";
    EXPECT_EQ(run({"import-env", "web", file.string()}).code, Success);
    EXPECT_TRUE(std::filesystem::exists(file)) << "nobody asked for it to go";
}

TEST_F(SecretCommands, anInstanceTravelsWithoutItsSecrets)
{
    useFile();
    ASSERT_EQ(run({"set", "web", "TOKEN"}, marker).code, Success);
    const std::string file = (m_berth.profile() / "web.json").string();
    const auto written = m_berth.run({"instance", "export", "web", file});
    ASSERT_EQ(written.code, Success) << written.errors;
    EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
    std::ifstream stream(file);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_THAT(content, Not(HasSubstr(marker)));
    EXPECT_THAT(content, HasSubstr("secret_ref:TOKEN"));
    EXPECT_EQ(m_berth.run({"instance", "export", "web", file}).code, Failure) << "replaced a file";

    const auto taken = m_berth.run({"instance", "import", file, "--json"});
    ASSERT_EQ(taken.code, Success) << taken.errors;
    const Json instance = Json::parse(taken.output);
    EXPECT_EQ(instance.at("missing_secrets").at(0).at("variable"), "TOKEN");
    EXPECT_NE(instance.at("missing_secrets").at(0).at("key"), m_key);
    EXPECT_EQ(m_berth.run({"instance", "import", "-"}, R"({"name":"x"})").code, Failure);
}

TEST_F(SecretCommands, mistakesAreTold)
{
    EXPECT_EQ(run({"set", "web"}).code, Usage);
    useFile();
    EXPECT_EQ(run({"set", "nobody", "TOKEN"}, "x").code, Failure);
    EXPECT_THAT(run({"set", "web", "TOKEN"}, "\xff").errors, HasSubstr("UTF-8"));
    EXPECT_EQ(m_berth.send("POST", "/v1/secrets/set", Json{{"key", "a"}}).status, 422);
    EXPECT_EQ(m_berth.send("POST", "/v1/secrets/store", Json{{"gateway.port", 1}}).status, 422);
    EXPECT_EQ(run({"store", "set-up"}, "another passphrase\n").code, Failure);
}

} // namespace
} // namespace berth::cli
