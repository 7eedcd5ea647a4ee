// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine_impl.h"

#include "base/ids.h"
#include "engine/gateway_tls.h"
#include "gateway/client_token.h"
#include "log/log.h"
#include "providers/labels.h"

#include <QSysInfo>

namespace berth::engine {

namespace asio = net::asio;

using base::Status;
using model::DesiredState;

namespace {

constexpr int parallelStarts = 8;
constexpr std::chrono::milliseconds shutDownDeadline{3000};
constexpr std::size_t lifeIdBytes = 8;
constexpr const char *ownerKey = "owner_id";

gateway::CallerRules rulesOf(const GatewaySettings &settings)
{
    gateway::CallerRules rules;
    rules.requireToken = settings.requireToken;
    rules.rateLimit = settings.rateLimit;
    rules.record = settings.record;
    return rules;
}

} // namespace

Engine::Impl::Impl(Parts parts)
    : m_parts(std::move(parts))
    , m_settingsFile(m_parts.profile.settings())
    , m_settings(m_settingsFile.load())
    , m_system(m_observers)
    , m_journal(m_parts.executor, *m_parts.store, m_bus)
    , m_events(eventServices())
    , m_catalog(m_journal, m_observers, m_clock)
    , m_templates(ServerTemplates::load(m_parts.dataDir / "server-templates.json"))
    , m_ledger(m_parts.executor, *m_parts.secretStore, *m_parts.store, m_clock)
    , m_secrets(m_ledger,
                [this](std::vector<std::string> keys) {
                    m_tasks.spawn("secret use", m_ledger.noteUse(std::move(keys)));
                })
    , m_secretDesk(m_ledger, deskServices())
    , m_callers(std::make_unique<CallerDesk>(callerServices()))
    , m_ownToken(gateway::newClientToken())
    , m_callBook(std::make_shared<gateway::CallBook>(m_callers->log().bell()))
    , m_lifeId(base::randomHex(lifeIdBytes))
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
    auto loaded = co_await m_ledger.load();
    if (!loaded) {
        co_return base::fail(loaded.error());
    }
    auto connections = co_await m_parts.store->connections();
    if (!connections) {
        co_return base::fail(connections.error());
    }
    auto callers = co_await m_callers->load();
    if (!callers) {
        co_return base::fail(callers.error());
    }
    auto groups = co_await m_parts.store->groups();
    if (!groups) {
        co_return base::fail(groups.error());
    }
    m_ownerId = *owner;
    co_await noteUnreadableRows();
    if (Status opened = openGateway(m_settings); !opened) {
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
    m_connections = std::make_unique<ConnectionDesk>(connectionServices());
    m_connections->load(std::move(*connections));
    for (AdHocConnection &one : m_parts.connections) {
        m_connections->addTransient(std::move(one.connection), std::move(one.password),
                                    std::move(one.platformToken));
    }
    m_observers.add(m_connections.get());
    m_bus.subscribe(m_connections.get());
    m_events.setPublisher([this](std::string id, model::DomainEvent event) {
        return m_connections->publish(std::move(id), std::move(event));
    });
    makeGroups();
    m_groups->load(std::move(*groups));
    m_instances = std::make_unique<InstanceManager>(managerServices());
    m_usage = std::make_unique<UsageFeed>(m_parts.executor, *m_podman, *m_instances);
    m_bus.subscribe(&m_events.log());
    m_tasks.spawn("event log", m_events.log().run());
    m_tasks.spawn("event log pruning", m_events.log().runPruning());
    m_tasks.spawn("calls", m_callers->log().run());
    m_tasks.spawn("calls pruning", m_callers->log().runPruning());
    m_tasks.spawn("use of clients", m_callers->runUse());
    m_tasks.spawn("event relay", m_journal.relay());
    m_tasks.spawn("Podman monitor", m_podman->run());
    m_tasks.spawn("usage feed", m_usage->run());
    m_tasks.spawn("keychain check", checkKeychain());
    loadInstances(std::move(*instances));
    m_connections->start();
    startTraefik();
    co_return Status{};
}

/// What a connection brought may run elsewhere by now: it waits until its manager role says so, and
/// ends when this machine is no manager there any more.
void Engine::Impl::loadInstances(std::vector<model::Instance> instances)
{
    std::vector<std::string> detached;
    for (const model::Instance &instance : instances) {
        if (!instance.connectionId.empty() && !m_connections->manages(instance.connectionId)) {
            detached.push_back(instance.id);
        }
    }
    m_instances->load(std::move(instances), [](const model::Instance &instance) {
        return !instance.connectionId.empty();
    });
    if (!detached.empty()) {
        const auto standBy = [](InstanceManager &manager,
                                std::vector<std::string> ids) -> asio::awaitable<void> {
            (void)co_await manager.standBy(std::move(ids),
                                           "This machine is not attached to its connection.");
        };
        m_tasks.spawn("detached instances", standBy(*m_instances, std::move(detached)));
    }
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
    m_links = std::make_unique<StdioLinks>(
        m_parts.executor, m_gatewayThread.executor(), m_parts.profile.runtimeDir() / "bridges",
        [this] { return m_settings.stdioMessageBytes; },
        [this](const std::string &id, const BackEndUse &use) {
            if (m_instances) {
                m_instances->setBackEnds(id, use);
            }
        });
    environment.openLink = [this](const model::Instance &instance, std::string containerId,
                                  const net::Endpoint &podman, providers::MoreContainers more) {
        return m_links->open(instance, std::move(containerId), podman, std::move(more));
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
        for (auto &[slug, route] : m_routes) {
            route.local = m_links->serviceAt(route.upstream);
        }
        publishRoutes();
        if (m_usage) {
            m_usage->containersChanged();
        }
    };
    services.gatewayAddress = [this] { return m_gateway ? m_gateway->address() : std::string(); };
    services.connectionName = [this](const std::string &id) { return m_connections->nameOf(id); };
    return services;
}

ConnectionDesk::Services Engine::Impl::connectionServices()
{
    ConnectionDesk::Services services;
    services.executor = m_parts.executor;
    services.clock = &m_clock;
    services.store = m_parts.store.get();
    services.secrets = &m_ledger;
    services.catalog = &m_catalog;
    services.local = &m_platformInstances;
    services.observers = &m_observers;
    services.self = {m_ownerId, m_lifeId, QSysInfo::machineHostName().toStdString()};
    services.adoptInstances = [this](const std::string &id) { m_instances->adoptFrom(id); };
    services.heard = [this](const std::string &id, const events::ReceivedMessage &message) {
        const auto known =
            message.event ? m_instances->snapshot(message.event->instanceId) : std::nullopt;
        m_events.log().received(id, message, known ? known->instance.name : std::string());
    };
    services.sent = [this](const std::string &id, const model::DomainEvent &event,
                           std::string bytes) {
        m_events.log().sent(id, event, std::move(bytes), event.type);
    };
    return services;
}

SecretDesk::Services Engine::Impl::deskServices()
{
    SecretDesk::Services services;
    services.instances = [this] { return m_instances->snapshots(); };
    services.restart = [this](std::string id) { return m_instances->restart(std::move(id)); };
    services.update = [this](std::string id, model::InstanceDraft draft) {
        return m_instances->update(std::move(id), std::move(draft), {});
    };
    services.start = [this](std::string id) {
        return m_instances->setDesired(std::move(id), DesiredState::Running);
    };
    services.recheck = [this] { return checkKeychain(); };
    return services;
}

EventLog::Services Engine::Impl::eventServices()
{
    EventLog::Services services;
    services.executor = m_parts.executor;
    services.store = &m_parts.store->eventLog();
    services.observers = &m_observers;
    services.clock = &m_clock;
    services.limits = [this] {
        return store::EventLogLimits{std::chrono::days(m_settings.eventsKeepDays),
                                     m_settings.eventsKeepCount};
    };
    return services;
}

CallerDesk::Services Engine::Impl::callerServices()
{
    CallerDesk::Services services;
    services.log.executor = m_parts.executor;
    services.log.store = &m_parts.store->callers();
    services.log.observers = &m_observers;
    services.log.clock = &m_clock;
    services.log.take = [this] { return m_callBook->take(); };
    services.log.limits = [this] {
        return store::CallLimits{std::chrono::days(m_settings.gateway.callsKeepDays),
                                 m_settings.gateway.callsKeepCount};
    };
    services.log.secretsOf = [this](const std::string &id) {
        return m_instances && !id.empty() ? m_instances->secretsOf(id) : secrets::ResolvedValues{};
    };
    services.settings = [this] { return rulesOf(m_settings.gateway); };
    services.publish = [this](gateway::CallerRules rules) {
        if (m_gateway) {
            m_gateway->setCallers(std::move(rules));
        }
    };
    return services;
}

void Engine::Impl::makeGroups()
{
    GroupDesk::Services services;
    services.executor = m_parts.executor;
    services.store = m_parts.store.get();
    services.clock = &m_clock;
    services.observers = &m_observers;
    services.instances = [this] {
        return m_instances ? m_instances->snapshots() : std::vector<InstanceSnapshot>();
    };
    services.gatewayAddress = [this] { return m_gateway->address(); };
    services.republish = [this] { publishRoutes(); };
    gateway::Aggregates::Options options;
    options.directory = m_parts.profile.runtimeDir() / "groups";
    options.onWanted = callForInstance(DesiredState::Running);
    options.onUse = [this, executor = m_parts.executor](const std::string &id, int calls) {
        asio::post(executor, [this, id, calls] {
            if (!m_isEnding) {
                m_gateway->noteUse(id, calls);
            }
        });
    };
    options.executor = m_gatewayThread.executor();
    m_groups = std::make_unique<GroupDesk>(std::move(services), std::move(options));
}

void Engine::Impl::publishRoutes()
{
    m_gateway->setRoutes(m_groups ? m_groups->routes(m_routes) : m_routes);
    if (m_traefik) {
        m_traefik->routesChanged(m_routes);
    }
}

void Engine::Impl::startTraefik()
{
    TraefikDesk::Services services;
    services.executor = m_parts.executor;
    services.store = m_parts.store.get();
    services.owner = m_ownerId;
    services.ownCertificate = m_parts.profile.gatewayCertificate();
    services.settings = [this]() -> const Settings & { return m_settings; };
    services.gatewayEndpoint = [this] {
        return m_gateway ? std::optional(m_gateway->ownEndpoint()) : std::nullopt;
    };
    services.connections = [this] { return m_connections->connections(); };
    services.pipeline = [this](std::string id, std::vector<redis::Command> commands) {
        return m_connections->pipeline(std::move(id), std::move(commands));
    };
    services.report = [this](ComponentStatus status) { m_system.setTraefik(std::move(status)); };
    m_traefik = std::make_unique<TraefikDesk>(std::move(services));
    m_traefik->routesChanged(m_routes);
    m_observers.add(m_traefik.get());
    m_traefik->start();
}

/// What the gateway wants of an instance, from its own thread.
std::function<void(const std::string &)> Engine::Impl::callForInstance(DesiredState desired)
{
    return [this, executor = m_parts.executor, desired](const std::string &id) {
        asio::post(executor, [this, desired, id] {
            if (!m_isEnding) {
                m_tasks.spawn("start or stop by calls", setByCalls(id, desired));
            }
        });
    };
}

asio::awaitable<void> Engine::Impl::setByCalls(std::string id, DesiredState desired)
{
    const auto view = m_instances ? m_instances->snapshot(id) : std::nullopt;
    if (!view || view->instance.desired == desired ||
        view->instance.desired == DesiredState::Deleted) {
        co_return;
    }
    const auto set = co_await m_instances->setDesired(id, desired);
    if (!set) {
        log::logger("engine")->warn("{}: {}", view->instance.name, set.error().message);
    }
}

Status Engine::Impl::openGateway(const Settings &settings)
{
    const GatewaySettings &wanted = settings.gateway;
    gateway::Gateway::Options options;
    options.address = wanted.address;
    options.port = settings.gatewayPort;
    options.hostNames = wanted.hostNames;
    options.ownToken = m_ownToken;
    options.book = m_callBook;
    options.onWanted = callForInstance(DesiredState::Running);
    options.onIdle = callForInstance(DesiredState::Stopped);
    auto tls = gatewayCertificate(wanted, m_parts.profile);
    if (!tls) {
        return base::fail(tls.error());
    }
    options.tls = tls->files;
    auto opened =
        std::make_unique<gateway::Gateway>(m_gatewayThread.executor(), std::move(options));
    opened->setCallers(m_callers->rules(rulesOf(wanted))); // before anybody can call
    auto listening = opened->start();
    if (!listening) {
        return base::fail(listening.error());
    }
    if (m_gateway) {
        m_gateway->stop();
    }
    m_gateway = std::move(opened);
    publishRoutes();
    m_system.setGateway(m_gateway->address(), settings.gatewayPort, *listening, *tls);
    return {};
}

/// To another port the new one opens before the old one closes, so that a failure changes nothing.
/// On the same port that is not possible.
Status Engine::Impl::moveGateway(const Settings &next)
{
    if (next.gatewayPort != m_settings.gatewayPort) {
        return openGateway(next);
    }
    m_gateway->stop();
    m_gateway.reset();
    Status opened = openGateway(next);
    if (!opened) {
        if (Status again = openGateway(m_settings); !again) {
            log::logger("engine")->error("{}", again.error().message);
        }
    }
    return opened;
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
    if (instance != event.labels.end() && event.labels.count(providers::label::use) == 0 &&
        ends.count(event.action) > 0) {
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
    m_isEnding = true;
    if (m_traefik) {
        m_observers.remove(m_traefik.get());
        co_await m_traefik->finish();
    }
    if (m_connections) {
        co_await m_connections->shutDown();
        m_observers.remove(m_connections.get());
        m_bus.unsubscribe(m_connections.get());
    }
    if (m_instances) {
        co_await m_instances->shutDown(m_settings.stopInstancesAtQuit);
    }
    m_tasks.cancel();
    co_await m_tasks.join(shutDownDeadline);
    co_await m_journal.drain(shutDownDeadline);
    co_await m_events.log().flush();
    co_await m_callers->flush();
    if (m_gateway) {
        m_gateway->stop();
    }
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
    const bool moves =
        next->gatewayPort != m_settings.gatewayPort || !next->gateway.listensAs(m_settings.gateway);
    if (moves) {
        if (Status opened = moveGateway(*next); !opened) {
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
    m_events.log().limitsChanged();
    m_callers->log().limitsChanged();
    m_callers->publishRules();
    m_traefik->wake();
    if (otherStore) {
        m_tasks.spawn("keychain check", checkKeychain());
    }
    m_observers.notify(&Observer::settingsChanged, m_settings);
    co_return Status{};
}

} // namespace berth::engine
