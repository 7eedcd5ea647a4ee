// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/validation.h"

#include <string>
#include <vector>

// What the Go manager's callers send (contract section 3), turned into what the engine takes.
// Problems are whole sentences, without values.
namespace berth::api {

using Problems = std::vector<std::string>;

struct ManagerRequest
{
    std::string id; ///< as the caller wants it; empty: it gets one
    model::InstanceDraft draft;
};

template <typename T>
using Readable = tl::expected<T, Problems>;

/// Body of POST /instances and /instances/validate.
Readable<ManagerRequest> readInstanceRequest(const base::Json &body);
/// Body of POST /containers.
Readable<ManagerRequest> readContainerRequest(const base::Json &body);
/// Body of PUT /instances/{id} on top of what the instance is.
Readable<model::InstanceDraft> readInstanceChanges(const engine::InstanceSnapshot &view,
                                                   const base::Json &body);

Problems problemsOf(const model::Violations &violations);
/// As one text for a message.
std::string joined(const Problems &problems);

} // namespace berth::api
