// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"
#include "engine/observer.h"
#include "gateway/aggregate/aggregates.h"
#include "store/store.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
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
        net::asio::any_io_executor executor;
        store::Store *store = nullptr;
        const base::Clock *clock = nullptr;
        ObserverList *observers = nullptr;
        std::function<std::vector<InstanceSnapshot>()> instances;
        std::function<std::string()> gatewayAddress;
        std::function<void()> republish; ///< routes() is to be asked anew
    };

    GroupDesk(Services services, gateway::Aggregates::Options options);

    void load(std::vector<model::Group> groups);
    /// The instances' routes and those of the groups that they are in. What groups hear of their
    /// members' changes is gathered while it would take more than a tenth of the time.
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
    void refresh();
    void refreshNow();
    void refreshLater();

    Services m_services;
    std::vector<model::Group> m_groups; ///< in the order in which they were made
    gateway::Aggregates m_aggregates;
    gateway::RouteTable m_ofInstances;
    gateway::RouteTable m_ofGroups;
    net::asio::steady_timer m_timer;
    std::chrono::steady_clock::time_point m_nextRefresh{};
    bool m_isWaiting = false;
};

} // namespace berth::engine
