// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/facade_adapter.h"

#include "engine/caller_desk.h"
#include "engine/connection_desk.h"
#include "engine/group_desk.h"
#include "engine/log_session.h"
#include "engine/mailbox.h"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

constexpr int deliveryIntervalMs = 100;

} // namespace

EngineFacadeAdapter::EngineFacadeAdapter(QObject *parent)
    : EngineFacade(parent)
{
    m_deliverLater.setSingleShot(true);
    connect(&m_deliverLater, &QTimer::timeout, this, &EngineFacadeAdapter::deliver);
    m_lastDelivery.start();
}

EngineFacadeAdapter::~EngineFacadeAdapter()
{
    detach();
}

void EngineFacadeAdapter::attach(std::shared_ptr<Engine> engine, asio::any_io_executor executor)
{
    m_link.attach(std::move(engine), std::move(executor));
    m_settings = toJson(m_link.engine()->settings());
    m_mailbox = std::make_shared<Mailbox>([this] {
        QMetaObject::invokeMethod(this, &EngineFacadeAdapter::mailArrived, Qt::QueuedConnection);
    });
    asio::post(m_link.executor(), [keep = m_link.engine(), mailbox = m_mailbox] {
        for (const InstanceSnapshot &view : keep->instances()) {
            mailbox->instanceChanged(view);
        }
        mailbox->serversChanged(keep->servers());
        mailbox->connectionsChanged(keep->connectionDesk().connections());
        mailbox->clientsChanged(keep->callerDesk().clients());
        mailbox->groupsChanged(keep->groupDesk().groups());
        mailbox->systemChanged(keep->system());
        keep->addObserver(mailbox.get());
        keep->setUsageWanted(true);
        mailbox->attached();
    });
}

void EngineFacadeAdapter::detach()
{
    if (!m_link.engine()) {
        return;
    }
    m_mailbox->close();
    asio::post(m_link.executor(), [keep = m_link.detach(), mailbox = m_mailbox] {
        keep->removeObserver(mailbox.get());
        keep->setUsageWanted(false);
    });
    m_ready = false;
}

std::vector<InstanceSnapshot> EngineFacadeAdapter::instances() const
{
    std::vector<InstanceSnapshot> all;
    all.reserve(m_instances.size());
    for (const auto &[id, view] : m_instances) {
        all.push_back(view);
    }
    std::sort(all.begin(), all.end(), [](const InstanceSnapshot &a, const InstanceSnapshot &b) {
        return std::tie(a.instance.createdAt, a.instance.id) <
               std::tie(b.instance.createdAt, b.instance.id);
    });
    return all;
}

std::unique_ptr<LogFollower> EngineFacadeAdapter::followLogs(const std::string &instanceId,
                                                             int tail, bool masked)
{
    if (!m_link.engine()) {
        return std::make_unique<LogFollower>();
    }
    return std::make_unique<LogSession>(m_link.engine(), m_link.executor(), instanceId, tail,
                                        masked);
}

QFuture<Result<std::string>> EngineFacadeAdapter::create(model::InstanceDraft draft,
                                                         std::vector<SecretInput> secrets,
                                                         bool start)
{
    return m_link.run<std::string>(
        [draft = std::move(draft), secrets = std::move(secrets), start](Engine &engine) mutable {
            return engine.createInstance(std::move(draft), std::move(secrets), start);
        });
}

QFuture<Status> EngineFacadeAdapter::update(std::string id, model::InstanceDraft draft,
                                            std::vector<SecretInput> secrets)
{
    return m_link.run<void>([id = std::move(id), draft = std::move(draft),
                             secrets = std::move(secrets)](Engine &engine) mutable {
        return engine.updateInstance(std::move(id), std::move(draft), std::move(secrets));
    });
}

QFuture<Status> EngineFacadeAdapter::start(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.startInstance(id); });
}

QFuture<Status> EngineFacadeAdapter::stop(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.stopInstance(id); });
}

QFuture<Status> EngineFacadeAdapter::restart(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.restartInstance(id); });
}

QFuture<Status> EngineFacadeAdapter::remove(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.removeInstance(id); });
}

QFuture<Status> EngineFacadeAdapter::cancelStart(std::string id)
{
    return stop(std::move(id));
}

QFuture<Result<std::string>> EngineFacadeAdapter::save(model::Server server)
{
    return m_link.run<std::string>([server = std::move(server)](Engine &engine) mutable {
        return engine.saveServer(std::move(server));
    });
}

QFuture<Status> EngineFacadeAdapter::removeServer(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.removeServer(id); });
}

QFuture<Result<std::string>> EngineFacadeAdapter::runEcho()
{
    return m_link.run<std::string>([](Engine &engine) { return engine.runEcho(); });
}

QFuture<Status> EngineFacadeAdapter::changeSettings(base::Json patch)
{
    auto changed =
        m_link.run<base::Json>([patch = std::move(patch)](Engine &engine) -> net::Task<base::Json> {
            auto done = co_await engine.changeSettings(patch);
            if (!done) {
                co_return base::fail(done.error());
            }
            co_return toJson(engine.settings());
        });
    return changed.then(this, [this](const Result<base::Json> &settings) -> Status {
        if (!settings) {
            return base::fail(settings.error());
        }
        m_settings = *settings;
        return {};
    });
}

QFuture<Result<base::Secret>> EngineFacadeAdapter::managerToken()
{
    return m_link.run<base::Secret>([](Engine &engine) { return engine.managerToken(); });
}

QFuture<Status> EngineFacadeAdapter::recheck()
{
    return m_link.run<void>([](Engine &engine) { return engine.recheck(); });
}

void EngineFacadeAdapter::mailArrived()
{
    if (m_lastDelivery.elapsed() >= deliveryIntervalMs) {
        deliver();
    } else if (!m_deliverLater.isActive()) {
        m_deliverLater.start(deliveryIntervalMs - static_cast<int>(m_lastDelivery.elapsed()));
    }
}

void EngineFacadeAdapter::deliverCalls(const std::vector<CallRecord> &calls, bool reset)
{
    if (reset) {
        Q_EMIT callsReset();
    }
    if (!calls.empty()) {
        Q_EMIT callsRecorded(calls);
    }
}

void EngineFacadeAdapter::deliver()
{
    m_lastDelivery.restart();
    Mailbox::Contents mail = m_mailbox->take();
    if (mail.settings) {
        m_settings = std::move(*mail.settings);
        Q_EMIT settingsChanged();
    }
    if (mail.servers) {
        m_servers = std::move(*mail.servers);
        Q_EMIT serversChanged();
    }
    if (mail.connections) {
        m_connections = std::move(*mail.connections);
        Q_EMIT connectionsChanged();
    }
    if (mail.clients) {
        m_clients = std::move(*mail.clients);
        Q_EMIT clientsChanged();
    }
    if (mail.groups) {
        m_groupCommands.setGroups(std::move(*mail.groups));
    }
    for (const std::string &id : mail.removed) {
        if (m_instances.erase(id) > 0) {
            Q_EMIT instanceRemoved(QString::fromStdString(id));
        }
    }
    for (auto &[id, view] : mail.instances) {
        const bool known = m_instances.count(id) > 0;
        m_instances[id] = view;
        if (known) {
            Q_EMIT instanceChanged(view);
        } else {
            Q_EMIT instanceAdded(view);
        }
    }
    if (mail.system) {
        m_system = std::move(*mail.system);
        Q_EMIT systemChanged(m_system);
    }
    if (mail.eventsReset) {
        Q_EMIT eventsReset();
    }
    if (!mail.events.empty()) {
        Q_EMIT eventsRecorded(mail.events);
    }
    deliverCalls(mail.calls, mail.callsReset);
    if (mail.attached) {
        m_ready = true;
        Q_EMIT ready();
    }
}

} // namespace berth::engine
