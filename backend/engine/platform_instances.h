// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/local_instances.h"
#include "engine/instance_manager.h"

namespace berth::engine {

/// What manager roles may do with this machine's instances: only those that came by a connection.
/// Platforms send values in the clear; those whose variable's name says that they are secret go to
/// the secret store like any other, before anything else sees them.
class PlatformInstances final : public connections::LocalInstances
{
public:
    /// `instances` exists when the first connection does, and outlives them all.
    PlatformInstances(std::unique_ptr<InstanceManager> &instances, SecretKeeper &secrets)
        : m_instances(instances)
        , m_secrets(secrets)
    {}

    net::Task<> put(connections::WantedInstance wanted, std::string connectionId) override;
    net::Task<> setDesired(std::string id, model::DesiredState desired) override;
    net::Task<> standBy(std::vector<std::string> ids, std::string reason) override;
    std::optional<InstanceSnapshot> find(const std::string &id) const override;
    std::vector<model::Instance> ofConnection(const std::string &connectionId) const override;

private:
    net::Task<> change(model::Instance before, model::InstanceDraft draft,
                       std::vector<SecretInput> secrets, model::DesiredState desired);
    /// Those of `given` whose value is another than the stored one.
    net::Task<std::vector<SecretInput>> changed(const model::Instance &instance,
                                                std::vector<SecretInput> given);

    std::unique_ptr<InstanceManager> &m_instances;
    SecretKeeper &m_secrets;
};

} // namespace berth::engine
