// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace berth::base {

/// The number that `text` is, from its first character to its last; nothing when it is none, or one
/// that does not fit.
template <typename Number>
std::optional<Number> parseNumber(std::string_view text)
{
    Number number{};
    const char *const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    return error == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

} // namespace berth::base
