// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/snapshots.h"
#include "model/events.h"
#include "model/server.h"

namespace berth::engine {

/// A bare event about an instance or a server.
model::DomainEvent makeEvent(const char *type, const std::string &id, base::Timestamp time,
                             base::Json data);

/// Data as AgentArea's API side publishes it (contract section 4.2).
model::DomainEvent instanceCreated(const model::Instance &instance, base::Timestamp time);
/// Only `instance_id` is in the contract; `name` is harmless and useful (section 7 rule 2).
model::DomainEvent instanceEvent(const char *type, const model::Instance &instance,
                                 base::Timestamp time);
/// Data as the manager side publishes it (contract section 4.4).
model::DomainEvent statusChanged(const InstanceSnapshot &view, base::Timestamp time);
model::DomainEvent instanceError(const InstanceSnapshot &view, base::Timestamp time);
model::DomainEvent serverEvent(const char *type, const model::Server &server, base::Timestamp time);

} // namespace berth::engine
