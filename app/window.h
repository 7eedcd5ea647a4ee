// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"
#include "sandbox/sandbox.h"

namespace berth::app {

/// The window with the engine inside. A second start of the same profile raises the first window.
/// `sandbox` may be null.
int runWindow(int &argc, char **argv, const Options &options, Sandbox *sandbox);

} // namespace berth::app
