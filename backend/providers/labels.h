// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace berth::providers::label {

/// Marks a container as this profile's; containers without it are never touched.
inline constexpr const char *owner = "io.berth.owner";
inline constexpr const char *instance = "io.berth.instance";
/// The connection that it came by; absent when it belongs to this machine alone.
inline constexpr const char *connection = "io.berth.connection";
/// Hash of the json_spec the container was made from.
inline constexpr const char *spec = "io.berth.spec";
/// The life of Berth that made the container, from launch to end.
inline constexpr const char *life = "io.berth.life";

/// What a container is for that is not the instance's first; absent on that.
inline constexpr const char *use = "io.berth.use";
inline constexpr const char *forClient = "client";

} // namespace berth::providers::label
