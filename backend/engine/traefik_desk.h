// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/observer.h"
#include "engine/settings.h"
#include "engine/task_group.h"
#include "gateway/gateway.h"
#include "net/worker_thread.h"
#include "redis/command.h"
#include "redis/reply.h"
#include "store/store.h"
#include "traefik/publication.h"

#include <boost/asio/steady_timer.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::engine {

/// Tells a Traefik of the instances: in a file, over a connection's Redis, or both. It remembers
/// where it has written, so that nothing stays behind there when the settings name another place.
/// Confined to the engine's executor.
class TraefikDesk final : public Observer
{
public:
    struct Services
    {
        net::asio::any_io_executor executor;
        store::Store *store = nullptr;
        std::string owner; ///< id of this profile
        std::filesystem::path ownCertificate;
        std::function<const Settings &()> settings;
        /// How programs on this machine reach it, which a Traefik here is; nothing while it does
        /// not listen.
        std::function<std::optional<net::Endpoint>()> gatewayEndpoint;
        std::function<std::vector<ConnectionSnapshot>()> connections;
        std::function<net::Task<std::vector<redis::Reply>>(std::string connectionId,
                                                           std::vector<redis::Command>)>
            pipeline;
        /// How it does; without a summary while it is off.
        std::function<void(ComponentStatus)> report;
    };

    explicit TraefikDesk(Services services);
    ~TraefikDesk() override;

    void start();
    /// Writes what waits and ends; what is published stays.
    net::asio::awaitable<void> finish();

    void routesChanged(const gateway::RouteTable &ofInstances);
    /// Settings or the gateway's address may have changed.
    void wake();

    // Observer
    void connectionsChanged(const std::vector<ConnectionSnapshot> &connections) override;

private:
    /// Where something of ours may be.
    struct Places
    {
        std::set<std::string> files;
        std::set<std::string> connections; ///< ids
    };

    net::asio::awaitable<void> run();
    net::asio::awaitable<void> update();
    net::Task<> loadPlaces();
    net::Task<> savePlaces();
    net::Task<> notePlace(std::set<std::string> Places::*kind, std::string place);
    net::Task<traefik::Entries> entriesFor(Settings settings);
    net::Task<> publishFile(std::string file, traefik::Entries entries);
    net::Task<> publishRedis(TraefikSettings settings, traefik::Entries entries);
    net::asio::awaitable<void> publishTo(TraefikSettings settings, traefik::Entries entries);
    net::asio::awaitable<void> leaveOthers(TraefikSettings settings);
    net::asio::awaitable<bool> isLeft(std::string connectionId, std::string rootKey);
    net::Task<std::vector<std::string>> writeTo(std::string connectionId, traefik::Entries entries,
                                                std::string rootKey);
    base::Result<ConnectionSnapshot> connectionOf(const std::string &idOrName) const;
    void tell(bool isOn);

    Services m_services;
    net::asio::steady_timer m_timer; ///< of run()
    net::WorkerThread m_worker;      ///< files
    std::set<std::string> m_slugs;
    std::optional<Places> m_places;
    std::vector<std::string> m_seen; ///< connections, and which of them are up
    std::vector<std::string> m_done; ///< of this round: "3 instances in /etc/…"
    std::vector<std::string> m_problems;
    std::string m_told;
    bool m_isDirty = true;
    bool m_isEnding = false;
    TaskGroup m_running;
};

} // namespace berth::engine
