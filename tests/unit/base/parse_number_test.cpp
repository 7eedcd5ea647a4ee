// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/parse_number.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace {

using berth::base::parseNumber;

TEST(ParseNumber, readsWholeTexts)
{
    EXPECT_EQ(parseNumber<int>("-12"), -12);
    EXPECT_EQ(parseNumber<std::uint16_t>("65535"), 65535);
    EXPECT_EQ(parseNumber<double>("0.5"), 0.5);
}

TEST(ParseNumber, refusesWhatIsMoreOrLessThanANumber)
{
    for (const char *text : {"", " 1", "1 ", "+1", "1x", "0x1", "1.5"}) {
        EXPECT_EQ(parseNumber<int>(text), std::nullopt) << text;
    }
    EXPECT_EQ(parseNumber<std::uint16_t>("65536"), std::nullopt);
    EXPECT_EQ(parseNumber<std::uint16_t>("-1"), std::nullopt);
}

} // namespace
