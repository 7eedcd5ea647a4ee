// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/redis_calls.h"

#include <string_view>

// Internal to connections/.
namespace berth::connections {

/// What a script's error text means. Up to Redis 6 the cause stands behind the place in the script.
base::Error scriptError(std::string_view text);

/// One answer per command; an error reply among them becomes the error of the whole.
net::Task<std::vector<redis::Reply>> ask(const Pipeline &pipeline,
                                         std::vector<redis::Command> commands);
/// The same for one command.
net::Task<redis::Reply> ask(const Pipeline &pipeline, redis::Command command);

/// For an answer that has another shape than the script gives.
base::Error unexpectedAnswer();

} // namespace berth::connections
