// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/profile.h"

namespace berth::cli {

/// Exit codes of every sub-command.
enum ExitCode
{
    Success = 0,
    Failure = 1,
    Usage = 2,
    NotRunning = 3,
};

/// Whether the arguments name a sub-command of the command line (server, instance, secret, status)
/// and so talk to a running Berth, instead of starting one.
bool isCliCommand(int argc, const char *const *argv);

/// Runs the sub-command and gives the exit code. `profile` says where the running Berth's socket
/// is; `--profile DIR` among the arguments overrides it.
int runCli(int argc, char **argv, const base::Profile &profile);

} // namespace berth::cli
