// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/instance_worker.h"
#include "engine/journal.h"
#include "engine/observer.h"
#include "engine/server_catalog.h"
#include "gateway/gateway.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::engine {

/// All instances: makes, changes and removes them, and gives each a worker.
/// Confined to the engine's executor.
class InstanceManager
{
public:
    struct Services
    {
        WorkerServices worker; ///< `changed` and `deleted` are filled in here
        Journal *journal = nullptr;
        ServerCatalog *catalog = nullptr;
        ObserverList *observers = nullptr;
        SecretKeeper *secrets = nullptr;
        std::function<int()> maxInstances;
        std::function<void(gateway::RouteTable)> publishRoutes;
        std::function<std::string()> gatewayAddress;
        std::function<std::string(const std::string &connectionId)> connectionName;
    };

    explicit InstanceManager(Services services);

    /// Who asked for an instance, when it was not a person at this machine.
    struct Origin
    {
        std::string instanceId;
        std::string connectionId;
    };

    /// Takes over what was stored and sets it going. What `isHeld` says yes to waits for admit().
    void load(std::vector<model::Instance> instances,
              const std::function<bool(const model::Instance &)> &isHeld);
    /// This machine may run it.
    base::Status admit(const std::string &id);
    /// As create(), with an id of somebody else's; its server need not be known here.
    net::Task<std::string> createFor(Origin origin, model::InstanceDraft draft,
                                     std::vector<SecretInput> secrets, bool start);
    /// Ends instances here although they are still wanted, until admit(): others may run them. Ends
    /// when nothing of them runs; Timeout when that takes long, and then goes on.
    net::Task<> standBy(std::vector<std::string> ids, std::string reason);
    /// What a connection brought belongs to this machine from now on, and stops.
    void adoptFrom(const std::string &connectionId);
    /// Empty `id`: it gets one of its own. AlreadyExists when there is one of that id.
    net::Task<std::string> create(model::InstanceDraft draft, std::vector<SecretInput> secrets,
                                  bool start, std::string id = {});
    net::Task<> update(std::string id, model::InstanceDraft draft,
                       std::vector<SecretInput> secrets);
    net::Task<> setDesired(std::string id, model::DesiredState desired);
    net::Task<> restart(std::string id);

    std::vector<InstanceSnapshot> snapshots() const;
    std::optional<InstanceSnapshot> snapshot(const std::string &id) const;
    /// Which instances run in a container now, by full container id.
    std::map<std::string, std::string> instancesByContainer() const;

    /// Has the instance asked for its health at once, when it runs.
    void checkHealthNow(const std::string &instanceId);
    void containerEvent(const std::string &instanceId);
    void podmanCameBack();
    /// What the instance's present container was given.
    secrets::ResolvedValues secretsOf(const std::string &instanceId) const;
    /// Whether a container of that instance may exist.
    bool mayHaveContainer(const std::string &instanceId) const;
    void setUsage(const std::string &instanceId, const Usage &usage);
    void setBackEnds(const std::string &instanceId, const BackEndUse &use);
    void gatewayMoved();
    void serversChanged();

    /// Ends all workers; with `stopInstances` containers are stopped first and come back next time.
    net::asio::awaitable<void> shutDown(bool stopInstances);

private:
    using WorkerPtr = std::shared_ptr<InstanceWorker>;

    base::Status prepare(model::InstanceDraft &draft, std::vector<SecretInput> &secrets) const;
    net::Task<> saveChanges(model::Instance instance, model::InstanceDraft draft);
    base::Status checkServer(const model::InstanceDraft &draft) const;
    base::Result<WorkerPtr> find(const std::string &id) const;
    /// Conflict when it is being deleted.
    base::Result<WorkerPtr> findAlive(const std::string &id) const;
    bool isAlive(const std::string &id) const;
    /// Keys of all secrets that instances other than `id` refer to.
    std::set<std::string> usedByOthers(const std::string &id) const;
    model::EnvSchema schemaOf(const model::InstanceDraft &draft) const;
    std::string serverNameOf(const model::Instance &instance) const;
    std::string freeSlug(const std::string &name) const;
    std::string addressOf(const std::string &slug) const;
    net::Task<std::string> createAs(Origin origin, model::InstanceDraft draft,
                                    std::vector<SecretInput> secrets, bool start);
    WorkerPtr spawn(model::Instance instance, bool mayHaveLeftovers);
    void changed(const InstanceSnapshot &view, bool stateChanged);
    net::Task<> deleted(const InstanceSnapshot &view);
    void publishRoutes();
    net::asio::awaitable<void> stopAtQuit(WorkerPtr worker);

    Services m_services;
    TaskGroup m_tasks;
    std::map<std::string, WorkerPtr> m_workers;
    std::map<std::string, std::pair<model::InstanceState, std::string>> m_announced;
    std::set<std::string> m_reservedSlugs;
    std::set<std::string> m_reservedIds;
    bool m_shuttingDown = false;
};

} // namespace berth::engine
