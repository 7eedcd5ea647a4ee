// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace berth::base {
namespace {

TEST(ErrorCode, HasAWordOfItsOwnForEveryCode)
{
    std::set<std::string> words;
    const int last = static_cast<int>(ErrorCode::Internal);
    for (int code = 0; code <= last; ++code) {
        const std::string word(errorCodeName(static_cast<ErrorCode>(code)));
        EXPECT_FALSE(word.empty());
        EXPECT_TRUE(words.insert(word).second) << word;
    }
    EXPECT_EQ(errorCodeName(ErrorCode::NotFound), "not_found");
    EXPECT_EQ(errorCodeName(ErrorCode::Internal), "internal");
}

TEST(Fail, CarriesCodeMessageAndDetails)
{
    const Status status = fail(ErrorCode::Timeout, "No answer.", "detail");
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::Timeout);
    EXPECT_EQ(status.error().message, "No answer.");
    EXPECT_EQ(status.error().details, "detail");
    EXPECT_EQ(status.error().field, "");
}

} // namespace
} // namespace berth::base
