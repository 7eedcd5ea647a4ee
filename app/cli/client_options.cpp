// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/client_options.h"

#include <CLI/CLI.hpp>

namespace berth::cli {

void addClientOptions(CLI::App *command, ClientOptions &options)
{
    command->add_option("NAME", options.name, "What to call it")->required();
    command->add_option("--instance", options.instances,
                        "Only this instance, by name, slug or id; may be repeated");
    command->add_option("--group", options.groups,
                        "Only this group, \"all\" for /mcp; may be repeated");
    command->add_option("--rate-limit", options.rateLimit,
                        "Calls a minute, 0 for any number; else as gateway.rate_limit says");
}

void addCallOptions(CLI::App *command, CallOptions &options)
{
    command->add_option("SEQUENCE", options.sequence, "One call, with what was recorded of it");
    command->add_option("-n,--count", options.count, "How many past calls")
        ->check(CLI::Range(0, 10000))
        ->capture_default_str();
    command->add_flag("-f,--follow", options.follow, "Go on with the calls from now on");
    command->add_option("--instance", options.instance, "Only of this instance");
    command->add_flag("--clear", options.clear, "Forget all calls");
}

} // namespace berth::cli
