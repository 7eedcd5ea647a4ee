// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the things of several servers are called where they are shown as those of one.
namespace berth::gateway {

inline constexpr std::size_t longestName = 64;

/// A name with the slug of the member that has it.
struct OwnedName
{
    std::string slug;
    std::string name;
};

/// What each is shown as, in the same order: its own name where no other member has that, else
/// "<slug>__<name>". What would be longer than 64 characters, or be another's name, is cut and ends
/// in a hash of slug and name. All differ; each depends on slug, name and whether they collide
/// only, not on the order.
std::vector<std::string> shownNames(const std::vector<OwnedName> &names);

/// "<scheme>:…" of a member as "berth.<slug>+<scheme>:…", which is one member's only.
std::string ownedUri(std::string_view slug, std::string_view uri);
/// Slug and URI of what ownedUri() made.
std::optional<std::pair<std::string, std::string>> readOwnedUri(std::string_view uri);

/// Whether a URI template (RFC 6570) may have given the URI: its literal parts occur in it in that
/// order, from its beginning to its end.
bool matchesTemplate(std::string_view uriTemplate, std::string_view uri);

} // namespace berth::gateway
