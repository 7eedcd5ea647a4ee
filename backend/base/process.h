// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include <sys/types.h>

namespace berth::base {

/// A pidfd of the process, which is readable once it has ended; the caller closes it. Negative when
/// there is no such process or the kernel has no such call; errno says which.
int openProcess(pid_t pid);

/// Ends a child of this process: SIGTERM, and SIGKILL when that was not enough within `grace`.
/// Blocks until it is gone.
void endChild(pid_t pid, std::chrono::milliseconds grace);

} // namespace berth::base
