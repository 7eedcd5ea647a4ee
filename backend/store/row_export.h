// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "net/worker_thread.h"

#include <QSqlQuery>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace berth::store {

class Database;

/// What of a growing table is written, and how.
struct RowExport
{
    /// How `select` ends.
    static constexpr const char *page = "WHERE sequence > ? ORDER BY sequence LIMIT ?";

    std::string what; ///< "calls", for messages
    QString select;   ///< the sequence first
    std::string heading;
    std::function<std::string(const QSqlQuery &row)> line;
};

/// Writes the rows with these sequences, without any all of them, to a file for its owner only that
/// is there whole or not at all. Gives how many.
net::Task<int> exportRows(const std::unique_ptr<Database> &database, net::WorkerThread &thread,
                          RowExport rows, std::string file, std::vector<std::int64_t> sequences);

} // namespace berth::store
