// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/statement.h"

#include "store/sql_error.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QVariant>

#include <string>
#include <utility>

#include <sqlite3.h>

namespace berth::store {

using base::fail;
using base::Result;
using base::Status;

namespace {

/// SQLite's own handle of a connection of QtSql (QSqlDriver::handle()).
sqlite3 *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    const bool isSqlite = qstrcmp(handle.typeName(), "sqlite3*") == 0;
    return isSqlite ? *static_cast<sqlite3 *const *>(handle.constData()) : nullptr;
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3 *database, sqlite3_stmt *statement, std::filesystem::path file)
    : m_database(database)
    , m_statement(statement)
    , m_file(std::move(file))
{}

Result<Statement> Statement::prepare(const QSqlDatabase &database, std::string_view sql,
                                     std::filesystem::path file)
{
    sqlite3 *handle = handleOf(database);
    if (handle == nullptr) {
        return fail(base::ErrorCode::StorageFailed, file.string() + " is not open.");
    }
    sqlite3_stmt *prepared = nullptr;
    const int code =
        sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
    Statement statement(handle, prepared, std::move(file));
    if (code != SQLITE_OK) {
        return fail(statement.error());
    }
    return statement;
}

Status Statement::run(std::span<const Value> values)
{
    int place = 0;
    int code = SQLITE_OK;
    for (const Value &value : values) {
        code = code == SQLITE_OK ? bind(++place, value) : code;
    }
    if (code == SQLITE_OK) {
        sqlite3_step(m_statement.get());
        code = sqlite3_reset(m_statement.get()); // says once more what the step said
    }
    return code == SQLITE_OK ? Status() : fail(error());
}

int Statement::bind(int place, const Value &value)
{
    sqlite3_stmt *statement = m_statement.get();
    if (const auto *number = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(statement, place, *number);
    }
    // A pointer of null would be bound as NULL.
    const auto start = [](std::string_view bytes) { return bytes.empty() ? "" : bytes.data(); };
    if (const auto *text = std::get_if<std::string_view>(&value)) {
        return sqlite3_bind_text64(statement, place, start(*text), text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    if (const auto *blob = std::get_if<Blob>(&value)) {
        return sqlite3_bind_blob64(statement, place, start(blob->bytes), blob->bytes.size(),
                                   SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, place);
}

std::int64_t Statement::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_database);
}

base::Error Statement::error() const
{
    return toError(sqlite3_extended_errcode(m_database), sqlite3_errmsg(m_database), "use", m_file);
}

} // namespace berth::store
