// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/contract_status.h"
#include "connections/instance_registry.h"
#include "connections/leases.h"
#include "connections/local_instances.h"
#include "connections/role.h"

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace berth::connections {

/// Runs what the platform asks for. Every manager on a Redis knows every instance that is wanted;
/// the one that holds an instance's lease runs it, the others stand by.
class ManagerRole final : public Role
{
public:
    ManagerRole(RoleContext context, LocalInstances &local);

    bool announces() const override
    {
        return true;
    }
    std::optional<model::DomainEvent> announced(const model::DomainEvent &event) const override;
    net::Task<> reconcile() override;
    net::Task<> handle(model::DomainEvent event) override;
    net::Task<> tick() override;
    /// Ends what runs under a lease that may have run out: somebody else may run it by now.
    net::Task<> guard() override;
    /// Hands over: ends what runs here and gives the leases back.
    net::Task<> leave() override;
    void localChanged(const engine::InstanceSnapshot &view) override;
    void localRemoved(const std::string &id) override;
    int instanceCount() const override
    {
        return static_cast<int>(m_wanted.size());
    }
    std::vector<std::string> managers() const override
    {
        return m_managers;
    }

private:
    using Ids = std::vector<std::string>;

    net::Task<> learnFromRegistry();
    net::Task<> learnFromPlatform();
    net::Task<bool> redisLostItsData();
    /// Takes the leases it can get of `ids`, runs what it has, ends what it has not.
    net::Task<> settle(Ids ids);
    net::Task<> take(const std::string &id);
    net::Task<> drop(Ids ids, const char *reason);
    net::Task<> remove(const std::string &id);
    net::Task<> wish(const std::string &id, model::DesiredState desired);
    net::Task<> reread();
    net::Task<> renewLeases();
    net::Task<> announceSelf();
    net::Task<> writeRegistry();
    net::Task<> announceFailure(const std::string &id, const base::Error &error);
    net::Task<> announceState(const std::string &id);
    base::Json factsFor(const std::string &id) const;
    Announced signature(const std::string &id) const;
    Ids wantedIds() const;

    RoleContext m_context;
    LocalInstances &m_local;
    Leases m_leases;
    InstanceRegistry m_registry;
    std::map<std::string, WantedInstance> m_wanted;
    std::map<std::string, std::string> m_failures; ///< why an instance came to nothing here
    std::set<std::string> m_dirty;                 ///< to be written to the registry
    std::set<std::string> m_gone;                  ///< deleted here, to be taken off the registry
    std::set<std::string> m_deleted; ///< not wanted any more, though the registry still has them
    std::set<std::string> m_again;   ///< to be tried once more at the next renewal
    std::set<std::string> m_ending;  ///< being ended by guard()
    /// Ran here when this process began; whether they still may is not known yet.
    std::set<std::string> m_unconfirmed;
    Leases::Clock::time_point m_confirmBy;
    std::vector<std::string> m_managers;
    std::chrono::steady_clock::time_point m_nextRenewal{};
};

} // namespace berth::connections
