// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/address_text.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

struct Case
{
    const char *pasted;
    const char *address;
    const char *password; ///< nullptr: none
};

class SplitAddressTest : public testing::TestWithParam<Case>
{};

TEST_P(SplitAddressTest, TakesThePasswordOut)
{
    const SplitAddress split = splitAddress(QString::fromUtf8(GetParam().pasted));
    EXPECT_EQ(split.address.toStdString(), GetParam().address);
    ASSERT_EQ(split.password.has_value(), GetParam().password != nullptr);
    if (split.password) {
        EXPECT_EQ(split.password->expose(), GetParam().password);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Addresses, SplitAddressTest,
    testing::Values(Case{"redis://host:6379", "redis://host:6379", nullptr},
                    Case{" redis://ada:secret@host:6379/2 ", "redis://ada@host:6379/2", "secret"},
                    Case{"rediss://:secret@host", "rediss://host", "secret"},
                    Case{"redis://ada:p%40ss%2Fword@host", "redis://ada@host", "p@ss/word"},
                    Case{"redis://ada:p@ss/word@host", "redis://ada@host", "p@ss/word"},
                    Case{"redis://ada@host", "redis://ada@host", nullptr},
                    Case{"redis://ada:@host", "redis://ada@host", nullptr},
                    Case{"unix://ada:secret@/run/redis.sock", "unix://ada@/run/redis.sock",
                         "secret"},
                    Case{"redis://host:6379/0?name=a@b", "redis://host:6379/0?name=a@b", nullptr},
                    Case{"host:6379", "host:6379", nullptr}, Case{"", "", nullptr}));

TEST(UsesTls, OnlyWithItsScheme)
{
    EXPECT_TRUE(usesTls(QStringLiteral("rediss://host")));
    EXPECT_FALSE(usesTls(QStringLiteral("redis://host")));
    EXPECT_FALSE(usesTls(QString()));
}

} // namespace
} // namespace berth::ui
