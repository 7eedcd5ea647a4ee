// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::gateway {

/// A place in a text. Empty when the thing is not there.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;

    bool isEmpty() const
    {
        return begin == end;
    }
    std::string_view in(std::string_view text) const
    {
        return text.substr(begin, end - begin);
    }
};

/// A member of a JSON object: its name decoded, its value as a place in the text.
struct JsonMember
{
    std::string name;
    Span value;
};

enum class JsonStrings
{
    Utf8,     ///< must be well-formed UTF-8
    AsTheyAre ///< any bytes: what a server wrote is not ours to judge
};

/// Checks that `text` is one JSON object (RFC 8259, nesting bounded) and finds its members. Values
/// stay as they are written: numbers, escapes and white space of a message must not change on
/// their way. Nothing when it is malformed or no object.
std::optional<std::vector<JsonMember>> findMembers(std::string_view text, JsonStrings strings);

/// The members of the object at `object`, a place in a text that findMembers() has accepted; none
/// when it is no object.
std::vector<JsonMember> membersAt(std::string_view text, Span object);

/// The value of the object's member of that name, the same way; empty when there is none.
Span memberAt(std::string_view text, Span object, std::string_view name);

/// The elements of the array at `array`, the same way, with the white space around them.
std::vector<Span> elementsAt(std::string_view text, Span array);

/// The value of the member of that name; empty when there is none.
Span valueOf(const std::vector<JsonMember> &members, std::string_view name);

/// The text of a JSON string, decoded; nothing when the value is none.
std::optional<std::string> decodedString(std::string_view value);

/// Whether the object at `object` has no member.
bool isBlank(std::string_view text, Span object);

struct Replacement
{
    Span place;
    std::string text;
};

/// `text` with the places replaced, which must not overlap. Every other byte stays.
std::string withReplacements(std::string_view text, std::vector<Replacement> replacements);

/// Puts `members` (JSON text, separated by commas) at the beginning of the object at `object`.
Replacement insertion(std::string_view text, Span object, std::string members);

} // namespace berth::gateway
