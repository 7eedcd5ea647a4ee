// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_message.h"

#include <algorithm>

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

} // namespace

bool sameHeaderName(std::string_view a, std::string_view b)
{
    if (a.size() != b.size() || a.empty() || lower(a.front()) != lower(b.front())) {
        return a.empty() && b.empty();
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

std::optional<std::string_view> Headers::get(std::string_view name) const
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

void Headers::makeRoom()
{
    if (m_slots.empty()) {
        m_slots.reserve(usualFields);
        m_text.reserve(usualBytes);
    }
}

void Headers::add(std::string_view name, std::string_view value)
{
    makeRoom();
    m_slots.push_back({m_text.size(), name.size(), value.size()});
    m_text.append(name).append(separator).append(value).append(lineEnd);
}

void Headers::addFrom(const Field &other)
{
    makeRoom();
    const auto &[name, value] = other;
    m_slots.push_back({m_text.size(), name.size(), value.size()});
    m_text.append(name.data(), name.size() + separator.size() + value.size() + lineEnd.size());
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
