// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store.h"

#include "store/database.h"
#include "store/rows.h"
#include "store/to_variant.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace berth::store {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int keptPublishedEvents = 10000;

QString select(const char *columns, const char *rest)
{
    return QStringLiteral("SELECT %1 FROM %2").arg(QLatin1String(columns), QLatin1String(rest));
}

/// "INSERT … ON CONFLICT (id) DO UPDATE SET …" for all the columns: replacing a row instead would
/// give it a new place in the table.
QString upsert(const char *table, const char *columns, const char *key = "id")
{
    const QStringList names = QString::fromLatin1(columns).split(QStringLiteral(", "));
    QStringList marks;
    QStringList updates;
    for (const QString &name : names) {
        marks << QStringLiteral("?");
        updates << QStringLiteral("%1 = excluded.%1").arg(name);
    }
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%5) DO UPDATE SET %4")
        .arg(QLatin1String(table), QLatin1String(columns), marks.join(QStringLiteral(", ")),
             updates.join(QStringLiteral(", ")), QLatin1String(key));
}

QString pendingSelect()
{
    return QStringLiteral("SELECT sequence, %1 FROM outbox WHERE published_at IS NULL "
                          "ORDER BY sequence")
        .arg(QLatin1String(eventColumns));
}

/// Calls `take` for every row, whether it can be read or not.
template <typename Read, typename Take>
Status forEachRow(Database &database, const QString &sql, Read read, Take take)
{
    auto query = database.execute(sql);
    if (!query) {
        return fail(query.error());
    }
    while (query->next()) {
        take(*query, read(*query));
    }
    return {};
}

/// The first `limit` rows that can be read; the log names the others on the way.
template <typename T>
Result<std::vector<T>> readableRows(Database &database, const log::Logger &log, const QString &sql,
                                    Result<T> (*read)(const QSqlQuery &),
                                    std::size_t limit = std::numeric_limits<std::size_t>::max())
{
    std::vector<T> rows;
    auto query = database.execute(sql);
    if (!query) {
        return fail(query.error());
    }
    while (rows.size() < limit && query->next()) {
        auto row = read(*query);
        if (row) {
            rows.push_back(std::move(*row));
        } else {
            log->error("{}", row.error().message);
        }
    }
    return rows;
}

/// The same for all rows, the oldest first, where its age stands inside the row's JSON.
template <typename T>
Result<std::vector<T>> rowsByAge(Database &database, const log::Logger &log, const QString &sql,
                                 Result<T> (*read)(const QSqlQuery &))
{
    auto rows = readableRows(database, log, sql, read);
    if (rows) {
        std::stable_sort(rows->begin(), rows->end(),
                         [](const T &a, const T &b) { return a.createdAt < b.createdAt; });
    }
    return rows;
}

/// NotFound when there is none.
Status removeRow(Database &database, std::string_view table, std::string_view kind,
                 const char *column, const std::string &value)
{
    auto removed = database.execute(
        QString::fromStdString(fmt::format("DELETE FROM {} WHERE {} = ?", table, column)),
        {toVariant(value)});
    if (!removed) {
        return fail(removed.error());
    }
    if (removed->numRowsAffected() == 0) {
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no {} with the {} {}.", kind, column, value));
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path &file)
{
    auto opened = SqliteStore::open(file);
    if (!opened) {
        return fail(opened.error());
    }
    return std::unique_ptr<Store>(std::move(*opened));
}

SqliteStore::SqliteStore()
    : m_log(log::logger("store"))
{}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path &file)
{
    std::unique_ptr<SqliteStore> store(new SqliteStore);
    auto opened = store->m_thread.runBlocking([&] { return Database::open(file); });
    if (!opened) {
        return fail(opened.error());
    }
    store->m_database = std::move(*opened);
    return store;
}

SqliteStore::~SqliteStore()
{
    m_thread.runBlocking([this] { m_database.reset(); });
}

net::Task<std::vector<model::Server>> SqliteStore::servers()
{
    auto work = [this] {
        return readableRows(*m_database, m_log,
                            select(serverColumns, "servers ORDER BY created_at, id"),
                            &readServerRow);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::optional<model::Server>> SqliteStore::server(std::string id)
{
    auto work = [this, id = std::move(id)]() -> Result<std::optional<model::Server>> {
        auto query =
            m_database->execute(select(serverColumns, "servers WHERE id = ?"), {toVariant(id)});
        if (!query) {
            return fail(query.error());
        }
        if (!query->next()) {
            return std::optional<model::Server>();
        }
        return readServerRow(*query).map(
            [](model::Server found) { return std::optional(std::move(found)); });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::saveServer(model::Server server, std::vector<model::DomainEvent> events)
{
    auto work = [this, server = std::move(server), events = std::move(events)]() -> Status {
        const auto row = toRow(server);
        if (!row) {
            return fail(row.error());
        }
        return m_database->inTransaction([&] {
            return m_database
                ->write(upsert("servers", serverColumns), *row,
                        fmt::format("A server with the id {} exists already.", server.id))
                .and_then([&] { return addEvents(events); });
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::removeServer(std::string id, std::vector<model::DomainEvent> events)
{
    auto work = [this, id = std::move(id), events = std::move(events)] {
        return remove("servers", "server", id, events);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::vector<model::Instance>> SqliteStore::instances()
{
    auto work = [this] {
        return readableRows(*m_database, m_log,
                            select(instanceColumns, "instances ORDER BY created_at, id"),
                            &readInstanceRow);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::saveInstance(model::Instance instance,
                                      std::vector<model::DomainEvent> events)
{
    auto work = [this, instance = std::move(instance), events = std::move(events)]() -> Status {
        const auto row = toRow(instance);
        if (!row) {
            return fail(row.error());
        }
        return m_database->inTransaction([&] {
            return m_database
                ->write(
                    upsert("instances", instanceColumns), *row,
                    fmt::format("Another instance has the address /mcp/{}; choose another name.",
                                instance.slug))
                .and_then([&] { return addEvents(events); });
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::removeInstance(std::string id, std::vector<model::DomainEvent> events)
{
    auto work = [this, id = std::move(id), events = std::move(events)] {
        return remove("instances", "instance", id, events);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::vector<model::Connection>> SqliteStore::connections()
{
    auto work = [this] {
        return rowsByAge(*m_database, m_log, select(connectionColumns, "connections ORDER BY id"),
                         &readConnectionRow);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::saveConnection(model::Connection connection)
{
    auto work = [this, connection = std::move(connection)] {
        return m_database->write(
            upsert("connections", connectionColumns), toRow(connection),
            fmt::format("A connection with the id {} exists already.", connection.id));
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::vector<model::Group>> SqliteStore::groups()
{
    auto work = [this] {
        return rowsByAge(*m_database, m_log, select(groupColumns, "instance_groups ORDER BY name"),
                         &readGroupRow);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::saveGroup(model::Group group)
{
    auto work = [this, group = std::move(group)] {
        return m_database->write(
            upsert("instance_groups", groupColumns, "name"), toRow(group),
            fmt::format("A group with the name {} exists already.", group.name));
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::removeGroup(std::string name)
{
    auto work = [this, name = std::move(name)] {
        return removeRow(*m_database, "instance_groups", "group", "name", name);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::removeConnection(std::string id)
{
    auto work = [this, id = std::move(id)] {
        return m_database->inTransaction([&]() -> Status {
            Status freed = m_database->run(
                QStringLiteral("UPDATE instances SET connection_id = '' WHERE connection_id = ?"),
                {toVariant(id)});
            if (!freed) {
                return freed;
            }
            return removeRow(*m_database, "connections", "connection", "id", id);
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::vector<UnreadableRow>> SqliteStore::unreadableRows()
{
    auto work = [this]() -> Result<std::vector<UnreadableRow>> {
        std::vector<UnreadableRow> found;
        if (auto done = collectUnreadable(found); !done) {
            return fail(done.error());
        }
        return found;
    };
    co_return co_await m_thread.run(std::move(work));
}

Status SqliteStore::collectUnreadable(std::vector<UnreadableRow> &found)
{
    const auto collect = [&found](UnreadableRow::Kind kind, int idColumn) {
        return [&found, kind, idColumn](const QSqlQuery &query, const auto &row) {
            if (!row) {
                found.push_back(
                    {kind, query.value(idColumn).toString().toStdString(), row.error()});
            }
        };
    };
    return forEachRow(*m_database, select(serverColumns, "servers"), &readServerRow,
                      collect(UnreadableRow::Kind::Server, 0))
        .and_then([&] {
            return forEachRow(*m_database, select(instanceColumns, "instances"), &readInstanceRow,
                              collect(UnreadableRow::Kind::Instance, 0));
        })
        .and_then([&] {
            return forEachRow(*m_database, pendingSelect(), &readOutboxRow,
                              collect(UnreadableRow::Kind::Event, 1));
        });
}

net::Task<std::vector<OutboxEntry>> SqliteStore::pendingEvents(int limit)
{
    auto work = [this, limit] {
        return readableRows(*m_database, m_log, pendingSelect(), &readOutboxRow,
                            static_cast<std::size_t>(std::max(limit, 0)));
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::vector<OutboxEntry>> SqliteStore::eventsAfter(std::int64_t sequence, int limit)
{
    auto work = [this, sequence, limit] {
        const QString sql =
            QStringLiteral("SELECT sequence, %1 FROM outbox WHERE sequence > %2 ORDER BY sequence")
                .arg(QLatin1String(eventColumns), QString::number(sequence));
        return readableRows(*m_database, m_log, sql, &readOutboxRow,
                            static_cast<std::size_t>(std::max(limit, 0)));
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::markPublished(std::int64_t upToSequence)
{
    auto work = [this, upToSequence] {
        return m_database->inTransaction([&] {
            return m_database
                ->run(QStringLiteral(
                          "UPDATE outbox SET published_at = strftime('%Y-%m-%dT%H:%M:%fZ', "
                          "'now') WHERE sequence <= ? AND published_at IS NULL"),
                      {toVariant(upToSequence)})
                .and_then([&] { return prune(); });
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

Status SqliteStore::prune()
{
    return m_database->run(
        QStringLiteral("DELETE FROM outbox WHERE published_at IS NOT NULL AND sequence <= "
                       "(SELECT sequence FROM outbox WHERE published_at IS NOT NULL "
                       "ORDER BY sequence DESC LIMIT 1 OFFSET %1)")
            .arg(keptPublishedEvents));
}

net::Task<std::vector<SecretRecord>> SqliteStore::secretRecords()
{
    auto work = [this] {
        return m_database->rows(select(secretColumns, "secrets ORDER BY key"), {}, readSecretRow);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::saveSecretRecords(std::vector<SecretRecord> records)
{
    auto work = [this, records = std::move(records)] {
        return m_database->inTransaction([&]() -> Status {
            for (const SecretRecord &record : records) {
                Status saved =
                    m_database->run(upsert("secrets", secretColumns, "key"), toRow(record));
                if (!saved) {
                    return saved;
                }
            }
            return {};
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::removeSecretRecords(std::vector<std::string> keys)
{
    auto work = [this, keys = std::move(keys)] {
        return m_database->inTransaction([&]() -> Status {
            for (const std::string &key : keys) {
                Status removed = m_database->run(
                    QStringLiteral("DELETE FROM secrets WHERE key = ?"), {toVariant(key)});
                if (!removed) {
                    return removed;
                }
            }
            return {};
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::optional<std::string>> SqliteStore::value(std::string key)
{
    auto work = [this, key = std::move(key)]() -> Result<std::optional<std::string>> {
        auto query = m_database->execute(QStringLiteral("SELECT value FROM meta WHERE key = ?"),
                                         {toVariant(key)});
        if (!query) {
            return fail(query.error());
        }
        return query->next() ? std::optional(query->value(0).toString().toStdString())
                             : std::nullopt;
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteStore::setValue(std::string key, std::string value)
{
    auto work = [this, key = std::move(key), value = std::move(value)] {
        return m_database->write(
            QStringLiteral("INSERT INTO meta (key, value) VALUES (?, ?) "
                           "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
            {toVariant(key), toVariant(value)}, fmt::format("The fact {} exists already.", key));
    };
    co_return co_await m_thread.run(std::move(work));
}

Status SqliteStore::addEvents(const std::vector<model::DomainEvent> &events)
{
    const QString sql = QStringLiteral("INSERT INTO outbox (%1) VALUES (?, ?, ?, ?, ?)")
                            .arg(QLatin1String(eventColumns));
    for (const model::DomainEvent &event : events) {
        const auto added = m_database->write(
            sql, toRow(event),
            fmt::format("An event with the id {} exists already.", event.eventId));
        if (!added) {
            return added;
        }
    }
    return {};
}

Status SqliteStore::remove(std::string_view table, std::string_view kind, const std::string &id,
                           const std::vector<model::DomainEvent> &events)
{
    return m_database->inTransaction([&] {
        return removeRow(*m_database, table, kind, "id", id).and_then([&] {
            return addEvents(events);
        });
    });
}

} // namespace berth::store
