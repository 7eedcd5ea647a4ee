// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace berth::app {

/// The engine alone. Prints one JSON line when it is ready, ends on SIGINT or SIGTERM.
int runHeadless(int &argc, char **argv, const Options &options);

} // namespace berth::app
