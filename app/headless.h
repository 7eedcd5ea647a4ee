// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"
#include "sandbox/sandbox.h"

namespace berth::app {

/// The engine alone. Prints one JSON line when it is ready, ends on SIGINT or SIGTERM.
/// `sandbox` may be null.
int runHeadless(int &argc, char **argv, const Options &options, Sandbox *sandbox);

} // namespace berth::app
