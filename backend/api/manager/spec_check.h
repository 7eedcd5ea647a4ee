// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/manager/manager_request.h"
#include "engine/engine.h"

namespace berth::api {

/// {valid, errors, warnings, image_exists, can_pull, estimated_size, timestamp}: whether an
/// instance could be made so. Asks Podman for the image when it is at hand; never pulls.
net::asio::awaitable<base::Json> checkedSpec(engine::Engine &engine, const model::JsonSpec &spec);
/// The same for what could not even be read.
base::Json checkFailed(const Problems &problems);

} // namespace berth::api
