// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/contract_status.h"

#include "base/ids.h"

namespace berth::connections {

using base::Json;
using model::DomainEvent;
using model::InstanceState;

namespace {

constexpr const char *deletedState = "deleted";

void sign(Json &data, const Announced &announced)
{
    data["manager"] = announced.manager;
    data["lease"] = announced.lease;
}

} // namespace

std::optional<std::string_view> contractStatus(InstanceState state)
{
    switch (state) {
    case InstanceState::Validating:
        return "validating";
    case InstanceState::Starting:
        return "starting";
    case InstanceState::Running:
        return "running";
    case InstanceState::Stopped:
        return "stopped";
    case InstanceState::Unhealthy:
    case InstanceState::Failed:
    case InstanceState::Backoff:
        return "failed";
    case InstanceState::Pending:
    case InstanceState::Pulling:
    case InstanceState::Stopping:
        break;
    }
    return std::nullopt;
}

std::optional<DomainEvent> announcement(const DomainEvent &event, const Announced &announced)
{
    DomainEvent out = event;
    out.data.erase("connection_id");
    if (event.type == model::event::instanceError) {
        sign(out.data, announced);
        return out;
    }
    if (event.type == model::event::instanceDeleted) {
        out.type = model::event::instanceStatusChanged;
        out.data["status"] = "stopped";
        out.data["state"] = deletedState;
        out.data["timestamp"] = base::toRfc3339(event.time);
        sign(out.data, announced);
        return out;
    }
    const auto state = model::stateFromName(base::stringOr(event.data, "status"));
    const auto word = state ? contractStatus(*state) : std::nullopt;
    if (event.type != model::event::instanceStatusChanged || !word) {
        return std::nullopt;
    }
    out.data["status"] = std::string(*word);
    out.data["state"] = std::string(model::stateName(*state));
    sign(out.data, announced);
    return out;
}

std::vector<DomainEvent> failureEvents(const std::string &instanceId, const std::string &name,
                                       const base::Error &error, base::Timestamp now,
                                       const Announced &announced)
{
    Json data{{"instance_id", instanceId},
              {"name", name},
              {"error", error.message},
              {"timestamp", base::toRfc3339(now)}};
    sign(data, announced);
    DomainEvent failure{base::newUuid(), model::event::instanceError, now, instanceId, data};
    data["status"] = "failed";
    data["state"] = std::string(model::stateName(InstanceState::Failed));
    DomainEvent status{base::newUuid(), model::event::instanceStatusChanged, now, instanceId,
                       std::move(data)};
    return {std::move(failure), std::move(status)};
}

std::optional<InstanceState> stateIn(const Json &data)
{
    if (const auto own = model::stateFromName(base::stringOr(data, "state"))) {
        return own;
    }
    return model::stateFromName(base::stringOr(data, "status"));
}

bool tellsOfDeletion(const Json &data)
{
    return base::stringOr(data, "state") == deletedState;
}

} // namespace berth::connections
