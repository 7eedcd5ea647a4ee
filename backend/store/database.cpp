// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include "base/ids.h"
#include "store/inspection.h"
#include "store/sql_error.h"

#include <QSqlError>

#include <fmt/format.h>

#include <utility>

namespace berth::store {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

Connection::Connection(QString name)
    : m_name(std::move(name))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{}

Connection::Connection(Connection &&other) noexcept
    : m_name(std::exchange(other.m_name, {}))
    , m_database(std::exchange(other.m_database, {}))
{}

Connection::~Connection()
{
    if (m_name.isEmpty()) {
        return;
    }
    m_database.close();
    // removeDatabase() complains while a handle to the connection is still around.
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<Connection> Connection::open(const std::filesystem::path &file, Access access)
{
    Connection connection(QString::fromStdString("berth-" + base::newUuid()));
    QSqlDatabase &database = connection.m_database;
    if (!database.isValid()) {
        return fail(ErrorCode::StorageFailed,
                    "Qt's SQLite driver is missing. Install the package libqt6sql6-sqlite.");
    }
    database.setDatabaseName(QString::fromStdString(file.string()));
    database.setConnectOptions(
        access == Access::ReadOnly
            ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
            : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!database.open()) {
        return fail(toError(database.lastError(), "open", file));
    }
    return connection;
}

Database::Database(std::filesystem::path file, Connection connection)
    : m_file(std::move(file))
    , m_connection(std::move(connection))
{}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path &file,
                                                 std::span<const Migration> schema)
{
    if (auto prepared = prepareFile(file); !prepared) {
        return fail(prepared.error());
    }
    const auto version = inspectDatabase(file, schema.back().version);
    if (!version) {
        return fail(version.error());
    }
    auto connection = Connection::open(file, Connection::Access::ReadWrite);
    if (!connection) {
        return fail(connection.error());
    }
    std::unique_ptr<Database> database(new Database(file, std::move(*connection)));
    const auto ready =
        database->configure().and_then([&] { return database->migrate(*version, schema); });
    if (!ready) {
        return fail(ready.error());
    }
    return database;
}

// FULL: in WAL mode NORMAL survives kill -9 too, but a power cut could take back commits whose
// success somebody was already told; commits are rare here, so the fsync costs nothing that shows.
Status Database::configure()
{
    for (const auto &pragma :
         {QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = FULL"),
          QStringLiteral("PRAGMA foreign_keys = ON"),
          QStringLiteral("PRAGMA journal_size_limit = 4194304")}) {
        if (Status done = run(pragma); !done) {
            return done;
        }
    }
    return {};
}

Status Database::migrate(int from, std::span<const Migration> schema)
{
    for (const Migration &migration : schema) {
        if (migration.version <= from) {
            continue;
        }
        auto applied = inTransaction([&] { return apply(migration); });
        if (!applied) {
            base::Error error = applied.error();
            error.message = fmt::format("Cannot bring {} to schema version {}; it stays as it was. "
                                        "The details hold SQLite's answer.",
                                        m_file.string(), migration.version);
            return fail(std::move(error));
        }
    }
    return {};
}

Status Database::apply(const Migration &migration)
{
    for (const char *statement : migration.statements) {
        if (Status done = run(QString::fromUtf8(statement)); !done) {
            return done;
        }
    }
    // Both live in the file's header and are part of the transaction.
    return run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId)).and_then([&] {
        return run(QStringLiteral("PRAGMA user_version = %1").arg(migration.version));
    });
}

namespace {

bool executed(QSqlQuery &query, const QString &sql, const QVariantList &values)
{
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return false;
    }
    for (qsizetype i = 0; i < values.size(); ++i) {
        query.bindValue(static_cast<int>(i), values[i]);
    }
    return query.exec();
}

} // namespace

Result<Statement> Database::prepare(std::string_view sql)
{
    return Statement::prepare(m_connection.handle(), sql, m_file);
}

Result<QSqlQuery> Database::execute(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_connection.handle());
    if (!executed(query, sql, values)) {
        return fail(toError(query.lastError(), "use", m_file));
    }
    return query;
}

Status Database::run(const QString &sql, const QVariantList &values)
{
    auto done = execute(sql, values);
    return done ? Status{} : fail(std::move(done.error()));
}

Status Database::write(const QString &sql, const QVariantList &values, const std::string &conflict)
{
    QSqlQuery query(m_connection.handle());
    if (executed(query, sql, values)) {
        return {};
    }
    if (isUniqueViolation(query.lastError())) {
        return fail(ErrorCode::AlreadyExists, conflict,
                    query.lastError().databaseText().toStdString());
    }
    return fail(toError(query.lastError(), "write", m_file));
}

Status Database::inLightTransaction(const std::function<Status()> &work)
{
    if (Status set = run(QStringLiteral("PRAGMA synchronous = NORMAL")); !set) {
        return set;
    }
    const Status done = inTransaction(work);
    const Status reset = run(QStringLiteral("PRAGMA synchronous = FULL"));
    return done ? reset : done;
}

Status Database::inTransaction(const std::function<Status()> &work)
{
    // IMMEDIATE: the write lock is taken at the start, where waiting for it is safe.
    if (Status begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
        return begun;
    }
    Status result = work().and_then([&] { return run(QStringLiteral("COMMIT")); });
    if (!result) {
        // After some errors SQLite has rolled back by itself; then this one fails, rightly.
        (void)run(QStringLiteral("ROLLBACK"));
    }
    return result;
}

} // namespace berth::store
