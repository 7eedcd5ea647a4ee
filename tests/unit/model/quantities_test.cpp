// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/json_spec.h"

#include <gtest/gtest.h>

#include <utility>

using namespace std::chrono_literals;

namespace berth::model {
namespace {

TEST(ParseMemory, ReadsBytesAndUnits)
{
    const std::pair<const char *, std::int64_t> cases[] = {
        {"1073741824", 1073741824},
        {"1", 1},
        {"10b", 10},
        {"2k", 2048},
        {"2KiB", 2048},
        {"256m", 268435456},
        {"512Mi", 536870912},
        {"512MB", 536870912},
        {"1g", 1073741824},
        {"1.5g", 1610612736},
        {"1Ti", 1099511627776},
    };
    for (const auto &[text, bytes] : cases) {
        const auto parsed = parseMemory(text);
        ASSERT_TRUE(parsed) << text;
        EXPECT_EQ(*parsed, bytes) << text;
    }
}

TEST(ParseMemory, RefusesEverythingElse)
{
    for (const char *text : {"",
                             "m",
                             "-1",
                             "+1m",
                             "1x",
                             "1 m",
                             " 1m",
                             "0",
                             "0m",
                             "1.2.3m",
                             ".",
                             "9223372036854775808",
                             "9999999999t",
                             "1e3",
                             "1m2",
                             "1mm",
                             "inf",
                             "nan",
                             "0x10",
                             "99999999999999999999.5g"}) {
        EXPECT_FALSE(parseMemory(text)) << text;
    }
    const auto wrong = parseMemory("lots");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, base::ErrorCode::InvalidArgument);
    EXPECT_NE(wrong.error().message.find("lots"), std::string::npos);
}

TEST(ParseCpu, ReadsThousandthsOfACore)
{
    const std::pair<const char *, std::int64_t> cases[] = {
        {"0.5", 500}, {"2", 2000}, {"1.25", 1250}, {".5", 500}, {"500m", 500}, {"0.01", 10}};
    for (const auto &[text, thousandths] : cases) {
        const auto parsed = parseCpu(text);
        ASSERT_TRUE(parsed) << text;
        EXPECT_EQ(*parsed, thousandths) << text;
    }
    for (const char *text :
         {"", "0", "-1", "half", "1,5", "0.0001", "1e2", "9223372036854775807"}) {
        EXPECT_FALSE(parseCpu(text)) << text;
    }
}

TEST(ParseDuration, ReadsUnitsAndBareSeconds)
{
    const std::pair<const char *, std::chrono::milliseconds> cases[] = {
        {"30s", 30s},
        {"500ms", 500ms},
        {"2m", 2min},
        {"1h", 1h},
        {"45", 45s},
        {"0.5", 500ms},
        {"1m30s", 90s},
        {"1.5s", 1500ms},
        {"0", 0s},
        {"1H", 1h},
        {"1h2m3s4ms", 3723004ms},
    };
    for (const auto &[text, duration] : cases) {
        const auto parsed = parseDuration(text);
        ASSERT_TRUE(parsed) << text;
        EXPECT_EQ(*parsed, duration) << text;
    }
    for (const char *text : {"", "s", "-1s", "1d", "1 s", "s1", "soon", "99999999999999999999",
                             "9223372036854775807h", "1s,"}) {
        EXPECT_FALSE(parseDuration(text)) << text;
    }
}

TEST(FormatDuration, WritesTheLargestWholeUnit)
{
    EXPECT_EQ(formatDuration(0ms), "0s");
    EXPECT_EQ(formatDuration(1ms), "1ms");
    EXPECT_EQ(formatDuration(1500ms), "1500ms");
    EXPECT_EQ(formatDuration(30s), "30s");
    EXPECT_EQ(formatDuration(90s), "90s");
    EXPECT_EQ(formatDuration(2min), "2m");
    EXPECT_EQ(formatDuration(24h), "24h");
}

TEST(FormatDuration, IsReadBackUnchanged)
{
    for (std::int64_t count = 1; count < 100'000'000; count = count * 7 + 13) {
        const std::chrono::milliseconds duration(count);
        const auto parsed = parseDuration(formatDuration(duration));
        ASSERT_TRUE(parsed) << count;
        EXPECT_EQ(*parsed, duration);
    }
}

} // namespace
} // namespace berth::model
