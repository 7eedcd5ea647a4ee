// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "redis/command.h"
#include "redis/reply.h"

#include <functional>
#include <vector>

namespace berth::connections {

/// Sends commands over a connection that somebody else keeps up; answers in the same order, error
/// replies among them as they are. Unavailable at once while there is no connection.
using Pipeline = std::function<net::Task<std::vector<redis::Reply>>(std::vector<redis::Command>)>;

} // namespace berth::connections
