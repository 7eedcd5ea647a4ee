// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "net/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace berth::store {

/// One record of the log of events. Whoever appends it has masked the secrets.
struct EventLogEntry
{
    std::int64_t sequence = 0; ///< given by the store, without gaps
    base::Timestamp recordedAt{};
    std::string connectionId;
    std::string direction; ///< "local", "sent", "received"
    std::string channel;
    std::string form;
    std::string eventId;
    std::string type;
    std::optional<base::Timestamp> occurredAt;
    std::string subjectId;
    std::string subjectName;
    std::string summary;
    std::string problem;
    std::uint32_t size = 0;
    bool isCut = false;  ///< `bytes` are not all of it
    std::string decoded; ///< JSON text, empty: none
    std::string bytes;

    bool operator==(const EventLogEntry &) const = default;
};

/// How much of the log stays.
struct EventLogLimits
{
    std::chrono::days age{7};
    std::int64_t count = 100000;

    bool operator==(const EventLogLimits &) const = default;
};

/// The bounded log of events for the monitor. Apart from the outbox: losing a record of it loses
/// no change. Calls as in Store.
class EventLogStore
{
public:
    virtual ~EventLogStore() = default;

    /// In one transaction; gives the first entry's sequence, the others follow without gaps.
    virtual net::Task<std::int64_t> append(std::vector<EventLogEntry> entries) = 0;
    /// The newest `limit` entries before `sequence` (0: from the end), newest first, without
    /// `decoded` and `bytes`.
    virtual net::Task<std::vector<EventLogEntry>> before(std::int64_t sequence, int limit) = 0;
    /// NotFound when it is not kept any more.
    virtual net::Task<EventLogEntry> entry(std::int64_t sequence) = 0;
    /// Ids of the newest `limit` received events, newest first, to tell repetitions apart.
    virtual net::Task<std::vector<std::string>> receivedIds(int limit) = 0;
    virtual net::Task<> clear() = 0;
    virtual net::Task<> prune(base::Timestamp now, EventLogLimits limits) = 0;
    /// Writes entries as JSON Lines, newest last, into a file of mode 0600 that appears when it is
    /// whole; gives their number. Empty `sequences`: all.
    virtual net::Task<int> exportTo(std::string file, std::vector<std::int64_t> sequences) = 0;
};

} // namespace berth::store
