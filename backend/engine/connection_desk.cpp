// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/connection_desk.h"

#include "base/ids.h"
#include "engine/secret_keeper.h"
#include "engine/server_catalog.h"
#include "engine/wake_signal.h"
#include "log/log.h"
#include "redis/connection_probe.h"

#include <algorithm>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::Status;
using connections::ConnectionLink;
using model::Connection;
using model::ConnectionRole;

namespace {

constexpr std::chrono::seconds leaveDeadline{15};
constexpr std::chrono::seconds endDeadline{3};

base::Error noSuchConnection(const std::string &id)
{
    return {ErrorCode::NotFound, "There is no connection with the id " + id + "."};
}

ConnectionTestStep stepOf(const redis::ProbeStep &step)
{
    ConnectionTestStep copy;
    copy.name = step.name;
    copy.detail = step.detail;
    copy.took = step.took;
    switch (step.outcome) {
    case redis::ProbeStep::Outcome::Passed:
        copy.outcome = ConnectionTestStep::Outcome::Passed;
        break;
    case redis::ProbeStep::Outcome::Failed:
        copy.outcome = ConnectionTestStep::Outcome::Failed;
        break;
    case redis::ProbeStep::Outcome::Skipped:
        break;
    }
    return copy;
}

/// What could not even be tried.
std::vector<ConnectionTestStep> failedAtOnce(const base::Error &error)
{
    std::vector<ConnectionTestStep> steps;
    for (const char *name : {"resolve", "connect", "tls", "authenticate", "subscribe"}) {
        ConnectionTestStep step;
        step.name = name;
        steps.push_back(std::move(step));
    }
    steps.front().outcome = ConnectionTestStep::Outcome::Failed;
    steps.front().detail = error.message;
    return steps;
}

} // namespace

ConnectionDesk::ConnectionDesk(Services services)
    : m_services(std::move(services))
{}

ConnectionDesk::~ConnectionDesk() = default;

void ConnectionDesk::load(std::vector<Connection> connections)
{
    for (Connection &connection : connections) {
        auto entry = std::make_unique<Entry>();
        entry->connection = std::move(connection);
        m_entries.push_back(std::move(entry));
    }
}

void ConnectionDesk::start()
{
    m_started = true;
    for (const auto &entry : m_entries) {
        if (entry->connection.enabled) {
            open(*entry);
        }
    }
    changed();
}

asio::awaitable<void> ConnectionDesk::shutDown()
{
    m_started = false;
    TaskGroup leaving(m_services.executor);
    for (const auto &entry : m_entries) {
        leaving.spawn("leaving " + entry->connection.name, close(*entry));
    }
    co_await leaving.join(leaveDeadline);
}

ConnectionDesk::Entry *ConnectionDesk::findEntry(const std::string &id)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&id](const auto &entry) {
        return entry->connection.id == id;
    });
    return found == m_entries.end() ? nullptr : found->get();
}

const ConnectionDesk::Entry *ConnectionDesk::findEntry(const std::string &id) const
{
    return const_cast<ConnectionDesk *>(this)->findEntry(id);
}

std::vector<ConnectionSnapshot> ConnectionDesk::connections() const
{
    std::vector<ConnectionSnapshot> all;
    for (const auto &entry : m_entries) {
        ConnectionSnapshot view;
        if (entry->link) {
            view = entry->link->snapshot();
        }
        view.connection = entry->connection;
        view.isTransient = entry->isTransient;
        all.push_back(std::move(view));
    }
    return all;
}

std::optional<Connection> ConnectionDesk::find(const std::string &id) const
{
    const Entry *entry = findEntry(id);
    return entry == nullptr ? std::nullopt : std::optional(entry->connection);
}

std::string ConnectionDesk::nameOf(const std::string &id) const
{
    const Entry *entry = findEntry(id);
    return entry == nullptr ? std::string() : entry->connection.name;
}

bool ConnectionDesk::manages(const std::string &connectionId) const
{
    const Entry *entry = findEntry(connectionId);
    return entry != nullptr && entry->connection.enabled &&
           entry->connection.role == ConnectionRole::Manager;
}

connections::LinkServices ConnectionDesk::linkServices(const std::string &connectionId)
{
    connections::LinkServices services;
    services.executor = m_services.executor;
    services.clock = m_services.clock;
    services.store = m_services.store;
    services.local = m_services.local;
    services.self = m_services.self;
    services.secret = secretsOf(connectionId);
    services.changed = [this] { changed(); };
    services.heard = [this, connectionId](const events::ReceivedMessage &message) {
        m_services.heard(connectionId, message);
    };
    services.sent = [this, connectionId](const model::DomainEvent &event, std::string bytes) {
        m_services.sent(connectionId, event, std::move(bytes));
    };
    services.remote.changed = [this, connectionId](const InstanceSnapshot &view) {
        if (m_ours.count(view.instance.id) == 0) {
            m_remote[view.instance.id] = connectionId;
            m_services.observers->notify(&Observer::instanceChanged, view);
        }
    };
    services.remote.removed = [this](const std::string &id) {
        if (m_remote.erase(id) > 0) {
            m_services.observers->notify(&Observer::instanceRemoved, id);
        }
    };
    return services;
}

void ConnectionDesk::open(Entry &entry)
{
    const std::string &id = entry.connection.id;
    entry.link = std::make_shared<ConnectionLink>(entry.connection, linkServices(id));
    entry.running = std::make_unique<TaskGroup>(m_services.executor);
    const auto serve = [](std::shared_ptr<ConnectionLink> link) -> asio::awaitable<void> {
        co_await link->run();
    };
    entry.running->spawn("connection " + entry.connection.name, serve(entry.link));
}

asio::awaitable<void> ConnectionDesk::close(Entry &entry)
{
    if (!entry.link) {
        co_return;
    }
    const auto link = entry.link;
    const auto running = std::shared_ptr<TaskGroup>(std::move(entry.running));
    co_await link->leave();
    running->cancel();
    co_await running->join(endDeadline);
    if (entry.link == link) {
        entry.link.reset();
    }
}

net::Task<std::string> ConnectionDesk::save(Connection connection, ConnectionSecrets secrets)
{
    auto checked = model::readConnection(toJson(connection));
    if (!checked) {
        co_return base::fail(model::toError(checked.error()));
    }
    if (auto address = redis::parseRedisUrl(connection.url); !address) {
        base::Error error = address.error();
        error.field = "/url";
        co_return base::fail(std::move(error));
    }
    Entry *known = findEntry(connection.id);
    if (!connection.id.empty() && (known == nullptr || known->isTransient)) {
        co_return base::fail(known == nullptr
                                 ? noSuchConnection(connection.id)
                                 : base::Error{ErrorCode::Conflict,
                                               "This connection was made at the command line and "
                                               "cannot be changed here."});
    }
    if (connection.id.empty()) {
        connection.id = base::newUuid();
        connection.createdAt = m_services.clock->now();
    }
    auto stored = co_await storeSecrets(connection.id, std::move(secrets));
    if (stored) {
        stored = co_await m_services.store->saveConnection(connection);
    }
    if (!stored) {
        co_return base::fail(stored.error());
    }
    Entry *entry = findEntry(connection.id);
    if (entry == nullptr) {
        m_entries.push_back(std::make_unique<Entry>());
        entry = m_entries.back().get();
    } else {
        co_await close(*entry);
    }
    entry->connection = connection;
    if (m_started && connection.enabled) {
        open(*entry);
    }
    changed();
    co_return connection.id;
}

net::Task<> ConnectionDesk::remove(std::string id)
{
    Entry *entry = findEntry(id);
    if (entry == nullptr) {
        co_return base::fail(noSuchConnection(id));
    }
    if (entry->isTransient) {
        co_return base::fail(ErrorCode::Conflict, "This connection was made at the command line; "
                                                  "it ends with this Berth.");
    }
    co_await close(*entry);
    auto removed = co_await m_services.store->removeConnection(id);
    if (!removed) {
        co_return removed;
    }
    m_services.adoptInstances(id);
    std::erase_if(m_entries, [&id](const auto &one) { return one->connection.id == id; });
    changed();
    auto forgotten = co_await forgetSecrets(id);
    if (!forgotten) {
        log::logger("engine")->warn("secrets of a removed connection stay behind: {}",
                                    forgotten.error().message);
    }
    co_return Status{};
}

net::Task<> ConnectionDesk::setEnabled(std::string id, bool enabled)
{
    auto connection = find(id);
    if (!connection) {
        co_return base::fail(noSuchConnection(id));
    }
    connection->enabled = enabled;
    auto saved = co_await save(std::move(*connection), {});
    co_return saved.map([](const std::string &) {});
}

void ConnectionDesk::addTransient(Connection connection, base::Secret password,
                                  base::Secret platformToken)
{
    auto entry = std::make_unique<Entry>();
    entry->connection = std::move(connection);
    entry->isTransient = true;
    entry->secrets[model::connectionPasswordKey(entry->connection.id)] = std::move(password);
    entry->secrets[model::connectionTokenKey(entry->connection.id)] = std::move(platformToken);
    m_entries.push_back(std::move(entry));
    if (m_started) {
        open(*m_entries.back());
    }
    changed();
}

net::Task<base::Secret> ConnectionDesk::secretOf(const std::string &connectionId, std::string key)
{
    const Entry *entry = findEntry(connectionId);
    if (entry != nullptr && entry->isTransient) {
        const auto given = entry->secrets.find(key);
        co_return given == entry->secrets.end() ? base::Secret() : given->second;
    }
    co_return co_await m_services.secrets->get(std::move(key));
}

net::Task<> ConnectionDesk::storeSecrets(const std::string &id, ConnectionSecrets secrets)
{
    if (secrets.password) {
        std::string key = model::connectionPasswordKey(id);
        auto set = secrets.password->empty()
                       ? m_services.secrets->remove(std::move(key))
                       : m_services.secrets->set(std::move(key), std::move(*secrets.password));
        auto stored = co_await std::move(set);
        if (!stored) {
            co_return stored;
        }
    }
    if (secrets.platformToken) {
        std::string key = model::connectionTokenKey(id);
        auto set = secrets.platformToken->empty()
                       ? m_services.secrets->remove(std::move(key))
                       : m_services.secrets->set(std::move(key), std::move(*secrets.platformToken));
        co_return co_await std::move(set);
    }
    co_return Status{};
}

net::Task<> ConnectionDesk::forgetSecrets(const std::string &id)
{
    auto password = co_await m_services.secrets->remove(model::connectionPasswordKey(id));
    auto token = co_await m_services.secrets->remove(model::connectionTokenKey(id));
    co_return password ? token : password;
}

connections::SecretSource ConnectionDesk::secretsOf(std::string connectionId)
{
    return [this, id = std::move(connectionId)](std::string key) {
        return secretOf(id, std::move(key));
    };
}

asio::awaitable<void> ConnectionDesk::test(Connection connection, ConnectionSecrets secrets,
                                           TestListener onStep)
{
    const connections::SecretSource stored = secretsOf(connection.id);
    auto options =
        co_await connections::redisOptions(connection, stored, std::move(secrets.password));
    if (options) {
        redis::Subscriptions heard{{}, {connections::heardPattern}};
        const auto tell = [&onStep](const redis::ProbeStep &step) { onStep(stepOf(step)); };
        co_await redis::probe(m_services.executor, std::move(*options), std::move(heard), tell);
    } else {
        for (ConnectionTestStep &step : failedAtOnce(options.error())) {
            onStep(std::move(step));
        }
    }
    onStep(co_await testPlatform(connection, std::move(secrets.platformToken)));
}

asio::awaitable<ConnectionTestStep> ConnectionDesk::testPlatform(Connection connection,
                                                                 std::optional<base::Secret> token)
{
    ConnectionTestStep step;
    step.name = "platform";
    if (connection.platformUrl.empty()) {
        co_return step;
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto finish = [&step, begin](const std::optional<base::Error> &error,
                                       std::string detail) {
        step.took = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begin);
        step.outcome =
            error ? ConnectionTestStep::Outcome::Failed : ConnectionTestStep::Outcome::Passed;
        step.detail = error ? error->message : std::move(detail);
    };
    const connections::SecretSource stored = secretsOf(connection.id);
    auto client =
        co_await connections::platformOf(m_services.executor, connection, stored, std::move(token));
    if (!client) {
        finish(client.error(), {});
        co_return step;
    }
    auto listed = co_await (*client)->instances();
    if (listed) {
        finish(std::nullopt, std::to_string(listed->size()) + " instances");
    } else {
        finish(listed.error(), {});
    }
    co_return step;
}

std::shared_ptr<connections::ConsoleRole>
ConnectionDesk::consoleOf(const std::string &instanceId) const
{
    const auto remote = m_remote.find(instanceId);
    const Entry *entry = remote == m_remote.end() ? nullptr : findEntry(remote->second);
    return entry == nullptr || !entry->link ? nullptr : entry->link->console();
}

std::vector<InstanceSnapshot> ConnectionDesk::remoteInstances() const
{
    std::vector<InstanceSnapshot> all;
    for (const auto &entry : m_entries) {
        if (entry->link && entry->link->console()) {
            for (InstanceSnapshot &view : entry->link->console()->instances()) {
                all.push_back(std::move(view));
            }
        }
    }
    std::erase_if(
        all, [this](const InstanceSnapshot &view) { return m_ours.count(view.instance.id) > 0; });
    return all;
}

std::optional<InstanceSnapshot> ConnectionDesk::remoteInstance(const std::string &id) const
{
    for (InstanceSnapshot &view : remoteInstances()) {
        if (view.instance.id == id) {
            return std::move(view);
        }
    }
    return std::nullopt;
}

net::Task<std::string> ConnectionDesk::createRemote(std::string connectionId,
                                                    model::InstanceDraft draft)
{
    const Entry *entry = findEntry(connectionId);
    if (entry == nullptr) {
        co_return base::fail(noSuchConnection(connectionId));
    }
    const auto console = entry->link ? entry->link->console() : nullptr;
    if (!console) {
        co_return base::fail(ErrorCode::Conflict,
                             "The connection " + entry->connection.name +
                                 " is no console, or is off. Only a console creates instances "
                                 "elsewhere.");
    }
    const auto server = m_services.catalog != nullptr && draft.serverSpecId
                            ? m_services.catalog->find(*draft.serverSpecId)
                            : std::nullopt;
    const std::string secret =
        SecretKeeper::plainSecret(draft.spec, server ? server->envSchema : model::EnvSchema());
    if (!secret.empty()) {
        co_return base::fail(
            base::Error{ErrorCode::InvalidArgument,
                        "The value of a secret is not sent to " + entry->connection.name +
                            ". Put a reference in its place, to a secret that the manager's store "
                            "has.",
                        {},
                        "/json_spec" + secret});
    }
    co_return co_await console->create(std::move(draft));
}

base::Result<std::shared_ptr<ConnectionLink>>
ConnectionDesk::linkOf(const std::string &connectionId) const
{
    const Entry *entry = findEntry(connectionId);
    if (entry == nullptr) {
        return base::fail(noSuchConnection(connectionId));
    }
    if (!entry->link) {
        return base::fail(ErrorCode::Unavailable,
                          "The connection " + entry->connection.name + " is off.");
    }
    return entry->link;
}

net::Task<> ConnectionDesk::publish(std::string connectionId, model::DomainEvent event)
{
    const auto link = linkOf(connectionId);
    if (!link) {
        co_return base::fail(link.error());
    }
    auto published = co_await (*link)->publish(std::move(event));
    co_return published.map([](int) {});
}

net::Task<std::vector<redis::Reply>> ConnectionDesk::pipeline(std::string connectionId,
                                                              std::vector<redis::Command> commands)
{
    const auto link = linkOf(connectionId);
    if (!link) {
        co_return base::fail(link.error());
    }
    co_return co_await (*link)->pipeline(std::move(commands));
}

void ConnectionDesk::instanceChanged(const InstanceSnapshot &view)
{
    if (view.isRemote || view.instance.connectionId.empty()) {
        return;
    }
    m_ours[view.instance.id] = view.instance.connectionId;
    const Entry *entry = findEntry(view.instance.connectionId);
    if (entry != nullptr && entry->link) {
        entry->link->localChanged(view);
    }
}

void ConnectionDesk::instanceRemoved(const std::string &id)
{
    const auto ours = m_ours.extract(id);
    const Entry *entry = ours ? findEntry(ours.mapped()) : nullptr;
    if (entry != nullptr && entry->link) {
        entry->link->localRemoved(id);
    }
}

void ConnectionDesk::handle(const model::DomainEvent &)
{
    for (const auto &entry : m_entries) {
        if (entry->link) {
            entry->link->wake();
        }
    }
}

void ConnectionDesk::changed()
{
    m_services.observers->notify(&Observer::connectionsChanged, connections());
}

} // namespace berth::engine
