// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_event_log.h"

#include "base/json.h"
#include "store/database.h"

#include <QSaveFile>

#include <algorithm>
#include <array>
#include <limits>

namespace berth::store {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int exportPage = 200;

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

QVariant text(const std::string &value)
{
    // An empty QString that is not null: null would be stored as NULL.
    return value.empty() ? QVariant(QStringLiteral("")) : QVariant(QString::fromStdString(value));
}

QVariant number(std::int64_t value)
{
    return QVariant(static_cast<qlonglong>(value));
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

Status exportFailed(const QSaveFile &file)
{
    return fail(ErrorCode::StorageFailed,
                "The events could not be written to " + file.fileName().toStdString() + ".",
                file.errorString().toStdString());
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
    auto work = [this, sequence, limit]() -> Result<std::vector<EventLogEntry>> {
        auto rows = m_database->execute(
            select(Columns::List, "WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"),
            {number(sequence > 0 ? sequence : std::numeric_limits<std::int64_t>::max()),
             number(std::max(limit, 0))});
        if (!rows) {
            return fail(rows.error());
        }
        std::vector<EventLogEntry> entries;
        while (rows->next()) {
            entries.push_back(readEntry(*rows, Columns::List));
        }
        return entries;
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<EventLogEntry> SqliteEventLog::entry(std::int64_t sequence)
{
    auto work = [this, sequence]() -> Result<EventLogEntry> {
        auto row =
            m_database->execute(select(Columns::All, "WHERE sequence = ?"), {number(sequence)});
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
    auto work = [this, limit]() -> Result<std::vector<std::string>> {
        auto rows = m_database->execute(
            QStringLiteral("SELECT event_id FROM event_log WHERE direction = 'received' AND "
                           "event_id <> '' ORDER BY sequence DESC LIMIT ?"),
            {number(std::max(limit, 0))});
        if (!rows) {
            return fail(rows.error());
        }
        std::vector<std::string> ids;
        while (rows->next()) {
            ids.push_back(rows->value(0).toString().toStdString());
        }
        return ids;
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteEventLog::clear()
{
    auto work = [this]() -> Status {
        auto cleared = m_database->execute(QStringLiteral("DELETE FROM event_log"));
        return cleared ? Status{} : fail(cleared.error());
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteEventLog::prune(base::Timestamp now, EventLogLimits limits)
{
    auto work = [this, now, limits] {
        return m_database->inLightTransaction([&]() -> Status {
            // Sequences have no gaps, so the count needs no walk through the table.
            auto tooMany =
                m_database->execute(QStringLiteral("DELETE FROM event_log WHERE sequence <= "
                                                   "(SELECT max(sequence) FROM event_log) - ?"),
                                    {number(limits.count)});
            if (!tooMany) {
                return fail(tooMany.error());
            }
            auto tooOld =
                m_database->execute(QStringLiteral("DELETE FROM event_log WHERE recorded_at < ?"),
                                    {text(base::toRfc3339(now - limits.age))});
            return tooOld ? Status{} : fail(tooOld.error());
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<int> SqliteEventLog::exportTo(std::string file, std::vector<std::int64_t> sequences)
{
    // Named, as everywhere here: g++ 12 destroys temporaries with captures of a co_await twice.
    const auto target = std::make_shared<QSaveFile>(QString::fromStdString(file));
    std::sort(sequences.begin(), sequences.end());
    auto open = [target]() -> Status {
        const bool isOpen =
            target->open(QIODevice::WriteOnly) &&
            target->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return isOpen ? Status{} : exportFailed(*target);
    };
    const auto opened = co_await m_thread.run(std::move(open));
    if (!opened) {
        co_return fail(opened.error());
    }
    // Page by page, so that writing to the store goes on meanwhile.
    Page page;
    page.last = sequences.empty() ? 0 : sequences.front() - 1;
    int written = 0;
    while (!page.isLast) {
        auto write = [this, target, after = page.last, &sequences] {
            return writePage(*target, after, sequences);
        };
        auto next = co_await m_thread.run(std::move(write));
        if (!next) {
            co_return fail(next.error());
        }
        page = *next;
        written += page.written;
    }
    auto commit = [target]() -> Status {
        return target->commit() ? Status{} : exportFailed(*target);
    };
    const auto committed = co_await m_thread.run(std::move(commit));
    if (!committed) {
        co_return fail(committed.error());
    }
    co_return written;
}

Result<SqliteEventLog::Page> SqliteEventLog::writePage(QSaveFile &file, std::int64_t after,
                                                       const std::vector<std::int64_t> &sequences)
{
    auto rows =
        m_database->execute(select(Columns::All, "WHERE sequence > ? ORDER BY sequence LIMIT ?"),
                            {number(after), number(exportPage)});
    if (!rows) {
        return fail(rows.error());
    }
    Page page;
    int seen = 0;
    for (; rows->next(); ++seen) {
        const EventLogEntry entry = readEntry(*rows, Columns::All);
        page.last = entry.sequence;
        if (!sequences.empty() &&
            !std::binary_search(sequences.begin(), sequences.end(), entry.sequence)) {
            continue;
        }
        const QByteArray line = QByteArray::fromStdString(base::toText(toJson(entry)) + '\n');
        if (file.write(line) != line.size()) {
            return fail(exportFailed(file).error());
        }
        ++page.written;
    }
    page.isLast = seen < exportPage || (!sequences.empty() && page.last >= sequences.back());
    return page;
}

} // namespace berth::store
