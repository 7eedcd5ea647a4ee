// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/wanted_instance.h"

#include <algorithm>

namespace berth::connections {

using base::Json;
using model::DesiredState;

namespace {

constexpr std::size_t longestId = 64;
constexpr std::size_t shownOfId = 8;

std::string nameOr(std::string name, const std::string &id)
{
    return name.empty() ? "Instance " + id.substr(0, shownOfId) : std::move(name);
}

std::optional<std::string> optionalText(const Json &object, const char *key)
{
    std::string text = base::stringOr(object, key);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<WantedInstance> read(std::string id, const Json &object)
{
    const auto spec = object.find("json_spec");
    if (!isUsableId(id) || spec == object.end() || !spec->is_object()) {
        return std::nullopt;
    }
    WantedInstance wanted;
    wanted.name = nameOr(base::stringOr(object, "name"), id);
    wanted.id = std::move(id);
    wanted.description = base::stringOr(object, "description");
    wanted.serverSpecId = optionalText(object, "server_spec_id");
    wanted.spec = *spec;
    return wanted;
}

} // namespace

bool isUsableId(const std::string &id)
{
    const auto isUsable = [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= longestId && id.front() != '-' &&
           std::all_of(id.begin(), id.end(), isUsable);
}

std::optional<WantedInstance> wantedFrom(const model::DomainEvent &event)
{
    return read(base::stringOr(event.data, "instance_id"), event.data);
}

WantedInstance wantedFrom(const PlatformInstance &instance)
{
    WantedInstance wanted{instance.id,          nameOr(instance.name, instance.id),
                          instance.description, instance.serverSpecId,
                          instance.spec,        DesiredState::Running};
    if (instance.status == "stopped") {
        wanted.desired = DesiredState::Stopped;
    }
    return wanted;
}

std::optional<WantedInstance> wantedFrom(const std::string &id, const Json &facts)
{
    auto wanted = read(id, facts);
    if (wanted && base::stringOr(facts, "desired") == "stopped") {
        wanted->desired = DesiredState::Stopped;
    }
    return wanted;
}

WantedInstance wantedFrom(const model::Instance &instance)
{
    return {instance.id,           instance.name,         instance.description,
            instance.serverSpecId, toJson(instance.spec), instance.desired};
}

Json draftJson(const WantedInstance &wanted)
{
    return Json{{"name", wanted.name},
                {"description", wanted.description},
                {"server_spec_id", wanted.serverSpecId ? Json(*wanted.serverSpecId) : Json()},
                {"json_spec", wanted.spec}};
}

Json factsOf(const WantedInstance &wanted)
{
    Json facts = draftJson(wanted);
    facts["instance_id"] = wanted.id;
    facts["desired"] = std::string(model::desiredStateName(wanted.desired));
    return facts;
}

} // namespace berth::connections
