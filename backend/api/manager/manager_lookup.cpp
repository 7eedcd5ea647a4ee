// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_lookup.h"

#include "api/manager/manager_reply.h"
#include "base/ids.h"

#include <algorithm>
#include <cctype>

namespace berth::api {

using base::Json;
using engine::InstanceSnapshot;
using Found = tl::expected<InstanceSnapshot, net::HttpResponse>;
using Wrong = tl::unexpected<net::HttpResponse>;

namespace {

/// A container's id may come short, as Berth tells it, or in full.
bool isContainerId(const InstanceSnapshot &view, const std::string &wanted)
{
    return !view.containerId.empty() && wanted.starts_with(view.containerId) &&
           wanted.find_first_not_of("0123456789abcdef") == std::string::npos;
}

net::HttpResponse ambiguous(const std::string &name, const std::vector<InstanceSnapshot> &named)
{
    std::string list;
    Json ids = Json::array();
    for (const InstanceSnapshot &view : named) {
        list += (list.empty() ? "" : ", ") + view.instance.id;
        ids.push_back(view.instance.id);
    }
    const std::string message = std::to_string(named.size()) + " instances are named " + name +
                                ": " + list + ". Use the id.";
    Json body = Json::object();
    body["error"] = "service_name_ambiguous";
    body["code"] = 409;
    body["message"] = message;
    body["instance_ids"] = std::move(ids);
    return jsonReply(body, 409);
}

} // namespace

std::string normalisedId(std::string id)
{
    if (base::isUuid(id)) {
        std::transform(id.begin(), id.end(), id.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    }
    return id;
}

std::vector<InstanceSnapshot> managedInstances(const engine::Engine &engine)
{
    std::vector<InstanceSnapshot> all = engine.instances();
    std::erase_if(all, [](const InstanceSnapshot &view) { return view.isRemote; });
    return all;
}

Found findManaged(const engine::Engine &engine, const std::string &wanted)
{
    const std::string id = normalisedId(wanted);
    std::vector<InstanceSnapshot> named;
    for (InstanceSnapshot &view : managedInstances(engine)) {
        if (view.instance.id == id || isContainerId(view, wanted)) {
            return std::move(view);
        }
        if (view.instance.name == wanted) {
            named.push_back(std::move(view));
        }
    }
    if (named.size() > 1) {
        return Wrong(ambiguous(wanted, named));
    }
    if (named.empty()) {
        return Wrong(managerRefusal(404, "instance_not_found",
                                    "There is no instance with this id, container or name."));
    }
    return std::move(named.front());
}

Found findContainer(const engine::Engine &engine, const std::string &wanted)
{
    Found found = findManaged(engine, wanted);
    if (!found && found.error().status == 404) {
        return Wrong(managerRefusal(404, "container_not_found",
                                    "There is no container of a service of this name."));
    }
    if (found && found->instance.spec.docker() == nullptr) {
        return Wrong(managerRefusal(404, "container_not_found",
                                    found->instance.name +
                                        " is a server elsewhere, so it has no container here."));
    }
    return found;
}

} // namespace berth::api
