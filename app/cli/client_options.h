// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"

namespace CLI {
class App;
}

namespace berth::cli {

/// The options of "client add".
void addClientOptions(CLI::App *command, ClientOptions &options);
/// The options of "calls".
void addCallOptions(CLI::App *command, CallOptions &options);

} // namespace berth::cli
