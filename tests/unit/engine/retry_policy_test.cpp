// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/retry_policy.h"

#include <gtest/gtest.h>

namespace berth::engine {
namespace {

using base::ErrorCode;

TEST(RetryPolicyTest, whatAPersonMustMendIsNotTriedAgain)
{
    for (const ErrorCode code : {ErrorCode::InvalidArgument, ErrorCode::ImageNotFound,
                                 ErrorCode::SecretMissing, ErrorCode::Unauthorized}) {
        EXPECT_FALSE(RetryPolicy().afterFailure(code)) << base::errorCodeName(code);
    }
}

TEST(RetryPolicyTest, aServerThatKeepsEndingIsGivenUpAfterGrowingPauses)
{
    RetryPolicy policy;
    std::chrono::milliseconds last{0};
    int attempts = 1;
    while (const auto pause = policy.afterFailure(ErrorCode::ContainerExited)) {
        EXPECT_GT(*pause, last);
        last = *pause;
        ++attempts;
    }
    EXPECT_EQ(attempts, 5);
}

TEST(RetryPolicyTest, whatMayComeBackIsTriedForEverWithABoundedPause)
{
    RetryPolicy policy;
    for (int i = 0; i < 50; ++i) {
        const auto pause = policy.afterFailure(ErrorCode::Unavailable);
        ASSERT_TRUE(pause);
        EXPECT_LE(*pause, std::chrono::minutes(1));
    }
}

TEST(RetryPolicyTest, aStableRunStartsTheCountAnew)
{
    RetryPolicy policy;
    const auto first = policy.afterFailure(ErrorCode::ContainerExited);
    policy.afterFailure(ErrorCode::ContainerExited);
    policy.reset();
    EXPECT_EQ(policy.afterFailure(ErrorCode::ContainerExited), first);
}

} // namespace
} // namespace berth::engine
