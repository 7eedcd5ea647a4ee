// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/domain_events.h"

#include "base/ids.h"

namespace berth::engine {

using base::Json;
using model::DomainEvent;

namespace {

/// Of whom it tells. `connection_id` stays on this machine: it says where the event may go.
Json subject(const model::Instance &instance)
{
    Json data{{"instance_id", instance.id}, {"name", instance.name}};
    if (!instance.connectionId.empty()) {
        data["connection_id"] = instance.connectionId;
    }
    return data;
}

} // namespace

DomainEvent makeEvent(const char *type, const std::string &id, base::Timestamp time, Json data)
{
    return DomainEvent{base::newUuid(), type, time, id, std::move(data)};
}

DomainEvent instanceCreated(const model::Instance &instance, base::Timestamp time)
{
    const Json specId = instance.serverSpecId ? Json(*instance.serverSpecId) : Json();
    return makeEvent(model::event::instanceCreated, instance.id, time,
                     Json{{"instance_id", instance.id},
                          {"server_spec_id", specId},
                          {"name", instance.name},
                          {"json_spec", model::toJson(instance.spec)}});
}

DomainEvent instanceEvent(const char *type, const model::Instance &instance, base::Timestamp time)
{
    return makeEvent(type, instance.id, time, subject(instance));
}

DomainEvent statusChanged(const InstanceSnapshot &view, base::Timestamp time)
{
    const model::Instance &instance = view.instance;
    Json data = subject(instance);
    data["status"] = std::string(model::stateName(instance.state));
    if (!view.containerId.empty()) {
        data["container_id"] = view.containerId;
    }
    if (instance.state == model::InstanceState::Running) {
        data["url"] = view.address;
    }
    if (!instance.reason.empty()) {
        data["error"] = instance.reason;
    }
    data["timestamp"] = base::toRfc3339(time);
    return makeEvent(model::event::instanceStatusChanged, instance.id, time, std::move(data));
}

DomainEvent instanceError(const InstanceSnapshot &view, base::Timestamp time)
{
    const model::Instance &instance = view.instance;
    Json data = subject(instance);
    data["error"] = instance.reason;
    data["timestamp"] = base::toRfc3339(time);
    return makeEvent(model::event::instanceError, instance.id, time, std::move(data));
}

DomainEvent serverEvent(const char *type, const model::Server &server, base::Timestamp time)
{
    return makeEvent(type, server.id, time, Json{{"server_id", server.id}, {"name", server.name}});
}

} // namespace berth::engine
