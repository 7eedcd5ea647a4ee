// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_containers.h"

#include "api/manager/manager_json.h"
#include "api/manager/manager_lookup.h"
#include "api/manager/manager_reply.h"
#include "api/manager/manager_request.h"
#include "api/manager/spec_check.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;

ManagerContainers::ManagerContainers(engine::Engine &engine)
    : m_engine(engine)
{}

void ManagerContainers::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/containers", bind(&ManagerContainers::list));
    router.add("POST", "/containers", bind(&ManagerContainers::create));
    router.add("POST", "/containers/validate", bind(&ManagerContainers::validate));
    router.add("GET", "/containers/{id}", bind(&ManagerContainers::get));
    router.add("DELETE", "/containers/{id}", bind(&ManagerContainers::remove));
}

ManagerContainers::Reply ManagerContainers::list(Call &)
{
    Json containers = Json::array();
    for (const engine::InstanceSnapshot &view : managedInstances(m_engine)) {
        if (view.instance.spec.docker() != nullptr) {
            containers.push_back(containerJson(view));
        }
    }
    Json reply = Json::object();
    reply["total"] = containers.size();
    reply["containers"] = std::move(containers);
    co_return jsonReply(reply);
}

bool ManagerContainers::isTaken(const std::string &name) const
{
    const auto all = managedInstances(m_engine);
    return std::any_of(all.begin(), all.end(), [&name](const engine::InstanceSnapshot &view) {
        return view.instance.name == name;
    });
}

/// A second one of the same name could not be told apart here, where names are the keys.
ManagerContainers::Reply ManagerContainers::create(Call &call)
{
    const auto body = co_await readManagerBody(call);
    if (!body) {
        co_return body.error();
    }
    auto request = readContainerRequest(*body);
    if (!request) {
        co_return invalidRequest(joined(request.error()));
    }
    if (isTaken(request->draft.name)) {
        co_return managerRefusal(409, "container_exists",
                                 "There is an instance named " + request->draft.name +
                                     " already. Delete it, or take another service name.");
    }
    const auto id = co_await m_engine.createInstance(std::move(request->draft), {}, true);
    if (!id) {
        co_return managerFailure(id.error(), "container_creation_failed");
    }
    const auto view = m_engine.instance(*id);
    co_return view ? jsonReply(containerJson(*view), 201)
                   : managerRefusal(409, "conflict", "The container was deleted meanwhile.");
}

/// What AgentArea asks before it stores an instance: {instance_id, name, json_spec, dry_run}.
ManagerContainers::Reply ManagerContainers::validate(Call &call)
{
    const auto body = co_await readManagerBody(call);
    if (!body) {
        co_return body.error();
    }
    const auto given = body->find("json_spec");
    if (given == body->end()) {
        co_return invalidRequest("json_spec is missing.");
    }
    const auto spec = model::readJsonSpec(*given);
    if (!spec) {
        co_return jsonReply(checkFailed(problemsOf(spec.error())));
    }
    co_return jsonReply(co_await checkedSpec(m_engine, *spec));
}

ManagerContainers::Reply ManagerContainers::get(Call &call)
{
    const auto view = findContainer(m_engine, call.parameter);
    co_return view ? jsonReply(containerJson(*view)) : view.error();
}

ManagerContainers::Reply ManagerContainers::remove(Call &call)
{
    const auto view = findContainer(m_engine, call.parameter);
    if (!view) {
        co_return view.error();
    }
    const auto removed = co_await m_engine.removeInstance(view->instance.id);
    if (!removed) {
        co_return managerFailure(removed.error(), "container_deletion_failed");
    }
    Json reply = Json::object();
    reply["message"] = "Container deleted successfully";
    reply["service"] = view->instance.name;
    co_return jsonReply(reply);
}

} // namespace berth::api
