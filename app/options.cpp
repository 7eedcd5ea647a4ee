// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "cli/cli.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>

namespace berth::app {

namespace {

void addAttachOptions(CLI::App &parser, AttachOptions &attach)
{
    constexpr const char *group = "Attaching to a Redis";
    const auto add = [&parser](const char *name, std::string &target, const char *type,
                               const char *text) {
        parser.add_option(name, target, text)->type_name(type)->group(group);
    };
    add("--redis", attach.url, "URL",
        "Attach to this Redis: redis://user@host:port/db, rediss://… (TLS) or unix:///path. Other "
        "users of this machine can read a password given here; REDIS_URL in the environment "
        "is safer");
    add("--role", attach.role, "ROLE",
        "manager (runs what the platform asks for), console (commands managers elsewhere) or "
        "watch (only listens); without --redis, REDIS_URL is used");
    add("--redis-name", attach.name, "NAME", "How the connection is called in lists");
    add("--redis-ca", attach.caFile, "FILE", "PEM of the authority of a rediss:// server");
    add("--redis-cert", attach.certificateFile, "FILE", "PEM of the client's certificate");
    add("--redis-key", attach.keyFile, "FILE", "PEM of the client's key");
    add("--platform", attach.platformUrl, "URL",
        "The platform's REST API up to /v1, to find out what was missed; its token is read from "
        "BERTH_PLATFORM_TOKEN");
    parser
        .add_option("--lease", attach.leaseSeconds,
                    "How long a manager may be silent before another one takes over; 20 if not "
                    "given")
        ->type_name("SECONDS")
        ->group(group);
    parser.add_flag("--production", attach.isProduction, "Mark the connection as production")
        ->group(group);
}

constexpr const char *tokenVariable = "BERTH_MANAGER_API_TOKEN";

/// Taken out of the environment, so that the programs that Berth starts do not get it.
base::Secret takeToken()
{
    const char *value = std::getenv(tokenVariable);
    base::Secret token(value == nullptr ? "" : value);
    unsetenv(tokenVariable);
    return token;
}

struct ManagerOptions
{
    std::string address; ///< empty: the settings decide
    bool withoutToken = false;
};

void addManagerOptions(CLI::App &parser, ManagerOptions &manager)
{
    CLI::Option *address =
        parser
            .add_option("--manager-api", manager.address,
                        "Offer AgentArea's manager API there; its token comes in "
                        "BERTH_MANAGER_API_TOKEN, else from the secret store")
            ->type_name("HOST:PORT");
    parser
        .add_flag("--manager-api-no-token", manager.withoutToken,
                  "Let every program of this machine use the manager API")
        ->needs(address);
}

base::Result<std::optional<api::ManagerApiOrder>> managerOrder(const ManagerOptions &manager)
{
    if (manager.address.empty()) {
        return std::nullopt;
    }
    auto parsed = net::parseListenAddress(manager.address);
    if (!parsed) {
        return base::fail(parsed.error());
    }
    if (manager.withoutToken && !parsed->isLoopback()) {
        return base::fail(base::ErrorCode::InvalidArgument,
                          "--manager-api-no-token is for addresses of this machine alone, such as "
                          "127.0.0.1:8000; at " +
                              manager.address + " other machines could use it.");
    }
    api::ManagerApiOrder order;
    order.address = std::move(*parsed);
    order.requireToken = !manager.withoutToken;
    order.token = takeToken();
    return std::optional(std::move(order));
}

} // namespace

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
    std::string keep;
    CLI::Option *sandbox = parser.add_flag(
        "--sandbox", options.sandbox,
        "A throw-away Berth with a Redis, the manager API and the echo server; prints the "
        "variables that a platform needs");
    parser.add_option("--keep", keep, "Keep the sandbox in DIR, and go on with it")
        ->type_name("DIR")
        ->needs(sandbox);
    AttachOptions attach;
    addAttachOptions(parser, attach);
    ManagerOptions manager;
    addManagerOptions(parser, manager);
    for (const char *other : {"--profile", "--redis", "--role", "--manager-api"}) {
        sandbox->excludes(parser.get_option(other));
    }
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return parser.exit(error) == 0 ? 0 : 2;
    }
    auto attached = attachment(attach, headless ? model::ConnectionRole::Manager
                                                : model::ConnectionRole::Console);
    if (!attached) {
        std::cerr << "berth: " << attached.error().message << '\n';
        return 2;
    }
    options.attached = std::move(*attached);
    if (!profile.empty()) {
        options.profile = base::Profile::at(profile);
    }
    options.keep = keep;
    auto managerApi = managerOrder(manager);
    if (!managerApi) {
        std::cerr << "berth: " << managerApi.error().message << '\n';
        return 2;
    }
    options.managerApi = std::move(*managerApi);
    options.mode = headless ? Mode::Headless : Mode::Window;
    return options;
}

} // namespace berth::app
