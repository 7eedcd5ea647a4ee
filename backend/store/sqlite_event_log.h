// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/worker_thread.h"
#include "store/event_log_store.h"

#include <memory>

namespace berth::store {

class Database;

/// The log of events in the table event_log. Works on the thread of the store that owns it.
class SqliteEventLog final : public EventLogStore
{
public:
    SqliteEventLog(const std::unique_ptr<Database> &database, net::WorkerThread &thread)
        : m_database(database)
        , m_thread(thread)
    {}

    net::Task<std::int64_t> append(std::vector<EventLogEntry> entries) override;
    net::Task<std::vector<EventLogEntry>> before(std::int64_t sequence, int limit) override;
    net::Task<EventLogEntry> entry(std::int64_t sequence) override;
    net::Task<std::vector<std::string>> receivedIds(int limit) override;
    net::Task<> clear() override;
    net::Task<> prune(base::Timestamp now, EventLogLimits limits) override;
    net::Task<int> exportTo(std::string file, std::vector<std::int64_t> sequences) override;

private:
    // This runs on the store's thread.
    base::Status insert(std::vector<EventLogEntry> &entries);

    const std::unique_ptr<Database> &m_database;
    net::WorkerThread &m_thread;
};

} // namespace berth::store
