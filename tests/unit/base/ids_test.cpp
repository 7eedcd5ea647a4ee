// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"

#include <gtest/gtest.h>

#include <set>

namespace berth::base {
namespace {

TEST(NewUuid, IsAVersion4UuidAndNewEachTime)
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string uuid = newUuid();
        ASSERT_TRUE(isUuid(uuid)) << uuid;
        EXPECT_EQ(uuid[14], '4') << uuid;
        EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos) << uuid;
        EXPECT_TRUE(seen.insert(uuid).second) << uuid;
    }
}

TEST(IsUuid, WantsTheDashedForm)
{
    EXPECT_TRUE(isUuid("0b8f6d52-7f4e-4a1c-9d0e-00000000000a"));
    EXPECT_TRUE(isUuid("0B8F6D52-7F4E-4A1C-9D0E-00000000000A"));
    for (const char *text :
         {"", "0b8f6d527f4e4a1c9d0e00000000000a", "0b8f6d52-7f4e-4a1c-9d0e-00000000000g",
          "0b8f6d52-7f4e-4a1c-9d0e-00000000000a0", "0b8f6d52+7f4e-4a1c-9d0e-00000000000a",
          "{b8f6d52-7f4e-4a1c-9d0e-00000000000}"}) {
        EXPECT_FALSE(isUuid(text)) << text;
    }
}

TEST(RandomHex, HasTwoDigitsPerByteAndDiffers)
{
    EXPECT_EQ(randomHex(0), "");
    const std::string hex = randomHex(32);
    EXPECT_EQ(hex.size(), 64U);
    EXPECT_EQ(hex.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(randomHex(32), hex);
    EXPECT_EQ(randomHex(1000).size(), 2000U);
}

} // namespace
} // namespace berth::base
