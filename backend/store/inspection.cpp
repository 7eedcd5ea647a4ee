// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/inspection.h"

#include "store/database.h"
#include "store/sql_error.h"

#include <QSqlError>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::store {

namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

// First bytes of every SQLite file (https://www.sqlite.org/fileformat.html section 1.3).
constexpr std::string_view magic{"SQLite format 3\0", 16};

tl::unexpected<base::Error> damaged(const std::filesystem::path &file, std::string details)
{
    return fail(
        ErrorCode::StorageDamaged,
        fmt::format("{} is not a database that Berth can read, and was left as it is. Put a "
                    "backup in its place, or move it away to start with an empty one.",
                    file.string()),
        std::move(details));
}

tl::unexpected<base::Error> inaccessible(const std::filesystem::path &file, int error)
{
    return fail(error == ENOSPC ? ErrorCode::StorageFailed : ErrorCode::PermissionDenied,
                fmt::format("Cannot open {}: {}. Check that the directory exists and is yours.",
                            file.string(), std::strerror(error)));
}

Status tightenMode(const std::filesystem::path &file)
{
    for (const char *suffix : {"", "-wal", "-shm"}) {
        const std::string name = file.string() + suffix;
        struct stat state = {};
        if (::stat(name.c_str(), &state) != 0 || (state.st_mode & 0077) == 0) {
            continue;
        }
        if (::chmod(name.c_str(), S_IRUSR | S_IWUSR) != 0) {
            return inaccessible(name, errno);
        }
    }
    return {};
}

Status checkMagic(const std::filesystem::path &file)
{
    std::array<char, magic.size()> head{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), head.size());
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (count == 0 && !stream.bad()) {
        return {}; // empty: a database that is still to be made
    }
    if (std::string_view(head.data(), count) != magic) {
        return damaged(file, "The file does not begin as an SQLite database does.");
    }
    return {};
}

class Inspector
{
public:
    Inspector(const std::filesystem::path &file, const Connection &connection)
        : m_file(file)
        , m_query(connection.handle())
    {}

    Result<QVariant> ask(const QString &sql)
    {
        if (!m_query.exec(sql) || !m_query.next()) {
            base::Error error = toError(m_query.lastError(), "read", m_file);
            if (error.code == ErrorCode::StorageDamaged) {
                return damaged(m_file, error.details);
            }
            return fail(std::move(error));
        }
        return m_query.value(0);
    }

private:
    const std::filesystem::path &m_file;
    QSqlQuery m_query;
};

Status checkSoundness(Inspector &inspector, const std::filesystem::path &file)
{
    const auto verdict = inspector.ask(QStringLiteral("PRAGMA quick_check(1)"));
    if (!verdict) {
        return fail(verdict.error());
    }
    if (verdict->toString() != QLatin1String("ok")) {
        return damaged(file, verdict->toString().toStdString());
    }
    return {};
}

} // namespace

Status prepareFile(const std::filesystem::path &file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        return inaccessible(file, errno);
    }
    ::close(descriptor);
    return checkMagic(file).and_then([&] { return tightenMode(file); });
}

Result<int> inspectDatabase(const std::filesystem::path &file, int newestVersion)
{
    auto connection = Connection::open(file, Connection::Access::ReadOnly);
    if (!connection) {
        return fail(connection.error());
    }
    Inspector inspector(file, *connection);
    const auto version = inspector.ask(QStringLiteral("PRAGMA user_version"));
    const auto application = inspector.ask(QStringLiteral("PRAGMA application_id"));
    const auto tables = inspector.ask(QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    for (const auto *answer : {&version, &application, &tables}) {
        if (!*answer) {
            return fail(answer->error());
        }
    }
    const bool empty = tables->toInt() == 0 && version->toInt() == 0;
    if (application->toInt() != applicationId && !empty) {
        return damaged(file, "It is a database of another program.");
    }
    // Before the soundness check: a newer SQLite may have written what this one cannot judge.
    if (version->toInt() > newestVersion) {
        return fail(
            ErrorCode::StorageTooNew,
            fmt::format("{} was written by a newer Berth (schema version {}, this one knows "
                        "{}) and was left as it is. Start that version, or choose another "
                        "profile.",
                        file.string(), version->toInt(), newestVersion));
    }
    if (auto sound = checkSoundness(inspector, file); !sound) {
        return fail(sound.error());
    }
    return version->toInt();
}

} // namespace berth::store
