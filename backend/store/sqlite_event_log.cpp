// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_event_log.h"

#include "base/json.h"
#include "store/database.h"
#include "store/row_export.h"
#include "store/to_variant.h"

#include <algorithm>
#include <array>
#include <limits>

namespace berth::store {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr const char *listColumns =
    "sequence, recorded_at, connection_id, direction, channel, form, event_id, type, occurred_at, "
    "subject_id, subject_name, summary, problem, size, is_cut";
constexpr const char *detailColumns = ", decoded_json, bytes";

enum class Columns
{
    List,
    All
};

QString select(Columns columns, const char *rest)
{
    return QStringLiteral("SELECT %1%2 FROM event_log %3")
        .arg(QLatin1String(listColumns),
             QLatin1String(columns == Columns::All ? detailColumns : ""), QLatin1String(rest));
}

constexpr std::string_view insertEntry =
    "INSERT INTO event_log (recorded_at, connection_id, direction, channel, form, event_id, type, "
    "occurred_at, subject_id, subject_name, summary, problem, size, is_cut, decoded_json, bytes) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

Status insert(Statement &statement, const EventLogEntry &entry)
{
    const std::string recordedAt = base::toRfc3339(entry.recordedAt);
    const std::string occurredAt = entry.occurredAt ? base::toRfc3339(*entry.occurredAt) : "";
    const std::array<Value, 16> row{recordedAt,
                                    entry.connectionId,
                                    entry.direction,
                                    entry.channel,
                                    entry.form,
                                    entry.eventId,
                                    entry.type,
                                    entry.occurredAt ? Value(occurredAt) : Value(),
                                    entry.subjectId,
                                    entry.subjectName,
                                    entry.summary,
                                    entry.problem,
                                    std::int64_t{entry.size},
                                    std::int64_t{entry.isCut},
                                    entry.decoded.empty() ? Value() : Value(entry.decoded),
                                    Blob{entry.bytes}};
    return statement.run(row);
}

/// Only Berth writes the table; what a person changed by hand is shown as well as it can be.
EventLogEntry readEntry(const QSqlQuery &row, Columns columns)
{
    int column = 0;
    const auto next = [&] { return row.value(column++).toString().toStdString(); };
    EventLogEntry entry;
    entry.sequence = row.value(column++).toLongLong();
    entry.recordedAt = base::parseRfc3339(next()).value_or(base::Timestamp{});
    entry.connectionId = next();
    entry.direction = next();
    entry.channel = next();
    entry.form = next();
    entry.eventId = next();
    entry.type = next();
    if (const auto occurred = base::parseRfc3339(next())) {
        entry.occurredAt = *occurred;
    }
    entry.subjectId = next();
    entry.subjectName = next();
    entry.summary = next();
    entry.problem = next();
    entry.size = row.value(column++).toUInt();
    entry.isCut = row.value(column++).toInt() != 0;
    if (columns == Columns::All) {
        entry.decoded = next();
        entry.bytes = row.value(column++).toByteArray().toStdString();
    }
    return entry;
}

base::Json toJson(const EventLogEntry &entry)
{
    base::Json json{{"sequence", entry.sequence},
                    {"recorded_at", base::toRfc3339(entry.recordedAt)},
                    {"connection_id", entry.connectionId},
                    {"direction", entry.direction},
                    {"channel", entry.channel},
                    {"type", entry.type}};
    if (entry.occurredAt) {
        json["occurred_at"] = base::toRfc3339(*entry.occurredAt);
    }
    json["subject_id"] = entry.subjectId;
    json["subject_name"] = entry.subjectName;
    json["summary"] = entry.summary;
    json["size"] = entry.size;
    if (!entry.problem.empty()) {
        json["problem"] = entry.problem;
    }
    if (const auto event = base::parseJson(entry.decoded); !entry.decoded.empty() && event) {
        json["event"] = *event;
    }
    if (!entry.bytes.empty()) {
        json["form"] = entry.form;
        json["bytes"] = entry.bytes;
        json["bytes_cut"] = entry.isCut;
    }
    return json;
}

} // namespace

net::Task<std::int64_t> SqliteEventLog::append(std::vector<EventLogEntry> entries)
{
    auto work = [this, entries = std::move(entries)]() mutable -> Result<std::int64_t> {
        const Status added = m_database->inLightTransaction([&] { return insert(entries); });
        if (!added) {
            return fail(added.error());
        }
        return entries.empty() ? 0 : entries.front().sequence;
    };
    co_return co_await m_thread.run(std::move(work));
}

Status SqliteEventLog::insert(std::vector<EventLogEntry> &entries)
{
    auto statement = m_database->prepare(insertEntry);
    if (!statement) {
        return fail(std::move(statement.error()));
    }
    for (EventLogEntry &entry : entries) {
        if (auto added = store::insert(*statement, entry); !added) {
            return added;
        }
        entry.sequence = statement->lastInsertId();
    }
    return {};
}

net::Task<std::vector<EventLogEntry>> SqliteEventLog::before(std::int64_t sequence, int limit)
{
    auto work = [this, sequence, limit] {
        return m_database->rows(
            select(Columns::List, "WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"),
            {toVariant(sequence > 0 ? sequence : std::numeric_limits<std::int64_t>::max()),
             toVariant(std::max(limit, 0))},
            [](const QSqlQuery &row) { return readEntry(row, Columns::List); });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<EventLogEntry> SqliteEventLog::entry(std::int64_t sequence)
{
    auto work = [this, sequence]() -> Result<EventLogEntry> {
        auto row =
            m_database->execute(select(Columns::All, "WHERE sequence = ?"), {toVariant(sequence)});
        if (!row) {
            return fail(row.error());
        }
        if (!row->next()) {
            return fail(ErrorCode::NotFound, "This event is not kept any more.");
        }
        return readEntry(*row, Columns::All);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::vector<std::string>> SqliteEventLog::receivedIds(int limit)
{
    auto work = [this, limit] {
        return m_database->rows(
            QStringLiteral("SELECT event_id FROM event_log WHERE direction = 'received' AND "
                           "event_id <> '' ORDER BY sequence DESC LIMIT ?"),
            {toVariant(std::max(limit, 0))},
            [](const QSqlQuery &row) { return row.value(0).toString().toStdString(); });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteEventLog::clear()
{
    auto work = [this] { return m_database->run(QStringLiteral("DELETE FROM event_log")); };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteEventLog::prune(base::Timestamp now, EventLogLimits limits)
{
    auto work = [this, now, limits] {
        return m_database->inLightTransaction([&]() -> Status {
            // Sequences have no gaps, so the count needs no walk through the table.
            Status tooMany =
                m_database->run(QStringLiteral("DELETE FROM event_log WHERE sequence <= "
                                               "(SELECT max(sequence) FROM event_log) - ?"),
                                {toVariant(limits.count)});
            if (!tooMany) {
                return tooMany;
            }
            return m_database->run(QStringLiteral("DELETE FROM event_log WHERE recorded_at < ?"),
                                   {toVariant(now - limits.age)});
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<int> SqliteEventLog::exportTo(std::string file, std::vector<std::int64_t> sequences)
{
    RowExport rows;
    rows.what = "events";
    rows.select = select(Columns::All, RowExport::page);
    rows.line = [](const QSqlQuery &row) {
        return base::toText(toJson(readEntry(row, Columns::All))) + '\n';
    };
    return exportRows(m_database, m_thread, std::move(rows), std::move(file), std::move(sequences));
}

} // namespace berth::store
