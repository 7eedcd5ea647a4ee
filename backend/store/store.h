// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/events.h"
#include "model/instance.h"
#include "model/server.h"
#include "net/task.h"

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

    virtual net::Task<std::vector<model::Server>> servers() = 0;
    virtual net::Task<std::optional<model::Server>> server(std::string id) = 0;
    /// Inserts or replaces by id.
    virtual net::Task<> saveServer(model::Server server, std::vector<model::DomainEvent> events) = 0;
    virtual net::Task<> removeServer(std::string id, std::vector<model::DomainEvent> events) = 0;

    virtual net::Task<std::vector<model::Instance>> instances() = 0;
    /// Inserts or replaces by id. AlreadyExists when another instance has the slug.
    virtual net::Task<> saveInstance(model::Instance instance, std::vector<model::DomainEvent> events) = 0;
    virtual net::Task<> removeInstance(std::string id, std::vector<model::DomainEvent> events) = 0;

    virtual net::Task<std::vector<OutboxEntry>> pendingEvents(int limit) = 0;
    virtual net::Task<> markPublished(std::int64_t upToSequence) = 0;

    /// Small facts that belong to the data, such as the owner id that labels containers.
    virtual net::Task<std::optional<std::string>> value(std::string key) = 0;
    virtual net::Task<> setValue(std::string key, std::string value) = 0;
};

} // namespace berth::store
