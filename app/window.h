// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace berth::app {

/// The window with the engine inside. A second start of the same profile raises the first window.
int runWindow(int &argc, char **argv, const Options &options);

} // namespace berth::app
