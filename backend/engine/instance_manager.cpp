// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/instance_manager.h"

#include "base/ids.h"
#include "engine/domain_events.h"
#include "engine/draft_check.h"
#include "engine/instance_route.h"
#include "log/log.h"
#include "model/validation.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

namespace berth::engine {

namespace asio = net::asio;

using base::Error;
using base::ErrorCode;
using base::Status;
using model::DesiredState;
using model::Instance;
using model::InstanceDraft;
using model::InstanceState;

namespace {

constexpr std::chrono::milliseconds workerDeadline{3000};
constexpr std::chrono::seconds standByDeadline{15};

Error notFound(const std::string &id)
{
    return Error{ErrorCode::NotFound, "There is no instance with the id " + id + ".", {}, {}};
}

} // namespace

InstanceManager::InstanceManager(Services services)
    : m_services(std::move(services))
    , m_tasks(m_services.worker.executor)
{
    m_services.worker.changed = [this](const InstanceSnapshot &view, bool stateChanged) {
        changed(view, stateChanged);
    };
    m_services.worker.deleted = [this](const InstanceSnapshot &view) { return deleted(view); };
}

void InstanceManager::load(std::vector<Instance> instances,
                           const std::function<bool(const Instance &)> &isHeld)
{
    for (Instance &instance : instances) {
        const bool held = isHeld(instance);
        const WorkerPtr worker = spawn(std::move(instance), true);
        if (held) {
            worker->hold();
        }
    }
    publishRoutes();
}

Status InstanceManager::admit(const std::string &id)
{
    auto worker = findAlive(id);
    if (!worker) {
        return base::fail(worker.error());
    }
    (*worker)->release();
    return {};
}

net::Task<std::string> InstanceManager::create(InstanceDraft draft,
                                               std::vector<SecretInput> secrets, bool start,
                                               std::string id)
{
    if (Status known = checkServer(draft); !known) {
        co_return base::fail(known.error());
    }
    if (id.empty()) {
        id = base::newUuid();
    }
    Origin here{std::move(id), {}};
    co_return co_await createAs(std::move(here), std::move(draft), std::move(secrets), start);
}

net::Task<std::string> InstanceManager::createFor(Origin origin, InstanceDraft draft,
                                                  std::vector<SecretInput> secrets, bool start)
{
    if (find(origin.instanceId)) {
        co_return base::fail(ErrorCode::AlreadyExists,
                             "There is an instance with the id " + origin.instanceId + " already.");
    }
    co_return co_await createAs(std::move(origin), std::move(draft), std::move(secrets), start);
}

net::Task<std::string> InstanceManager::createAs(Origin origin, InstanceDraft draft,
                                                 std::vector<SecretInput> secrets, bool start)
{
    if (Status fine = prepare(draft, secrets); !fine) {
        co_return base::fail(fine.error());
    }
    const int limit = m_services.maxInstances();
    // Those that are being made count: each has its slug reserved.
    if (std::cmp_greater_equal(m_workers.size() + m_reservedSlugs.size(), limit)) {
        co_return base::fail(ErrorCode::LimitReached,
                             "There are " + std::to_string(limit) +
                                 " instances already, which is the limit. Delete one, or raise "
                                 "the limit in the settings.");
    }
    if (m_workers.count(origin.instanceId) > 0 || m_reservedIds.count(origin.instanceId) > 0) {
        co_return base::fail(ErrorCode::AlreadyExists,
                             "There is an instance with the id " + origin.instanceId + " already.");
    }
    Instance instance;
    instance.id = std::move(origin.instanceId);
    instance.connectionId = std::move(origin.connectionId);
    instance.name = std::move(draft.name);
    instance.description = std::move(draft.description);
    instance.serverSpecId = std::move(draft.serverSpecId);
    instance.spec = std::move(draft.spec);
    instance.slug = freeSlug(instance.name);
    instance.desired = start ? DesiredState::Running : DesiredState::Stopped;
    instance.state = start ? InstanceState::Pending : InstanceState::Stopped;
    instance.createdAt = m_services.worker.clock->now();
    instance.updatedAt = instance.createdAt;
    m_reservedSlugs.insert(instance.slug);
    m_reservedIds.insert(instance.id);

    auto stored = co_await m_services.secrets->store(instance.id, std::move(secrets));
    if (stored) {
        stored = co_await m_services.journal->saveInstance(
            instance, instanceCreated(instance, instance.createdAt));
        if (!stored) {
            (void)co_await m_services.secrets->forget(instance.id, instance.spec);
        }
    }
    m_reservedSlugs.erase(instance.slug);
    m_reservedIds.erase(instance.id);
    if (!stored) {
        co_return base::fail(stored.error());
    }
    const std::string made = instance.id;
    spawn(std::move(instance), false);
    publishRoutes(); // also of one that does not start now: a call may start it
    co_return made;
}

net::Task<> InstanceManager::update(std::string id, InstanceDraft draft,
                                    std::vector<SecretInput> secrets)
{
    auto worker = findAlive(id);
    if (!worker) {
        co_return base::fail(worker.error());
    }
    if (draft.spec.type.index() != (*worker)->view().instance.spec.type.index()) {
        co_return base::fail(Error{ErrorCode::Conflict,
                                   "The type of an instance cannot change. Make a new instance.",
                                   {},
                                   "/json_spec/type"});
    }
    // A platform's instance may name a server that only the platform knows.
    const bool isOwn = (*worker)->view().instance.connectionId.empty();
    if (Status known = isOwn ? checkServer(draft) : Status(); !known) {
        co_return base::fail(known.error());
    }
    if (Status fine = prepare(draft, secrets); !fine) {
        co_return base::fail(fine.error());
    }
    const bool newSecrets = !secrets.empty();
    auto stored = co_await m_services.secrets->store(id, std::move(secrets));
    if (!stored) {
        co_return base::fail(stored.error());
    }
    // While the keychain worked the instance may have been deleted: it must not come back.
    auto still = findAlive(id);
    if (!still) {
        (void)co_await m_services.secrets->forget(id, draft.spec);
        co_return base::fail(still.error());
    }
    auto saved = co_await saveChanges((*still)->view().instance, std::move(draft));
    if (!saved) {
        co_return base::fail(saved.error());
    }
    if (newSecrets && isAlive(id) && (*worker)->view().instance.desired == DesiredState::Running) {
        (*worker)->restart(); // a new secret only arrives with a new container
    }
    co_return base::Status{};
}

/// `instance` is what it is now; the draft takes the place of what a person can change.
net::Task<> InstanceManager::saveChanges(Instance instance, InstanceDraft draft)
{
    const std::string id = instance.id;
    const model::JsonSpec before = instance.spec;
    instance.name = std::move(draft.name);
    instance.description = std::move(draft.description);
    instance.serverSpecId = std::move(draft.serverSpecId);
    instance.spec = std::move(draft.spec);
    instance.updatedAt = m_services.worker.clock->now();
    auto saved = co_await m_services.journal->saveInstance(
        instance, instanceEvent(model::event::instanceUpdated, instance, instance.updatedAt));
    if (!saved) {
        co_return base::fail(saved.error());
    }
    const model::JsonSpec after = instance.spec;
    if (const auto worker = m_workers.find(id); worker != m_workers.end()) {
        const std::string serverName = serverNameOf(instance);
        worker->second->reconfigure(std::move(instance), serverName);
    }
    std::set<std::string> shared = usedByOthers(id);
    auto forgotten =
        co_await m_services.secrets->forgetDropped(id, before, after, std::move(shared));
    if (!forgotten) {
        log::logger("engine")->warn("a secret that is not used any more stays behind: {}",
                                    forgotten.error().message);
    }
    co_return base::Status{};
}

net::Task<> InstanceManager::setDesired(std::string id, DesiredState desired)
{
    auto worker = desired == DesiredState::Deleted ? find(id) : findAlive(id);
    if (!worker) {
        co_return base::fail(worker.error());
    }
    const bool changes = (*worker)->view().instance.desired != desired;
    (*worker)->setDesired(desired);
    if (changes && desired != DesiredState::Deleted) {
        const char *type = desired == DesiredState::Running ? model::event::instanceStarted
                                                            : model::event::instanceStopped;
        const Instance &instance = (*worker)->view().instance;
        m_services.journal->record(instance,
                                   {instanceEvent(type, instance, m_services.worker.clock->now())});
    }
    co_return co_await m_services.journal->flush();
}

net::Task<> InstanceManager::restart(std::string id)
{
    auto worker = findAlive(id);
    if (!worker) {
        co_return base::fail(worker.error());
    }
    (*worker)->restart();
    co_return co_await m_services.journal->flush();
}

net::Task<> InstanceManager::standBy(std::vector<std::string> ids, std::string reason)
{
    std::vector<WorkerPtr> workers;
    for (const std::string &id : ids) {
        if (auto worker = findAlive(id)) {
            workers.push_back(*worker);
            workers.back()->standBy(reason);
        }
    }
    const auto all = [](std::vector<WorkerPtr> ending) -> asio::awaitable<void> {
        for (const WorkerPtr &worker : ending) {
            co_await worker->standingBy();
        }
    };
    using namespace asio::experimental::awaitable_operators;
    const auto outcome = co_await (all(workers) || sleepFor(standByDeadline));
    if (outcome.index() == 1) {
        co_return base::fail(ErrorCode::Timeout, "It takes long to end what runs here; Berth keeps "
                                                 "at it.");
    }
    co_return Status{};
}

void InstanceManager::adoptFrom(const std::string &connectionId)
{
    for (const auto &[id, worker] : m_workers) {
        Instance instance = worker->view().instance;
        if (instance.connectionId == connectionId) {
            instance.connectionId.clear();
            worker->release();
            worker->setDesired(DesiredState::Stopped);
            worker->reconfigure(std::move(instance), worker->view().serverName);
        }
    }
}

std::vector<InstanceSnapshot> InstanceManager::snapshots() const
{
    std::vector<InstanceSnapshot> all;
    all.reserve(m_workers.size());
    for (const auto &[id, worker] : m_workers) {
        all.push_back(worker->view());
    }
    std::sort(all.begin(), all.end(), [](const InstanceSnapshot &a, const InstanceSnapshot &b) {
        return std::tie(a.instance.createdAt, a.instance.id) <
               std::tie(b.instance.createdAt, b.instance.id);
    });
    return all;
}

std::optional<InstanceSnapshot> InstanceManager::snapshot(const std::string &id) const
{
    const auto found = m_workers.find(id);
    return found == m_workers.end() ? std::nullopt
                                    : std::optional<InstanceSnapshot>(found->second->view());
}

std::map<std::string, std::string> InstanceManager::instancesByContainer() const
{
    std::map<std::string, std::string> result;
    for (const auto &[id, worker] : m_workers) {
        if (worker->running() && !worker->running()->containerId.empty()) {
            result.emplace(worker->running()->containerId, id);
        }
    }
    return result;
}

void InstanceManager::checkHealthNow(const std::string &instanceId)
{
    const auto found = m_workers.find(instanceId);
    if (found != m_workers.end() && found->second->running()) {
        found->second->checkNow();
    }
}

void InstanceManager::containerEvent(const std::string &instanceId)
{
    const auto found = m_workers.find(instanceId);
    if (found != m_workers.end()) {
        found->second->containerChanged();
    }
}

void InstanceManager::podmanCameBack()
{
    for (const auto &[id, worker] : m_workers) {
        worker->podmanCameBack();
    }
}

secrets::ResolvedValues InstanceManager::secretsOf(const std::string &instanceId) const
{
    const auto found = m_workers.find(instanceId);
    return found == m_workers.end() ? secrets::ResolvedValues{} : found->second->secrets();
}

bool InstanceManager::mayHaveContainer(const std::string &instanceId) const
{
    const auto found = m_workers.find(instanceId);
    if (found == m_workers.end()) {
        return false;
    }
    const Instance &instance = found->second->view().instance;
    return instance.desired != DesiredState::Stopped || instance.state != InstanceState::Stopped;
}

void InstanceManager::setBackEnds(const std::string &instanceId, const BackEndUse &use)
{
    const auto found = m_workers.find(instanceId);
    if (found != m_workers.end()) {
        found->second->setBackEnds(use);
    }
}

void InstanceManager::setUsage(const std::string &instanceId, const Usage &usage)
{
    const auto found = m_workers.find(instanceId);
    if (found != m_workers.end() && found->second->running()) {
        found->second->setUsage(usage);
    }
}

void InstanceManager::gatewayMoved()
{
    for (const auto &[id, worker] : m_workers) {
        worker->setAddress(addressOf(worker->view().instance.slug));
    }
    publishRoutes();
}

void InstanceManager::serversChanged()
{
    for (const auto &[id, worker] : m_workers) {
        const Instance &instance = worker->view().instance;
        const std::string name = serverNameOf(instance);
        if (name != worker->view().serverName) {
            worker->reconfigure(instance, name);
        }
    }
}

asio::awaitable<void> InstanceManager::stopAtQuit(WorkerPtr worker)
{
    const Instance instance = worker->view().instance;
    (void)co_await m_services.worker.providerFor(instance.spec).stop(instance);
}

asio::awaitable<void> InstanceManager::shutDown(bool stopInstances)
{
    m_shuttingDown = true;
    m_tasks.cancel();
    co_await m_tasks.join(workerDeadline);
    if (stopInstances) {
        TaskGroup stopping(m_services.worker.executor);
        for (const auto &[id, worker] : m_workers) {
            stopping.spawn("stopping at quit", stopAtQuit(worker));
        }
        co_await stopping.join(std::chrono::seconds(15));
    }
}

/// Completes the draft, takes the secret values out of it and checks what is left.
Status InstanceManager::prepare(InstanceDraft &draft, std::vector<SecretInput> &secrets) const
{
    if (m_shuttingDown) {
        return base::fail(ErrorCode::Unavailable, "Berth is ending.");
    }
    const model::EnvSchema schema = schemaOf(draft);
    if (model::DockerSpec *docker = draft.spec.docker()) {
        addDefaults(schema, secrets, docker->environment);
    }
    SecretKeeper::extract(draft.spec, schema, secrets);
    return checkDraft(draft, schema);
}

Status InstanceManager::checkServer(const InstanceDraft &draft) const
{
    if (!draft.serverSpecId || m_services.catalog->find(*draft.serverSpecId)) {
        return {};
    }
    return base::fail(model::toError({{"/server_spec_id", "There is no server with this id.",
                                       *draft.serverSpecId, "the id of a server"}}));
}

base::Result<InstanceManager::WorkerPtr> InstanceManager::find(const std::string &id) const
{
    const auto found = m_workers.find(id);
    if (found == m_workers.end()) {
        return base::fail(notFound(id));
    }
    return found->second;
}

base::Result<InstanceManager::WorkerPtr> InstanceManager::findAlive(const std::string &id) const
{
    auto worker = find(id);
    if (worker && (*worker)->view().instance.desired == DesiredState::Deleted) {
        return base::fail(ErrorCode::Conflict,
                          (*worker)->view().instance.name + " is being deleted.");
    }
    return worker;
}

bool InstanceManager::isAlive(const std::string &id) const
{
    return findAlive(id).has_value();
}

std::set<std::string> InstanceManager::usedByOthers(const std::string &id) const
{
    std::set<std::string> keys;
    for (const auto &[other, worker] : m_workers) {
        if (other != id) {
            for (const auto &use : SecretKeeper::uses(other, worker->view().instance.spec)) {
                keys.insert(use.key);
            }
        }
    }
    return keys;
}

model::EnvSchema InstanceManager::schemaOf(const InstanceDraft &draft) const
{
    if (!draft.serverSpecId) {
        return {};
    }
    const auto server = m_services.catalog->find(*draft.serverSpecId);
    return server ? server->envSchema : model::EnvSchema{};
}

std::string InstanceManager::serverNameOf(const Instance &instance) const
{
    if (!instance.serverSpecId) {
        return {};
    }
    const auto server = m_services.catalog->find(*instance.serverSpecId);
    return server ? server->name : std::string();
}

std::string InstanceManager::freeSlug(const std::string &name) const
{
    const std::string wanted = model::slugify(name);
    const auto taken = [this](const std::string &slug) {
        return m_reservedSlugs.count(slug) > 0 ||
               std::any_of(m_workers.begin(), m_workers.end(), [&slug](const auto &entry) {
                   return entry.second->view().instance.slug == slug;
               });
    };
    std::string slug = wanted;
    for (int i = 2; taken(slug); ++i) {
        slug = wanted + '-' + std::to_string(i);
    }
    return slug;
}

std::string InstanceManager::addressOf(const std::string &slug) const
{
    return m_services.gatewayAddress() + "/mcp/" + slug;
}

InstanceManager::WorkerPtr InstanceManager::spawn(Instance instance, bool mayHaveLeftovers)
{
    InstanceSnapshot view;
    view.connectionName = m_services.connectionName(instance.connectionId);
    view.serverName = serverNameOf(instance);
    view.address = addressOf(instance.slug);
    m_announced[instance.id] = {instance.state, instance.reason};
    view.instance = std::move(instance);
    const std::string id = view.instance.id;
    const auto worker =
        std::make_shared<InstanceWorker>(m_services.worker, std::move(view), mayHaveLeftovers);
    m_workers.emplace(id, worker);
    m_services.observers->notify(&Observer::instanceChanged, worker->view());
    m_tasks.spawn("instance " + id, worker->run());
    return worker;
}

void InstanceManager::changed(const InstanceSnapshot &view, bool stateChanged)
{
    if (m_shuttingDown) {
        return; // what was wanted stays wanted, and comes back next time
    }
    m_services.observers->notify(&Observer::instanceChanged, view);
    if (!stateChanged) {
        return;
    }
    std::vector<model::DomainEvent> events;
    auto &announced = m_announced[view.instance.id];
    const std::pair<InstanceState, std::string> current{view.instance.state, view.instance.reason};
    if (announced != current) {
        announced = current;
        const base::Timestamp now = m_services.worker.clock->now();
        if (current.first == InstanceState::Failed) {
            events.push_back(instanceError(view, now));
        }
        events.push_back(statusChanged(view, now));
    }
    m_services.journal->record(view.instance, std::move(events));
    publishRoutes();
}

net::Task<> InstanceManager::deleted(const InstanceSnapshot &view)
{
    const std::string id = view.instance.id;
    std::set<std::string> shared = usedByOthers(id);
    auto forgotten = co_await m_services.secrets->forget(id, view.instance.spec, std::move(shared));
    if (!forgotten) {
        // A keychain that is gone must not keep an instance from being deleted.
        log::logger("engine")->warn("secrets of {} stay behind: {}", view.instance.name,
                                    forgotten.error().message);
    }
    auto removed = co_await m_services.journal->removeInstance(
        id, instanceEvent(model::event::instanceDeleted, view.instance,
                          m_services.worker.clock->now()));
    if (!removed) {
        co_return base::fail(removed.error());
    }
    m_workers.erase(id);
    m_announced.erase(id);
    publishRoutes();
    m_services.observers->notify(&Observer::instanceRemoved, id);
    co_return base::Status{};
}

void InstanceManager::publishRoutes()
{
    gateway::RouteTable routes;
    for (const auto &[id, worker] : m_workers) {
        routes.emplace(worker->view().instance.slug, routeOf(worker->view(), worker->running()));
    }
    m_services.publishRoutes(std::move(routes));
}

} // namespace berth::engine
