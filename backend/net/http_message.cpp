// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_message.h"

#include <algorithm>

namespace berth::net {

namespace {

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
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Headers::get(std::string_view name) const
{
    for (const auto &[fieldName, value] : m_fields) {
        if (sameHeaderName(fieldName, name)) {
            return trimmed(value);
        }
    }
    return std::nullopt;
}

void Headers::set(std::string_view name, std::string_view value)
{
    remove(name);
    add(name, value);
}

void Headers::add(std::string_view name, std::string_view value)
{
    m_fields.emplace_back(name, value);
}

void Headers::remove(std::string_view name)
{
    std::erase_if(m_fields,
                  [name](const Field &field) { return sameHeaderName(field.first, name); });
}

} // namespace berth::net
