// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/leases.h"
#include "model/events.h"
#include "model/instance.h"

#include <optional>
#include <string>
#include <string_view>

namespace berth::connections {

/// The word of contract section 4.4 for a state; nothing for states between two words, which
/// managers do not announce (pulling is part of validating, stopping ends as stopped).
std::optional<std::string_view> contractStatus(model::InstanceState state);

/// What a manager adds to what the contract names; others do not mind.
struct Announced
{
    std::string manager;    ///< its name
    std::int64_t lease = 0; ///< its fencing token
};

/// A status or error event of this machine's outbox as the platform gets to see it: the contract's
/// words, Berth's own state beside them as "state". A deletion becomes the status "stopped" with
/// the state "deleted", since managers do not publish Deleted. Nothing when it is not for others.
std::optional<model::DomainEvent> announcement(const model::DomainEvent &event,
                                               const Announced &announced);

/// "MCPServerInstanceError" and "failed" for an instance that came to nothing here.
std::vector<model::DomainEvent> failureEvents(const std::string &instanceId,
                                              const std::string &name, const base::Error &error,
                                              base::Timestamp now, const Announced &announced);

/// The state that a status event tells of: Berth's own when it is there, else the contract's word.
std::optional<model::InstanceState> stateIn(const base::Json &data);
bool tellsOfDeletion(const base::Json &data);

} // namespace berth::connections
