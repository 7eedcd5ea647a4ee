// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/text_rules.h"

#include <algorithm>

namespace berth::model {

namespace {

bool isAlpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// Length of the UTF-8 sequence at the start of `text` (RFC 3629), 0 when it is malformed.
std::size_t sequenceLength(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80U) {
        return 1;
    }
    const std::size_t length = first < 0xc2U ? 0 : first < 0xe0U ? 2 : first < 0xf0U ? 3 : 4;
    if (length == 0 || first > 0xf4U || text.size() < length) {
        return 0;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (first == 0xe0U && second < 0xa0U) || (first == 0xf0U && second < 0x90U);
    const bool outOfRange =
        (first == 0xedU && second > 0x9fU) || (first == 0xf4U && second > 0x8fU);
    const bool wellFormed =
        std::all_of(text.begin() + 1, text.begin() + static_cast<long>(length), isContinuation);
    return wellFormed && !overlong && !outOfRange ? length : 0;
}

} // namespace

bool isEnvName(std::string_view text)
{
    return !text.empty() && text.size() <= 255 && !isDigit(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return isAlpha(c) || isDigit(c) || c == '_'; });
}

bool isHttpToken(std::string_view text)
{
    constexpr std::string_view symbols = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [symbols](char c) {
        return isAlpha(c) || isDigit(c) || symbols.find(c) != std::string_view::npos;
    });
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

std::optional<std::size_t> utf8Length(std::string_view text)
{
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0) {
            return std::nullopt;
        }
        text.remove_prefix(length);
        ++count;
    }
    return count;
}

bool hasControlCharacter(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20U || byte == 0x7fU) {
            return true;
        }
        // U+0080 to U+009F are encoded as C2 80 to C2 9F.
        if (byte == 0xc2U && i + 1 < text.size() &&
            static_cast<unsigned char>(text[i + 1]) < 0xa0U) {
            return true;
        }
    }
    return false;
}

bool hasNul(std::string_view text)
{
    return text.find('\0') != std::string_view::npos;
}

std::string asciiLower(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

std::string shorten(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit) {
        return std::string(text);
    }
    std::size_t end = limit;
    while (end > 0 && isContinuation(text[end])) {
        --end;
    }
    return std::string(text.substr(0, end)) + "…";
}

} // namespace berth::model
