// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/secret_ref.h"

#include <gtest/gtest.h>

namespace berth::model {
namespace {

TEST(SecretRef, ReadsBothForms)
{
    EXPECT_EQ(parseSecretRef("secret_ref:API_KEY"), (SecretRef{"", "API_KEY"}));
    EXPECT_EQ(parseSecretRef("secret_ref:instance_123:API_KEY"),
              (SecretRef{"instance_123", "API_KEY"}));
    EXPECT_EQ(parseSecretRef("secret_ref:0b8f6d52-7f4e-4a1c-9d0e-000000000001:X-Api.Key"),
              (SecretRef{"0b8f6d52-7f4e-4a1c-9d0e-000000000001", "X-Api.Key"}));
    EXPECT_EQ(parseSecretRef("secret_ref:team/prod:A"), (SecretRef{"team/prod", "A"}));
}

TEST(SecretRef, RefusesEverythingElse)
{
    for (const std::string &text :
         {std::string(), std::string("API_KEY"), std::string("secret_ref"),
          std::string("secret_ref:"), std::string("secret_ref::"), std::string("secret_ref::A"),
          std::string("secret_ref:a:"), std::string("secret_ref:a:b:c"),
          std::string("secret_ref:A B"), std::string("secret_ref:A\n"), std::string("secret_ref:ä"),
          std::string("SECRET_REF:A"), std::string(" secret_ref:A"), std::string("secret_ref_123"),
          std::string("secret_ref:A\0", 13), "secret_ref:" + std::string(256, 'A'),
          "secret_ref:" + std::string(129, 'a') + ":A"}) {
        EXPECT_FALSE(parseSecretRef(text)) << text;
    }
}

TEST(SecretRef, LooksLikeOneBeforeItIsWellFormed)
{
    EXPECT_TRUE(looksLikeSecretRef("secret_ref:"));
    EXPECT_TRUE(looksLikeSecretRef("secret_ref:a b"));
    EXPECT_FALSE(looksLikeSecretRef("secret_ref_123"));
    EXPECT_FALSE(looksLikeSecretRef(""));
}

TEST(SecretRef, AgentAreasLooseFormsStandForTheHoldersOwnSecret)
{
    for (const char *text : {"secret_ref:a:b:c", "secret_ref::A", "secret_ref:a:", "secret_ref:x?y",
                             "secret_ref:instance 123"}) {
        EXPECT_FALSE(parseSecretRef(text)) << text;
    }
    for (const char *text :
         {"secret_ref:a:b:c", "secret_ref::A", "secret_ref:a:", "secret_ref:x?y"}) {
        EXPECT_EQ(secretRefOf(text, "API_KEY"), (SecretRef{"", "API_KEY"})) << text;
    }
    for (const std::string &text :
         {std::string("secret_ref:"), std::string("secret_ref:a b"), std::string("secret_ref:a\n"),
          std::string("secret_ref_123"), "secret_ref:" + std::string(401, '?')}) {
        EXPECT_EQ(secretRefOf(text, "API_KEY"), std::nullopt) << text;
    }
    EXPECT_EQ(secretRefOf("secret_ref:other:KEY", "API_KEY"), (SecretRef{"other", "KEY"}));
    EXPECT_EQ(secretRefOf("secret_ref:?", "no name"), std::nullopt);
}

TEST(SecretRef, IsWrittenAsItIsRead)
{
    for (const char *text : {"secret_ref:A", "secret_ref:s:A"}) {
        const auto ref = parseSecretRef(text);
        ASSERT_TRUE(ref);
        EXPECT_EQ(toText(*ref), text);
    }
}

TEST(SecretRef, KeyFollowsTheContract)
{
    EXPECT_EQ(secretKey("0b8f6d52-7f4e-4a1c-9d0e-000000000001", "API_KEY"),
              "mcp_instance_0b8f6d52-7f4e-4a1c-9d0e-000000000001_API_KEY");
}

TEST(SecretKey, LeadsBackToItsReference)
{
    const std::string id = "0b8f6d52-7f4e-4a1c-9d0e-000000000001";
    EXPECT_EQ(refOfKey(secretKey(id, "API_KEY")), (SecretRef{id, "API_KEY"}));
    EXPECT_EQ(refOfKey(secretKey("team/prod_eu", "API_KEY")),
              (SecretRef{"team/prod", "eu_API_KEY"}))
        << "a scope of a person's own has no underscore behind its last slash";
    EXPECT_EQ(refOfKey(secretKey("team/prod", "API_KEY")), (SecretRef{"team/prod", "API_KEY"}));
    for (const char *key :
         {"", "mcp_instance_", "mcp_instance__A", "mcp_instance_a_", "other_a_B"}) {
        EXPECT_EQ(refOfKey(key), std::nullopt) << key;
    }
    EXPECT_EQ(refOfKey("mcp_instance_" + id), std::nullopt);
}

} // namespace
} // namespace berth::model
