// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/instances_resource.h"

#include "api/instance_json.h"
#include "api/reply.h"
#include "engine/connection_desk.h"
#include "model/validation.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;
using Wrong = tl::unexpected<net::HttpResponse>;

namespace {

constexpr std::string_view notFound = "MCP Server Instance not found";

/// Berth's own member "secrets", {NAME: value}: taken out of the body, so that nothing that may
/// quote the body ever sees it.
tl::expected<std::vector<engine::SecretInput>, net::HttpResponse> takeSecrets(Json &body)
{
    std::vector<engine::SecretInput> secrets;
    const auto member = body.find("secrets");
    if (member == body.end()) {
        return secrets;
    }
    if (!member->is_object()) {
        return Wrong(invalidReply("body", "secrets", "Input should be an object of strings"));
    }
    for (auto &[name, value] : member->items()) {
        if (!value.is_string()) {
            return Wrong(
                invalidReply("body", "secrets", "The value of " + name + " should be a string"));
        }
        secrets.push_back({name, base::Secret(value.get_ref<const std::string &>())});
        base::wipeString(value.get_ref<std::string &>());
    }
    body.erase("secrets");
    return secrets;
}

/// Berth's own member "start"; AgentArea always starts what was created.
tl::expected<bool, net::HttpResponse> takeStart(Json &body)
{
    const auto member = body.find("start");
    if (member == body.end()) {
        return true;
    }
    if (!member->is_boolean()) {
        return Wrong(invalidReply("body", "start", "Input should be a valid boolean"));
    }
    const bool start = member->get<bool>();
    body.erase("start");
    return start;
}

/// Copies what a PATCH changes; null means unchanged.
bool applyChanges(const Json &body, Json &document)
{
    bool changed = false;
    for (const char *key : {"name", "description", "json_spec"}) {
        const auto value = body.find(key);
        if (value != body.end() && !value->is_null()) {
            document[key] = *value;
            changed = true;
        }
    }
    return changed;
}

const model::EnvSchema *schemaOf(const engine::Engine &engine, const std::string &serverId)
{
    const auto &servers = engine.servers();
    const auto found =
        std::find_if(servers.begin(), servers.end(),
                     [&](const model::Server &server) { return server.id == serverId; });
    return found == servers.end() ? nullptr : &found->envSchema;
}

Json messagesOf(const model::Violations &violations)
{
    Json messages = Json::array();
    for (const model::Violation &violation : violations) {
        messages.push_back(violation.message + " (at " +
                           (violation.pointer.empty() ? "/" : violation.pointer) + ")");
    }
    return messages;
}

} // namespace

tl::expected<engine::InstanceSnapshot, net::HttpResponse> instanceOf(const engine::Engine &engine,
                                                                     const Call &call)
{
    if (auto refused = refuseWrongId(call, "instance_id")) {
        return Wrong(std::move(*refused));
    }
    auto view = engine.instance(call.parameter);
    if (!view) {
        return Wrong(failureReply(404, notFound));
    }
    return std::move(*view);
}

InstancesResource::InstancesResource(engine::Engine &engine)
    : m_engine(engine)
{}

void InstancesResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/mcp-server-instances/", bind(&InstancesResource::list));
    router.add("POST", "/v1/mcp-server-instances/", bind(&InstancesResource::create));
    router.add("POST", "/v1/mcp-server-instances/check", bind(&InstancesResource::check));
    router.add("GET", "/v1/mcp-server-instances/{id}", bind(&InstancesResource::get));
    router.add("PATCH", "/v1/mcp-server-instances/{id}", bind(&InstancesResource::patch));
    router.add("DELETE", "/v1/mcp-server-instances/{id}", bind(&InstancesResource::remove));
}

net::HttpResponse InstancesResource::one(const std::string &id) const
{
    const auto view = m_engine.instance(id);
    return view ? jsonReply(instanceJson(*view)) : failureReply(404, notFound);
}

InstancesResource::Reply InstancesResource::list(Call &)
{
    Json instances = Json::array();
    for (const engine::InstanceSnapshot &view : m_engine.instances()) {
        instances.push_back(instanceJson(view));
    }
    co_return jsonReply(instances);
}

InstancesResource::Reply InstancesResource::create(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    auto secrets = takeSecrets(*body);
    if (!secrets) {
        co_return secrets.error();
    }
    const auto start = takeStart(*body);
    if (!start) {
        co_return start.error();
    }
    const std::string connectionId = base::stringOr(*body, "connection_id");
    auto draft = model::readInstanceDraft(*body);
    if (!draft) {
        co_return violationReply(draft.error());
    }
    if (!connectionId.empty()) {
        co_return co_await createRemote(connectionId, std::move(*draft), secrets->empty());
    }
    const auto id =
        co_await m_engine.createInstance(std::move(*draft), std::move(*secrets), *start);
    if (!id) {
        co_return errorReply(id.error());
    }
    co_return one(*id);
}

/// Asks the managers of a connection; the answer comes when one of them has taken it on.
InstancesResource::Reply InstancesResource::createRemote(std::string connectionId,
                                                         model::InstanceDraft draft,
                                                         bool hasNoSecrets)
{
    if (!hasNoSecrets) {
        co_return invalidReply("body", "secrets",
                               "Values do not travel by events. Put a reference in the place of "
                               "the value, to a secret that the manager's store has.");
    }
    const auto id =
        co_await m_engine.connectionDesk().createRemote(std::move(connectionId), std::move(draft));
    co_return id ? one(*id) : errorReply(id.error());
}

InstancesResource::Reply InstancesResource::check(Call &call)
{
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    const auto inner = body->find("json_spec");
    const Json spec = inner == body->end() ? *body : *inner;
    auto read = model::readJsonSpec(spec);
    model::Violations violations = read ? model::Violations{} : read.error();
    const model::EnvSchema *schema = schemaOf(m_engine, base::stringOr(*body, "server_spec_id"));
    if (read && read->docker() != nullptr && schema != nullptr) {
        violations = model::checkEnvironment(read->docker()->environment, *schema);
    }
    const bool valid = violations.empty();
    Json details = Json::object();
    details["valid"] = valid;
    details["errors"] = messagesOf(violations);
    details["warnings"] = Json::array();
    // Berth learns this from the pull itself, which is the only reliable way.
    details["image_exists"] = nullptr;
    details["can_pull"] = nullptr;
    details["estimated_size"] = "unknown";
    Json reply = Json::object();
    reply["valid"] = valid;
    reply["message"] = valid ? "Configuration is valid" : "Configuration validation failed";
    reply["details"] = std::move(details);
    co_return jsonReply(reply);
}

InstancesResource::Reply InstancesResource::get(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    co_return view ? jsonReply(instanceJson(*view)) : view.error();
}

InstancesResource::Reply InstancesResource::patch(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const std::string id = view->instance.id;
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    auto secrets = takeSecrets(*body);
    if (!secrets) {
        co_return secrets.error();
    }
    const std::string status = base::stringOr(*body, "status");
    if (!status.empty() && status != "running" && status != "stopped") {
        co_return invalidReply("body", "status", "Input should be 'running' or 'stopped'");
    }
    Json document = model::toJson(view->instance);
    if (applyChanges(*body, document) || !secrets->empty()) {
        auto draft = model::readInstanceDraft(document);
        if (!draft) {
            co_return violationReply(draft.error());
        }
        const auto updated =
            co_await m_engine.updateInstance(id, std::move(*draft), std::move(*secrets));
        if (!updated) {
            co_return errorReply(updated.error());
        }
    }
    if (!status.empty()) {
        auto move = status == "running" ? m_engine.startInstance(id) : m_engine.stopInstance(id);
        const base::Status moved = co_await std::move(move);
        if (!moved) {
            co_return errorReply(moved.error());
        }
    }
    co_return one(id);
}

InstancesResource::Reply InstancesResource::remove(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const auto removed = co_await m_engine.removeInstance(view->instance.id);
    co_return removed ? successReply() : errorReply(removed.error());
}

} // namespace berth::api
