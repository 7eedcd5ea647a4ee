// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_message.h"

#include <algorithm>
#include <array>

namespace berth::net {

namespace {

constexpr std::size_t usualFields = 16;
constexpr std::size_t usualBytes = 512;

// Not std::tolower: the locale must not decide what a header is called.
constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// By character: may it stand in a token (RFC 9110 section 5.6.2)? Every field of every message is
/// looked at.
constexpr std::array<bool, 256> tokenCharacters = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : std::string_view("!#$%&'*+-.^_`|~0123456789"
                                                  "abcdefghijklmnopqrstuvwxyz"
                                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        table[c] = true;
    }
    return table;
}();

/// Nothing that ends a line, or that another parser may take for the end of one (RFC 9110 section
/// 5.5). Looks at all of it, so that the compiler can look at many characters at once.
bool hasNoControls(std::string_view value)
{
    unsigned char found = 0;
    for (const char c : value) {
        found |= static_cast<unsigned char>((static_cast<unsigned char>(c) < ' ' && c != '\t') ||
                                            c == '\x7f');
    }
    return found == 0;
}

/// Nothing where the line is none (RFC 9112 section 5).
std::optional<Headers::Field> fieldOf(std::string_view line)
{
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (colon == std::string_view::npos || !isToken(name)) {
        return std::nullopt;
    }
    const std::string_view value = line.substr(colon + 1);
    return hasNoControls(value) ? std::optional(Headers::Field(name, trimmed(value)))
                                : std::nullopt;
}

} // namespace

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return tokenCharacters[c]; });
}

bool sameLetters(std::string_view a, std::string_view b)
{
    if (a.empty() || lower(a.front()) != lower(b.front())) {
        return a.empty();
    }
    // Most are written as usual.
    return a == b || std::equal(a.begin(), a.end(), b.begin(),
                                [](char x, char y) { return lower(x) == lower(y); });
}

Headers::Headers(std::initializer_list<Field> fields)
{
    for (const auto &[name, value] : fields) {
        add(name, value);
    }
}

std::optional<std::string_view> Headers::find(std::string_view name) const
{
    for (const Slot &slot : m_slots) {
        if (slot.nameSize == name.size()) {
            const auto [fieldName, value] = at(slot);
            if (sameHeaderName(fieldName, name)) {
                return trimmed(value);
            }
        }
    }
    return std::nullopt;
}

void Headers::set(std::string_view name, std::string_view value)
{
    remove(name);
    add(name, value);
}

void Headers::append(Slot slot)
{
    if (m_slots.empty()) {
        m_slots.reserve(usualFields);
        m_text.reserve(usualBytes);
    }
    m_slots.push_back(slot);
    m_lengths |= lengthBit(slot.nameSize);
}

void Headers::append(std::string_view name, std::string_view value)
{
    append({m_text.size(), name.size(), value.size()});
    m_text.append(name).append(separator).append(value).append(lineEnd);
}

void Headers::add(std::string_view name, std::string_view value)
{
    append(name, value);
    m_areSafe = m_areSafe && isToken(name) && hasNoControls(value);
}

void Headers::addFrom(const Headers &other, const Field &field)
{
    append({m_text.size(), field.first.size(), field.second.size()});
    m_text.append(lineOf(field));
    m_areSafe = m_areSafe && other.m_areSafe;
}

bool Headers::isAsWritten(const Field &field, std::string_view line)
{
    const auto &[name, value] = field;
    return name.size() + separator.size() + value.size() == line.size() &&
           line.substr(name.size()).starts_with(separator);
}

bool Headers::addLines(std::string_view lines)
{
    // In one copy, for nearly always they stand there as they would be written here.
    const std::size_t before = m_text.size();
    m_text.reserve(std::max(usualBytes, before + lines.size()));
    m_text.append(lines);
    bool isCopied = true;
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = lines.find(lineEnd, begin);
        const std::string_view line = lines.substr(begin, end - begin);
        const auto field = end == std::string_view::npos ? std::nullopt : fieldOf(line);
        if (isCopied && !(field && isAsWritten(*field, line))) {
            m_text.resize(before + begin);
            isCopied = false;
        }
        if (!field) {
            return false;
        }
        const auto &[name, value] = *field;
        if (isCopied) {
            append({before + begin, name.size(), value.size()});
        } else {
            append(name, value);
        }
        begin = end + lineEnd.size();
    }
    return true;
}

void Headers::remove(std::string_view name)
{
    if (!contains(name)) {
        return;
    }
    Headers kept;
    for (const auto &[fieldName, value] : fields()) {
        if (!sameHeaderName(fieldName, name)) {
            kept.add(fieldName, value);
        }
    }
    *this = std::move(kept);
}

} // namespace berth::net
