// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace berth::base {

/// JSON value that keeps the order of keys as a person wrote them.
using Json = nlohmann::ordered_json;

/// Deepest nesting parseJson() accepts; copying a Json recurses, so depth must be bounded.
inline constexpr int maxJsonDepth = 64;

/// Parses UTF-8 JSON text. Malformed text and nesting beyond maxJsonDepth are InvalidArgument,
/// with the byte position in the message. The message never quotes the text: it may hold secrets.
Result<Json> parseJson(std::string_view text);

/// Compact text. Bytes that are not UTF-8 become U+FFFD instead of throwing.
std::string toText(const Json &json);

/// Text with two-space indentation, for people.
std::string toPrettyText(const Json &json);

/// Appends one segment to a JSON pointer, escaping '~' and '/' (RFC 6901 section 3).
std::string appendPointer(std::string_view pointer, std::string_view key);
std::string appendPointer(std::string_view pointer, std::size_t index);

/// The string member `key`, or `fallback` when it is absent or no string.
std::string stringOr(const Json &object, std::string_view key, std::string_view fallback = {});

} // namespace berth::base
