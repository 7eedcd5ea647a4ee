// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/console_role.h"

#include "base/ids.h"
#include "connections/contract_status.h"
#include "model/validation.h"
#include "net/quiet.h"
#include "net/transport.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <utility>

namespace berth::connections {

namespace asio = net::asio;
using base::ErrorCode;
using base::Json;
using base::Status;
using engine::InstanceSnapshot;
using model::DomainEvent;
using model::InstanceState;

namespace {

constexpr std::chrono::seconds lookInterval{5};
constexpr std::size_t keptDeleted = 10000;

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

/// What a manager says about `id`: the failure with its reason, or that it took the wish on.
std::optional<Status> answerTo(const DomainEvent &event, const std::string &id,
                               std::initializer_list<InstanceState> agreeing)
{
    if (event.type != model::event::instanceStatusChanged || event.instanceId != id) {
        return std::nullopt;
    }
    const auto state = stateIn(event.data);
    if (state == InstanceState::Failed) {
        std::string reason = base::stringOr(event.data, "error");
        return base::fail(ErrorCode::Conflict,
                          reason.empty() ? "The manager says that it failed, and no reason."
                                         : std::move(reason));
    }
    const bool agrees =
        state && std::find(agreeing.begin(), agreeing.end(), *state) != agreeing.end();
    return agrees ? std::optional<Status>(Status()) : std::nullopt;
}

std::int64_t tokenIn(const Json &data)
{
    const auto token = data.find("lease");
    return token != data.end() && token->is_number_integer() ? token->get<std::int64_t>() : 0;
}

} // namespace

struct ConsoleRole::Waiting
{
    Waiting(const asio::any_io_executor &executor, Verdict judge)
        : verdict(std::move(judge))
        , timer(executor, answerTime)
    {}

    Verdict verdict;
    std::optional<Status> outcome;
    asio::steady_timer timer;
};

ConsoleRole::ConsoleRole(RoleContext context, RemoteListener listener, bool mayCommand)
    : m_context(std::move(context))
    , m_listener(std::move(listener))
    , m_mayCommand(mayCommand)
    , m_registry(m_context.pipeline)
    , m_leases(m_context.pipeline, m_context.self, m_context.connection.lease)
{}

net::Task<> ConsoleRole::leave()
{
    for (const auto &waiting : m_waiting) {
        waiting->outcome = base::fail(ErrorCode::Unavailable, "The connection was closed.");
        waiting->timer.cancel();
    }
    for (const auto &[id, view] : std::exchange(m_instances, {})) {
        m_listener.removed(id);
    }
    co_return Status();
}

std::vector<InstanceSnapshot> ConsoleRole::instances() const
{
    std::vector<InstanceSnapshot> all;
    all.reserve(m_instances.size());
    for (const auto &[id, view] : m_instances) {
        all.push_back(view);
    }
    return all;
}

net::Task<> ConsoleRole::reconcile()
{
    std::set<std::string> present;
    auto learned = co_await learnFromRegistry(present);
    if (learned) {
        learned = co_await learnFromPlatform(present);
    }
    if (!learned) {
        co_return learned;
    }
    std::vector<std::string> gone;
    for (const auto &[id, view] : m_instances) {
        if (present.count(id) == 0) {
            gone.push_back(id);
        }
    }
    for (const std::string &id : gone) {
        forget(id);
    }
    m_context.changed();
    co_return Status();
}

net::Task<> ConsoleRole::learnFromRegistry(std::set<std::string> &present)
{
    auto entries = co_await m_registry.all();
    if (!entries) {
        if (entries.error().code == ErrorCode::Forbidden) {
            co_return Status(); // a user that may only listen sees what is said from now on
        }
        co_return base::fail(entries.error());
    }
    for (const auto &[id, facts] : *entries) {
        if (const auto wanted = wantedFrom(id, facts)) {
            present.insert(id);
            learn(*wanted, facts);
        }
    }
    co_return Status();
}

net::Task<> ConsoleRole::learnFromPlatform(std::set<std::string> &present)
{
    if (!m_context.platform) {
        co_return Status();
    }
    auto listed = co_await m_context.platform->instances();
    if (!listed) {
        co_return base::fail(listed.error());
    }
    for (const PlatformInstance &instance : *listed) {
        if (isUsableId(instance.id) && present.insert(instance.id).second) {
            learn(wantedFrom(instance), Json{{"status", instance.status}});
        }
    }
    co_return Status();
}

void ConsoleRole::learn(const WantedInstance &wanted, const Json &facts)
{
    InstanceSnapshot &view = m_instances[wanted.id];
    const InstanceSnapshot before = view;
    model::Instance &instance = view.instance;
    instance.id = wanted.id;
    instance.name = wanted.name;
    instance.description = wanted.description;
    instance.serverSpecId = wanted.serverSpecId;
    instance.desired = wanted.desired;
    if (auto spec = model::readJsonSpec(wanted.spec)) {
        instance.spec = std::move(*spec);
    }
    if (const auto state = stateIn(facts)) {
        instance.state = *state;
    }
    instance.reason = base::stringOr(facts, "reason", instance.reason);
    view.address = base::stringOr(facts, "url", view.address);
    view.manager = base::stringOr(facts, "manager", view.manager);
    m_tokens[wanted.id] = std::max(m_tokens[wanted.id], tokenIn(facts));
    const bool isSame = before.instance == instance && before.address == view.address &&
                        before.manager == view.manager;
    if (!isSame) {
        publish(view);
    }
}

void ConsoleRole::publish(InstanceSnapshot &view)
{
    view.instance.connectionId = m_context.connection.id;
    view.instance.updatedAt = m_context.clock->now();
    if (view.instance.createdAt == base::Timestamp{}) {
        view.instance.createdAt = view.instance.updatedAt;
    }
    view.connectionName = m_context.connection.name;
    view.isRemote = true;
    m_listener.changed(view);
}

void ConsoleRole::forget(const std::string &id)
{
    if (m_instances.erase(id) > 0) {
        m_tokens.erase(id);
        m_listener.removed(id);
        m_context.changed();
    }
}

net::Task<> ConsoleRole::handle(DomainEvent event)
{
    const std::string &id = event.instanceId;
    for (const auto &waiting : std::vector(m_waiting)) {
        if (!waiting->outcome) {
            waiting->outcome = waiting->verdict(event);
            if (waiting->outcome) {
                waiting->timer.cancel();
            }
        }
    }
    const bool tellsSpec =
        event.type == model::event::instanceCreated || event.type == model::event::instanceUpdated;
    if (const auto wanted = tellsSpec ? wantedFrom(event) : std::nullopt) {
        m_deleted.erase(id);
        learn(*wanted, Json::object());
        m_context.changed();
    } else if (event.type == model::event::instanceDeleted || tellsOfDeletion(event.data)) {
        forget(id);
        if (m_deleted.size() > keptDeleted) {
            m_deleted.clear();
        }
        m_deleted.insert(id);
    } else if (event.type == model::event::instanceStatusChanged ||
               event.type == model::event::instanceError) {
        applyStatus(event);
    } else if (event.type.starts_with("MCPServerInstance") && id.empty() && m_context.platform) {
        co_return co_await reconcile(); // "something changed" is all that it says
    }
    co_return Status();
}

void ConsoleRole::applyStatus(const DomainEvent &event)
{
    const std::string &id = event.instanceId;
    const std::int64_t token = tokenIn(event.data);
    if (!isUsableId(id) || m_deleted.count(id) > 0 || (token != 0 && token < m_tokens[id])) {
        return;
    }
    m_tokens[id] = std::max(m_tokens[id], token);
    const bool isNew = m_instances.count(id) == 0;
    InstanceSnapshot &view = m_instances[id];
    view.instance.id = id;
    const std::string name = base::stringOr(event.data, "name");
    if (!name.empty() || view.instance.name.empty()) {
        view.instance.name = name.empty() ? id : name;
    }
    view.instance.reason = base::stringOr(event.data, "error");
    view.manager = base::stringOr(event.data, "manager", view.manager);
    if (event.type == model::event::instanceStatusChanged) {
        view.instance.state = stateIn(event.data).value_or(view.instance.state);
        view.address = base::stringOr(event.data, "url", view.address);
        view.containerId = base::stringOr(event.data, "container_id");
    }
    publish(view);
    if (isNew) {
        m_context.changed();
    }
}

net::Task<> ConsoleRole::tick()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextLook) {
        co_return Status();
    }
    m_nextLook = now + lookInterval;
    std::set<std::string> present;
    auto learned = co_await learnFromRegistry(present); // events may have been missed by a manager
    if (!learned) {
        co_return learned;
    }
    auto alive = co_await m_leases.alive();
    if (!alive) {
        const bool mayNotAsk = alive.error().code == ErrorCode::Forbidden;
        co_return mayNotAsk ? Status() : Status(base::fail(alive.error()));
    }
    if (*alive != m_managers) {
        m_managers = std::move(*alive);
        m_context.changed();
    }
    co_return Status();
}

Status ConsoleRole::mayCommand() const
{
    if (m_mayCommand) {
        return {};
    }
    return base::fail(ErrorCode::Forbidden,
                      "The connection " + m_context.connection.name +
                          " only watches. Change its role to console to command from here.");
}

DomainEvent ConsoleRole::eventFor(const char *type, const std::string &id) const
{
    Json data{{"instance_id", id}};
    if (const auto view = m_instances.find(id); view != m_instances.end()) {
        data["name"] = view->second.instance.name;
    }
    return {base::newUuid(), type, m_context.clock->now(), id, std::move(data)};
}

base::Error ConsoleRole::noAnswer(const std::string &what, int listeners) const
{
    const std::string where = " on " + m_context.connection.name;
    const std::string waited = std::to_string(answerTime.count()) + " s";
    std::string who = "No manager" + where + " answered within " + waited + ". ";
    if (listeners == 0) {
        who += "Nobody listened: no manager is attached there.";
    } else if (m_managers.empty()) {
        who += "Somebody listened, but no manager that Berth knows of is alive there; AgentArea's "
               "own manager reacts to creation and deletion only, and does not confirm a deletion.";
    } else {
        who += "Alive there: " + joined(m_managers) + ". Look at its log.";
    }
    return {ErrorCode::Timeout, what + " was asked for. " + who};
}

net::Task<> ConsoleRole::command(DomainEvent event, Verdict verdict, std::string what)
{
    if (Status may = mayCommand(); !may) {
        co_return may;
    }
    const auto waiting = std::make_shared<Waiting>(m_context.executor, std::move(verdict));
    m_waiting.push_back(waiting);
    auto listeners = co_await m_context.publish(std::move(event));
    if (listeners && !waiting->outcome) {
        co_await waiting->timer.async_wait(net::asTuple);
    }
    std::erase(m_waiting, waiting);
    if (!listeners) {
        co_return base::fail(listeners.error());
    }
    if (waiting->outcome) {
        co_return *waiting->outcome;
    }
    co_return base::fail(noAnswer(what, *listeners));
}

net::Task<std::string> ConsoleRole::create(model::InstanceDraft draft)
{
    const std::string id = base::newUuid();
    DomainEvent event = eventFor(model::event::instanceCreated, id);
    event.data["server_spec_id"] = draft.serverSpecId ? Json(*draft.serverSpecId) : Json();
    event.data["name"] = draft.name;
    event.data["json_spec"] = toJson(draft.spec);
    auto judge = [id](const DomainEvent &heard) {
        return answerTo(heard, id,
                        {InstanceState::Validating, InstanceState::Starting, InstanceState::Running,
                         InstanceState::Stopped});
    };
    auto done = co_await command(std::move(event), std::move(judge), "The new instance");
    if (!done) {
        co_return base::fail(done.error());
    }
    co_return id;
}

net::Task<> ConsoleRole::start(std::string id)
{
    auto judge = [id](const DomainEvent &heard) {
        return answerTo(heard, id,
                        {InstanceState::Validating, InstanceState::Starting, InstanceState::Running,
                         InstanceState::Unhealthy});
    };
    return command(eventFor(model::event::instanceStarted, id), std::move(judge), "The start");
}

net::Task<> ConsoleRole::stop(std::string id)
{
    auto judge = [id](const DomainEvent &heard) {
        return answerTo(heard, id, {InstanceState::Stopped});
    };
    return command(eventFor(model::event::instanceStopped, id), std::move(judge), "The stop");
}

net::Task<> ConsoleRole::remove(std::string id)
{
    auto judge = [id](const DomainEvent &heard) -> std::optional<Status> {
        const bool isDone = heard.instanceId == id && tellsOfDeletion(heard.data);
        return isDone ? std::optional<Status>(Status()) : std::nullopt;
    };
    return command(eventFor(model::event::instanceDeleted, id), std::move(judge), "The deletion");
}

net::Task<> ConsoleRole::update(std::string id, model::InstanceDraft draft)
{
    DomainEvent event = eventFor(model::event::instanceUpdated, id);
    event.data["name"] = draft.name;
    event.data["json_spec"] = toJson(draft.spec);
    auto judge = [id](const DomainEvent &heard) {
        return answerTo(heard, id,
                        {InstanceState::Validating, InstanceState::Starting, InstanceState::Running,
                         InstanceState::Stopped});
    };
    return command(std::move(event), std::move(judge), "The change");
}

} // namespace berth::connections
