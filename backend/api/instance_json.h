// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"

namespace berth::api {

/// MCPServerInstanceResponse (contract section 1.3) with slug, url, error and health.
base::Json instanceJson(const engine::InstanceSnapshot &view);

/// The health map of the contract's section 3, `/containers/health`.
base::Json healthJson(const engine::InstanceSnapshot &view);

} // namespace berth::api
