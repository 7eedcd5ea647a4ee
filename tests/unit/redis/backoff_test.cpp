// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/backoff.h"

#include <gtest/gtest.h>

#include <set>

namespace berth::redis {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, DoublesUpToItsBoundAndKeepsHalfOfEachPause)
{
    Backoff backoff(milliseconds(100), milliseconds(800), 1);
    for (const int whole : {100, 200, 400, 800, 800, 800}) {
        const auto pause = backoff.next();
        EXPECT_GE(pause, milliseconds(whole / 2));
        EXPECT_LE(pause, milliseconds(whole));
    }
}

TEST(Backoff, StartsAgainAfterReset)
{
    Backoff backoff(milliseconds(100), milliseconds(800), 1);
    backoff.next();
    backoff.next();
    backoff.next();
    backoff.reset();
    EXPECT_LE(backoff.next(), milliseconds(100));
}

TEST(Backoff, ClientsDoNotComeBackInOneWave)
{
    std::set<milliseconds> pauses;
    for (unsigned seed = 0; seed < 50; ++seed) {
        pauses.insert(Backoff(milliseconds(1000), milliseconds(1000), seed).next());
    }
    EXPECT_GT(pauses.size(), 30U);
}

} // namespace
} // namespace berth::redis
