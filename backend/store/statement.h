// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <variant>

class QSqlDatabase;
struct sqlite3;
struct sqlite3_stmt;

namespace berth::store {

/// Bytes as they are, where a string_view would be text in UTF-8.
struct Blob
{
    std::string_view bytes;
};

/// What is bound to one place of a statement, and must outlive its run. monostate is NULL.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

/// A statement of SQLite itself that is prepared once and run with one row of values after
/// another: QSqlQuery turns every text into UTF-16 and every value into a QVariant, which for a
/// history takes longer than SQLite does. Confined to its database's thread, and not longer than
/// that.
class Statement
{
public:
    static base::Result<Statement> prepare(const QSqlDatabase &database, std::string_view sql,
                                           std::filesystem::path file);

    /// Runs a statement that gives no rows.
    base::Status run(std::span<const Value> values);
    std::int64_t lastInsertId() const;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };

    Statement(sqlite3 *database, sqlite3_stmt *statement, std::filesystem::path file);
    int bind(int place, const Value &value);
    base::Error error() const;

    sqlite3 *m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    std::filesystem::path m_file;
};

} // namespace berth::store
