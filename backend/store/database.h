// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "store/migrations.h"
#include "store/statement.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace berth::store {

/// A named connection of QtSql that is closed and forgotten when it goes. Confined to the thread
/// that opened it, as QSqlDatabase demands.
class Connection
{
public:
    enum class Access
    {
        ReadOnly,
        ReadWrite
    };

    static base::Result<Connection> open(const std::filesystem::path &file, Access access);
    ~Connection();
    Connection(Connection &&other) noexcept;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    Connection &operator=(Connection &&) = delete;

    const QSqlDatabase &handle() const
    {
        return m_database;
    }

private:
    explicit Connection(QString name);

    QString m_name;
    QSqlDatabase m_database;
};

/// One SQLite file at the current schema version. Blocks; confined to one thread.
class Database
{
public:
    /// Refuses damaged and newer files untouched, migrates older ones.
    static base::Result<std::unique_ptr<Database>>
    open(const std::filesystem::path &file, std::span<const Migration> schema = migrations());

    const std::filesystem::path &file() const
    {
        return m_file;
    }

    /// Runs one statement with its positional values.
    base::Result<QSqlQuery> execute(const QString &sql, const QVariantList &values = {});
    /// The same for a statement that gives no rows.
    base::Status run(const QString &sql, const QVariantList &values = {});
    /// Every row that a statement gives, as `read` understands it.
    template <typename Read>
    base::Result<std::vector<std::invoke_result_t<Read, const QSqlQuery &>>>
    rows(const QString &sql, const QVariantList &values, Read read)
    {
        auto query = execute(sql, values);
        if (!query) {
            return base::fail(std::move(query.error()));
        }
        std::vector<std::invoke_result_t<Read, const QSqlQuery &>> all;
        while (query->next()) {
            all.push_back(read(*query));
        }
        return all;
    }
    base::Result<Statement> prepare(std::string_view sql);
    /// Like execute(), and gives AlreadyExists with `conflict` when a unique key refuses it.
    base::Status write(const QString &sql, const QVariantList &values, const std::string &conflict);
    /// Commits when `work` succeeds, else leaves everything as it was.
    base::Status inTransaction(const std::function<base::Status()> &work);
    /// The same for what may be lost when the power fails in the seconds after it, which spares
    /// the disk.
    base::Status inLightTransaction(const std::function<base::Status()> &work);

private:
    Database(std::filesystem::path file, Connection connection);

    base::Status configure();
    base::Status migrate(int from, std::span<const Migration> schema);
    base::Status apply(const Migration &migration);

    std::filesystem::path m_file;
    Connection m_connection;
};

} // namespace berth::store
