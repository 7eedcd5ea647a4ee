// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/bundled_images.h"
#include "engine/caller_desk.h"
#include "engine/connection_desk.h"
#include "engine/engine.h"
#include "engine/group_desk.h"
#include "engine/instance_manager.h"
#include "engine/log_reader.h"
#include "engine/platform_instances.h"
#include "engine/podman_monitor.h"
#include "engine/stdio_links.h"
#include "engine/system_status.h"
#include "engine/traefik_desk.h"
#include "engine/usage_feed.h"
#include "events/in_process_bus.h"
#include "net/io_thread.h"
#include "providers/url_provider.h"

#include <memory>
#include <set>
#include <string>

// Internal to engine/.
namespace berth::engine {

/// The parts of an engine and how they are put together.
class Engine::Impl
{
public:
    explicit Impl(Parts parts);

    net::Task<> start();
    net::asio::awaitable<void> shutDown();
    net::Task<std::string> runEcho();
    net::Task<> changeSettings(base::Json patch);
    net::asio::awaitable<void> checkKeychain();
    net::asio::awaitable<void> sweep();
    net::asio::awaitable<void> noteUnreadableRows();

    InstanceManager::Services managerServices();
    SecretDesk::Services deskServices();
    EventLog::Services eventServices();
    CallerDesk::Services callerServices();
    ConnectionDesk::Services connectionServices();
    void loadInstances(std::vector<model::Instance> instances);
    providers::Provider &providerFor(const model::JsonSpec &spec);
    void makeProviders(const std::string &ownerId);
    net::Task<std::string> ownerId();
    std::function<void(const std::string &)> callForInstance(model::DesiredState desired);
    net::asio::awaitable<void> setByCalls(std::string id, model::DesiredState desired);
    void makeGroups();
    void publishRoutes();
    void startTraefik();
    base::Status openGateway(const Settings &settings);
    base::Status moveGateway(const Settings &next);
    void onContainerEvent(const podman::Event &event);
    net::asio::awaitable<void> removeLateContainer(std::string containerId);

    Parts m_parts;
    base::SystemClock m_clock;
    ObserverList m_observers;
    events::InProcessBus m_bus;
    SettingsFile m_settingsFile;
    Settings m_settings;
    SystemStatus m_system;
    Journal m_journal;
    EventDesk m_events;
    ServerCatalog m_catalog;
    base::Result<ServerTemplates> m_templates;
    SecretLedger m_ledger;
    SecretKeeper m_secrets;
    SecretDesk m_secretDesk;
    std::unique_ptr<CallerDesk> m_callers;
    const base::Secret m_ownToken;                       ///< of this process, for Berth's own calls
    const std::shared_ptr<gateway::CallBook> m_callBook; ///< outlives a gateway that moves
    /// Also of the bridges.
    net::IoThread m_gatewayThread{"berth-gateway", net::IoThread::Idle::LooksFirst};
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<PodmanMonitor> m_podman;
    std::unique_ptr<BundledImages> m_images;
    std::unique_ptr<StdioLinks> m_links;
    std::unique_ptr<providers::DockerProvider> m_dockerProvider;
    providers::UrlProvider m_urlProvider;
    std::unique_ptr<LogReader> m_logs;
    std::unique_ptr<InstanceManager> m_instances;
    PlatformInstances m_platformInstances{m_instances, m_secrets};
    std::unique_ptr<ConnectionDesk> m_connections;
    std::unique_ptr<UsageFeed> m_usage;
    std::unique_ptr<GroupDesk> m_groups;
    std::unique_ptr<TraefikDesk> m_traefik;
    gateway::RouteTable m_routes; ///< of the instances
    std::string m_ownerId;
    const std::string m_lifeId;         ///< of this process
    std::set<std::string> m_unreadable; ///< ids whose rows could not be read; not ours to judge
    bool m_isEnding = false;
    TaskGroup m_tasks;
};

} // namespace berth::engine
