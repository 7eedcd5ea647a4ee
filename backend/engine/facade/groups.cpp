// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/facade/groups.h"

#include "base/json.h"

#include <algorithm>

namespace berth::engine {

namespace {

bool startsOnCall(const model::Instance &instance)
{
    const auto *docker = instance.spec.docker();
    return docker != nullptr && docker->gateway.startOnCall &&
           instance.state != model::InstanceState::Failed;
}

/// Of what a client gives to the model: name, title, description and input schema.
std::int64_t bytesOf(model::Tool tool)
{
    tool.annotations = base::Json::object();
    tool.outputSchema = base::Json::object();
    return static_cast<std::int64_t>(base::toText(model::toJson(tool)).size());
}

GroupPart describePart(const model::Group &group, const InstanceSnapshot &view)
{
    const model::Instance &instance = view.instance;
    const model::GroupMember *member = model::findMember(group, instance.id);
    const bool isWanted =
        instance.desired == model::DesiredState::Running || startsOnCall(instance);
    GroupPart part;
    part.instanceId = instance.id;
    part.name = instance.name;
    part.slug = instance.slug;
    part.state = instance.state;
    part.isMember = group.hasAllInstances ? isWanted : member != nullptr;
    const bool runs = instance.state == model::InstanceState::Running ||
                      instance.state == model::InstanceState::Unhealthy;
    part.isListed = part.isMember && (runs || startsOnCall(instance));
    part.hasChoice = member != nullptr && member->tools.has_value();
    for (const model::Tool &tool : instance.tools) {
        GroupTool one;
        one.name = tool.name;
        one.description = tool.description;
        one.bytes = bytesOf(tool);
        one.isChosen = !part.hasChoice || std::find(member->tools->begin(), member->tools->end(),
                                                    tool.name) != member->tools->end();
        part.tools.push_back(std::move(one));
    }
    return part;
}

} // namespace

std::int64_t estimatedTokens(std::int64_t bytes)
{
    constexpr std::int64_t bytesPerToken = 4;
    return (bytes + bytesPerToken - 1) / bytesPerToken;
}

GroupView describeGroup(const model::Group &group, const std::vector<InstanceSnapshot> &instances,
                        const std::string &gatewayAddress)
{
    GroupView view;
    view.group = group;
    view.isBuiltIn = group.name == model::allInstancesGroup;
    view.address = gatewayAddress + (view.isBuiltIn ? "/mcp" : "/mcp/@" + group.name);
    for (const InstanceSnapshot &instance : instances) {
        if (instance.isRemote || instance.instance.desired == model::DesiredState::Deleted) {
            continue;
        }
        view.parts.push_back(describePart(group, instance));
        const GroupPart &part = view.parts.back();
        for (const GroupTool &tool : part.tools) {
            if (part.isListed && tool.isChosen) {
                ++view.tools;
                view.bytes += tool.bytes;
            }
        }
    }
    std::stable_sort(view.parts.begin(), view.parts.end(), [](const auto &one, const auto &other) {
        return one.isMember != other.isMember ? one.isMember : one.name < other.name;
    });
    view.tokens = estimatedTokens(view.bytes);
    view.isLarge = view.tools > manyTools || view.bytes > manyToolBytes;
    return view;
}

std::vector<GroupView> describeGroups(const std::vector<model::Group> &groups,
                                      const std::vector<InstanceSnapshot> &instances,
                                      const std::string &gatewayAddress)
{
    std::vector<GroupView> views{describeGroup(model::groupOfAll(), instances, gatewayAddress)};
    for (const model::Group &group : groups) {
        views.push_back(describeGroup(group, instances, gatewayAddress));
    }
    return views;
}

} // namespace berth::engine
