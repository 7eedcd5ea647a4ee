// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/table.h"

#include <algorithm>
#include <cstdio>

namespace berth::cli {

using base::Json;
using base::Status;

namespace {

std::string sizeOf(const Json &group)
{
    const Json tools = group.value("tools", Json::object());
    return std::to_string(tools.value("count", 0)) + " tools, " +
           std::to_string(tools.value("bytes", 0)) + " bytes, about " +
           std::to_string(tools.value("estimated_tokens", 0)) + " tokens";
}

std::string membersOf(const Json &group)
{
    std::string names;
    for (const Json &part : group.value("instances", Json::array())) {
        names += (names.empty() ? "" : ", ") + base::stringOr(part, "name");
    }
    return names.empty() ? "-" : names;
}

Json &memberOf(Json &members, const std::string &id)
{
    for (Json &member : members) {
        if (base::stringOr(member, "instance_id") == id) {
            return member;
        }
    }
    members.push_back(Json{{"instance_id", id}, {"tools", nullptr}});
    return members.back();
}

Json listOf(const std::string &text)
{
    Json list = Json::array();
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        if (end > at) {
            list.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return list;
}

/// Puts what the person said into the group.
Status apply(ApiClient &api, const GroupOptions &options, Json &group)
{
    if (options.hasTitle) {
        group["title"] = options.title;
    }
    if (options.hasAll || !options.instances.empty()) {
        group["all_instances"] = options.hasAll;
        group["members"] = Json::array();
    }
    if (options.instances.empty() && options.tools.empty()) {
        return {};
    }
    const auto instances = api.get("/v1/mcp-server-instances/");
    if (!instances) {
        return base::fail(instances.error());
    }
    for (const std::string &name : options.instances) {
        const auto instance = pick(*instances, name, "instance");
        if (!instance) {
            return base::fail(instance.error());
        }
        memberOf(group["members"], base::stringOr(*instance, "id"));
    }
    for (const std::string &choice : options.tools) {
        const auto mark = choice.find('=');
        const auto instance = pick(*instances, choice.substr(0, mark), "instance");
        if (!instance) {
            return base::fail(instance.error());
        }
        Json &member = memberOf(group["members"], base::stringOr(*instance, "id"));
        member["tools"] = mark == std::string::npos ? Json() : listOf(choice.substr(mark + 1));
    }
    return {};
}

Status show(const base::Result<Json> &group, Format format, const char *what)
{
    if (!group) {
        return base::fail(group.error());
    }
    if (format == Format::Json) {
        printJson(*group);
    } else {
        std::printf("%s %s: %s (%s)\n", what, printable(base::stringOr(*group, "name")).c_str(),
                    base::stringOr(*group, "url").c_str(), sizeOf(*group).c_str());
    }
    return {};
}

} // namespace

Status listGroups(ApiClient &api, Format format)
{
    const auto groups = api.get("/v1/groups/");
    if (!groups) {
        return base::fail(groups.error());
    }
    if (format == Format::Json) {
        printJson(*groups);
        return {};
    }
    Table table({"NAME", "ADDRESS", "TOOLS", "INSTANCES"});
    for (const Json &group : *groups) {
        table.addRow({printable(base::stringOr(group, "name")), base::stringOr(group, "url"),
                      sizeOf(group), printable(membersOf(group))});
    }
    std::fputs(table.text().c_str(), stdout);
    return {};
}

Status addGroup(ApiClient &api, Format format, const GroupOptions &options)
{
    Json group{{"name", options.name}, {"members", Json::array()}};
    if (Status applied = apply(api, options, group); !applied) {
        return applied;
    }
    return show(api.post("/v1/groups/", group), format, "Added");
}

Status setGroup(ApiClient &api, Format format, const GroupOptions &options)
{
    const std::string path = "/v1/groups/" + options.name;
    auto group = api.get(path);
    if (!group) {
        return base::fail(group.error());
    }
    if (Status applied = apply(api, options, *group); !applied) {
        return applied;
    }
    return show(api.put(path, *group), format, "Changed");
}

Status removeGroup(ApiClient &api, Format format, const GroupOptions &options)
{
    const auto answer = api.remove("/v1/groups/" + options.name);
    if (!answer) {
        return base::fail(answer.error());
    }
    if (format == Format::Json) {
        printJson(*answer);
    } else {
        std::printf("Removed %s\n", printable(options.name).c_str());
    }
    return {};
}

} // namespace berth::cli
