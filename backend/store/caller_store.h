// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/call_record.h"
#include "model/client.h"
#include "net/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace berth::store {

/// A client as it is stored: its token only as a hash.
struct ClientRow
{
    model::Client client;
    std::string tokenHash; ///< SHA-256, lower-case hex

    bool operator==(const ClientRow &) const = default;
};

/// What changes with every call, written now and then.
struct ClientUse
{
    std::string id;
    base::Timestamp lastUsedAt{};
    std::int64_t calls = 0; ///< all of them, not those since the last time
};

/// How much of the history of calls stays.
struct CallLimits
{
    std::chrono::days age{7};
    std::int64_t count = 100000;
    std::int64_t recorded = 2000; ///< the newest that keep what was said

    bool operator==(const CallLimits &) const = default;
};

/// The gateway's clients and the bounded history of calls. Calls as in Store.
class CallerStore
{
public:
    virtual ~CallerStore() = default;

    /// Ordered by creation.
    virtual net::Task<std::vector<ClientRow>> clients() = 0;
    /// Inserts or replaces by id.
    virtual net::Task<> saveClient(ClientRow row) = 0;
    /// One that is not there is fine.
    virtual net::Task<> removeClient(std::string id) = 0;
    /// In one transaction; clients that are gone are left out.
    virtual net::Task<> noteUse(std::vector<ClientUse> uses) = 0;

    /// In one transaction; gives the first call's sequence, the others follow without gaps.
    virtual net::Task<std::int64_t> appendCalls(std::vector<model::RecordedCall> calls) = 0;
    /// The newest `limit` calls before `sequence` (0: from the end), newest first. Empty
    /// `instanceId`: of all.
    virtual net::Task<std::vector<model::CallRecord>> callsBefore(std::int64_t sequence, int limit,
                                                                  std::string instanceId) = 0;
    /// NotFound when it is not kept any more.
    virtual net::Task<model::RecordedCall> call(std::int64_t sequence) = 0;
    virtual net::Task<> clearCalls() = 0;
    virtual net::Task<> pruneCalls(base::Timestamp now, CallLimits limits) = 0;
    /// Writes calls, newest last, into a file of mode 0600 that appears when it is whole; gives
    /// their number. Empty `sequences`: all.
    virtual net::Task<int> exportCalls(std::string file, bool asCsv,
                                       std::vector<std::int64_t> sequences) = 0;
};

} // namespace berth::store
