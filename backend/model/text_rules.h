// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace berth::model {

/// [A-Za-z_][A-Za-z0-9_]*, at most 255 characters.
bool isEnvName(std::string_view text);
/// RFC 9110 token, the grammar of a header's name.
bool isHttpToken(std::string_view text);
bool isBlank(std::string_view text);
/// Number of code points, or nothing when the bytes are not UTF-8.
std::optional<std::size_t> utf8Length(std::string_view text);
/// C0 and C1 controls and DEL, in UTF-8 text.
bool hasControlCharacter(std::string_view text);
bool hasNul(std::string_view text);
/// ASCII only; other bytes stay as they are.
std::string asciiLower(std::string_view text);
/// At most `limit` bytes, cut at a code point, with an ellipsis when something was cut.
std::string shorten(std::string_view text, std::size_t limit = 80);

} // namespace berth::model
