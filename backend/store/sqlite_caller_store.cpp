// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_caller_store.h"

#include "base/json.h"
#include "store/call_csv.h"
#include "store/database.h"
#include "store/row_export.h"
#include "store/to_variant.h"

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

constexpr const char *clientColumns = "id, name, token_hash, limits_json, rate_limit, created_at, "
                                      "last_used_at, revoked_at, calls";
constexpr const char *callColumns =
    "sequence, started_at, instance_id, target, client_id, client, method, tool, first_byte_us, "
    "duration_us, request_bytes, response_bytes, http_status, rpc_code, outcome, is_recorded, "
    "count";
constexpr const char *detailColumns = ", request, response, is_cut";

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

} // namespace

net::Task<std::vector<ClientRow>> SqliteCallerStore::clients()
{
    auto work = [this] {
        return m_database->rows(QStringLiteral("SELECT %1 FROM clients ORDER BY created_at, id")
                                    .arg(QLatin1String(clientColumns)),
                                {}, readClient);
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
            {toVariant(client.id), toVariant(client.draft.name), toVariant(row.tokenHash),
             toVariant(model::toJson(client.draft.limits)),
             client.draft.rateLimit ? toVariant(*client.draft.rateLimit) : QVariant(),
             toVariant(client.createdAt), toVariant(client.lastUsedAt), toVariant(client.revokedAt),
             toVariant(client.calls)},
            "There is a client with this token already.");
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::removeClient(std::string id)
{
    auto work = [this, id = std::move(id)] {
        return m_database->run(QStringLiteral("DELETE FROM clients WHERE id = ?"), {toVariant(id)});
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<> SqliteCallerStore::noteUse(std::vector<ClientUse> uses)
{
    auto work = [this, uses = std::move(uses)] {
        return m_database->inTransaction([&]() -> Status {
            for (const ClientUse &use : uses) {
                Status noted = m_database->run(
                    QStringLiteral("UPDATE clients SET last_used_at = ?, calls = ? WHERE id = ?"),
                    {toVariant(use.lastUsedAt), toVariant(use.calls), toVariant(use.id)});
                if (!noted) {
                    return noted;
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
    auto work = [this, sequence, limit, instanceId = std::move(instanceId)] {
        QVariantList values{
            toVariant(sequence > 0 ? sequence : std::numeric_limits<std::int64_t>::max())};
        const char *rest = "WHERE sequence < ? ORDER BY sequence DESC LIMIT ?";
        if (!instanceId.empty()) {
            rest = "WHERE sequence < ? AND instance_id = ? ORDER BY sequence DESC LIMIT ?";
            values.append(toVariant(instanceId));
        }
        values.append(toVariant(std::max(limit, 0)));
        return m_database->rows(selectCalls(false, rest), values, readRecord);
    };
    co_return co_await m_thread.run(std::move(work));
}

net::Task<RecordedCall> SqliteCallerStore::call(std::int64_t sequence)
{
    auto work = [this, sequence]() -> Result<RecordedCall> {
        auto row =
            m_database->execute(selectCalls(true, "WHERE sequence = ?"), {toVariant(sequence)});
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
    auto work = [this] { return m_database->run(QStringLiteral("DELETE FROM calls")); };
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
    if (Status removed = removeUpTo(now, limits); !removed) {
        return removed;
    }
    return m_database->run(
        QStringLiteral("UPDATE calls SET is_recorded = 0, request = NULL, response = NULL "
                       "WHERE is_recorded = 1 AND sequence <= (SELECT sequence FROM calls "
                       "WHERE is_recorded = 1 ORDER BY sequence DESC LIMIT 1 OFFSET ?)"),
        {toVariant(limits.recorded)});
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
        {toVariant(now - limits.age)});
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
    RowExport rows;
    rows.what = "calls";
    rows.select = selectCalls(true, RowExport::page);
    rows.heading = asCsv ? csvHeading() : std::string();
    rows.line = [asCsv](const QSqlQuery &row) {
        const RecordedCall call = readCall(row);
        return asCsv ? csvLine(call.record) : base::toText(model::toJson(call)) + '\n';
    };
    return exportRows(m_database, m_thread, std::move(rows), std::move(file), std::move(sequences));
}

} // namespace berth::store
