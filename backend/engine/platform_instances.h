// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/local_instances.h"
#include "engine/instance_manager.h"

namespace berth::engine {

/// What manager roles may do with this machine's instances: only those that came by a connection.
class PlatformInstances final : public connections::LocalInstances
{
public:
    /// `instances` exists when the first connection does, and outlives them all.
    explicit PlatformInstances(std::unique_ptr<InstanceManager> &instances)
        : m_instances(instances)
    {}

    net::Task<> put(connections::WantedInstance wanted, std::string connectionId) override;
    net::Task<> setDesired(std::string id, model::DesiredState desired) override;
    net::Task<> standBy(std::vector<std::string> ids, std::string reason) override;
    std::optional<InstanceSnapshot> find(const std::string &id) const override;
    std::vector<model::Instance> ofConnection(const std::string &connectionId) const override;

private:
    net::Task<> change(const model::Instance &before, model::InstanceDraft draft,
                       model::DesiredState desired);

    std::unique_ptr<InstanceManager> &m_instances;
};

} // namespace berth::engine
