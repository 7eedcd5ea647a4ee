// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/manager_role.h"

#include "base/ids.h"
#include "log/log.h"

#include <algorithm>

namespace berth::connections {

using base::ErrorCode;
using base::Json;
using base::Status;
using model::DesiredState;
using model::DomainEvent;

namespace {

constexpr const char *epochKey = "berth:epoch";
constexpr std::size_t epochBytes = 16;
constexpr int renewalsPerLease = 4;
/// What must be ended before a lease runs out needs this long at the most to end.
constexpr std::chrono::seconds longestStop{10};

constexpr const char *runsElsewhere = "Another manager runs it.";
constexpr const char *leaseLapsed =
    "Redis could not be reached in time to say that it runs here; another manager may run it.";
constexpr const char *detached = "This machine is not attached to its connection.";

std::chrono::milliseconds marginOf(std::chrono::seconds lease)
{
    return std::min<std::chrono::milliseconds>(lease / 3, longestStop);
}

std::string textOr(const base::Result<std::optional<std::string>> &value)
{
    return value && *value ? **value : std::string();
}

/// Without the json_spec, which may hold values until this machine has taken them out.
Json noteOf(const WantedInstance &wanted)
{
    Json facts = factsOf(wanted);
    facts.erase("json_spec");
    return facts;
}

Json tombstoneOf(const std::string &id)
{
    return {{"instance_id", id},
            {"desired", std::string(model::desiredStateName(DesiredState::Deleted))}};
}

bool isTombstone(const Json &facts)
{
    return base::stringOr(facts, "desired") == model::desiredStateName(DesiredState::Deleted);
}

std::set<std::string> idsIn(const std::string &text)
{
    std::set<std::string> ids;
    const auto json = base::parseJson(text);
    if (json && json->is_array()) {
        for (const Json &item : *json) {
            if (item.is_string()) {
                ids.insert(item.get<std::string>());
            }
        }
    }
    return ids;
}

} // namespace

ManagerRole::ManagerRole(RoleContext context, LocalInstances &local)
    : m_context(std::move(context))
    , m_local(local)
    , m_leases(m_context.pipeline, m_context.self, m_context.connection.lease)
    , m_registry(m_context.pipeline)
    , m_confirmBy(Leases::Clock::now() + m_leases.length() / 2)
{
    for (const model::Instance &instance : m_local.ofConnection(m_context.connection.id)) {
        if (instance.desired != DesiredState::Deleted) {
            m_wanted.emplace(instance.id, wantedFrom(instance));
            m_unconfirmed.insert(instance.id);
        } else {
            m_deleted.insert(instance.id);
        }
    }
}

std::optional<DomainEvent> ManagerRole::announced(const DomainEvent &event) const
{
    const bool isOurs =
        base::stringOr(event.data, "connection_id") == m_context.connection.id &&
        (m_leases.isHeld(event.instanceId) || event.type == model::event::instanceDeleted);
    return isOurs ? announcement(event, signature(event.instanceId)) : std::nullopt;
}

Announced ManagerRole::signature(const std::string &id) const
{
    return {m_context.self.name, m_leases.tokenOf(id)};
}

ManagerRole::Ids ManagerRole::wantedIds() const
{
    Ids ids;
    ids.reserve(m_wanted.size());
    for (const auto &[id, wanted] : m_wanted) {
        ids.push_back(id);
    }
    return ids;
}

net::Task<> ManagerRole::reconcile()
{
    auto announced = co_await announceSelf();
    if (!announced) {
        co_return announced;
    }
    auto learned = co_await learnFromRegistry();
    if (learned) {
        learned = co_await learnFromPlatform();
    }
    if (!learned) {
        co_return learned;
    }
    auto settled = co_await settle(wantedIds());
    if (!settled) {
        co_return settled;
    }
    for (const auto &[id, wanted] : m_wanted) {
        if (m_leases.isHeld(id)) {
            m_dirty.insert(id);
        }
    }
    m_context.changed();
    co_return co_await writeRegistry();
}

/// What others know and we do not is wanted; what we know and nobody else does was deleted while
/// we were away, unless Redis has lost what it knew.
net::Task<> ManagerRole::learnFromRegistry()
{
    auto lost = co_await redisLostItsData();
    if (!lost) {
        co_return base::fail(lost.error());
    }
    auto entries = co_await m_registry.all();
    if (!entries) {
        co_return base::fail(entries.error());
    }
    for (const auto &[id, facts] : *entries) {
        auto wanted = wantedFrom(id, facts);
        if (isTombstone(facts)) {
            m_deleted.insert(id); // somebody was killed in the middle of deleting it
        }
        if (m_deleted.count(id) > 0) {
            const bool stillEnds = m_local.find(id).has_value() || m_gone.count(id) > 0;
            if (stillEnds) {
                continue;
            }
            auto removed = co_await remove(id);
            if (!removed) {
                co_return removed;
            }
        } else if (wanted && m_wanted.count(id) == 0 && m_gone.count(id) == 0) {
            m_wanted.emplace(id, std::move(*wanted));
        }
    }
    if (*lost) {
        co_return Status();
    }
    for (const std::string &id : wantedIds()) {
        const bool isOurs = m_leases.isHeld(id) || m_dirty.count(id) > 0;
        if (entries->count(id) == 0 && !isOurs && m_local.find(id)) {
            auto removed = co_await remove(id);
            if (!removed) {
                co_return removed;
            }
        }
    }
    co_return Status();
}

net::Task<bool> ManagerRole::redisLostItsData()
{
    std::vector<redis::Command> commands{{"SET", epochKey, base::randomHex(epochBytes), "NX"},
                                         {"GET", epochKey}};
    auto replies = co_await m_context.pipeline(std::move(commands));
    if (!replies) {
        co_return base::fail(replies.error());
    }
    const redis::Reply &now = replies->back();
    if (now.kind == redis::Reply::Kind::Error) {
        co_return base::fail(redis::errorOf(now.text, m_context.connection.name));
    }
    const std::string key = "epoch:" + m_context.connection.id;
    auto before = co_await m_context.store->value(key);
    const bool isSame = textOr(before) == now.text;
    if (!isSame) {
        auto kept = co_await m_context.store->setValue(key, now.text);
        if (!kept) {
            co_return base::fail(kept.error());
        }
    }
    co_return !isSame;
}

/// The platform's list is the truth where it can be read. Only what it listed before can be
/// missing from it now: another workspace's token sees nothing, and must not delete everything.
net::Task<> ManagerRole::learnFromPlatform()
{
    if (!m_context.platform) {
        co_return Status();
    }
    auto listed = co_await m_context.platform->instances();
    if (!listed) {
        co_return base::fail(listed.error());
    }
    const std::string key = "listed:" + m_context.connection.id + ':' + m_context.platform->scope();
    auto kept = co_await m_context.store->value(key);
    std::set<std::string> before = idsIn(textOr(kept));
    Json now = Json::array();
    for (const PlatformInstance &instance : *listed) {
        if (isUsableId(instance.id)) {
            m_wanted.insert_or_assign(instance.id, wantedFrom(instance));
            before.erase(instance.id);
            now.push_back(instance.id);
        }
    }
    for (const std::string &id : before) {
        auto removed = co_await remove(id);
        if (!removed) {
            co_return removed;
        }
    }
    co_return co_await m_context.store->setValue(key, base::toText(now));
}

net::Task<> ManagerRole::settle(Ids ids)
{
    if (ids.empty()) {
        co_return Status();
    }
    auto outcomes = co_await m_leases.acquire(std::move(ids));
    if (!outcomes) {
        co_return base::fail(outcomes.error());
    }
    Ids others;
    for (const Leases::Outcome &outcome : *outcomes) {
        if (outcome.isHeld) {
            co_await take(outcome.instanceId);
        } else if (m_unconfirmed.count(outcome.instanceId) > 0) {
            others.push_back(outcome.instanceId);
        }
    }
    m_context.changed();
    co_return co_await drop(std::move(others), runsElsewhere);
}

/// Brings what is wanted about on this machine; a dead end is announced, never kept silent.
net::Task<> ManagerRole::take(const std::string &id)
{
    const auto wanted = m_wanted.find(id);
    if (wanted == m_wanted.end()) {
        co_return Status();
    }
    WantedInstance copy = wanted->second;
    m_unconfirmed.erase(id);
    // Before it exists here: what is here and not in the registry was deleted, says reconcile().
    auto noted = co_await m_registry.put(id, noteOf(copy), m_leases.tokenOf(id));
    if (!noted) {
        m_again.insert(id);
        co_return noted;
    }
    auto done = co_await m_local.put(std::move(copy), m_context.connection.id);
    if (done) {
        m_failures.erase(id);
        m_dirty.insert(id);
        co_return co_await writeRegistry(); // others know it from there
    }
    if (done.error().code == ErrorCode::Conflict || done.error().code == ErrorCode::StorageFailed) {
        m_again.insert(id); // an earlier container of it still ends, or the disk is full
        co_return Status();
    }
    co_return co_await announceFailure(id, done.error());
}

net::Task<> ManagerRole::drop(Ids ids, const char *reason)
{
    if (ids.empty()) {
        co_return Status();
    }
    for (const std::string &id : ids) {
        m_unconfirmed.erase(id);
        m_dirty.erase(id);
    }
    auto ended = co_await m_local.standBy(std::move(ids), reason);
    if (!ended) {
        log::logger("connections")
            ->warn("{}: {}", m_context.connection.name, ended.error().message);
    }
    co_return ended;
}

/// The platform does not want it any more. Only who holds its lease may take it off the registry;
/// when another manager has it, that one does.
net::Task<> ManagerRole::remove(const std::string &id)
{
    m_wanted.erase(id);
    m_failures.erase(id);
    m_dirty.erase(id);
    if (!isUsableId(id)) {
        co_return Status();
    }
    m_deleted.insert(id); // its registry entry outlives it by a moment
    Ids one(1, id);
    auto outcomes = co_await m_leases.acquire(std::move(one));
    if (!outcomes) {
        co_return base::fail(outcomes.error());
    }
    const bool isHeld = m_leases.isHeld(id);
    const bool isHere = m_local.find(id).has_value();
    if (!isHere) {
        if (isHeld) {
            m_deleted.erase(id);
            m_gone.insert(id);
        }
        co_return Status();
    }
    if (isHeld) {
        // Known to whoever comes later, should this process be killed before the entry is gone.
        (void)co_await m_registry.put(id, tombstoneOf(id), m_leases.tokenOf(id));
    }
    co_return co_await m_local.setDesired(id, DesiredState::Deleted);
}

net::Task<> ManagerRole::handle(DomainEvent event)
{
    const std::string id = base::stringOr(event.data, "instance_id");
    if (event.type == model::event::instanceCreated ||
        (event.type == model::event::instanceUpdated && event.data.contains("json_spec"))) {
        auto wanted = wantedFrom(event);
        if (!wanted) {
            const base::Error why{ErrorCode::InvalidArgument,
                                  "The event has no usable instance_id, or its json_spec is no "
                                  "object."};
            co_return co_await announceFailure(id, why);
        }
        if (const auto known = m_wanted.find(id); known != m_wanted.end()) {
            wanted->desired = known->second.desired;
        }
        m_wanted.insert_or_assign(id, std::move(*wanted));
        m_deleted.erase(id);
        Ids one(1, id);
        co_return co_await settle(std::move(one));
    }
    if (event.type == model::event::instanceDeleted) {
        co_return co_await remove(id);
    }
    const bool started = event.type == model::event::instanceStarted;
    if (started || event.type == model::event::instanceStopped) {
        if (m_wanted.count(id) > 0) {
            co_return co_await wish(id, started ? DesiredState::Running : DesiredState::Stopped);
        }
        co_return co_await reread();
    }
    if (event.type == model::event::instanceUpdated) {
        co_return co_await reread();
    }
    co_return Status();
}

net::Task<> ManagerRole::wish(const std::string &id, DesiredState desired)
{
    m_wanted[id].desired = desired;
    if (!m_leases.isHeld(id)) {
        Ids one(1, id);
        co_return co_await settle(std::move(one));
    }
    const auto view = m_local.find(id);
    if (!view) {
        co_return co_await take(id);
    }
    auto wished = co_await m_local.setDesired(id, desired);
    m_dirty.insert(id);
    if (wished && view->instance.desired == desired) {
        wished = co_await announceState(id); // nothing changes, but somebody waits for an answer
    }
    co_return wished;
}

/// "Something changed" is all that the platform's empty events say (contract section 7 rule 4).
net::Task<> ManagerRole::reread()
{
    auto learned = co_await learnFromPlatform();
    if (!learned) {
        co_return learned;
    }
    co_return co_await settle(wantedIds());
}

net::Task<> ManagerRole::tick()
{
    // What cannot be written now, in a Redis whose memory is full, say, must not keep leases from
    // being renewed.
    auto written = co_await writeRegistry();
    if (std::chrono::steady_clock::now() < m_nextRenewal) {
        co_return written;
    }
    m_nextRenewal = std::chrono::steady_clock::now() +
                    std::chrono::milliseconds(m_leases.length()) / renewalsPerLease;
    auto renewed = co_await renewLeases();
    if (renewed) {
        renewed = co_await learnFromRegistry();
    }
    if (!renewed) {
        co_return renewed;
    }
    Ids standby(m_again.begin(), m_again.end());
    m_again.clear();
    for (const std::string &id : wantedIds()) {
        if (!m_leases.isHeld(id) && m_ending.count(id) == 0) {
            standby.push_back(id);
        }
    }
    co_return co_await settle(std::move(standby));
}

net::Task<> ManagerRole::renewLeases()
{
    auto lost = co_await m_leases.renew();
    if (!lost) {
        co_return base::fail(lost.error());
    }
    co_await drop(std::move(*lost), runsElsewhere);
    co_return co_await announceSelf();
}

/// Without it others do not know that this manager is there; nothing else depends on it, so a Redis
/// whose memory is full is no reason to give up.
net::Task<> ManagerRole::announceSelf()
{
    auto alive = co_await m_leases.announce();
    if (!alive) {
        const bool isFull = alive.error().code == ErrorCode::LimitReached;
        co_return isFull ? Status() : Status(base::fail(alive.error()));
    }
    if (*alive != m_managers) {
        m_managers = std::move(*alive);
        m_context.changed();
    }
    co_return Status();
}

net::Task<> ManagerRole::guard()
{
    const auto now = Leases::Clock::now();
    Ids ending = m_leases.lapsed(now + marginOf(m_leases.length()));
    if (now > m_confirmBy) {
        ending.insert(ending.end(), m_unconfirmed.begin(), m_unconfirmed.end());
    }
    std::erase_if(ending, [this](const std::string &id) { return !m_ending.insert(id).second; });
    for (const std::string &id : ending) {
        m_leases.forget(id);
    }
    co_await drop(ending, leaseLapsed);
    for (const std::string &id : ending) {
        m_ending.erase(id);
    }
    co_return Status();
}

net::Task<> ManagerRole::leave()
{
    const Ids held = m_leases.held();
    co_await drop(held, detached);
    auto released = co_await m_leases.release(held);
    auto left = co_await m_leases.leave();
    co_return released ? left : released;
}

void ManagerRole::localChanged(const engine::InstanceSnapshot &view)
{
    if (m_wanted.count(view.instance.id) > 0 && m_leases.isHeld(view.instance.id)) {
        m_dirty.insert(view.instance.id);
    }
}

void ManagerRole::localRemoved(const std::string &id)
{
    if (m_wanted.count(id) == 0) {
        m_dirty.erase(id);
        m_gone.insert(id);
    }
}

net::Task<> ManagerRole::writeRegistry()
{
    for (const std::string &id : Ids(m_dirty.begin(), m_dirty.end())) {
        m_dirty.erase(id);
        if (!m_leases.isHeld(id) || m_wanted.count(id) == 0) {
            continue;
        }
        auto written = co_await m_registry.put(id, factsFor(id), m_leases.tokenOf(id));
        if (!written && written.error().code != ErrorCode::Conflict) {
            m_dirty.insert(id);
            co_return written;
        }
    }
    for (const std::string &id : Ids(m_gone.begin(), m_gone.end())) {
        auto removed = co_await m_registry.remove(id, m_leases.tokenOf(id));
        if (!removed && removed.error().code != ErrorCode::Conflict) {
            co_return removed;
        }
        m_gone.erase(id);
        m_deleted.erase(id);
        Ids one(1, id);
        auto released = co_await m_leases.release(std::move(one));
        if (!released) {
            co_return released;
        }
        m_context.changed();
    }
    co_return Status();
}

Json ManagerRole::factsFor(const std::string &id) const
{
    WantedInstance wanted = m_wanted.at(id);
    const auto view = m_local.find(id);
    if (view) {
        wanted.spec = toJson(view->instance.spec); // references in the place of values
    }
    Json facts = factsOf(wanted);
    facts["manager"] = m_context.self.name;
    facts["lease"] = m_leases.tokenOf(id);
    facts["updated_at"] = base::toRfc3339(m_context.clock->now());
    if (view) {
        facts["state"] = std::string(model::stateName(view->instance.state));
        facts["reason"] = view->instance.reason;
        facts["url"] = view->address;
    } else if (const auto failure = m_failures.find(id); failure != m_failures.end()) {
        facts["state"] = std::string(model::stateName(model::InstanceState::Failed));
        facts["reason"] = failure->second;
        facts["json_spec"] = Json::object(); // unchecked, it may hold anything
    }
    return facts;
}

net::Task<> ManagerRole::announceFailure(const std::string &id, const base::Error &error)
{
    const auto wanted = m_wanted.find(id);
    const std::string name = wanted == m_wanted.end() ? std::string() : wanted->second.name;
    log::logger("connections")->warn("{} ({}): {}", name, id, error.message);
    m_failures[id] = error.message;
    m_dirty.insert(id);
    auto events = failureEvents(id, name, error, m_context.clock->now(), signature(id));
    for (DomainEvent &event : events) {
        auto published = co_await m_context.publish(std::move(event));
        if (!published) {
            co_return base::fail(published.error());
        }
    }
    co_return Status();
}

net::Task<> ManagerRole::announceState(const std::string &id)
{
    const auto view = m_local.find(id);
    const auto word = view ? contractStatus(view->instance.state) : std::nullopt;
    if (!word) {
        co_return Status();
    }
    const base::Timestamp now = m_context.clock->now();
    Json data{{"instance_id", id},
              {"name", view->instance.name},
              {"status", std::string(model::stateName(view->instance.state))},
              {"url", view->address},
              {"timestamp", base::toRfc3339(now)}};
    const DomainEvent plain{base::newUuid(), model::event::instanceStatusChanged, now, id,
                            std::move(data)};
    auto published = co_await m_context.publish(*announcement(plain, signature(id)));
    co_return published.map([](int) {});
}

} // namespace berth::connections
