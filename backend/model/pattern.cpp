// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/pattern.h"

#include <re2/re2.h>

namespace berth::model {

namespace {

RE2::Options boundedOptions()
{
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(1 << 20);
    return options;
}

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace

PatternMatch matchPattern(std::string_view pattern, std::string_view value)
{
    if (pattern.size() > maxPatternLength) {
        return PatternMatch::BadPattern;
    }
    if (value.size() > maxPatternValueLength) {
        return PatternMatch::ValueTooLong;
    }
    const RE2 compiled(piece(pattern), boundedOptions());
    if (!compiled.ok()) {
        return PatternMatch::BadPattern;
    }
    return RE2::FullMatch(piece(value), compiled) ? PatternMatch::Yes : PatternMatch::No;
}

bool isUsablePattern(std::string_view pattern)
{
    return pattern.size() <= maxPatternLength && RE2(piece(pattern), boundedOptions()).ok();
}

} // namespace berth::model
