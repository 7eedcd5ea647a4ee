// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "log/log.h"
#include "net/worker_thread.h"
#include "store/sqlite_caller_store.h"
#include "store/sqlite_event_log.h"
#include "store/store.h"

namespace berth::store {

class Database;

/// The Store in one SQLite file. The connection lives and dies on a thread of its own. Destroy it
/// before the executors of its callers; calls that were accepted are finished first.
class SqliteStore final : public Store
{
public:
    static base::Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path &file);
    ~SqliteStore() override;

    net::Task<std::vector<model::Server>> servers() override;
    net::Task<std::optional<model::Server>> server(std::string id) override;
    net::Task<> saveServer(model::Server server, std::vector<model::DomainEvent> events) override;
    net::Task<> removeServer(std::string id, std::vector<model::DomainEvent> events) override;

    net::Task<std::vector<model::Instance>> instances() override;
    net::Task<> saveInstance(model::Instance instance,
                             std::vector<model::DomainEvent> events) override;
    net::Task<> removeInstance(std::string id, std::vector<model::DomainEvent> events) override;

    net::Task<std::vector<model::Connection>> connections() override;
    net::Task<> saveConnection(model::Connection connection) override;
    net::Task<> removeConnection(std::string id) override;
    net::Task<std::vector<model::Group>> groups() override;
    net::Task<> saveGroup(model::Group group) override;
    net::Task<> removeGroup(std::string name) override;
    net::Task<std::vector<UnreadableRow>> unreadableRows() override;

    net::Task<std::vector<OutboxEntry>> pendingEvents(int limit) override;
    net::Task<std::vector<OutboxEntry>> eventsAfter(std::int64_t sequence, int limit) override;
    net::Task<> markPublished(std::int64_t upToSequence) override;

    net::Task<std::vector<SecretRecord>> secretRecords() override;
    net::Task<> saveSecretRecords(std::vector<SecretRecord> records) override;
    net::Task<> removeSecretRecords(std::vector<std::string> keys) override;

    net::Task<std::optional<std::string>> value(std::string key) override;
    net::Task<> setValue(std::string key, std::string value) override;

    EventLogStore &eventLog() override
    {
        return m_eventLog;
    }
    CallerStore &callers() override
    {
        return m_callers;
    }

private:
    SqliteStore();

    // These run on the store's thread.
    base::Status addEvents(const std::vector<model::DomainEvent> &events);
    base::Status remove(std::string_view table, std::string_view kind, const std::string &id,
                        const std::vector<model::DomainEvent> &events);
    base::Status prune();
    base::Status collectUnreadable(std::vector<UnreadableRow> &found);

    log::Logger m_log;
    std::unique_ptr<Database> m_database;
    /// What it keeps of every call and event must not slow them.
    net::WorkerThread m_thread{net::WorkerThread::Priority::Low};
    SqliteEventLog m_eventLog{m_database, m_thread};
    SqliteCallerStore m_callers{m_database, m_thread};
};

} // namespace berth::store
