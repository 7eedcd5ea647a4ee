// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "support/keyring/keyring_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace {

using berth::base::Json;
using berth::base::stringOr;
using berth::test::ChildProcess;
using berth::test::KeyringFixture;
using berth::test::ScratchDir;
using berth::test::Variables;
using berth::test::withoutSession;
using testing::HasSubstr;
using testing::Not;

using namespace std::chrono_literals;

constexpr const char *key = "mcp_instance_7f0c6a4e-51a4-4c5e-9f39-0d7f3a1c2b4d_API_TOKEN";
constexpr const char *value = "s3cret-häßlich-✓-value";

class Driver
{
public:
    explicit Driver(const Variables &environment)
        : m_process(inSession(environment))
    {}

    Json ask(const std::string &op, const std::string &name = key, const std::string &secret = {})
    {
        m_process.write(berth::base::toText({{"op", op}, {"key", name}, {"value", secret}}) + '\n');
        const auto line = m_process.readLine(ChildProcess::Stream::Output, 60s);
        if (!line) {
            ADD_FAILURE() << "The driver did not answer '" << op << "' within 60 s.";
            return Json::object();
        }
        return berth::base::parseJson(*line).value_or(Json::object());
    }

    Json askAll(const std::vector<std::string> &names)
    {
        m_process.write(berth::base::toText({{"op", "get-all"}, {"keys", names}}) + '\n');
        const auto line = m_process.readLine(ChildProcess::Stream::Output, 60s);
        return berth::base::parseJson(line.value_or("")).value_or(Json::object());
    }

    std::string code(const std::string &op, const std::string &secret = {})
    {
        return stringOr(ask(op, key, secret), "code");
    }

    std::optional<int> quit()
    {
        m_process.closeInput();
        return m_process.wait();
    }

private:
    // Variables of the scenario stay; the rest of the person's session goes.
    static std::vector<std::string> inSession(const Variables &environment)
    {
        std::vector<std::string> command{"env"};
        for (const auto &[name, text] : environment) {
            command.push_back(name + '=' + text);
        }
        command.emplace_back(BERTH_KEYCHAIN_DRIVER);
        return withoutSession(command);
    }

    ChildProcess m_process;
};

bool anyFileHolds(const std::filesystem::path &directory, const std::string &text)
{
    for (const auto &entry : std::filesystem::recursive_directory_iterator(directory)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        if (content.find(text) != std::string::npos) {
            return true;
        }
    }
    return false;
}

void expectRefusal(Driver &driver, const std::string &code, const std::string &phrase)
{
    for (const char *op : {"check", "get", "set", "remove"}) {
        const Json answer = driver.ask(op, key, value);
        EXPECT_EQ(stringOr(answer, "code"), code) << op << ": " << berth::base::toText(answer);
        EXPECT_THAT(stringOr(answer, "message"), HasSubstr(phrase)) << op;
        EXPECT_THAT(berth::base::toText(answer), Not(HasSubstr(value))) << op;
    }
}

TEST(Keychain, keepsReplacesAndForgetsValues)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver driver(keyring.environment());

    EXPECT_EQ(driver.code("check"), "ok");
    EXPECT_EQ(driver.code("get"), "secret_missing");
    EXPECT_EQ(driver.code("set", value), "ok");
    EXPECT_EQ(stringOr(driver.ask("get"), "value"), value);
    EXPECT_EQ(driver.code("set", "another"), "ok");
    EXPECT_EQ(stringOr(driver.ask("get"), "value"), "another");
    EXPECT_EQ(driver.code("remove"), "ok");
    EXPECT_EQ(driver.code("get"), "secret_missing");
    EXPECT_EQ(driver.code("remove"), "ok");
    EXPECT_EQ(driver.quit(), 0);
}

TEST(Keychain, listsTheNamesOfWhatItKeepsAndNoValue)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver driver(keyring.environment());

    EXPECT_EQ(driver.ask("names").at("names"), Json::array());
    driver.ask("set", "mcp_instance_2_B", value);
    driver.ask("set", "mcp_instance_1_A", value);
    driver.ask("set", "mcp_instance_1_A", "another");
    const Json answer = driver.ask("names");
    EXPECT_EQ(answer.at("names"), Json({"mcp_instance_1_A", "mcp_instance_2_B"}));
    EXPECT_THAT(berth::base::toText(answer), Not(HasSubstr(value)));
}

TEST(Keychain, readsManyAtOnceAndLeavesOutWhatIsMissing)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver berth(keyring.environment());
    Json wanted;
    std::vector<std::string> names{"missing"};
    for (const std::string &one : {std::string(value), std::string(), std::string(200'000, 'x')}) {
        names.push_back("key-" + std::to_string(names.size()));
        wanted[names.back()] = one;
        ASSERT_EQ(stringOr(berth.ask("set", names.back(), one), "code"), "ok");
    }
    Json answer = berth.askAll(names);
    EXPECT_EQ(stringOr(answer, "code"), "ok");
    EXPECT_EQ(answer["values"], wanted);
    // After its replacement the old session is of no use.
    keyring.stopKeyring();
    keyring.startUnlocked();
    EXPECT_EQ(berth.askAll(names)["values"], wanted);
    EXPECT_EQ(berth.askAll(names)["values"], wanted);
    keyring.lock();
    EXPECT_EQ(stringOr(berth.askAll(names), "code"), "secret_store_locked");
}

TEST(Keychain, keepsAnEmptyAndALongValue)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver driver(keyring.environment());

    EXPECT_EQ(driver.code("set", ""), "ok");
    EXPECT_EQ(driver.code("get"), "ok");
    const std::string large(64 * 1024, 'x');
    EXPECT_EQ(driver.code("set", large), "ok");
    EXPECT_EQ(stringOr(driver.ask("get"), "value"), large);
}

TEST(Keychain, refusesAValueThatIsNotText)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver driver(keyring.environment());

    EXPECT_EQ(driver.code("set", std::string("a\0b", 3)), "invalid_argument");
    EXPECT_EQ(driver.code("get"), "secret_missing");
}

TEST(Keychain, survivesItsOwnRestartAndLeavesNoPlainText)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    {
        Driver driver(keyring.environment());
        EXPECT_EQ(driver.code("set", value), "ok");
        EXPECT_EQ(driver.quit(), 0);
    }
    Driver again(keyring.environment());
    EXPECT_EQ(stringOr(again.ask("get"), "value"), value);
    EXPECT_FALSE(anyFileHolds(keyring.home(), value));
}

TEST(Keychain, saysThatTheKeyringIsLocked)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver driver(keyring.environment());
    EXPECT_EQ(driver.code("set", value), "ok");

    keyring.lock();
    expectRefusal(driver, "secret_store_locked", "Unlock it");

    keyring.stopKeyring();
    keyring.startUnlocked();
    EXPECT_EQ(stringOr(driver.ask("get"), "value"), value);
}

TEST(Keychain, saysThatTheKeyringIsLockedFromTheStart)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    {
        Driver driver(keyring.environment());
        EXPECT_EQ(driver.code("set", value), "ok");
    }
    keyring.stopKeyring();
    keyring.startLocked();
    Driver driver(keyring.environment());
    expectRefusal(driver, "secret_store_locked", "Unlock it");
}

TEST(Keychain, saysThatTheKeyringWasNeverSetUp)
{
    KeyringFixture keyring;
    keyring.startLocked();
    Driver driver(keyring.environment());

    const Json checked = driver.ask("check");
    EXPECT_EQ(stringOr(checked, "code"), "secret_store_locked");
    EXPECT_THAT(stringOr(checked, "message"), HasSubstr("not set up"));
    EXPECT_EQ(driver.code("set", value), "secret_store_locked");
    EXPECT_EQ(driver.code("get"), "secret_missing");
    EXPECT_FALSE(anyFileHolds(keyring.home(), value));
}

TEST(Keychain, saysThatThereIsNoSecretService)
{
    KeyringFixture keyring;
    Driver driver(keyring.environment());

    expectRefusal(driver, "secret_store_missing", "gnome-keyring");
    EXPECT_FALSE(anyFileHolds(keyring.home(), value));
}

TEST(Keychain, saysThatThereIsNoDBusSession)
{
    const ScratchDir home;
    Driver driver({{"HOME", home.path().string()}, {"XDG_RUNTIME_DIR", home.path().string()}});

    expectRefusal(driver, "secret_store_missing", "D-Bus session");
    EXPECT_FALSE(anyFileHolds(home.path(), value));
}

TEST(Keychain, saysThatTheDBusSessionIsDead)
{
    const ScratchDir home;
    Driver driver({{"HOME", home.path().string()},
                   {"XDG_RUNTIME_DIR", home.path().string()},
                   {"DBUS_SESSION_BUS_ADDRESS", "unix:path=" + (home / "gone").string()}});

    expectRefusal(driver, "secret_store_missing", "D-Bus session");
}

TEST(Keychain, goesOnWithAKeyringThatWasReplaced)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Driver driver(keyring.environment());
    EXPECT_EQ(driver.code("set", value), "ok");

    keyring.stopKeyring();
    expectRefusal(driver, "secret_store_missing", "No keyring is running");

    keyring.startUnlocked();
    EXPECT_EQ(driver.code("check"), "ok");
    EXPECT_EQ(stringOr(driver.ask("get"), "value"), value);
    EXPECT_EQ(driver.code("set", "after"), "ok");
    EXPECT_EQ(stringOr(driver.ask("get"), "value"), "after");
}

TEST(Keychain, namesTheLibraryThatIsMissing)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    // The loader finds this file first and gives up, as if there were none.
    const ScratchDir libraries;
    std::ofstream(libraries / "libsecret-1.so.0") << "no library";
    Variables environment = keyring.environment();
    environment["LD_LIBRARY_PATH"] = libraries.path().string();
    Driver driver(environment);

    expectRefusal(driver, "secret_store_missing", "libsecret-1-0");
}

TEST(Keychain, namesTheSettingThatTakesGLibAway)
{
    KeyringFixture keyring;
    keyring.startUnlocked();
    Variables environment = keyring.environment();
    environment["QT_NO_GLIB"] = "1";
    Driver driver(environment);

    expectRefusal(driver, "secret_store_missing", "QT_NO_GLIB");
}

TEST(Keychain, worksWhateverTheDesktopIsCalled)
{
    for (const Variables &desktop :
         {Variables{{"XDG_CURRENT_DESKTOP", "GNOME"}},
          Variables{{"XDG_CURRENT_DESKTOP", "ubuntu:GNOME"}},
          Variables{{"XDG_CURRENT_DESKTOP", "KDE"}, {"KDE_SESSION_VERSION", "5"}},
          Variables{{"XDG_CURRENT_DESKTOP", "KDE"}, {"KDE_SESSION_VERSION", "6"}}}) {
        SCOPED_TRACE(desktop.at("XDG_CURRENT_DESKTOP"));
        KeyringFixture keyring;
        keyring.startUnlocked();
        Variables environment = keyring.environment();
        environment.insert(desktop.begin(), desktop.end());
        Driver driver(environment);
        EXPECT_EQ(driver.code("set", value), "ok");
        EXPECT_EQ(stringOr(driver.ask("get"), "value"), value);
    }
}

} // namespace
