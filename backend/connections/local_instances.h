// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/wanted_instance.h"
#include "engine/facade/snapshots.h"
#include "net/task.h"

#include <optional>
#include <string>
#include <vector>

namespace berth::connections {

/// The instances that this machine runs for the platforms it manages. What a manager role needs of
/// the engine around it; on the engine's executor.
class LocalInstances
{
public:
    virtual ~LocalInstances() = default;

    /// Makes the instance with the platform's id, or brings it to what is wanted. Idempotent.
    /// InvalidArgument names the field of the json_spec.
    virtual net::Task<> put(WantedInstance wanted, std::string connectionId) = 0;
    virtual net::Task<> setDesired(std::string id, model::DesiredState desired) = 0;
    /// Ends instances here although the platform still wants them, until put() again. Ends when
    /// nothing of them runs; Timeout when that takes long, and then goes on.
    virtual net::Task<> standBy(std::vector<std::string> ids, std::string reason) = 0;
    virtual std::optional<engine::InstanceSnapshot> find(const std::string &id) const = 0;
    virtual std::vector<model::Instance> ofConnection(const std::string &connectionId) const = 0;
};

} // namespace berth::connections
