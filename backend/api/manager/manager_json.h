// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"

#include <string_view>

// The objects of the contract's section 3. Values of environment variables and headers are never in
// them.
namespace berth::api {

/// Stands where a value would.
inline constexpr std::string_view redacted = "[REDACTED]";

/// The container's id, or the instance's while it has none.
std::string managerId(const engine::InstanceSnapshot &view);
/// The Go manager's word for a state.
std::string_view managerStatus(model::InstanceState state);
/// Berth's verdict by MCP, not whether a process exists.
bool isHealthy(const engine::InstanceSnapshot &view);
/// "starting" and the like are neither up nor down.
bool hasFailed(const engine::InstanceSnapshot &view);

base::Json containerJson(const engine::InstanceSnapshot &view);
base::Json instanceStatusJson(const engine::InstanceSnapshot &view);
/// What POST /instances answers.
base::Json instanceResultJson(const engine::InstanceSnapshot &view);
base::Json healthResultJson(const engine::InstanceSnapshot &view);
base::Json detailedHealthJson(const engine::InstanceSnapshot &view);
/// As GET /containers/{service}/health has it.
base::Json containerHealthJson(const engine::InstanceSnapshot &view);
/// As GET /containers/health lists it; AgentArea's pages take an instance's status from here.
base::Json healthMapJson(const engine::InstanceSnapshot &view);

} // namespace berth::api
