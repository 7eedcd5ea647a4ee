// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "cli/cli.h"

#include <CLI/CLI.hpp>

namespace berth::app {

std::variant<Options, int> readOptions(int argc, char **argv)
{
    Options options;
    if (cli::isCliCommand(argc, argv)) {
        options.mode = Mode::CommandLine;
        return options;
    }
    CLI::App parser("Berth runs MCP servers in containers and gives each one address.", "berth");
    parser.footer(
        "Commands that talk to a running Berth: server, instance, secret, status (berth COMMAND "
        "--help).");
    parser.set_version_flag("--version", "berth " BERTH_VERSION);
    bool headless = false;
    std::string profile;
    parser.add_flag("--headless", headless, "Run the engine without a window");
    parser.add_flag("--verbose", options.verbose, "Write the log to standard error too");
    parser.add_flag("--demo", options.demo, "Run the echo server that comes with Berth");
    parser.add_option("--profile", profile, "Keep everything of this Berth under DIR")
        ->type_name("DIR");
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return parser.exit(error) == 0 ? 0 : 2;
    }
    if (!profile.empty()) {
        options.profile = base::Profile::at(profile);
    }
    options.mode = headless ? Mode::Headless : Mode::Window;
    return options;
}

} // namespace berth::app
