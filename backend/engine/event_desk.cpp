// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/event_desk.h"

#include "base/ids.h"
#include "engine/event_entry.h"
#include "model/event_check.h"

namespace berth::engine {

using base::ErrorCode;
using base::fail;

EventDesk::EventDesk(EventLog::Services services)
    : m_store(*services.store)
    , m_clock(*services.clock)
    , m_log(std::move(services))
{}

net::Task<std::vector<EventRecord>> EventDesk::history(std::int64_t beforeSequence, int limit)
{
    const auto entries = co_await m_store.before(beforeSequence, limit);
    if (!entries) {
        co_return fail(entries.error());
    }
    std::vector<EventRecord> records;
    records.reserve(entries->size());
    for (const store::EventLogEntry &entry : *entries) {
        records.push_back(toRecord(entry));
    }
    co_return records;
}

net::Task<EventDetail> EventDesk::detail(std::int64_t sequence)
{
    const auto entry = co_await m_store.entry(sequence);
    if (!entry) {
        co_return fail(entry.error());
    }
    co_return toDetail(*entry);
}

net::Task<> EventDesk::publish(std::string connectionId, std::string type, base::Json data)
{
    if (const auto violations = model::checkEvent(type, data); !violations.empty()) {
        co_return fail(model::toError(violations));
    }
    if (connectionId.empty()) {
        co_return fail(ErrorCode::Unsupported,
                       "Events of this machine are told by what happens on it. Choose a connection "
                       "to publish on.");
    }
    if (!m_publisher) {
        co_return fail(ErrorCode::Unsupported, "There is no connection to publish on.");
    }
    model::DomainEvent event;
    event.eventId = base::newUuid();
    event.type = std::move(type);
    event.time = m_clock.now();
    event.instanceId = base::stringOr(data, "instance_id", base::stringOr(data, "server_id"));
    event.data = std::move(data);
    co_return co_await m_publisher(std::move(connectionId), std::move(event));
}

net::Task<> EventDesk::clear()
{
    return m_log.clear();
}

net::Task<int> EventDesk::exportTo(std::string file, std::vector<std::int64_t> sequences)
{
    return m_store.exportTo(std::move(file), std::move(sequences));
}

} // namespace berth::engine
