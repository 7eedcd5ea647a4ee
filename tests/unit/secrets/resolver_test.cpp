// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/resolver.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth;
using base::ErrorCode;
using base::Secret;
using berth::test::runTask;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class FakeSecretStore final : public secrets::SecretStore
{
public:
    std::map<std::string, std::string> values;
    std::optional<base::Error> failure;
    int reads = 0;

    net::Task<Secret> get(std::string key) override
    {
        if (failure) {
            co_return base::fail(*failure);
        }
        const auto found = values.find(key);
        if (found == values.end()) {
            co_return base::fail(ErrorCode::SecretMissing, "No value for " + key + ".");
        }
        co_return Secret(found->second);
    }
    net::Task<secrets::SecretMap> getAll(std::vector<std::string> keys) override
    {
        ++reads;
        co_return co_await SecretStore::getAll(std::move(keys));
    }
    net::Task<> set(std::string key, Secret value) override
    {
        values[key] = value.expose();
        co_return base::Status{};
    }
    net::Task<> remove(std::string key) override
    {
        values.erase(key);
        co_return base::Status{};
    }
    net::Task<> check() override
    {
        co_return base::Status{};
    }
    std::string displayName() const override
    {
        return "Fake Store";
    }
};

class Resolver : public testing::Test
{
protected:
    base::Result<secrets::ResolvedValues> resolve(model::Environment values)
    {
        return runTask(m_io, secrets::resolve(m_store, "id-1", std::move(values)));
    }

    boost::asio::io_context m_io;
    FakeSecretStore m_store;
};

TEST_F(Resolver, replacesReferencesAndLeavesTheRestOut)
{
    m_store.values = {{"mcp_instance_id-1_TOKEN", "t"}, {"mcp_instance_other_KEY", "k"}};
    const auto resolved = resolve(
        {{"MODE", "ro"}, {"TOKEN", "secret_ref:TOKEN"}, {"SHARED", "secret_ref:other:KEY"}});
    ASSERT_TRUE(resolved) << resolved.error().message;
    EXPECT_EQ(resolved->size(), 2U);
    EXPECT_EQ(resolved->at("TOKEN").expose(), "t");
    EXPECT_EQ(resolved->at("SHARED").expose(), "k");
}

TEST_F(Resolver, takesAgentAreasLooseFormsForTheVariablesOwnSecret)
{
    m_store.values = {{"mcp_instance_id-1_TOKEN", "t"}};
    const auto resolved = resolve({{"TOKEN", "secret_ref:some:old:text"}});
    ASSERT_TRUE(resolved) << resolved.error().message;
    EXPECT_EQ(resolved->at("TOKEN").expose(), "t");
}

TEST_F(Resolver, asksTheStoreOnceForAll)
{
    m_store.values = {{"mcp_instance_id-1_A", "a"}, {"mcp_instance_id-1_B", "b"}};
    ASSERT_TRUE(resolve({{"A", "secret_ref:A"}, {"B", "secret_ref:B"}, {"C", "secret_ref:A"}}));
    EXPECT_EQ(m_store.reads, 1);
}

TEST_F(Resolver, needsNothingWithoutReferences)
{
    m_store.failure = base::Error{ErrorCode::SecretStoreMissing, "No keyring."};
    const auto resolved = resolve({{"MODE", "ro"}});
    ASSERT_TRUE(resolved);
    EXPECT_THAT(*resolved, IsEmpty());
}

TEST_F(Resolver, namesTheVariableAndTheStore)
{
    const auto resolved = resolve({{"TOKEN", "secret_ref:TOKEN"}});
    ASSERT_FALSE(resolved);
    EXPECT_EQ(resolved.error().code, ErrorCode::SecretMissing);
    EXPECT_THAT(resolved.error().message, HasSubstr("TOKEN"));
    EXPECT_THAT(resolved.error().message, HasSubstr("Fake Store"));
    EXPECT_EQ(resolved.error().field, "/environment/TOKEN");
}

TEST_F(Resolver, keepsTheReasonOfTheStore)
{
    m_store.failure =
        base::Error{ErrorCode::SecretStoreLocked, "The keyring is locked. Unlock it."};
    const auto resolved = resolve({{"TOKEN", "secret_ref:TOKEN"}});
    ASSERT_FALSE(resolved);
    EXPECT_EQ(resolved.error().code, ErrorCode::SecretStoreLocked);
    EXPECT_THAT(resolved.error().message, HasSubstr("TOKEN"));
    EXPECT_THAT(resolved.error().message, HasSubstr("Unlock it."));
}

TEST_F(Resolver, refusesAMalformedReferenceInsteadOfPassingItOn)
{
    const auto resolved = resolve({{"TOKEN", "secret_ref:"}});
    ASSERT_FALSE(resolved);
    EXPECT_EQ(resolved.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(resolved.error().field, "/environment/TOKEN");
}

TEST(Redact, replacesEveryValueEverywhere)
{
    const std::string text = secrets::redact("key=hunter2, again hunter2; pass=s3cret",
                                             {Secret("hunter2"), Secret("s3cret")});
    EXPECT_THAT(text, Not(HasSubstr("hunter2")));
    EXPECT_THAT(text, Not(HasSubstr("s3cret")));
    EXPECT_EQ(text, "key=" + std::string(base::secretMask) + ", again " +
                        std::string(base::secretMask) + "; pass=" + std::string(base::secretMask));
}

TEST(Redact, takesTheLongerOfNestedValuesAsAWhole)
{
    EXPECT_EQ(secrets::redact("abcdefgh", {Secret("abcd"), Secret("abcdefgh")}),
              std::string(base::secretMask));
}

TEST(Redact, knowsAValueOfSeveralLinesByEachLine)
{
    const Secret key("-----BEGIN KEY-----\r\nc2VjcmV0LWxpbmU=\n}\n-----END KEY-----\n");
    const std::string mask(base::secretMask);
    EXPECT_EQ(secrets::redact("read c2VjcmV0LWxpbmU= now", {key}), "read " + mask + " now");
    EXPECT_EQ(secrets::redact("-----BEGIN KEY-----", {key}), mask);
    EXPECT_EQ(secrets::redact("if (a) { b }", {key}), "if (a) { b }");
    EXPECT_EQ(secrets::redact("a " + key.expose() + " b", {key}), "a " + mask + " b");
}

TEST(Redact, leavesShortValuesAndEmptyOnesAlone)
{
    EXPECT_EQ(secrets::redact("yes it is", {Secret("yes"), Secret("")}), "yes it is");
}

} // namespace
