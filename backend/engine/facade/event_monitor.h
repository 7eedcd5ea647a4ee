// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"

#include <QFuture>
#include <QMetaType>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

/// An event as the monitor lists it; the rest is fetched with detail().
struct EventRecord
{
    enum class Direction
    {
        Local,    ///< of this machine, and not published
        Sent,     ///< published on a connection
        Received, ///< heard on a connection
    };

    std::int64_t sequence = 0; ///< grows with each record; unique in the profile
    base::Timestamp recordedAt{};
    std::string connectionId; ///< empty: this machine
    Direction direction = Direction::Local;
    std::string channel;
    std::string type; ///< empty when the message cannot be read
    std::string subjectId;
    std::string subjectName;
    std::string summary; ///< "running, container 9f3c1e0a"; for a person, untranslated facts only
    std::string problem; ///< why it cannot be read; empty when it can
    std::uint32_t size = 0;
};

/// One event in full. Secrets are masked in all of it.
struct EventDetail
{
    EventRecord record;
    std::string form; ///< "double", "single", "binary", "bare"
    std::optional<base::Json> decoded;
    std::string bytes;  ///< as they came over the wire; empty for local events
    bool isCut = false; ///< `bytes` are only the beginning
};

/// What may be asked of the log of events. Every call returns at once.
class EventCommands
{
public:
    virtual ~EventCommands() = default;

    /// The newest `limit` records before `sequence` (0: from the end), newest first.
    virtual QFuture<base::Result<std::vector<EventRecord>>> history(std::int64_t beforeSequence,
                                                                    int limit) = 0;
    virtual QFuture<base::Result<EventDetail>> detail(std::int64_t sequence) = 0;
    /// Publishes once, as the role of the connection writes it. InvalidArgument names the field;
    /// Forbidden on a connection that only watches.
    virtual QFuture<base::Status> publish(std::string connectionId, std::string type,
                                          base::Json data) = 0;
    /// Forgets every record.
    virtual QFuture<base::Status> clearLog() = 0;
    /// Writes records (all, or those given) as JSON Lines, secrets masked, mode 0600.
    virtual QFuture<base::Result<int>> exportLog(std::string file,
                                                 std::vector<std::int64_t> sequences) = 0;
};

} // namespace berth::engine

Q_DECLARE_METATYPE(std::vector<berth::engine::EventRecord>)
