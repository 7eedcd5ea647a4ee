// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace berth::model {

enum class PatternMatch
{
    Yes,
    No,
    BadPattern,
    ValueTooLong
};

inline constexpr std::size_t maxPatternLength = 1024;
inline constexpr std::size_t maxPatternValueLength = 65536;

/// Matches the whole value. RE2 takes linear time and bounded memory whatever the pattern is,
/// where std::regex can hang or overflow the stack on a hostile one.
PatternMatch matchPattern(std::string_view pattern, std::string_view value);
bool isUsablePattern(std::string_view pattern);

} // namespace berth::model
