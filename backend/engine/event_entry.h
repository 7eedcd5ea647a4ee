// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/event_monitor.h"
#include "events/envelope.h"
#include "store/event_log_store.h"

#include <string>

namespace berth::engine {

/// Bytes of a message that are kept, and of its decoded text.
inline constexpr std::size_t keptEventBytes = 65536;
/// What is looked at before that; a message may be of any size.
inline constexpr std::size_t readEventBytes = 1048576;

/// Records for the log of events, with secrets masked and everything bounded. `subjectName` is used
/// where the event says no name.
store::EventLogEntry entryOf(const model::DomainEvent &event, const std::string &subjectName);
store::EventLogEntry entryOf(const events::ReceivedMessage &message,
                             const std::string &subjectName);

EventRecord toRecord(const store::EventLogEntry &entry);
EventDetail toDetail(const store::EventLogEntry &entry);

} // namespace berth::engine
