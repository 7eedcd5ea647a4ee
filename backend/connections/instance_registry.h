// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "connections/redis_calls.h"

#include <cstdint>
#include <map>
#include <string>

namespace berth::connections {

/// What the managers of a Redis know of instances, for each other and for consoles: the hash
/// berth:instances, one JSON object per instance id. Events are forgotten by Redis; this is what a
/// Berth that comes later, or comes back, begins with. Holds references to secrets as the platform
/// sent them. Confined to one executor; keeps no connection of its own.
class InstanceRegistry
{
public:
    explicit InstanceRegistry(Pipeline pipeline);

    /// Writes `facts`, with the token as its member "lease", unless what is there carries a higher
    /// fencing token or a higher one was given for that instance: Conflict.
    net::Task<> put(std::string instanceId, base::Json facts, std::int64_t token);
    /// As put(): a stale holder removes nothing.
    net::Task<> remove(std::string instanceId, std::int64_t token);
    /// Entries that are no JSON objects are left out.
    net::Task<std::map<std::string, base::Json>> all();

private:
    Pipeline m_pipeline;
};

} // namespace berth::connections
