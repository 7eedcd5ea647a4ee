// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_instances.h"

#include "api/manager/manager_json.h"
#include "api/manager/manager_lookup.h"
#include "api/manager/manager_reply.h"
#include "api/manager/manager_request.h"
#include "api/manager/spec_check.h"

#include <utility>

namespace berth::api {

using base::Json;

namespace {

Json done(std::string_view message, const std::string &id)
{
    Json json = Json::object();
    json["message"] = message;
    json["instance_id"] = id;
    return json;
}

} // namespace

ManagerInstances::ManagerInstances(engine::Engine &engine)
    : m_engine(engine)
{}

void ManagerInstances::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/instances", bind(&ManagerInstances::list));
    router.add("POST", "/instances", bind(&ManagerInstances::create));
    router.add("POST", "/instances/validate", bind(&ManagerInstances::validate));
    router.add("GET", "/instances/{id}", bind(&ManagerInstances::get));
    router.add("PUT", "/instances/{id}", bind(&ManagerInstances::change));
    router.add("DELETE", "/instances/{id}", bind(&ManagerInstances::remove));
}

ManagerInstances::Reply ManagerInstances::list(Call &)
{
    Json instances = Json::array();
    for (const engine::InstanceSnapshot &view : managedInstances(m_engine)) {
        instances.push_back(instanceStatusJson(view));
    }
    Json reply = Json::object();
    reply["total"] = instances.size();
    reply["instances"] = std::move(instances);
    co_return jsonReply(reply);
}

/// Answers when the instance is stored; its start goes on and is told by its status.
ManagerInstances::Reply ManagerInstances::create(Call &call)
{
    const auto body = co_await readManagerBody(call);
    if (!body) {
        co_return body.error();
    }
    auto request = readInstanceRequest(*body);
    if (!request) {
        co_return invalidRequest(joined(request.error()));
    }
    const auto id = co_await m_engine.createInstance(std::move(request->draft), {}, true,
                                                     std::move(request->id));
    if (!id) {
        co_return managerFailure(id.error(), "instance_creation_failed");
    }
    const auto view = m_engine.instance(*id);
    co_return view ? jsonReply(instanceResultJson(*view), 201)
                   : managerRefusal(409, "conflict", "The instance was deleted meanwhile.");
}

ManagerInstances::Reply ManagerInstances::validate(Call &call)
{
    const auto body = co_await readManagerBody(call);
    if (!body) {
        co_return body.error();
    }
    const auto request = readInstanceRequest(*body);
    if (!request) {
        co_return jsonReply(checkFailed(request.error()));
    }
    co_return jsonReply(co_await checkedSpec(m_engine, request->draft.spec));
}

ManagerInstances::Reply ManagerInstances::get(Call &call)
{
    const auto view = findManaged(m_engine, call.parameter);
    co_return view ? jsonReply(instanceStatusJson(*view)) : view.error();
}

ManagerInstances::Reply ManagerInstances::change(Call &call)
{
    const auto body = co_await readManagerBody(call);
    if (!body) {
        co_return body.error();
    }
    const auto view = findContainer(m_engine, call.parameter);
    if (!view) {
        co_return view.error();
    }
    auto draft = readInstanceChanges(*view, *body);
    if (!draft) {
        co_return invalidRequest(joined(draft.error()));
    }
    const std::string id = view->instance.id;
    const auto changed = co_await m_engine.updateInstance(id, std::move(*draft), {});
    co_return changed ? jsonReply(done("Instance updated successfully", id))
                      : managerFailure(changed.error(), "instance_update_failed");
}

ManagerInstances::Reply ManagerInstances::remove(Call &call)
{
    const auto view = findManaged(m_engine, call.parameter);
    if (!view) {
        co_return view.error();
    }
    const std::string id = view->instance.id;
    const auto removed = co_await m_engine.removeInstance(id);
    co_return removed ? jsonReply(done("Instance deleted successfully", id))
                      : managerFailure(removed.error(), "instance_deletion_failed");
}

} // namespace berth::api
