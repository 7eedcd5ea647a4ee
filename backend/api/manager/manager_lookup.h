// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "net/http_message.h"

#include <string>
#include <vector>

namespace berth::api {

/// The instances that this machine runs; those of other managers are theirs to tell of.
std::vector<engine::InstanceSnapshot> managedInstances(const engine::Engine &engine);

/// The instance that a caller means by its id, its container's id or its service name, or the
/// answer: 404, and 409 with the ids when several have that name.
tl::expected<engine::InstanceSnapshot, net::HttpResponse> findManaged(const engine::Engine &engine,
                                                                      const std::string &wanted);

/// The same for what runs in a container.
tl::expected<engine::InstanceSnapshot, net::HttpResponse>
findContainer(const engine::Engine &engine, const std::string &wanted);

/// UUIDs are kept in lower case.
std::string normalisedId(std::string id);

} // namespace berth::api
