// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/event_log.h"
#include "engine/facade/event_monitor.h"

#include <functional>
#include <string>
#include <vector>

namespace berth::engine {

/// What a person may do with events: read the log, clear it, take it along, publish. Confined to
/// the engine's executor.
class EventDesk
{
public:
    /// Publishes on a connection, as its role writes it; refuses where that only watches.
    using Publisher =
        std::function<net::Task<>(std::string connectionId, model::DomainEvent event)>;

    explicit EventDesk(EventLog::Services services);

    EventLog &log()
    {
        return m_log;
    }
    void setPublisher(Publisher publisher)
    {
        m_publisher = std::move(publisher);
    }

    net::Task<std::vector<EventRecord>> history(std::int64_t beforeSequence, int limit);
    net::Task<EventDetail> detail(std::int64_t sequence);
    /// InvalidArgument names the field; Unsupported for this machine (empty id).
    net::Task<> publish(std::string connectionId, std::string type, base::Json data);
    net::Task<> clear();
    net::Task<int> exportTo(std::string file, std::vector<std::int64_t> sequences);

private:
    store::EventLogStore &m_store;
    const base::Clock &m_clock;
    EventLog m_log;
    Publisher m_publisher;
};

} // namespace berth::engine
