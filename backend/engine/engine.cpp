// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "base/ids.h"
#include "engine/bundled_images.h"
#include "engine/instance_manager.h"
#include "engine/log_reader.h"
#include "engine/podman_monitor.h"
#include "engine/stdio_links.h"
#include "engine/system_status.h"
#include "engine/usage_feed.h"
#include "log/log.h"
#include "providers/labels.h"
#include "providers/url_provider.h"

#include <set>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::Status;
using model::DesiredState;

namespace {

constexpr int parallelStarts = 8;
constexpr std::chrono::milliseconds shutDownDeadline{3000};
constexpr std::size_t lifeIdBytes = 8;
constexpr const char *ownerKey = "owner_id";
constexpr const char *echoServerName = "Echo";

} // namespace

class Engine::Impl
{
public:
    explicit Impl(Parts parts);

    net::Task<> start();
    asio::awaitable<void> shutDown();
    net::Task<std::string> runEcho();
    net::Task<> changeSettings(base::Json patch);
    asio::awaitable<void> checkKeychain();
    asio::awaitable<void> sweep();
    asio::awaitable<void> noteUnreadableRows();

    InstanceManager::Services managerServices();
    SecretDesk::Services deskServices();
    providers::Provider &providerFor(const model::JsonSpec &spec);
    void makeProviders(const std::string &ownerId);
    net::Task<std::string> ownerId();
    Status openGateway(std::uint16_t port);
    void onContainerEvent(const podman::Event &event);
    asio::awaitable<void> removeLateContainer(std::string containerId);

    Parts m_parts;
    base::SystemClock m_clock;
    ObserverList m_observers;
    SettingsFile m_settingsFile;
    Settings m_settings;
    SystemStatus m_system;
    Journal m_journal;
    ServerCatalog m_catalog;
    base::Result<ServerTemplates> m_templates;
    SecretKeeper m_secrets;
    SecretDesk m_secretDesk;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<PodmanMonitor> m_podman;
    std::unique_ptr<BundledImages> m_images;
    std::unique_ptr<StdioLinks> m_links;
    std::unique_ptr<providers::DockerProvider> m_dockerProvider;
    providers::UrlProvider m_urlProvider;
    std::unique_ptr<LogReader> m_logs;
    std::unique_ptr<InstanceManager> m_instances;
    std::unique_ptr<UsageFeed> m_usage;
    gateway::RouteTable m_routes;
    std::string m_ownerId;
    const std::string m_lifeId = base::randomHex(lifeIdBytes);
    std::set<std::string> m_unreadable; ///< ids whose rows could not be read; not ours to judge
    TaskGroup m_tasks;
};

Engine::Impl::Impl(Parts parts)
    : m_parts(std::move(parts))
    , m_settingsFile(m_parts.profile.settings())
    , m_settings(m_settingsFile.load())
    , m_system(m_observers)
    , m_journal(m_parts.executor, *m_parts.store, m_observers)
    , m_catalog(m_journal, m_observers, m_clock)
    , m_templates(ServerTemplates::load(m_parts.dataDir / "server-templates.json"))
    , m_secrets(*m_parts.secretStore)
    , m_secretDesk(*m_parts.secretStore, deskServices())
    , m_tasks(m_parts.executor)
{
    m_parts.secretStore->chooseStored(m_settings.secretStore);
}

net::Task<> Engine::Impl::start()
{
    auto owner = co_await ownerId();
    auto servers = co_await m_parts.store->servers();
    auto instances = co_await m_parts.store->instances();
    if (!owner) {
        co_return base::fail(owner.error());
    }
    if (!servers) {
        co_return base::fail(servers.error());
    }
    if (!instances) {
        co_return base::fail(instances.error());
    }
    m_ownerId = *owner;
    co_await noteUnreadableRows();
    if (Status opened = openGateway(m_settings.gatewayPort); !opened) {
        co_return opened;
    }
    m_podman = std::make_unique<PodmanMonitor>(
        m_parts.executor, m_parts.profile.runtimeDir(), m_ownerId,
        PodmanMonitor::Callbacks{[this] { m_system.setPodman(m_podman->status()); },
                                 [this] { return sweep(); },
                                 [this](const podman::Event &event) { onContainerEvent(event); }});
    m_images = std::make_unique<BundledImages>(m_parts.dataDir, *m_podman);
    makeProviders(m_ownerId);
    m_logs = std::make_unique<LogReader>(*m_podman);
    m_catalog.load(std::move(*servers));
    m_instances = std::make_unique<InstanceManager>(managerServices());
    m_usage = std::make_unique<UsageFeed>(m_parts.executor, *m_podman, *m_instances);
    m_tasks.spawn("event relay", m_journal.relay());
    m_tasks.spawn("Podman monitor", m_podman->run());
    m_tasks.spawn("usage feed", m_usage->run());
    m_tasks.spawn("keychain check", checkKeychain());
    m_instances->load(std::move(*instances));
    co_return Status{};
}

asio::awaitable<void> Engine::Impl::noteUnreadableRows()
{
    auto rows = co_await m_parts.store->unreadableRows();
    if (!rows) {
        co_return;
    }
    for (const store::UnreadableRow &row : *rows) {
        log::logger("engine")->error("{} {}", row.error.message, row.error.details);
        m_unreadable.insert(row.id);
    }
}

net::Task<std::string> Engine::Impl::ownerId()
{
    auto known = co_await m_parts.store->value(ownerKey);
    if (!known) {
        co_return base::fail(known.error());
    }
    if (*known) {
        co_return **known;
    }
    std::string id = base::newUuid();
    auto written = co_await m_parts.store->setValue(ownerKey, id);
    if (!written) {
        co_return base::fail(written.error());
    }
    co_return id;
}

void Engine::Impl::makeProviders(const std::string &ownerId)
{
    providers::DockerProvider::Environment environment;
    environment.podman = [this] { return m_podman->settledHandle(); };
    environment.podmanInfo = [this] { return m_podman->info(); };
    environment.defaults = [this] {
        return providers::ContainerDefaults{m_settings.memoryLimit, m_settings.cpuLimit,
                                            m_settings.pidsLimit};
    };
    environment.importBundledImage = [this](std::string reference) {
        return m_images->import(std::move(reference));
    };
    m_links =
        std::make_unique<StdioLinks>(m_parts.executor, m_parts.profile.runtimeDir() / "bridges",
                                     [this] { return m_settings.stdioMessageBytes; });
    environment.openLink = [this](const model::Instance &instance, std::string containerId,
                                  const net::Endpoint &podman) {
        return m_links->open(instance, std::move(containerId), podman);
    };
    environment.closeLink = [this](const std::string &id) { m_links->close(id); };
    environment.ownerId = ownerId;
    environment.lifeId = m_lifeId;
    m_dockerProvider = std::make_unique<providers::DockerProvider>(std::move(environment));
}

providers::Provider &Engine::Impl::providerFor(const model::JsonSpec &spec)
{
    if (spec.docker() != nullptr) {
        return *m_dockerProvider;
    }
    return m_urlProvider;
}

InstanceManager::Services Engine::Impl::managerServices()
{
    InstanceManager::Services services;
    services.worker.executor = m_parts.executor;
    services.worker.clock = &m_clock;
    services.worker.secrets = &m_secrets;
    services.worker.slots = std::make_shared<StartSlots>(m_parts.executor, parallelStarts);
    services.worker.providerFor = [this](const model::JsonSpec &spec) -> providers::Provider & {
        return providerFor(spec);
    };
    services.worker.logTail = [this](std::string containerId, secrets::ResolvedValues known) {
        return m_logs->tail(std::move(containerId), std::move(known));
    };
    services.journal = &m_journal;
    services.catalog = &m_catalog;
    services.observers = &m_observers;
    services.secrets = &m_secrets;
    services.maxInstances = [this] { return m_settings.maxInstances; };
    services.publishRoutes = [this](gateway::RouteTable routes) {
        m_routes = std::move(routes);
        m_gateway->setRoutes(m_routes);
        if (m_usage) {
            m_usage->containersChanged();
        }
    };
    services.gatewayAddress = [this] { return m_gateway->address(); };
    return services;
}

SecretDesk::Services Engine::Impl::deskServices()
{
    SecretDesk::Services services;
    services.instances = [this] { return m_instances->snapshots(); };
    services.restart = [this](std::string id) { return m_instances->restart(std::move(id)); };
    services.start = [this](std::string id) {
        return m_instances->setDesired(std::move(id), DesiredState::Running);
    };
    services.recheck = [this] { return checkKeychain(); };
    return services;
}

Status Engine::Impl::openGateway(std::uint16_t port)
{
    gateway::Gateway::Options options;
    options.port = port;
    auto opened = std::make_unique<gateway::Gateway>(options);
    auto listening = opened->start();
    if (!listening) {
        return base::fail(listening.error());
    }
    if (m_gateway) {
        m_gateway->stop();
    }
    m_gateway = std::move(opened);
    m_gateway->setRoutes(m_routes);
    m_system.setGateway(m_gateway->address(), port, *listening);
    return {};
}

void Engine::Impl::onContainerEvent(const podman::Event &event)
{
    const auto life = event.labels.find(providers::label::life);
    if (event.action == "create" && life != event.labels.end() && life->second != m_lifeId) {
        m_tasks.spawn("late container", removeLateContainer(event.containerId));
    }
    // Else only words of an end: the rest tells of what the worker does itself.
    static const std::set<std::string> ends = {"died", "oom", "stop", "kill", "remove"};
    const auto instance = event.labels.find(providers::label::instance);
    if (instance != event.labels.end() && ends.count(event.action) > 0) {
        m_instances->containerEvent(instance->second);
    }
}

/// Podman finishes what a Berth asked for that was killed meanwhile, maybe after this one looked.
asio::awaitable<void> Engine::Impl::removeLateContainer(std::string containerId)
{
    auto podman = m_podman->handle();
    if (!podman) {
        co_return; // looked for again when Podman is back
    }
    log::logger("engine")->info("removing a container that an earlier life asked for");
    (void)co_await (*podman)->remove(std::move(containerId));
}

asio::awaitable<void> Engine::Impl::checkKeychain()
{
    const Status usable = co_await m_secrets.check();
    m_system.setKeychain(m_secrets.storeName(), usable, m_parts.secretStore->kind());
}

/// Removes containers of instances that are no more or shall not run, then lets every worker look.
asio::awaitable<void> Engine::Impl::sweep()
{
    auto podman = m_podman->handle();
    if (!podman) {
        co_return;
    }
    const podman::Labels ours = {{providers::label::owner, m_ownerId}};
    auto containers = co_await (*podman)->list(ours);
    if (!containers) {
        co_return;
    }
    for (const podman::ContainerSummary &container : *containers) {
        const auto instance = container.labels.find(providers::label::instance);
        const bool known = instance != container.labels.end() &&
                           (m_instances->mayHaveContainer(instance->second) ||
                            m_unreadable.count(instance->second) > 0);
        if (!known) {
            log::logger("engine")->info("removing the orphaned container {}", container.name);
            (void)co_await (*podman)->remove(container.id);
        }
    }
    m_instances->podmanCameBack();
}

asio::awaitable<void> Engine::Impl::shutDown()
{
    if (m_instances) {
        co_await m_instances->shutDown(m_settings.stopInstancesAtQuit);
    }
    m_tasks.cancel();
    co_await m_tasks.join(shutDownDeadline);
    co_await m_journal.drain(shutDownDeadline);
    if (m_gateway) {
        m_gateway->stop();
    }
}

net::Task<std::string> Engine::Impl::runEcho()
{
    std::string serverId;
    for (const model::Server &server : m_catalog.servers()) {
        if (server.dockerImageUrl == BundledImages::echoReference()) {
            serverId = server.id;
        }
    }
    if (serverId.empty()) {
        model::Server server;
        server.name = echoServerName;
        server.description = "Answers what it is told. Comes with Berth, for trying things out.";
        server.dockerImageUrl = BundledImages::echoReference();
        server.version = BERTH_VERSION;
        server.status = "active";
        server.tags = {"demo"};
        auto saved = co_await m_catalog.save(std::move(server));
        if (!saved) {
            co_return base::fail(saved.error());
        }
        serverId = *saved;
    }
    for (const InstanceSnapshot &view : m_instances->snapshots()) {
        if (view.instance.serverSpecId == serverId) {
            auto started =
                co_await m_instances->setDesired(view.instance.id, DesiredState::Running);
            if (!started) {
                co_return base::fail(started.error());
            }
            co_return view.instance.id;
        }
    }
    model::InstanceDraft draft;
    draft.name = "echo";
    draft.serverSpecId = serverId;
    model::DockerSpec spec;
    spec.image = BundledImages::echoReference();
    draft.spec.type = std::move(spec);
    co_return co_await m_instances->create(std::move(draft), {}, true);
}

net::Task<> Engine::Impl::changeSettings(base::Json patch)
{
    auto next = patched(m_settings, patch);
    if (!next) {
        co_return base::fail(next.error());
    }
    const bool otherStore = next->secretStore != m_settings.secretStore;
    if (otherStore) {
        if (Status chosen = m_parts.secretStore->choose(next->secretStore); !chosen) {
            co_return chosen;
        }
    }
    if (next->gatewayPort != m_settings.gatewayPort) {
        if (Status opened = openGateway(next->gatewayPort); !opened) {
            m_parts.secretStore->chooseStored(m_settings.secretStore);
            co_return opened;
        }
        m_instances->gatewayMoved();
    }
    if (Status saved = m_settingsFile.save(*next); !saved) {
        m_parts.secretStore->chooseStored(m_settings.secretStore);
        co_return saved;
    }
    m_settings = std::move(*next);
    if (otherStore) {
        m_tasks.spawn("keychain check", checkKeychain());
    }
    co_return Status{};
}

Engine::Engine(Parts parts)
    : m_impl(std::make_shared<Impl>(std::move(parts)))
{}

Engine::~Engine() = default;

net::Task<> Engine::start()
{
    return m_impl->start();
}

asio::awaitable<void> Engine::shutDown()
{
    return m_impl->shutDown();
}

net::Task<std::string> Engine::createInstance(model::InstanceDraft draft,
                                              std::vector<SecretInput> secrets, bool start)
{
    return m_impl->m_instances->create(std::move(draft), std::move(secrets), start);
}

net::Task<> Engine::updateInstance(std::string id, model::InstanceDraft draft,
                                   std::vector<SecretInput> secrets)
{
    return m_impl->m_instances->update(std::move(id), std::move(draft), std::move(secrets));
}

net::Task<> Engine::startInstance(std::string id)
{
    return m_impl->m_instances->setDesired(std::move(id), DesiredState::Running);
}

net::Task<> Engine::stopInstance(std::string id)
{
    return m_impl->m_instances->setDesired(std::move(id), DesiredState::Stopped);
}

net::Task<> Engine::restartInstance(std::string id)
{
    return m_impl->m_instances->restart(std::move(id));
}

net::Task<> Engine::removeInstance(std::string id)
{
    return m_impl->m_instances->setDesired(std::move(id), DesiredState::Deleted);
}

std::vector<InstanceSnapshot> Engine::instances() const
{
    return m_impl->m_instances->snapshots();
}

std::optional<InstanceSnapshot> Engine::instance(const std::string &id) const
{
    return m_impl->m_instances->snapshot(id);
}

net::Task<> Engine::followLogs(std::string id, int tail, bool follow,
                               std::function<void(const LogLine &)> onLine)
{
    const auto view = m_impl->m_instances->snapshot(id);
    if (!view) {
        co_return base::fail(ErrorCode::NotFound, "There is no instance with the id " + id + ".");
    }
    if (view->containerId.empty()) {
        co_return base::fail(ErrorCode::Conflict,
                             view->instance.name + " has no container now, so there is no log.");
    }
    // What the container was given, not what the keychain holds now, is what its log may repeat.
    secrets::ResolvedValues given = m_impl->m_instances->secretsOf(id);
    co_return co_await m_impl->m_logs->follow(view->containerId, tail, follow, std::move(given),
                                              std::move(onLine));
}

const base::Result<ServerTemplates> &Engine::templates() const
{
    return m_impl->m_templates;
}

const std::vector<model::Server> &Engine::servers() const
{
    return m_impl->m_catalog.servers();
}

net::Task<std::string> Engine::saveServer(model::Server server)
{
    auto saved = co_await m_impl->m_catalog.save(std::move(server));
    m_impl->m_instances->serversChanged();
    co_return saved;
}

net::Task<> Engine::removeServer(std::string id)
{
    auto removed = co_await m_impl->m_catalog.remove(std::move(id));
    m_impl->m_instances->serversChanged();
    co_return removed;
}

net::Task<std::string> Engine::runEcho()
{
    return m_impl->runEcho();
}

SecretDesk &Engine::secretDesk()
{
    return m_impl->m_secretDesk;
}

SystemSnapshot Engine::system() const
{
    return m_impl->m_system.snapshot();
}

net::Task<> Engine::recheck()
{
    m_impl->m_podman->recheck();
    co_await m_impl->checkKeychain();
    co_return Status{};
}

const Settings &Engine::settings() const
{
    return m_impl->m_settings;
}

net::Task<> Engine::changeSettings(base::Json patch)
{
    return m_impl->changeSettings(std::move(patch));
}

void Engine::addObserver(Observer *observer)
{
    m_impl->m_observers.add(observer);
}

void Engine::removeObserver(Observer *observer)
{
    m_impl->m_observers.remove(observer);
}

void Engine::setUsageWanted(bool wanted)
{
    if (m_impl->m_usage) {
        m_impl->m_usage->setWanted(wanted);
    }
}

void Engine::setApiSocket(std::string path)
{
    m_impl->m_system.setApiSocket(std::move(path));
}

} // namespace berth::engine
