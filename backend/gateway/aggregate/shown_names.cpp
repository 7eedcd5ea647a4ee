// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/shown_names.h"

#include <array>
#include <cstdint>
#include <map>
#include <set>

namespace berth::gateway {

namespace {

constexpr std::string_view separator = "__";
constexpr std::string_view uriMark = "berth.";
constexpr std::size_t hashDigits = 8;

/// FNV-1a, whose values are the same everywhere and always.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    return hash;
}

std::string hexOf(std::uint64_t hash)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < hashDigits; ++i) {
        text += digits[hash >> (60U - 4U * i) & 0xFU];
    }
    return text;
}

/// The beginning of `text`, not cut inside a character of UTF-8.
std::string beginning(std::string_view text, std::size_t most)
{
    if (text.size() > most) {
        while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
            --most;
        }
        text = text.substr(0, most);
    }
    return std::string(text);
}

std::string hashed(const OwnedName &owned, const std::string &wanted, int attempt)
{
    std::string key = owned.slug + '\n' + owned.name;
    if (attempt > 0) {
        key += '\n' + std::to_string(attempt);
    }
    return beginning(wanted, longestName - hashDigits - 1) + '_' + hexOf(hashOf(key));
}

} // namespace

std::vector<std::string> shownNames(const std::vector<OwnedName> &names)
{
    std::map<std::string_view, int> counts;
    for (const OwnedName &owned : names) {
        ++counts[owned.name];
    }
    std::set<std::string> taken;
    for (const auto &[name, count] : counts) {
        if (count == 1 && name.size() <= longestName) {
            taken.emplace(name);
        }
    }
    // By slug and name, so that the order in which they came decides nothing.
    std::map<std::pair<std::string, std::string>, std::size_t> others;
    std::vector<std::string> shown(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (counts[names[i].name] == 1 && names[i].name.size() <= longestName) {
            shown[i] = names[i].name;
        } else {
            others.emplace(std::pair(names[i].slug, names[i].name), i);
        }
    }
    for (const auto &[key, i] : others) {
        const OwnedName &owned = names[i];
        const bool collides = counts[owned.name] > 1;
        const std::string wanted =
            collides ? owned.slug + std::string(separator) + owned.name : owned.name;
        std::string name = wanted;
        for (int attempt = 0; name.size() > longestName || taken.count(name) > 0; ++attempt) {
            name = hashed(owned, wanted, attempt);
        }
        taken.insert(name);
        shown[i] = std::move(name);
    }
    return shown;
}

std::string ownedUri(std::string_view slug, std::string_view uri)
{
    std::string text(uriMark);
    return text.append(slug).append("+").append(uri);
}

std::optional<std::pair<std::string, std::string>> readOwnedUri(std::string_view uri)
{
    if (!uri.starts_with(uriMark)) {
        return std::nullopt;
    }
    uri.remove_prefix(uriMark.size());
    const auto end = uri.find('+');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    return std::pair(std::string(uri.substr(0, end)), std::string(uri.substr(end + 1)));
}

bool matchesTemplate(std::string_view uriTemplate, std::string_view uri)
{
    bool isFirst = true;
    while (true) {
        const auto open = uriTemplate.find('{');
        const std::string_view literal = uriTemplate.substr(0, open);
        const bool isLast = open == std::string_view::npos;
        if (isFirst && !uri.starts_with(literal)) {
            return false;
        }
        if (isLast) {
            return isFirst ? uri == literal : uri.ends_with(literal);
        }
        const auto at = isFirst ? 0 : uri.find(literal);
        if (at == std::string_view::npos) {
            return false;
        }
        uri.remove_prefix(at + literal.size());
        const auto close = uriTemplate.find('}', open);
        if (close == std::string_view::npos) {
            return false;
        }
        uriTemplate.remove_prefix(close + 1);
        isFirst = false;
    }
}

} // namespace berth::gateway
