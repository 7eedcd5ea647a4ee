// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/instance.h"

#include <algorithm>
#include <array>

namespace berth::model {

namespace {

constexpr std::array<std::pair<InstanceState, std::string_view>, 10> stateNames{{
    {InstanceState::Pending, "pending"},
    {InstanceState::Validating, "validating"},
    {InstanceState::Pulling, "pulling"},
    {InstanceState::Starting, "starting"},
    {InstanceState::Running, "running"},
    {InstanceState::Unhealthy, "unhealthy"},
    {InstanceState::Stopping, "stopping"},
    {InstanceState::Stopped, "stopped"},
    {InstanceState::Failed, "failed"},
    {InstanceState::Backoff, "backoff"},
}};

constexpr std::array<std::pair<DesiredState, std::string_view>, 3> desiredNames{{
    {DesiredState::Running, "running"},
    {DesiredState::Stopped, "stopped"},
    {DesiredState::Deleted, "deleted"},
}};

template <typename Names, typename Value>
std::string_view nameIn(const Names &names, Value value)
{
    const auto it = std::find_if(names.begin(), names.end(),
                                 [value](const auto &entry) { return entry.first == value; });
    return it == names.end() ? std::string_view() : it->second;
}

template <typename Value, typename Names>
std::optional<Value> valueIn(const Names &names, std::string_view name)
{
    const auto it = std::find_if(names.begin(), names.end(),
                                 [name](const auto &entry) { return entry.second == name; });
    return it == names.end() ? std::nullopt : std::optional<Value>(it->first);
}

/// Room for a suffix that makes it unique within a DNS label.
constexpr std::size_t maxSlugLength = 48;

} // namespace

std::string_view stateName(InstanceState state)
{
    return nameIn(stateNames, state);
}

std::optional<InstanceState> stateFromName(std::string_view name)
{
    return valueIn<InstanceState>(stateNames, name);
}

std::string_view desiredStateName(DesiredState state)
{
    return nameIn(desiredNames, state);
}

std::optional<DesiredState> desiredStateFromName(std::string_view name)
{
    return valueIn<DesiredState>(desiredNames, name);
}

std::string slugify(std::string_view name)
{
    std::string slug;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            slug += upper ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
        if (slug.size() == maxSlugLength) {
            break;
        }
    }
    if (!slug.empty() && slug.back() == '-') {
        slug.pop_back();
    }
    return slug.empty() ? "instance" : slug;
}

base::Json toJson(const Instance &instance)
{
    base::Json json = base::Json::object();
    json["id"] = instance.id;
    json["name"] = instance.name;
    json["description"] =
        instance.description.empty() ? base::Json(nullptr) : base::Json(instance.description);
    json["server_spec_id"] =
        instance.serverSpecId ? base::Json(*instance.serverSpecId) : base::Json(nullptr);
    json["json_spec"] = toJson(instance.spec);
    json["status"] = stateName(instance.state);
    json["slug"] = instance.slug;
    json["created_at"] = base::toRfc3339(instance.createdAt);
    json["updated_at"] = base::toRfc3339(instance.updatedAt);
    return json;
}

base::Json toJson(const Tool &tool)
{
    base::Json json = base::Json::object();
    json["name"] = tool.name;
    if (!tool.title.empty()) {
        json["title"] = tool.title;
    }
    json["description"] = tool.description;
    json["inputSchema"] = tool.inputSchema;
    if (!tool.annotations.empty()) {
        json["annotations"] = tool.annotations;
    }
    if (!tool.outputSchema.empty()) {
        json["outputSchema"] = tool.outputSchema;
    }
    return json;
}

std::optional<Tool> toolFromJson(const base::Json &json)
{
    Tool tool;
    tool.name = base::stringOr(json, "name");
    if (tool.name.empty()) {
        return std::nullopt;
    }
    tool.title = base::stringOr(json, "title");
    tool.description = base::stringOr(json, "description");
    if (const auto it = json.find("inputSchema"); it != json.end() && it->is_object()) {
        tool.inputSchema = *it;
    }
    if (const auto it = json.find("annotations"); it != json.end() && it->is_object()) {
        tool.annotations = *it;
    }
    if (const auto it = json.find("outputSchema"); it != json.end() && it->is_object()) {
        tool.outputSchema = *it;
    }
    return tool;
}

} // namespace berth::model
