// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/event_monitor.h"
#include "model/events.h"

#include <string>
#include <vector>

namespace berth::ui {

class EventClock final : public base::Clock
{
public:
    base::Timestamp now() const override
    {
        return base::Timestamp{std::chrono::hours(24 * 365 * 56)};
    }
};

inline engine::EventRecord sampleRecord(std::int64_t sequence,
                                        const char *type = model::event::instanceStatusChanged,
                                        const std::string &summary = "running")
{
    engine::EventRecord record;
    record.sequence = sequence;
    record.recordedAt = EventClock().now() + std::chrono::milliseconds(sequence);
    record.type = type;
    record.channel = type;
    record.subjectId = "i" + std::to_string(sequence % 7);
    record.subjectName = "name-" + std::to_string(sequence % 7);
    record.summary = summary;
    return record;
}

/// Sequences `from` to `to`, oldest first.
inline std::vector<engine::EventRecord> sampleRecords(std::int64_t from, std::int64_t to)
{
    std::vector<engine::EventRecord> records;
    for (std::int64_t sequence = from; sequence <= to; ++sequence) {
        records.push_back(sampleRecord(sequence));
    }
    return records;
}

} // namespace berth::ui
