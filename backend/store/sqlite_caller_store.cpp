// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_caller_store.h"

#include "base/json.h"
#include "store/call_csv.h"
#include "store/database.h"

#include <QSaveFile>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <thread>

namespace berth::store {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;
using model::CallRecord;
using model::RecordedCall;

namespace {

constexpr int exportPage = 200;
constexpr const char *clientColumns = "id, name, token_hash, limits_json, rate_limit, created_at, "
                                      "last_used_at, revoked_at, calls";
constexpr const char *callColumns =
    "sequence, started_at, instance_id, target, client_id, client, method, tool, first_byte_us, "
    "duration_us, request_bytes, response_bytes, http_status, rpc_code, outcome, is_recorded, "
    "count";
constexpr const char *detailColumns = ", request, response, is_cut";

QVariant text(const std::string &value)
{
    // An empty QString that is not null: null would be stored as NULL.
    return value.empty() ? QVariant(QStringLiteral("")) : QVariant(QString::fromStdString(value));
}

QVariant number(std::int64_t value)
{
    return QVariant(static_cast<qlonglong>(value));
}

QVariant timeOrNull(const std::optional<base::Timestamp> &time)
{
    return time ? text(base::toRfc3339(*time)) : QVariant();
}

std::string textAt(const QSqlQuery &row, int column)
{
    return row.value(column).toString().toStdString();
}

std::optional<base::Timestamp> timeAt(const QSqlQuery &row, int column)
{
    const auto time = base::parseRfc3339(textAt(row, column));
    return time ? std::optional(*time) : std::nullopt;
}

/// Only Berth writes the table; what a person changed by hand is read as well as it can be.
ClientRow readClient(const QSqlQuery &row)
{
    ClientRow read;
    model::Client &client = read.client;
    client.id = textAt(row, 0);
    client.draft.name = textAt(row, 1);
    read.tokenHash = textAt(row, 2);
    client.draft.limits =
        model::limitsFromJson(base::parseJson(textAt(row, 3)).value_or(base::Json::object()));
    if (!row.value(4).isNull()) {
        client.draft.rateLimit = row.value(4).toLongLong();
    }
    client.createdAt = timeAt(row, 5).value_or(base::Timestamp{});
    client.lastUsedAt = timeAt(row, 6);
    client.revokedAt = timeAt(row, 7);
    client.calls = row.value(8).toLongLong();
    return read;
}

/// How many calls go in by one statement; one by one each takes half as long again.
constexpr std::size_t rowsAtOnce = 16;
/// After so much work the store's thread lets others run. The history is written while the calls
/// it is of go on, and whoever answers them should not wait for it where processors are few.
constexpr std::chrono::microseconds breath{50};
constexpr std::int64_t removedAtOnce = 64;

std::string insertCalls(std::size_t rows)
{
    std::string sql =
        "INSERT INTO calls (started_at, instance_id, target, client_id, client, method, tool, "
        "first_byte_us, duration_us, request_bytes, response_bytes, http_status, rpc_code, "
        "outcome, is_recorded, count, request, response, is_cut) VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        sql += row > 0 ? "," : "";
        sql += "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    }
    return sql;
}

Value bytesOrNull(std::string_view bytes)
{
    return bytes.empty() ? Value() : Value(Blob{bytes});
}

void appendRow(std::vector<Value> &row, const RecordedCall &call, std::string_view startedAt)
{
    const CallRecord &record = call.record;
    row.insert(row.end(),
               {startedAt, record.instanceId, record.target, record.clientId, record.client,
                record.method, record.tool, record.toFirstByte.count(), record.duration.count(),
                static_cast<std::int64_t>(record.requestBytes),
                static_cast<std::int64_t>(record.responseBytes), std::int64_t{record.httpStatus},
                record.rpcCode ? Value(std::int64_t{*record.rpcCode}) : Value(),
                model::callOutcomeName(record.outcome), std::int64_t{record.isRecorded},
                record.count, bytesOrNull(call.request), bytesOrNull(call.response),
                std::int64_t{call.isCut}});
}

/// By a statement for as many rows.
Status insertSome(Statement &statement, std::span<RecordedCall> calls)
{
    std::array<std::string, rowsAtOnce> times;
    std::vector<Value> values;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        times.at(i) = base::toRfc3339(calls[i].record.startedAt);
        appendRow(values, calls[i], times.at(i));
    }
    const Status added = statement.run(values);
    std::int64_t sequence = statement.lastInsertId();
    for (auto call = calls.rbegin(); added && call != calls.rend(); ++call) {
        call->record.sequence = sequence--;
    }
    return added;
}

CallRecord readRecord(const QSqlQuery &row)
{
    int column = 0;
    const auto next = [&] { return textAt(row, column++); };
    const auto nextNumber = [&] { return row.value(column++).toLongLong(); };
    CallRecord record;
    record.sequence = nextNumber();
    record.startedAt = base::parseRfc3339(next()).value_or(base::Timestamp{});
    record.instanceId = next();
    record.target = next();
    record.clientId = next();
    record.client = next();
    record.method = next();
    record.tool = next();
    record.toFirstByte = std::chrono::microseconds(nextNumber());
    record.duration = std::chrono::microseconds(nextNumber());
    record.requestBytes = static_cast<std::uint64_t>(nextNumber());
    record.responseBytes = static_cast<std::uint64_t>(nextNumber());
    record.httpStatus = static_cast<int>(nextNumber());
    if (const QVariant code = row.value(column++); !code.isNull()) {
        record.rpcCode = code.toInt();
    }
    record.outcome = model::callOutcomeFromName(next()).value_or(model::CallOutcome::Ok);
    record.isRecorded = nextNumber() != 0;
    record.count = nextNumber();
    return record;
}

RecordedCall readCall(const QSqlQuery &row)
{
    constexpr int request = 17;
    RecordedCall call;
    call.record = readRecord(row);
    call.request = row.value(request).toByteArray().toStdString();
    call.response = row.value(request + 1).toByteArray().toStdString();
    call.isCut = row.value(request + 2).toInt() != 0;
    return call;
}

QString selectCalls(bool whole, const char *rest)
{
    return QStringLiteral("SELECT %1%2 FROM calls %3")
        .arg(QLatin1String(callColumns), QLatin1String(whole ? detailColumns : ""),
             QLatin1String(rest));
}

Status exportFailed(const QSaveFile &file)
{
    return fail(ErrorCode::StorageFailed,
                "The calls could not be written to " + file.fileName().toStdString() + ".",
                file.errorString().toStdString());
}

} // namespace

net::Task<std::vector<ClientRow>> SqliteCallerStore::clients()
{
    auto work = [this]() -> Result<std::vector<ClientRow>> {
        auto rows = m_database->execute(QStringLiteral("SELECT %1 FROM clients ORDER BY "
                                                       "created_at, id")
                                            .arg(QLatin1String(clientColumns)));
        if (!rows) {
            return fail(rows.error());
        }
        std::vector<ClientRow> all;
        while (rows->next()) {
            all.push_back(readClient(*rows));
        }
        return all;
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::saveClient(ClientRow row)
{
    auto work = [this, row = std::move(row)]() -> Status {
        const model::Client &client = row.client;
        return m_database->write(
            QStringLiteral("INSERT OR REPLACE INTO clients (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .arg(QLatin1String(clientColumns)),
            {text(client.id), text(client.draft.name), text(row.tokenHash),
             text(base::toText(model::toJson(client.draft.limits))),
             client.draft.rateLimit ? number(*client.draft.rateLimit) : QVariant(),
             text(base::toRfc3339(client.createdAt)), timeOrNull(client.lastUsedAt),
             timeOrNull(client.revokedAt), number(client.calls)},
            "There is a client with this token already.");
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::removeClient(std::string id)
{
    auto work = [this, id = std::move(id)]() -> Status {
        auto gone =
            m_database->execute(QStringLiteral("DELETE FROM clients WHERE id = ?"), {text(id)});
        return gone ? Status{} : fail(gone.error());
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::noteUse(std::vector<ClientUse> uses)
{
    auto work = [this, uses = std::move(uses)] {
        return m_database->inTransaction([&]() -> Status {
            for (const ClientUse &use : uses) {
                auto noted = m_database->execute(
                    QStringLiteral("UPDATE clients SET last_used_at = ?, calls = ? WHERE id = ?"),
                    {text(base::toRfc3339(use.lastUsedAt)), number(use.calls), text(use.id)});
                if (!noted) {
                    return fail(noted.error());
                }
            }
            return {};
        });
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<std::int64_t> SqliteCallerStore::appendCalls(std::vector<RecordedCall> calls)
{
    auto work = [this, calls = std::move(calls)]() mutable -> Result<std::int64_t> {
        const Status added = m_database->inLightTransaction([&] { return insert(calls); });
        if (!added) {
            return fail(added.error());
        }
        return calls.empty() ? 0 : calls.front().record.sequence;
    };
    co_return co_await m_thread.run(std::move(work));
}

Status SqliteCallerStore::insert(std::vector<RecordedCall> &calls)
{
    auto many = m_database->prepare(insertCalls(rowsAtOnce));
    auto one = m_database->prepare(insertCalls(1));
    if (!many || !one) {
        return fail(std::move(many ? one.error() : many.error()));
    }
    std::span<RecordedCall> left(calls);
    while (!left.empty()) {
        const bool areMany = left.size() >= rowsAtOnce;
        const std::size_t count = areMany ? rowsAtOnce : 1;
        if (auto added = insertSome(areMany ? *many : *one, left.first(count)); !added) {
            return added;
        }
        left = left.subspan(count);
        if (areMany) {
            std::this_thread::sleep_for(breath);
        }
    }
    return {};
}

net::Task<std::vector<CallRecord>> SqliteCallerStore::callsBefore(std::int64_t sequence, int limit,
                                                                  std::string instanceId)
{
    auto work = [this, sequence, limit,
                 instanceId = std::move(instanceId)]() -> Result<std::vector<CallRecord>> {
        QVariantList values{
            number(sequence > 0 ? sequence : std::numeric_limits<std::int64_t>::max())};
        const char *rest = "WHERE sequence < ? ORDER BY sequence DESC LIMIT ?";
        if (!instanceId.empty()) {
            rest = "WHERE sequence < ? AND instance_id = ? ORDER BY sequence DESC LIMIT ?";
            values.append(text(instanceId));
        }
        values.append(number(std::max(limit, 0)));
        auto rows = m_database->execute(selectCalls(false, rest), values);
        if (!rows) {
            return fail(rows.error());
        }
        std::vector<CallRecord> records;
        while (rows->next()) {
            records.push_back(readRecord(*rows));
        }
        return records;
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<RecordedCall> SqliteCallerStore::call(std::int64_t sequence)
{
    auto work = [this, sequence]() -> Result<RecordedCall> {
        auto row = m_database->execute(selectCalls(true, "WHERE sequence = ?"), {number(sequence)});
        if (!row) {
            return fail(row.error());
        }
        if (!row->next()) {
            return fail(ErrorCode::NotFound, "This call is not kept any more.");
        }
        return readCall(*row);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::clearCalls()
{
    auto work = [this]() -> Status {
        auto cleared = m_database->execute(QStringLiteral("DELETE FROM calls"));
        return cleared ? Status{} : fail(cleared.error());
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::pruneCalls(base::Timestamp now, CallLimits limits)
{
    auto work = [this, now, limits] {
        return m_database->inLightTransaction([&] { return prune(now, limits); });
    };
    co_return co_await m_thread.run(std::move(work));
}

Status SqliteCallerStore::prune(base::Timestamp now, const CallLimits &limits)
{
    auto removed = removeUpTo(now, limits);
    if (!removed) {
        return removed;
    }
    auto tooLong = m_database->execute(
        QStringLiteral("UPDATE calls SET is_recorded = 0, request = NULL, response = NULL "
                       "WHERE is_recorded = 1 AND sequence <= (SELECT sequence FROM calls "
                       "WHERE is_recorded = 1 ORDER BY sequence DESC LIMIT 1 OFFSET ?)"),
        {number(limits.recorded)});
    return tooLong ? Status{} : fail(tooLong.error());
}

/// Sequences have no gaps, so the count needs no walk through the table, and they grow with time,
/// so the age needs one through what goes only: a call that took long goes with its neighbours.
Status SqliteCallerStore::removeUpTo(base::Timestamp now, const CallLimits &limits)
{
    // Each by itself: both in one SELECT would be found by a walk through all there is.
    auto ends = m_database->execute(
        QStringLiteral("SELECT (SELECT min(sequence) FROM calls), "
                       "(SELECT max(sequence) FROM calls), "
                       "coalesce((SELECT sequence - 1 FROM calls WHERE started_at >= ? "
                       "ORDER BY sequence LIMIT 1), (SELECT max(sequence) FROM calls))"),
        {text(base::toRfc3339(now - limits.age))});
    if (!ends || !ends->next()) {
        return fail(ends ? base::Error{ErrorCode::StorageFailed, "The calls cannot be counted."}
                         : std::move(ends.error()));
    }
    const std::int64_t oldest = ends->value(0).toLongLong();
    const std::int64_t last =
        std::max(ends->value(1).toLongLong() - limits.count, ends->value(2).toLongLong());
    auto remove = m_database->prepare("DELETE FROM calls WHERE sequence <= ?");
    if (!remove) {
        return fail(std::move(remove.error()));
    }
    for (std::int64_t from = oldest; from <= last; from += removedAtOnce) {
        const std::array<Value, 1> values{std::min(from + removedAtOnce - 1, last)};
        if (auto removed = remove->run(values); !removed) {
            return removed;
        }
        std::this_thread::sleep_for(breath);
    }
    return {};
}

net::Task<int> SqliteCallerStore::exportCalls(std::string file, bool asCsv,
                                              std::vector<std::int64_t> sequences)
{
    const auto target = std::make_shared<QSaveFile>(QString::fromStdString(file));
    std::sort(sequences.begin(), sequences.end());
    auto open = [target, asCsv]() -> Status {
        const QByteArray heading = asCsv ? QByteArray::fromStdString(csvHeading()) : QByteArray();
        const bool isOpen =
            target->open(QIODevice::WriteOnly) &&
            target->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
            target->write(heading) == heading.size();
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
        auto write = [this, target, asCsv, after = page.last, &sequences] {
            return writePage(*target, asCsv, after, sequences);
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

Result<SqliteCallerStore::Page>
SqliteCallerStore::writePage(QSaveFile &file, bool asCsv, std::int64_t after,
                             const std::vector<std::int64_t> &sequences)
{
    auto rows =
        m_database->execute(selectCalls(true, "WHERE sequence > ? ORDER BY sequence LIMIT ?"),
                            {number(after), number(exportPage)});
    if (!rows) {
        return fail(rows.error());
    }
    Page page;
    int seen = 0;
    for (; rows->next(); ++seen) {
        const RecordedCall call = readCall(*rows);
        page.last = call.record.sequence;
        if (!sequences.empty() &&
            !std::binary_search(sequences.begin(), sequences.end(), page.last)) {
            continue;
        }
        const QByteArray line = QByteArray::fromStdString(
            asCsv ? csvLine(call.record) : base::toText(model::toJson(call)) + '\n');
        if (file.write(line) != line.size()) {
            return fail(exportFailed(file).error());
        }
        ++page.written;
    }
    page.isLast = seen < exportPage || (!sequences.empty() && page.last >= sequences.back());
    return page;
}

} // namespace berth::store
