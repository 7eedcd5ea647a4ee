// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/events.h"

#include <optional>
#include <string>
#include <string_view>

namespace berth::events {

/// How an event is wrapped on a Redis channel (contract section 4).
enum class EnvelopeForm
{
    DoubleEncoded, ///< {"data": "<JSON text>", "headers": {…}}: FastStream 0.5, what Go reads
    Single,        ///< {"data": {…}, "headers": {}}: what Go writes
    Binary,        ///< FastStream 0.6 and later
    Bare           ///< the event, or only its data, without a wrapping
};

/// A message of a channel. What cannot be read as an event keeps its bytes and says why.
struct ReceivedMessage
{
    std::string channel;
    std::string bytes;
    EnvelopeForm form = EnvelopeForm::Bare; ///< as far as it was recognised
    std::optional<model::DomainEvent> event;
    std::optional<base::Error> problem; ///< exactly one of event and problem is set
};

/// Reads any of the forms, and tolerates what publishers are known to send: timestamps as unix
/// seconds, as text or number, or in RFC 3339; no name; empty or no data. What is missing is
/// taken from the channel (the type) and from `receivedAt` (the time). An event without an id
/// keeps an empty one: nothing tells its repetitions apart.
ReceivedMessage readMessage(std::string channel, std::string bytes, base::Timestamp receivedAt);

/// As AgentArea's API side writes it. Go's manager ignores any other form.
std::string writeDoubleEncoded(const model::DomainEvent &event);
/// As Go's manager writes it; FastStream of any version reads it.
std::string writeSingle(const model::DomainEvent &event);

/// The text within: what follows the header of the binary form, else all the bytes.
std::string_view textOf(const ReceivedMessage &message);

/// The id of the instance or server that an event's data is about; empty when it names none.
std::string subjectOf(const base::Json &data);

/// Stable word for a form ("double", "single", "binary", "bare").
std::string_view formName(EnvelopeForm form);

} // namespace berth::events
