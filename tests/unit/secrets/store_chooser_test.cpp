// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/store_chooser.h"
#include "support/infisical/infisical_stand_in.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::secrets;
using base::ErrorCode;
using base::Secret;
using berth::test::InfisicalStandIn;
using berth::test::runTask;
using testing::HasSubstr;

/// A keychain in memory.
class FakeKeychain final : public SecretStore
{
public:
    explicit FakeKeychain(std::map<std::string, std::string> &values)
        : m_values(values)
    {}
    net::Task<Secret> get(std::string key) override
    {
        const auto found = m_values.find(key);
        if (found == m_values.end()) {
            co_return base::fail(ErrorCode::SecretMissing, "There is no " + key + ".");
        }
        co_return Secret(found->second);
    }
    net::Task<> set(std::string key, Secret value) override
    {
        m_values[key] = value.expose();
        co_return base::Status{};
    }
    net::Task<> remove(std::string key) override
    {
        m_values.erase(key);
        co_return base::Status{};
    }
    net::Task<> check() override
    {
        co_return base::Status{};
    }
    std::string displayName() const override
    {
        return "Fake Keychain";
    }

private:
    std::map<std::string, std::string> &m_values;
};

class StoreChooserTest : public testing::Test
{
protected:
    StoreChooser::Parts parts()
    {
        StoreChooser::Parts parts;
        parts.executor = m_io.get_executor();
        parts.keychain = std::make_unique<FakeKeychain>(m_keychain);
        parts.encryptedFile = m_dir / "secrets.berth";
        parts.cost = {1, 8192};
        return parts;
    }
    StoreChoice infisical() const
    {
        StoreChoice choice{StoreKind::Infisical, {}};
        choice.infisical.site = m_standIn.url();
        choice.infisical.projectId = InfisicalStandIn::projectId;
        return choice;
    }
    template <typename T>
    T run(net::asio::awaitable<T> work)
    {
        return runTask(m_io, std::move(work));
    }

    test::ScratchDir m_dir;
    boost::asio::io_context m_io;
    InfisicalStandIn m_standIn{m_io.get_executor()};
    std::map<std::string, std::string> m_keychain;
    StoreChooser m_store{parts()};
};

TEST_F(StoreChooserTest, theKeychainIsTheFirstChoice)
{
    EXPECT_EQ(m_store.kind(), StoreKind::Keychain);
    ASSERT_TRUE(run(m_store.set("a", Secret("1"))));
    EXPECT_EQ(m_keychain.at("a"), "1");
    EXPECT_FALSE(m_store.capabilities().canList);
    EXPECT_EQ(run(m_store.names()).error().code, ErrorCode::Unsupported);
}

TEST_F(StoreChooserTest, aLockedFileIsNoReasonToUseAnotherStore)
{
    ASSERT_TRUE(m_store.choose({StoreKind::EncryptedFile, {}}));
    EXPECT_EQ(run(m_store.set("a", Secret("1"))).error().code, ErrorCode::SecretStoreMissing);
    EXPECT_TRUE(m_keychain.empty());
    ASSERT_TRUE(run(m_store.encryptedFile().setUp(Secret("a passphrase"))));
    EXPECT_TRUE(run(m_store.set("a", Secret("1"))));
    EXPECT_TRUE(m_keychain.empty());
    EXPECT_TRUE(m_store.capabilities().canList);
}

TEST_F(StoreChooserTest, infisicalsLoginIsInTheKeychain)
{
    ASSERT_TRUE(m_store.choose(infisical()));
    const auto before = run(m_store.get("a"));
    EXPECT_EQ(before.error().code, ErrorCode::Unauthorized);
    EXPECT_THAT(before.error().message, HasSubstr("berth secret store login"));
    EXPECT_EQ(m_standIn.logins(), 0);

    // A wrong login first: entering the right one needs no waiting.
    ASSERT_TRUE(run(m_store.setInfisicalCredentials({Secret("wrong"), Secret("wrong")})));
    EXPECT_EQ(run(m_store.get("a")).error().code, ErrorCode::Unauthorized);
    ASSERT_TRUE(run(m_store.setInfisicalCredentials(
        {Secret(InfisicalStandIn::clientId), Secret(InfisicalStandIn::clientSecret)})));
    ASSERT_TRUE(run(m_store.set("a", Secret("1"))));
    EXPECT_EQ(run(m_store.get("a"))->expose(), "1");
    EXPECT_EQ(m_standIn.folder("/")->at("a"), "1");
    EXPECT_EQ(m_keychain.size(), 2U);
    EXPECT_EQ(m_standIn.logins(), 2);
}

TEST_F(StoreChooserTest, aWrongChoiceLeavesTheLastOne)
{
    StoreChoice wrong = infisical();
    wrong.infisical.projectId.clear();
    EXPECT_EQ(m_store.choose(wrong).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(m_store.kind(), StoreKind::Keychain);
    EXPECT_TRUE(run(m_store.check()));
}

TEST_F(StoreChooserTest, aWrongStoredChoiceIsToldAtEveryCall)
{
    StoreChoice wrong = infisical();
    wrong.infisical.projectId.clear();
    m_store.chooseStored(wrong);
    EXPECT_EQ(m_store.kind(), StoreKind::Infisical);
    EXPECT_EQ(run(m_store.check()).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(run(m_store.set("a", Secret("1"))).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(m_keychain.empty());
    ASSERT_TRUE(m_store.choose({StoreKind::Keychain, {}}));
    EXPECT_TRUE(run(m_store.check()));
}

TEST(StoreKindTest, isWrittenAsItIsRead)
{
    for (const StoreKind kind :
         {StoreKind::Keychain, StoreKind::Infisical, StoreKind::EncryptedFile}) {
        EXPECT_EQ(storeKindFrom(toText(kind)), kind);
    }
    EXPECT_EQ(storeKindFrom("plain text"), std::nullopt);
}

} // namespace
