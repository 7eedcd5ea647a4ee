// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>

namespace berth::store {

/// "BRTH", in the header of every database of ours (PRAGMA application_id).
inline constexpr int applicationId = 0x42525448;

/// Makes sure that `file` exists, belongs to its owner only and starts like a database. A new
/// file is made empty, which SQLite takes for an empty database; it then gives the -wal and -shm
/// files the mode of the main file.
base::Status prepareFile(const std::filesystem::path &file);

/// Looks at `file` through a read-only connection, so that what is refused stays as it is:
/// StorageDamaged when it is no sound database of ours, StorageTooNew above `newestVersion`.
/// Returns the schema version, 0 for an empty database.
base::Result<int> inspectDatabase(const std::filesystem::path &file, int newestVersion);

} // namespace berth::store
