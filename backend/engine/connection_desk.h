// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/connection_link.h"
#include "engine/facade/connections.h"
#include "engine/observer.h"
#include "engine/task_group.h"
#include "events/event_bus.h"
#include "secrets/secret_store.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

class ServerCatalog;

/// The connections of a profile: makes, tests, changes and ends them, and knows what runs beyond
/// them. Confined to the engine's executor.
class ConnectionDesk final : public Observer, public events::EventHandler
{
public:
    struct Services
    {
        net::asio::any_io_executor executor;
        const base::Clock *clock = nullptr;
        store::Store *store = nullptr;
        secrets::SecretStore *secrets = nullptr;
        const ServerCatalog *catalog = nullptr; ///< says which variables are secret
        connections::LocalInstances *local = nullptr;
        ObserverList *observers = nullptr;
        connections::ManagerIdentity self;
        /// What a connection brought becomes this machine's own.
        std::function<void(const std::string &connectionId)> adoptInstances;
        std::function<void(const std::string &connectionId, const events::ReceivedMessage &)> heard;
        std::function<void(const std::string &connectionId, const model::DomainEvent &,
                           std::string bytes)>
            sent;
    };

    explicit ConnectionDesk(Services services);
    ~ConnectionDesk() override;

    /// What was stored; before start(). Instances that a manager connection brought may only run
    /// once it says so.
    void load(std::vector<model::Connection> connections);
    void start();
    /// Gives back what is held, and ends every connection.
    net::asio::awaitable<void> shutDown();

    std::vector<ConnectionSnapshot> connections() const;
    std::optional<model::Connection> find(const std::string &id) const;
    std::string nameOf(const std::string &id) const;
    /// Whether `connectionId` is one by which this machine manages instances.
    bool manages(const std::string &connectionId) const;

    /// Empty id: a new one. Secrets are stored first; when that fails nothing changes.
    net::Task<std::string> save(model::Connection connection, ConnectionSecrets secrets);
    net::Task<> remove(std::string id);
    net::Task<> setEnabled(std::string id, bool enabled);
    using TestListener = std::function<void(ConnectionTestStep)>;
    /// `onStep` gets each step as it ends.
    net::asio::awaitable<void> test(model::Connection connection, ConnectionSecrets secrets,
                                    TestListener onStep);
    /// A connection of this process only: not stored, its secrets in memory.
    void addTransient(model::Connection connection, base::Secret password,
                      base::Secret platformToken = {});

    std::vector<InstanceSnapshot> remoteInstances() const;
    std::optional<InstanceSnapshot> remoteInstance(const std::string &id) const;
    /// The console that shows the instance; null when none does.
    std::shared_ptr<connections::ConsoleRole> consoleOf(const std::string &instanceId) const;
    net::Task<std::string> createRemote(std::string connectionId, model::InstanceDraft draft);
    /// One event by hand, from the monitor.
    net::Task<> publish(std::string connectionId, model::DomainEvent event);
    /// Commands over a connection that is up; see ConnectionLink.
    net::Task<std::vector<redis::Reply>> pipeline(std::string connectionId,
                                                  std::vector<redis::Command> commands);

    // Observer
    void instanceChanged(const InstanceSnapshot &view) override;
    void instanceRemoved(const std::string &id) override;
    // events::EventHandler: there is something new in the outbox
    void handle(const model::DomainEvent &event) override;

private:
    struct Entry
    {
        model::Connection connection;
        bool isTransient = false;
        std::map<std::string, base::Secret> secrets;       ///< of a transient one, by key
        std::shared_ptr<connections::ConnectionLink> link; ///< null while it is off
        std::unique_ptr<TaskGroup> running;
    };

    /// Of a connection that is on.
    base::Result<std::shared_ptr<connections::ConnectionLink>>
    linkOf(const std::string &connectionId) const;
    Entry *findEntry(const std::string &id);
    const Entry *findEntry(const std::string &id) const;
    void open(Entry &entry);
    net::asio::awaitable<void> close(Entry &entry);
    connections::LinkServices linkServices(const std::string &connectionId);
    net::Task<base::Secret> secretOf(const std::string &connectionId, std::string key);
    net::Task<> storeSecrets(const std::string &id, ConnectionSecrets secrets);
    net::Task<> forgetSecrets(const std::string &id);
    connections::SecretSource secretsOf(std::string connectionId);
    net::asio::awaitable<ConnectionTestStep> testPlatform(model::Connection connection,
                                                          std::optional<base::Secret> token);
    void changed();

    Services m_services;
    std::vector<std::unique_ptr<Entry>> m_entries; ///< in the order in which they were made
    std::map<std::string, std::string> m_remote;   ///< instance id to connection id
    std::map<std::string, std::string> m_ours;     ///< local instance id to connection id
    bool m_started = false;
};

} // namespace berth::engine
