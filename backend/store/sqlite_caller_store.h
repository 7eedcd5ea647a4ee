// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/worker_thread.h"
#include "store/caller_store.h"

#include <memory>

namespace berth::store {

class Database;

/// The tables clients and calls. Works on the thread of the store that owns it.
class SqliteCallerStore final : public CallerStore
{
public:
    SqliteCallerStore(const std::unique_ptr<Database> &database, net::WorkerThread &thread)
        : m_database(database)
        , m_thread(thread)
    {}

    net::Task<std::vector<ClientRow>> clients() override;
    net::Task<> saveClient(ClientRow row) override;
    net::Task<> removeClient(std::string id) override;
    net::Task<> noteUse(std::vector<ClientUse> uses) override;
    net::Task<std::int64_t> appendCalls(std::vector<model::RecordedCall> calls) override;
    net::Task<std::vector<model::CallRecord>> callsBefore(std::int64_t sequence, int limit,
                                                          std::string instanceId) override;
    net::Task<model::RecordedCall> call(std::int64_t sequence) override;
    net::Task<> clearCalls() override;
    net::Task<> pruneCalls(base::Timestamp now, CallLimits limits) override;
    net::Task<int> exportCalls(std::string file, bool asCsv,
                               std::vector<std::int64_t> sequences) override;

private:
    // These run on the store's thread.
    base::Status insert(std::vector<model::RecordedCall> &calls);
    base::Status prune(base::Timestamp now, const CallLimits &limits);
    base::Status removeUpTo(base::Timestamp now, const CallLimits &limits);

    const std::unique_ptr<Database> &m_database;
    net::WorkerThread &m_thread;
};

} // namespace berth::store
