// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/task_group.h"
#include "engine/wake_signal.h"
#include "events/event_bus.h"
#include "store/store.h"

#include <optional>
#include <vector>

namespace berth::engine {

/// Writes what happened, in order, and publishes the events that reached the disk on the bus (the
/// relay of the outbox). Confined to the engine's executor.
class Journal
{
public:
    Journal(net::asio::any_io_executor executor, store::Store &store, events::EventBus &bus);

    /// Publishes what the outbox holds, at least once and in order, until cancelled.
    net::asio::awaitable<void> relay();

    net::Task<> saveInstance(model::Instance instance, model::DomainEvent event);
    net::Task<> removeInstance(std::string id, model::DomainEvent event);
    net::Task<> saveServer(model::Server server, model::DomainEvent event);
    net::Task<> removeServer(std::string id, model::DomainEvent event);

    /// Writes without waiting; a failure is logged and reported by the next flush().
    void record(model::Instance instance, std::vector<model::DomainEvent> events);
    /// Ends when everything recorded before is on disk.
    net::Task<> flush();
    /// Ends the writes that were not waited for, within `deadline`.
    net::asio::awaitable<void> drain(std::chrono::milliseconds deadline);

private:
    /// Lets the relay look once `write` has ended.
    net::Task<> announced(net::Task<> write);
    net::asio::awaitable<void> write(model::Instance instance,
                                     std::vector<model::DomainEvent> events);

    store::Store &m_store;
    events::EventBus &m_bus;
    TaskGroup m_writes;
    WakeSignal m_news;
    std::optional<base::Error> m_failure;
};

} // namespace berth::engine
