// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "engine/engine_impl.h"
#include "engine/health_question.h"
#include "engine/manager_token.h"

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::Status;
using model::DesiredState;

namespace {

constexpr std::chrono::milliseconds healthPatience{10000};

} // namespace

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
                                              std::vector<SecretInput> secrets, bool start,
                                              std::string id)
{
    return m_impl->m_instances->create(std::move(draft), std::move(secrets), start, std::move(id));
}

net::Task<> Engine::updateInstance(std::string id, model::InstanceDraft draft,
                                   std::vector<SecretInput> secrets)
{
    if (const auto console = m_impl->m_connections->consoleOf(id)) {
        co_return co_await console->update(std::move(id), std::move(draft));
    }
    co_return co_await m_impl->m_instances->update(std::move(id), std::move(draft),
                                                   std::move(secrets));
}

net::Task<> Engine::startInstance(std::string id)
{
    if (const auto console = m_impl->m_connections->consoleOf(id)) {
        co_return co_await console->start(std::move(id));
    }
    co_return co_await m_impl->m_instances->setDesired(std::move(id), DesiredState::Running);
}

net::Task<> Engine::stopInstance(std::string id)
{
    if (const auto console = m_impl->m_connections->consoleOf(id)) {
        co_return co_await console->stop(std::move(id));
    }
    co_return co_await m_impl->m_instances->setDesired(std::move(id), DesiredState::Stopped);
}

net::Task<> Engine::restartInstance(std::string id)
{
    if (m_impl->m_connections->consoleOf(id)) {
        co_return base::fail(ErrorCode::Unsupported,
                             "An instance that runs elsewhere cannot be restarted from here; there "
                             "is no event for it. Stop it and start it.");
    }
    co_return co_await m_impl->m_instances->restart(std::move(id));
}

net::Task<> Engine::removeInstance(std::string id)
{
    if (const auto console = m_impl->m_connections->consoleOf(id)) {
        co_return co_await console->remove(std::move(id));
    }
    co_return co_await m_impl->m_instances->setDesired(std::move(id), DesiredState::Deleted);
}

std::vector<InstanceSnapshot> Engine::instances() const
{
    std::vector<InstanceSnapshot> all = m_impl->m_instances->snapshots();
    for (InstanceSnapshot &view : m_impl->m_connections->remoteInstances()) {
        all.push_back(std::move(view));
    }
    return all;
}

std::optional<InstanceSnapshot> Engine::instance(const std::string &id) const
{
    auto local = m_impl->m_instances->snapshot(id);
    return local ? local : m_impl->m_connections->remoteInstance(id);
}

net::Task<> Engine::checkHealth(std::string id)
{
    const auto view = m_impl->m_instances->snapshot(id);
    if (!view) {
        co_return base::fail(ErrorCode::NotFound, "There is no instance with the id " + id + ".");
    }
    if (view->startedAt) {
        HealthQuestion question(m_impl->m_parts.executor, m_impl->m_observers, *view);
        m_impl->m_instances->checkHealthNow(id);
        (void)co_await question.answered(healthPatience); // else what was known last is the answer
    }
    co_return Status{};
}

net::Task<bool> Engine::imageExists(std::string reference)
{
    auto podman = co_await m_impl->m_podman->settledHandle();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    co_return co_await (*podman)->imageExists(std::move(reference));
}

net::Task<> Engine::followLogs(std::string id, int tail, bool follow,
                               std::function<void(const LogLine &)> onLine, bool masked)
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
    secrets::ResolvedValues given;
    if (masked) {
        given = m_impl->m_instances->secretsOf(id);
    }
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

ConnectionDesk &Engine::connectionDesk()
{
    return *m_impl->m_connections;
}

GroupDesk &Engine::groupDesk()
{
    return *m_impl->m_groups;
}

base::Secret Engine::ownToken() const
{
    return m_impl->m_ownToken;
}

std::optional<Engine::OwnGateway> Engine::ownGateway() const
{
    if (!m_impl->m_gateway) {
        return std::nullopt;
    }
    return OwnGateway{m_impl->m_gateway->ownEndpoint(), m_impl->m_gateway->fingerprint()};
}

const std::string &Engine::ownerId() const
{
    return m_impl->m_ownerId;
}

SecretDesk &Engine::secretDesk()
{
    return m_impl->m_secretDesk;
}

EventLog &Engine::eventLog()
{
    return m_impl->m_events.log();
}

EventDesk &Engine::eventDesk()
{
    return m_impl->m_events;
}

CallerDesk &Engine::callerDesk()
{
    return *m_impl->m_callers;
}

net::Task<base::Secret> Engine::managerToken()
{
    return engine::managerToken(*m_impl->m_parts.secretStore);
}

SystemSnapshot Engine::system() const
{
    return m_impl->m_system.snapshot();
}

net::Task<> Engine::recheck()
{
    m_impl->m_podman->recheck();
    m_impl->m_traefik->wake();
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

events::EventBus &Engine::eventBus()
{
    return m_impl->m_bus;
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

void Engine::setManagerApi(ComponentStatus status)
{
    m_impl->m_system.setManagerApi(std::move(status));
}

void Engine::setApiSocket(std::string path)
{
    m_impl->m_system.setApiSocket(std::move(path));
}

} // namespace berth::engine
