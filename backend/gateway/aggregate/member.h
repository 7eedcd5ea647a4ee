// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/gateway.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::gateway {

/// An instance as part of an aggregate.
struct Member
{
    std::string slug;
    Route route; ///< carries the instance's id and name
    /// JSON texts of the tools that it listed last; shown while it starts on a call only.
    std::vector<std::string> knownTools;
    /// The server's names of the tools that are shown; nothing: all.
    std::optional<std::set<std::string>> chosenTools;
};

using Members = std::vector<Member>; ///< in the order of their slugs
using MembersPtr = std::shared_ptr<const Members>;
/// By name as in the address, "/mcp/@<name>"; model::allInstancesGroup is at "/mcp" too.
using AggregateTable = std::map<std::string, MembersPtr>;

} // namespace berth::gateway
