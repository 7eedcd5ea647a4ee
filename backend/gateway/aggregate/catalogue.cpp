// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/catalogue.h"

#include "gateway/aggregate/shown_names.h"
#include "gateway/json_spans.h"
#include "gateway/rpc_message.h"

#include <algorithm>

namespace berth::gateway {

namespace {

constexpr std::array<ListWords, 4> words{{
    {"tools/list", "tools", "name", "tools", "notifications/tools/list_changed"},
    {"prompts/list", "prompts", "name", "prompts", "notifications/prompts/list_changed"},
    {"resources/list", "resources", "uri", "resources", "notifications/resources/list_changed"},
    {"resources/templates/list", "resourceTemplates", "uriTemplate", "resources",
     "notifications/resources/list_changed"},
}};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

Span whole(std::string_view text)
{
    return {0, text.size()};
}

bool isUri(ListKind kind)
{
    return kind == ListKind::Resources || kind == ListKind::Templates;
}

} // namespace

const ListWords &wordsOf(ListKind kind)
{
    return words.at(static_cast<std::size_t>(kind));
}

std::optional<ListKind> kindOfMethod(std::string_view method)
{
    for (const ListKind kind : allListKinds) {
        if (method == wordsOf(kind).method) {
            return kind;
        }
    }
    return std::nullopt;
}

std::optional<ListEntry> readEntry(std::string text, ListKind kind)
{
    const auto members = findMembers(text, JsonStrings::AsTheyAre);
    const Span place = members ? valueOf(*members, wordsOf(kind).name) : Span{};
    auto name = decodedString(place.in(text));
    if (!name || name->empty()) {
        return std::nullopt;
    }
    return ListEntry{std::move(*name), std::move(text)};
}

std::vector<ListEntry> entriesOfResult(const std::string &result, ListKind kind)
{
    std::vector<ListEntry> entries;
    const std::string text(trimmed(result));
    const Span list = memberAt(text, whole(text), wordsOf(kind).members);
    for (const Span element : elementsAt(text, list)) {
        if (auto entry = readEntry(std::string(trimmed(element.in(text))), kind)) {
            entries.push_back(std::move(*entry));
        }
    }
    return entries;
}

std::optional<std::string> nextCursorText(const std::string &result)
{
    const std::string text(trimmed(result));
    const Span cursor = memberAt(text, whole(text), "nextCursor");
    if (cursor.isEmpty() || cursor.in(text).front() != '"') {
        return std::nullopt;
    }
    return std::string(cursor.in(text));
}

void Catalogue::build(const std::vector<Part> &parts)
{
    struct Item
    {
        const ListEntry *entry;
        bool isListed;
    };
    std::vector<OwnedName> names;
    std::vector<Item> items;
    std::set<std::pair<std::string, std::string>> seen; // a server should not, but may, repeat
    for (const Part &part : parts) {
        for (const ListEntry &entry : *part.entries) {
            const bool isChosen = part.chosen == nullptr || part.chosen->count(entry.name) > 0;
            if (isChosen && seen.emplace(part.slug, entry.name).second) {
                names.push_back({part.slug, entry.name});
                items.push_back({&entry, part.isListed});
            }
        }
    }
    std::vector<std::string> shown;
    if (isUri(m_kind)) {
        std::map<std::string_view, int> counts;
        for (const OwnedName &owned : names) {
            ++counts[owned.name];
        }
        for (const OwnedName &owned : names) {
            const bool collides = counts[owned.name] > 1 || readOwnedUri(owned.name);
            shown.push_back(collides ? ownedUri(owned.slug, owned.name) : owned.name);
        }
    } else {
        shown = shownNames(names);
    }
    m_shown.clear();
    m_result = std::string("{\"") + wordsOf(m_kind).members + "\":[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        m_owners[shown[i]] = {names[i].slug, names[i].name};
        m_shown[{names[i].slug, names[i].name}] = shown[i];
        if (items[i].isListed) {
            m_result.append(m_result.back() == '[' ? "" : ",");
            m_result.append(shownText(*items[i].entry, shown[i]));
        }
    }
    m_result += "]}";
}

std::string Catalogue::shownText(const ListEntry &entry, const std::string &shown) const
{
    if (shown == entry.name) {
        return entry.text;
    }
    const Span place = memberAt(entry.text, whole(entry.text), wordsOf(m_kind).name);
    return withReplacements(entry.text, {{place, jsonString(shown)}});
}

std::optional<Catalogue::Owner> Catalogue::find(const std::string &shown) const
{
    const auto found = m_owners.find(shown);
    return found == m_owners.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Catalogue::Owner> Catalogue::findByTemplate(std::string_view uri) const
{
    for (const auto &[owned, shown] : m_shown) {
        if (shown == owned.second && matchesTemplate(shown, uri)) {
            return Owner{owned.first, std::string(uri)};
        }
    }
    return std::nullopt;
}

std::string Catalogue::shownOf(const std::string &slug, const std::string &name) const
{
    const auto found = m_shown.find({slug, name});
    return found == m_shown.end() ? name : found->second;
}

} // namespace berth::gateway
