// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace berth::providers {

/// Whether `pid` is the first process of that container on this very machine: its parent is the
/// container's monitor. A socket forwarded from a virtual machine reports pids of another kernel.
bool isLocalContainerProcess(std::int64_t pid, const std::string &containerId);

} // namespace berth::providers
