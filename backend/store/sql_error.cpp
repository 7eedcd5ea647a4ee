// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sql_error.h"

#include <QSqlError>

#include <fmt/format.h>

namespace berth::store {

namespace {

using base::ErrorCode;

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte of the
// extended code that Qt reports.
constexpr int busyCode = 5;
constexpr int lockedCode = 6;
constexpr int readOnlyCode = 8;
constexpr int corruptCode = 11;
constexpr int fullCode = 13;
constexpr int cannotOpenCode = 14;
constexpr int notADatabaseCode = 26;
constexpr int primaryKeyConstraint = 1555;
constexpr int uniqueConstraint = 2067;

struct Verdict
{
    ErrorCode code;
    std::string_view advice;
};

Verdict verdict(int primaryCode)
{
    switch (primaryCode) {
    case busyCode:
    case lockedCode:
        return {ErrorCode::StorageFailed,
                "Another program holds the file; close it and try again."};
    case readOnlyCode:
        return {ErrorCode::PermissionDenied,
                "The file or its directory is read-only; make both writable for you."};
    case cannotOpenCode:
        return {ErrorCode::PermissionDenied,
                "It cannot be opened; check that the directory exists and is yours."};
    case corruptCode:
    case notADatabaseCode:
        return {ErrorCode::StorageDamaged,
                "The file is damaged; move it away or put a backup in its place."};
    case fullCode:
        return {ErrorCode::StorageFailed, "The disk is full; free some space and try again."};
    default:
        return {ErrorCode::StorageFailed, "The details hold SQLite's answer."};
    }
}

} // namespace

base::Error toError(const QSqlError &error, std::string_view doing,
                    const std::filesystem::path &file)
{
    return toError(error.nativeErrorCode().toInt(), error.databaseText().toStdString(), doing,
                   file);
}

base::Error toError(int code, std::string_view text, std::string_view doing,
                    const std::filesystem::path &file)
{
    const Verdict found = verdict(code & 0xff);
    return {found.code,
            fmt::format("Cannot {} {}. {}", doing, file.string(), found.advice),
            fmt::format("SQLite {}: {}", code, text),
            {}};
}

bool isUniqueViolation(const QSqlError &error)
{
    const int native = error.nativeErrorCode().toInt();
    return native == uniqueConstraint || native == primaryKeyConstraint;
}

} // namespace berth::store
