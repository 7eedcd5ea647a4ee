// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/connection.h"
#include "model/events.h"
#include "model/instance.h"
#include "model/server.h"
#include "net/task.h"
#include "store/caller_store.h"
#include "store/event_log_store.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::store {

/// An event waiting to be published.
struct OutboxEntry
{
    std::int64_t sequence = 0;
    model::DomainEvent event;
};

/// What is known of a secret besides its value, which is in a secret store and never here.
struct SecretRecord
{
    std::string key;
    std::string store; ///< the word for the secret store that keeps it
    std::optional<base::Timestamp> changedAt;
    std::optional<base::Timestamp> usedAt; ///< last given to a server that was started

    bool operator==(const SecretRecord &) const = default;
};

/// A stored row that cannot be read as what it should be, such as a json_spec that somebody edited
/// by hand. It stays in the database; its neighbours work.
struct UnreadableRow
{
    enum class Kind
    {
        Server,
        Instance,
        Event
    };

    Kind kind = Kind::Instance;
    std::string id;    ///< the server's, instance's or event's
    base::Error error; ///< StorageDamaged; names the row and what is wrong with it
};

/// Berth's state on disk (SQLite through Qt SQL, WAL, mode 0600). All calls are coroutines: the
/// SQL runs on the store's own thread, the result comes back on the caller's executor.
/// A state change and its events are written in one transaction.
class Store
{
public:
    /// Opens or makes the database and brings it to the current schema version.
    /// StorageDamaged and StorageTooNew leave the file as it is.
    static base::Result<std::unique_ptr<Store>> open(const std::filesystem::path &file);
    virtual ~Store() = default;

    /// Ordered by creation. Lists leave unreadable rows out; unreadableRows() has them.
    virtual net::Task<std::vector<model::Server>> servers() = 0;
    /// StorageDamaged when the row is there but cannot be read.
    virtual net::Task<std::optional<model::Server>> server(std::string id) = 0;
    /// Inserts or replaces by id.
    virtual net::Task<> saveServer(model::Server server,
                                   std::vector<model::DomainEvent> events) = 0;
    /// NotFound, and no event, when there is none.
    virtual net::Task<> removeServer(std::string id, std::vector<model::DomainEvent> events) = 0;

    virtual net::Task<std::vector<model::Instance>> instances() = 0;
    /// Inserts or replaces by id. AlreadyExists when another instance has the slug.
    virtual net::Task<> saveInstance(model::Instance instance,
                                     std::vector<model::DomainEvent> events) = 0;
    /// NotFound, and no event, when there is none. Removes an unreadable row too.
    virtual net::Task<> removeInstance(std::string id, std::vector<model::DomainEvent> events) = 0;

    /// Ordered by creation.
    virtual net::Task<std::vector<model::Connection>> connections() = 0;
    /// Inserts or replaces by id.
    virtual net::Task<> saveConnection(model::Connection connection) = 0;
    /// NotFound when there is none. Instances that it brought become this machine's own.
    virtual net::Task<> removeConnection(std::string id) = 0;

    /// Servers, instances and waiting events that the lists had to leave out. Whoever removes
    /// containers without an instance must spare those of the ids here.
    virtual net::Task<std::vector<UnreadableRow>> unreadableRows() = 0;

    virtual net::Task<std::vector<OutboxEntry>> pendingEvents(int limit) = 0;
    /// Events after `sequence`, published or not, for readers that keep their own place.
    virtual net::Task<std::vector<OutboxEntry>> eventsAfter(std::int64_t sequence, int limit) = 0;
    /// Old published events are forgotten; the newest 10,000 stay.
    virtual net::Task<> markPublished(std::int64_t upToSequence) = 0;

    /// By key. A time that cannot be read is left out.
    virtual net::Task<std::vector<SecretRecord>> secretRecords() = 0;
    /// Inserts or replaces by key: all of them or none.
    virtual net::Task<> saveSecretRecords(std::vector<SecretRecord> records) = 0;
    /// Those that are not there are fine.
    virtual net::Task<> removeSecretRecords(std::vector<std::string> keys) = 0;

    /// Small facts that belong to the data, such as the owner id that labels containers.
    virtual net::Task<std::optional<std::string>> value(std::string key) = 0;
    virtual net::Task<> setValue(std::string key, std::string value) = 0;

    virtual EventLogStore &eventLog() = 0;
    virtual CallerStore &callers() = 0;
};

} // namespace berth::store
