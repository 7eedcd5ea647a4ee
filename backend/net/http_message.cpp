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

/// Of the token that `text` begins with.
std::size_t tokenSize(std::string_view text)
{
    const auto end = std::find_if_not(text.begin(), text.end(),
                                      [](unsigned char c) { return tokenCharacters[c]; });
    return static_cast<std::size_t>(end - text.begin());
}

/// Of what ends a line, or what another parser may take for the end of one (RFC 9110 section 5.5).
std::size_t countControls(std::string_view text)
{
    constexpr std::size_t most = 255; // so that a byte holds the count of each piece
    std::size_t all = 0;
    for (; !text.empty(); text.remove_prefix(std::min(most, text.size()))) {
        unsigned char found = 0;
        // Without a branch, so that the compiler can look at many characters at once.
        for (const char c : text.substr(0, most)) {
            const bool isControl =
                (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f';
            found = static_cast<unsigned char>(found + static_cast<unsigned char>(isControl));
        }
        all += found;
    }
    return all;
}

bool isSafe(std::string_view name, std::string_view value)
{
    return isToken(name) && countControls(value) == 0;
}

/// Nothing where the line is none (RFC 9112 section 5). Whether the value is one is not looked at.
std::optional<Headers::Field> fieldOf(std::string_view line)
{
    const std::size_t nameSize = tokenSize(line);
    if (nameSize == 0 || !line.substr(nameSize).starts_with(':')) {
        return std::nullopt;
    }
    return Headers::Field(line.substr(0, nameSize), trimmed(line.substr(nameSize + 1)));
}

} // namespace

bool isToken(std::string_view text)
{
    return !text.empty() && tokenSize(text) == text.size();
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
    m_areSafe = m_areSafe && isSafe(name, value);
}

bool Headers::isAsWritten(const Field &field, std::string_view line)
{
    const auto &[name, value] = field;
    return name.size() + separator.size() + value.size() == line.size() &&
           line.substr(name.size()).starts_with(separator);
}

bool Headers::addLines(std::string_view lines)
{
    const bool areFields = takeLines(lines);
    if (!areFields) {
        clear();
    }
    return areFields;
}

bool Headers::takeLines(std::string_view lines)
{
    // In one copy, for nearly always they stand there as they would be written here.
    const std::size_t before = m_text.size();
    m_text.reserve(std::max(usualBytes, before + lines.size()));
    m_text.append(lines);
    bool isCopied = true;
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < lines.size(); ++count) {
        const std::size_t next = lines.find('\n', begin) + 1;
        if (next < begin + lineEnd.size() || lines[next - lineEnd.size()] != lineEnd.front()) {
            return false;
        }
        const std::string_view line = lines.substr(begin, next - lineEnd.size() - begin);
        const auto field = fieldOf(line);
        if (!field) {
            return false;
        }
        if (isCopied && !isAsWritten(*field, line)) {
            m_text.resize(before + begin);
            isCopied = false;
        }
        const auto &[name, value] = *field;
        if (isCopied) {
            append({before + begin, name.size(), value.size()});
        } else {
            append(name, value);
        }
        begin = next;
    }
    // Then there is none within a line.
    return countControls(lines) == count * lineEnd.size();
}

void Headers::remove(std::string_view name)
{
    if (contains(name)) {
        keepOnly([name](const Field &field) { return !sameHeaderName(field.first, name); });
    }
}

void Headers::moveRun(std::string_view run, std::size_t to)
{
    if (run.data() != m_text.data() + to) {
        std::copy(run.begin(), run.end(), m_text.begin() + static_cast<std::ptrdiff_t>(to));
    }
}

/// Fields are gone, maybe the one that was not safe.
void Headers::reconsider()
{
    m_areSafe = m_areSafe || std::all_of(m_slots.begin(), m_slots.end(), [this](const Slot &slot) {
                    const auto &[name, value] = at(slot);
                    return isSafe(name, value);
                });
}

void Headers::clear()
{
    m_text.clear();
    m_slots.clear();
    m_lengths = 0;
    m_areSafe = true;
}

} // namespace berth::net
