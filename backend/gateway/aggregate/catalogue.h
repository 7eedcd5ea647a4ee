// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace berth::gateway {

/// What a server lists.
enum class ListKind
{
    Tools,
    Prompts,
    Resources,
    Templates
};

inline constexpr std::array<ListKind, 4> allListKinds{ListKind::Tools, ListKind::Prompts,
                                                      ListKind::Resources, ListKind::Templates};

/// The words of MCP for a list.
struct ListWords
{
    const char *method;
    const char *members;    ///< the member of the result that is the list
    const char *name;       ///< the member of an entry that names it
    const char *capability; ///< of a server that has such a list
    const char *changed;    ///< the notification
};
const ListWords &wordsOf(ListKind kind);
std::optional<ListKind> kindOfMethod(std::string_view method);

/// One entry as the server wrote it.
struct ListEntry
{
    std::string name;
    std::string text; ///< JSON

    bool operator==(const ListEntry &) const = default;
};
using ListEntries = std::shared_ptr<const std::vector<ListEntry>>;

/// The entries of a result, or of an array, given as JSON texts. What has no name is left out.
std::vector<ListEntry> entriesOfResult(const std::string &result, ListKind kind);
std::optional<ListEntry> readEntry(std::string text, ListKind kind);
/// JSON text of a result's nextCursor; nothing when it has none.
std::optional<std::string> nextCursorText(const std::string &result);

/// The lists of one kind of all members as one list, and back from its names to theirs.
class Catalogue
{
public:
    struct Part
    {
        std::string slug;
        ListEntries entries;
        bool isListed = true; ///< else its names are only kept free
        const std::set<std::string> *chosen = nullptr;
    };
    struct Owner
    {
        std::string slug;
        std::string name; ///< the server's own
    };

    explicit Catalogue(ListKind kind)
        : m_kind(kind)
    {}

    void build(const std::vector<Part> &parts);
    /// The result that lists them, JSON text.
    const std::string &result() const
    {
        return m_result;
    }
    /// Also by a name that was shown earlier, while no other thing has it.
    std::optional<Owner> find(const std::string &shown) const;
    /// The member with a template that may have given the URI, and the URI.
    std::optional<Owner> findByTemplate(std::string_view uri) const;
    /// What a member's thing is shown as; its own name when it is not listed.
    std::string shownOf(const std::string &slug, const std::string &name) const;

private:
    std::string shownText(const ListEntry &entry, const std::string &shown) const;

    ListKind m_kind;
    std::string m_result = "{}";
    std::map<std::string, Owner, std::less<>> m_owners; ///< by the shown name
    std::map<std::pair<std::string, std::string>, std::string> m_shown;
};

} // namespace berth::gateway
