// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string_view>

class QSqlError;

namespace berth::store {

/// SQLite's answer as an error of ours. `doing` completes "Cannot ... FILE" ("read", "write").
/// SQLite's texts name tables and columns, never values.
base::Error toError(const QSqlError &error, std::string_view doing,
                    const std::filesystem::path &file);
/// The same for an extended code of SQLite's and its text.
base::Error toError(int code, std::string_view text, std::string_view doing,
                    const std::filesystem::path &file);

/// Whether a UNIQUE or PRIMARY KEY constraint refused the statement.
bool isUniqueViolation(const QSqlError &error);

} // namespace berth::store
