// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "gateway/gateway.h"
#include "providers/provider.h"

#include <optional>

namespace berth::engine {

/// Where the gateway sends what is for an instance; while it does not run, what it answers.
gateway::Route routeOf(const InstanceSnapshot &view,
                       const std::optional<providers::Running> &running);

} // namespace berth::engine
