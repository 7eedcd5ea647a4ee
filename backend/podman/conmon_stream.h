// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_client.h"

#include <filesystem>
#include <memory>

namespace berth::podman {

/// The input and output of a running container straight from its monitor, conmon, without Podman's
/// service in between: half the time of a round trip, and it outlives the service. `bundle` is the
/// directory of the container's config.json, where conmon has its socket `attach`.
/// What is read comes in the frames of Podman's API. Unavailable where the socket cannot be
/// reached: Podman is on another machine or belongs to another user.
base::Result<std::unique_ptr<net::RawStream>>
attachToConmon(const net::asio::any_io_executor &executor, const std::filesystem::path &bundle);

} // namespace berth::podman
