// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/group.h"

#include "model/object_reader.h"

#include <algorithm>
#include <set>

namespace berth::model {

namespace {

constexpr std::size_t longestGroupName = 32;
constexpr std::size_t longestTitle = 255;
constexpr std::size_t mostMembers = 500;

void readMember(const base::Json &json, const std::string &pointer, Violations &violations,
                Group &group, std::set<std::string> &seen)
{
    if (!json.is_object()) {
        addViolation(violations, pointer, "A member must be an object.",
                     std::string(describeType(json)), R"({"instance_id": …, "tools": …})");
        return;
    }
    ObjectReader reader(json, pointer, violations);
    GroupMember member;
    member.instanceId = reader.text({"instance_id"}).value_or(std::string());
    if (member.instanceId.empty()) {
        reader.require("instance_id", "The instance is missing.", "the id of an instance");
        return;
    }
    if (!seen.insert(member.instanceId).second) {
        addViolation(violations, base::appendPointer(pointer, "instance_id"),
                     "The instance is a member already.", member.instanceId, "each instance once");
        return;
    }
    member.tools = reader.texts({"tools"});
    group.members.push_back(std::move(member));
}

void readMembers(ObjectReader &reader, Group &group)
{
    const auto members = reader.list({"members"});
    if (!members) {
        return;
    }
    if (members.value->size() > mostMembers) {
        addViolation(reader.violations(), members.pointer, "These are too many members.",
                     std::to_string(members.value->size()),
                     "at most " + std::to_string(mostMembers));
        return;
    }
    std::set<std::string> seen;
    std::size_t index = 0;
    for (const base::Json &member : *members.value) {
        readMember(member, base::appendPointer(members.pointer, std::to_string(index++)),
                   reader.violations(), group, seen);
    }
}

} // namespace

Group groupOfAll()
{
    Group group;
    group.name = allInstancesGroup;
    group.hasAllInstances = true;
    return group;
}

const GroupMember *findMember(const Group &group, std::string_view instanceId)
{
    const auto found =
        std::find_if(group.members.begin(), group.members.end(),
                     [instanceId](const GroupMember &one) { return one.instanceId == instanceId; });
    return found == group.members.end() ? nullptr : &*found;
}

std::string groupNameProblem(std::string_view name)
{
    const bool isPlain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (name.empty() || name.size() > longestGroupName || !isPlain) {
        return "A group's name is part of its address: 1 to 32 small letters, digits and hyphens.";
    }
    if (name == allInstancesGroup) {
        return "The group \"all\" is there already: it has all running instances.";
    }
    return {};
}

base::Json toJson(const Group &group)
{
    base::Json members = base::Json::array();
    for (const GroupMember &member : group.members) {
        members.push_back({{"instance_id", member.instanceId},
                           {"tools", member.tools ? base::Json(*member.tools) : base::Json()}});
    }
    return base::Json{{"name", group.name},
                      {"title", group.title},
                      {"all_instances", group.hasAllInstances},
                      {"members", std::move(members)},
                      {"created_at", base::toRfc3339(group.createdAt)}};
}

Validated<Group> readGroup(const base::Json &json)
{
    Violations violations;
    Group group;
    if (!json.is_object()) {
        addViolation(violations, {}, "A group must be an object.", std::string(describeType(json)),
                     "an object");
        return tl::unexpected(std::move(violations));
    }
    ObjectReader reader(json, {}, violations);
    group.name = reader.text({"name"}).value_or(std::string());
    if (const std::string problem = groupNameProblem(group.name); !problem.empty()) {
        addViolation(violations, "/name", problem, group.name, "a name such as work");
    }
    group.title = reader.text({"title"}).value_or(std::string());
    if (group.title.size() > longestTitle) {
        addViolation(violations, "/title", "The title is too long.",
                     std::to_string(group.title.size()) + " bytes", "at most 255 bytes");
    }
    group.hasAllInstances = reader.boolean({"all_instances"}).value_or(false);
    readMembers(reader, group);
    if (const auto text = reader.text({"created_at"})) {
        group.createdAt = base::parseRfc3339(*text).value_or(base::Timestamp{});
    }
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return group;
}

} // namespace berth::model
