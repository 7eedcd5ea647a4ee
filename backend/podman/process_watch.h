// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <cstdint>

namespace berth::podman {

/// Ends when the process `pid` ends (pidfd, no polling). NotFound when there is no such process,
/// Unsupported where the kernel has no pidfd or the process is not ours to see.
net::Task<> waitForExit(std::int64_t pid);

} // namespace berth::podman
