// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/instance_registry.h"
#include "connections/role.h"
#include "connections/wanted_instance.h"
#include "net/wakeup.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::connections {

/// Told of instances that run elsewhere, on the engine's executor.
struct RemoteListener
{
    std::function<void(const engine::InstanceSnapshot &)> changed;
    std::function<void(const std::string &id)> removed;
};

/// Shows what managers elsewhere run and, unless it only watches, commands them by events. Each
/// command ends with what came of it.
class ConsoleRole final : public Role
{
public:
    static constexpr std::chrono::seconds answerTime{10};

    ConsoleRole(RoleContext context, RemoteListener listener, bool mayCommand);

    net::Task<> reconcile() override;
    net::Task<> handle(model::DomainEvent event) override;
    net::Task<> tick() override;
    /// Whoever waits for an answer is told; what runs elsewhere is no longer shown.
    net::Task<> leave() override;
    int instanceCount() const override
    {
        return static_cast<int>(m_instances.size());
    }
    std::vector<std::string> managers() const override
    {
        return m_managers;
    }

    bool has(const std::string &id) const
    {
        return m_instances.count(id) > 0;
    }
    std::vector<engine::InstanceSnapshot> instances() const;

    /// Ends when a manager took it on (its id), with the manager's reason when it came to nothing,
    /// with Timeout that says who did not answer, with Forbidden when this only watches.
    net::Task<std::string> create(model::InstanceDraft draft);
    net::Task<> start(std::string id);
    net::Task<> stop(std::string id);
    net::Task<> remove(std::string id);
    net::Task<> update(std::string id, model::InstanceDraft draft);

private:
    struct Waiting;
    using Verdict = std::function<std::optional<base::Status>(const model::DomainEvent &)>;

    net::Task<> learnFromRegistry(std::set<std::string> &present);
    net::Task<> learnFromPlatform(std::set<std::string> &present);
    void learn(const WantedInstance &wanted, const base::Json &facts);
    void applyStatus(const model::DomainEvent &event);
    void forget(const std::string &id);
    void publish(engine::InstanceSnapshot &view);
    /// Publishes and waits for the event that `verdict` judges.
    net::Task<> command(model::DomainEvent event, Verdict verdict, std::string what);
    base::Error noAnswer(const std::string &what, int listeners) const;
    base::Status mayCommand() const;
    model::DomainEvent eventFor(const char *type, const std::string &id) const;

    RoleContext m_context;
    RemoteListener m_listener;
    bool m_mayCommand;
    InstanceRegistry m_registry;
    Leases m_leases; ///< only to see which managers are alive
    std::map<std::string, engine::InstanceSnapshot> m_instances;
    std::map<std::string, std::int64_t> m_tokens; ///< highest fencing token heard of an instance
    std::set<std::string> m_deleted;              ///< what is still heard of them is late
    std::vector<std::string> m_managers;
    std::vector<std::shared_ptr<Waiting>> m_waiting;
    std::chrono::steady_clock::time_point m_nextLook{};
};

} // namespace berth::connections
