// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"
#include "engine/observer.h"
#include "gateway/aggregate/aggregates.h"
#include "store/store.h"

#include <functional>
#include <string>
#include <vector>

namespace berth::engine {

/// The groups of instances: stored, and served by the gateway. Confined to the engine's executor.
class GroupDesk
{
public:
    struct Services
    {
        store::Store *store = nullptr;
        const base::Clock *clock = nullptr;
        ObserverList *observers = nullptr;
        std::function<std::vector<InstanceSnapshot>()> instances;
        std::function<std::string()> gatewayAddress;
        std::function<void()> republish; ///< routes() is to be asked anew
    };

    GroupDesk(Services services, gateway::Aggregates::Options options);

    void load(std::vector<model::Group> groups);
    /// The instances' routes and those of the groups that they are in.
    gateway::RouteTable routes(const gateway::RouteTable &ofInstances);

    const std::vector<model::Group> &groups() const
    {
        return m_groups;
    }
    std::vector<GroupView> views() const;
    /// NotFound.
    base::Result<GroupView> view(const std::string &name) const;
    net::Task<> save(model::Group group, bool isNew);
    net::Task<> remove(std::string name);

private:
    void changed();

    Services m_services;
    std::vector<model::Group> m_groups; ///< in the order in which they were made
    gateway::Aggregates m_aggregates;
};

} // namespace berth::engine
