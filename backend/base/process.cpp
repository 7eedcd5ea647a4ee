// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/process.h"

#include "base/descriptor.h"

#include <csignal>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace berth::base {

int openProcess(pid_t pid)
{
    // glibc 2.36 has pidfd_open(), Ubuntu 24.04's headers too, but the call is older than both.
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U));
}

void endChild(pid_t pid, std::chrono::milliseconds grace)
{
    ::kill(pid, SIGTERM);
    const Descriptor process(openProcess(pid));
    pollfd wait{process.number(), POLLIN, 0};
    if (!process.isOpen() || ::poll(&wait, 1, static_cast<int>(grace.count())) != 1) {
        ::kill(pid, SIGKILL);
    }
    ::waitpid(pid, nullptr, 0);
}

} // namespace berth::base
