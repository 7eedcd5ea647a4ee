// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <gtest/gtest.h>

#include <utility>

namespace berth::base {
namespace {

using std::chrono::microseconds;

TEST(Rfc3339, WritesUtcWithMicroseconds)
{
    EXPECT_EQ(toRfc3339(Timestamp{}), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(toRfc3339(Timestamp(microseconds(1'760'370'579'123'456))),
              "2025-10-13T15:49:39.123456Z");
    EXPECT_EQ(toRfc3339(Timestamp(microseconds(-1))), "1969-12-31T23:59:59.999999Z");
}

TEST(Rfc3339, ReadsEveryForm)
{
    const std::pair<const char *, const char *> cases[] = {
        {"2025-10-13T15:49:39.123456Z", "2025-10-13T15:49:39.123456Z"},
        {"2025-10-13t15:49:39z", "2025-10-13T15:49:39.000000Z"},
        {"2025-10-13 15:49:39.5", "2025-10-13T15:49:39.500000Z"},
        {"2025-10-13T15:49:39.123456789+02:00", "2025-10-13T13:49:39.123456Z"},
        {"2025-01-01T00:30:00-05:30", "2025-01-01T06:00:00.000000Z"},
        {"2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000000Z"},
        {"2025-10-13T15:49:39", "2025-10-13T15:49:39.000000Z"},
    };
    for (const auto &[text, expected] : cases) {
        const auto time = parseRfc3339(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(toRfc3339(*time), expected) << text;
    }
}

TEST(Rfc3339, RefusesEverythingElse)
{
    for (const char *text :
         {"", "2025", "2025-10-13", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
          "2025-00-10T00:00:00Z", "2025-10-13T24:00:00Z", "2025-10-13T00:60:00Z",
          "2025-10-13T00:00:00.Z", "2025-10-13T00:00:00.1234567890Z", "2025-10-13T00:00:00+2:00",
          "2025-10-13T00:00:00+02:60", "2025-10-13T00:00:00Zx", "20251013T000000Z",
          "1760370579.123456", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:60Z",
          "-025-10-13T00:00:00Z"}) {
        const auto time = parseRfc3339(text);
        ASSERT_FALSE(time) << text;
        EXPECT_EQ(time.error().code, ErrorCode::InvalidArgument);
    }
}

TEST(Rfc3339, RoundTripsTheSystemClock)
{
    const Timestamp now = SystemClock().now();
    const auto again = parseRfc3339(toRfc3339(now));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, now);
    EXPECT_GT(now, Timestamp(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1)));
}

} // namespace
} // namespace berth::base
