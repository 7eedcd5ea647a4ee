// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/validation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::model {

/// An instance in a group.
struct GroupMember
{
    std::string instanceId;
    /// The server's names of the tools that the group shows; nothing: all.
    std::optional<std::vector<std::string>> tools;

    bool operator==(const GroupMember &) const = default;
};

/// Several instances behind one address of the gateway, "/mcp/@<name>".
struct Group
{
    std::string name;  ///< as in the address: 1 to 32 of a-z, 0-9 and "-"
    std::string title; ///< for people; may be empty
    /// Every instance that runs or starts on a call belongs to it; `members` then only choose
    /// tools.
    bool hasAllInstances = false;
    std::vector<GroupMember> members;
    base::Timestamp createdAt{};

    bool operator==(const Group &) const = default;
};

/// The group that is always there: every instance that runs, and every tool. Not stored.
inline constexpr std::string_view allInstancesGroup = "all";
Group groupOfAll();

const GroupMember *findMember(const Group &group, std::string_view instanceId);

base::Json toJson(const Group &group);
/// Reads what toJson() writes; members that it does not know are left alone.
Validated<Group> readGroup(const base::Json &json);

/// Why a group cannot have that name; empty when it can.
std::string groupNameProblem(std::string_view name);

} // namespace berth::model
