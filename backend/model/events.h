// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/json.h"

#include <string>

namespace berth::model {

/// Names of the domain events; the Redis channel has the same name (contract section 4).
namespace event {
inline constexpr const char *instanceCreated = "MCPServerInstanceCreated";
inline constexpr const char *instanceUpdated = "MCPServerInstanceUpdated";
inline constexpr const char *instanceDeleted = "MCPServerInstanceDeleted";
inline constexpr const char *instanceStarted = "MCPServerInstanceStarted";
inline constexpr const char *instanceStopped = "MCPServerInstanceStopped";
inline constexpr const char *instanceStatusChanged = "MCPServerInstanceStatusChanged";
inline constexpr const char *instanceError = "MCPServerInstanceError";
inline constexpr const char *serverCreated = "MCPServerCreated";
inline constexpr const char *serverUpdated = "MCPServerUpdated";
inline constexpr const char *serverDeleted = "MCPServerDeleted";
} // namespace event

struct DomainEvent
{
    std::string eventId;
    std::string type;
    base::Timestamp time{};
    std::string instanceId; ///< or the server's id for MCPServer* events
    base::Json data = base::Json::object();
};

/// {"event_id", "timestamp", "event_type", "data"}
base::Json toJson(const DomainEvent &event);

} // namespace berth::model
