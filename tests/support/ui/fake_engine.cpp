// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_engine.h"

#include <algorithm>
#include <utility>

namespace berth::test {
namespace {

template <typename T>
QFuture<T> finished(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

/// A future whose promise waits in `waiting`.
template <typename T>
QFuture<T> held(std::vector<std::shared_ptr<QPromise<T>>> &waiting)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    waiting.push_back(promise);
    return promise->future();
}

template <typename T>
void finish(std::vector<std::shared_ptr<QPromise<T>>> &waiting, const T &value)
{
    for (const auto &promise : std::exchange(waiting, {})) {
        promise->addResult(value);
        promise->finish();
    }
}

} // namespace

FakeEngine::FakeEngine(QObject *parent)
    : EngineFacade(parent)
    , m_settings({{"instances.max", 50},
                  {"quit.stop_instances", false},
                  {"gateway.port", 7999},
                  {"gateway.address", "127.0.0.1"},
                  {"gateway.require_token", false},
                  {"gateway.host_names", base::Json::array()},
                  {"gateway.tls", "off"},
                  {"gateway.tls_certificate", ""},
                  {"gateway.tls_key", ""},
                  {"gateway.rate_limit", 0},
                  {"gateway.record", false},
                  {"traefik.file", ""},
                  {"traefik.redis", ""},
                  {"traefik.root_key", "traefik"},
                  {"traefik.host", ""},
                  {"traefik.gateway_url", ""},
                  {"traefik.entry_points", base::Json::array()},
                  {"traefik.middlewares", base::Json::array()},
                  {"calls.keep_days", 7},
                  {"calls.keep_count", 100000},
                  {"defaults.memory_limit", "512m"},
                  {"defaults.cpu_limit", "1"},
                  {"defaults.pids_limit", 256},
                  {"events.keep_days", 7},
                  {"events.keep_count", 100000},
                  {"manager_api.enabled", false},
                  {"manager_api.address", "127.0.0.1:8000"},
                  {"manager_api.require_token", true},
                  {"appearance.theme", "auto"},
                  {"appearance.reduce_motion", false},
                  {"secrets.store", "keychain"}})
{
    qRegisterMetaType<engine::InstanceSnapshot>();
    m_callers.onClientsChanged = [this] { Q_EMIT clientsChanged(); };
    m_callers.onCallsReset = [this] { Q_EMIT callsReset(); };
    qRegisterMetaType<engine::SystemSnapshot>();
}

std::vector<engine::InstanceSnapshot> FakeEngine::instances() const
{
    std::vector<engine::InstanceSnapshot> all;
    for (const std::string &id : m_order) {
        all.push_back(m_instances.at(id));
    }
    return all;
}

std::unique_ptr<engine::LogFollower> FakeEngine::followLogs(const std::string &id, int tail,
                                                            bool masked)
{
    m_calls.push_back({masked ? "followLogs" : "followLogsUnmasked", id});
    auto follower = std::make_unique<engine::LogFollower>();
    m_followers.emplace(id, follower.get());
    const auto &lines = m_logs[id];
    const auto count = std::min(lines.size(), static_cast<std::size_t>(std::max(tail, 0)));
    const std::vector<engine::LogLine> last(lines.end() - static_cast<std::ptrdiff_t>(count),
                                            lines.end());
    if (!last.empty()) {
        QMetaObject::invokeMethod(
            follower.get(), [raw = follower.get(), last] { Q_EMIT raw->linesArrived(last); },
            Qt::QueuedConnection);
    }
    return follower;
}

QFuture<base::Status> FakeEngine::changeSettings(base::Json patch)
{
    if (!m_nextError) {
        m_settings.update(patch);
        Q_EMIT settingsChanged();
    }
    return answer("changeSettings", base::toText(patch));
}

QFuture<base::Result<base::Secret>> FakeEngine::managerToken()
{
    if (m_nextError) {
        return finished<base::Result<base::Secret>>(
            base::fail(*std::exchange(m_nextError, std::nullopt)));
    }
    return finished<base::Result<base::Secret>>(base::Secret("token-of-the-manager"));
}

QFuture<base::Status> FakeEngine::recheck()
{
    return answer("recheck", {});
}

QFuture<base::Result<std::string>>
FakeEngine::create(model::InstanceDraft draft, std::vector<engine::SecretInput> secrets, bool start)
{
    m_lastDraft = std::move(draft);
    m_lastSecrets = std::move(secrets);
    return answerId(start ? "createAndStart" : "create", "new-" + std::to_string(m_nextId++));
}

QFuture<base::Status> FakeEngine::update(std::string id, model::InstanceDraft draft,
                                         std::vector<engine::SecretInput> secrets)
{
    m_lastDraft = std::move(draft);
    m_lastSecrets = std::move(secrets);
    return answer("update", std::move(id));
}

QFuture<base::Status> FakeEngine::start(std::string id)
{
    return answer("start", std::move(id));
}

QFuture<base::Status> FakeEngine::stop(std::string id)
{
    return answer("stop", std::move(id));
}

QFuture<base::Status> FakeEngine::restart(std::string id)
{
    return answer("restart", std::move(id));
}

QFuture<base::Status> FakeEngine::remove(std::string id)
{
    return answer("remove", std::move(id));
}

QFuture<base::Status> FakeEngine::removeServer(std::string id)
{
    return answer("removeServer", std::move(id));
}

QFuture<base::Status> FakeEngine::cancelStart(std::string id)
{
    return answer("cancelStart", std::move(id));
}

QFuture<base::Result<std::string>> FakeEngine::save(model::Server server)
{
    std::string id = server.id;
    if (!m_nextError) {
        if (id.empty()) {
            id = "server-" + std::to_string(m_nextId++);
            server.id = id;
        }
        std::erase_if(m_servers, [&](const model::Server &other) { return other.id == id; });
        m_servers.push_back(std::move(server));
        Q_EMIT serversChanged();
    }
    return answerId("save", id);
}

QFuture<base::Result<std::string>> FakeEngine::runEcho()
{
    return answerId("runEcho", "echo");
}

QFuture<base::Result<std::string>> FakeEngine::saveConnection(model::Connection connection,
                                                              engine::ConnectionSecrets secrets)
{
    m_lastConnection = connection;
    m_lastConnectionSecrets = std::move(secrets);
    return answerId("saveConnection",
                    connection.id.empty() ? "new-" + std::to_string(m_nextId++) : connection.id);
}

QFuture<base::Status> FakeEngine::removeConnection(std::string id)
{
    return answer("removeConnection", std::move(id));
}

QFuture<base::Status> FakeEngine::setConnectionEnabled(std::string id, bool enabled)
{
    return answer(enabled ? "enableConnection" : "disableConnection", std::move(id));
}

QFuture<engine::ConnectionTestStep> FakeEngine::testConnection(model::Connection connection,
                                                               engine::ConnectionSecrets secrets)
{
    m_calls.push_back({"testConnection", connection.url});
    m_lastConnection = std::move(connection);
    m_lastConnectionSecrets = std::move(secrets);
    if (m_holdsTests) {
        return held(m_heldTests);
    }
    QPromise<engine::ConnectionTestStep> promise;
    promise.start();
    for (const engine::ConnectionTestStep &step : m_testSteps) {
        promise.addResult(step);
    }
    promise.finish();
    return promise.future();
}

QFuture<base::Result<std::string>> FakeEngine::createRemote(std::string connectionId,
                                                            model::InstanceDraft draft)
{
    m_lastDraft = std::move(draft);
    if (m_holds) {
        m_calls.push_back({"createRemote", std::move(connectionId)});
        return held(m_heldIds);
    }
    return answerId("createRemote", std::move(connectionId));
}

QFuture<base::Result<std::vector<engine::EventRecord>>>
FakeEngine::history(std::int64_t beforeSequence, int limit)
{
    std::vector<engine::EventRecord> records;
    for (auto event = m_events.rbegin(); event != m_events.rend(); ++event) {
        const bool isBefore = beforeSequence == 0 || event->record.sequence < beforeSequence;
        if (isBefore && std::cmp_less(records.size(), limit)) {
            records.push_back(event->record);
        }
    }
    return finished(base::Result<std::vector<engine::EventRecord>>(std::move(records)));
}

QFuture<base::Result<engine::EventDetail>> FakeEngine::detail(std::int64_t sequence)
{
    for (const engine::EventDetail &event : m_events) {
        if (event.record.sequence == sequence) {
            return finished(base::Result<engine::EventDetail>(event));
        }
    }
    return finished(base::Result<engine::EventDetail>(
        base::fail(base::ErrorCode::NotFound, "This event is not kept any more.")));
}

QFuture<base::Status> FakeEngine::publish(std::string connectionId, std::string type, base::Json)
{
    return answer("publish", std::move(connectionId) + ' ' + std::move(type));
}

QFuture<base::Status> FakeEngine::clearLog()
{
    m_events.clear();
    return answer("clearLog", {});
}

QFuture<base::Result<int>> FakeEngine::exportLog(std::string file,
                                                 std::vector<std::int64_t> sequences)
{
    m_calls.push_back({"exportLog", std::move(file)});
    const std::size_t count = sequences.empty() ? m_events.size() : sequences.size();
    return finished(base::Result<int>(static_cast<int>(count)));
}

void FakeEngine::setConnections(std::vector<engine::ConnectionSnapshot> connections)
{
    m_connections = std::move(connections);
    Q_EMIT connectionsChanged();
}

void FakeEngine::release(const base::Status &status)
{
    m_holds = false;
    finish(m_held, status);
    base::Result<std::string> id = "remote-1";
    if (!status) {
        id = base::fail(status.error());
    }
    finish(m_heldIds, id);
}

void FakeEngine::releaseTests()
{
    m_holdsTests = false;
    for (const engine::ConnectionTestStep &step : m_testSteps) {
        deliverTestStep(step);
    }
    for (const auto &promise : std::exchange(m_heldTests, {})) {
        promise->finish();
    }
}

void FakeEngine::deliverTestStep(const engine::ConnectionTestStep &step)
{
    for (const auto &promise : m_heldTests) {
        promise->addResult(step);
    }
}

void FakeEngine::record(const std::vector<engine::EventDetail> &events)
{
    std::vector<engine::EventRecord> records;
    for (const engine::EventDetail &event : events) {
        m_events.push_back(event);
        records.push_back(event.record);
    }
    Q_EMIT eventsRecorded(records);
}

void FakeEngine::setReady()
{
    if (!m_ready) {
        m_ready = true;
        Q_EMIT ready();
    }
}

void FakeEngine::failStart(const QString &message, const QString &details)
{
    Q_EMIT startFailed(message, details);
}

void FakeEngine::put(const engine::InstanceSnapshot &snapshot)
{
    const bool isNew = m_instances.insert_or_assign(snapshot.instance.id, snapshot).second;
    if (isNew) {
        m_order.push_back(snapshot.instance.id);
        Q_EMIT instanceAdded(snapshot);
    } else {
        Q_EMIT instanceChanged(snapshot);
    }
}

void FakeEngine::drop(const std::string &id)
{
    m_instances.erase(id);
    std::erase(m_order, id);
    Q_EMIT instanceRemoved(QString::fromStdString(id));
}

void FakeEngine::setServers(std::vector<model::Server> servers)
{
    m_servers = std::move(servers);
    Q_EMIT serversChanged();
}

void FakeEngine::setSystem(engine::SystemSnapshot system)
{
    m_system = std::move(system);
    Q_EMIT systemChanged(m_system);
}

void FakeEngine::appendLog(const std::string &id, const std::vector<engine::LogLine> &lines)
{
    auto &log = m_logs[id];
    log.insert(log.end(), lines.begin(), lines.end());
    const auto [first, last] = m_followers.equal_range(id);
    for (auto it = first; it != last; ++it) {
        if (it->second) {
            Q_EMIT it->second->linesArrived(lines);
        }
    }
}

QFuture<base::Status> FakeEngine::answer(std::string name, std::string id)
{
    m_calls.push_back({std::move(name), std::move(id)});
    if (m_holds) {
        return held(m_held);
    }
    base::Status status;
    if (m_nextError) {
        status = base::fail(*std::exchange(m_nextError, std::nullopt));
    }
    return finished(std::move(status));
}

QFuture<base::Result<std::string>> FakeEngine::answerId(std::string name, std::string id)
{
    m_calls.push_back({std::move(name), id});
    base::Result<std::string> result = std::move(id);
    if (m_nextError) {
        result = base::fail(*std::exchange(m_nextError, std::nullopt));
    }
    return finished(std::move(result));
}

} // namespace berth::test
