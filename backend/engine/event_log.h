// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/observer.h"
#include "engine/pruning.h"
#include "engine/wake_signal.h"
#include "events/envelope.h"
#include "events/event_bus.h"
#include "store/event_log_store.h"

#include <functional>
#include <string>
#include <vector>

namespace berth::engine {

/// Writes every event that this machine makes, hears or sends into the bounded log, in order, in
/// few transactions, and tells observers of what was written. Secrets are masked on the way in.
/// Confined to the engine's executor.
class EventLog final : public events::EventHandler
{
public:
    struct Services
    {
        net::asio::any_io_executor executor;
        store::EventLogStore *store = nullptr;
        ObserverList *observers = nullptr;
        const base::Clock *clock = nullptr;
        std::function<store::EventLogLimits()> limits;
        std::size_t maxWaiting = 20000; ///< records; more at once are counted, and lost
    };

    explicit EventLog(Services services);

    void local(const model::DomainEvent &event, const std::string &subjectName);
    void received(const std::string &connectionId, const events::ReceivedMessage &message,
                  const std::string &subjectName);
    void sent(const std::string &connectionId, const model::DomainEvent &event, std::string bytes,
              const std::string &channel);

    /// Writes until cancelled.
    net::asio::awaitable<void> run();
    /// Forgets what is too old, now and then, until cancelled.
    net::asio::awaitable<void> runPruning();
    /// Writes what still waits.
    net::asio::awaitable<void> flush();
    net::Task<> clear();
    /// The limits changed.
    void limitsChanged();

    void handle(const model::DomainEvent &event) override;

private:
    void add(store::EventLogEntry entry);
    net::asio::awaitable<void> write();
    void noteLost();

    Services m_services;
    WakeSignal m_news;
    Pruning m_pruning;
    std::vector<store::EventLogEntry> m_waiting;
    std::size_t m_waitingBytes = 0;
    std::int64_t m_lost = 0; ///< came faster than they could be written
};

} // namespace berth::engine
