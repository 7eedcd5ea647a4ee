// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"

#include "cli/client_options.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <string_view>

namespace berth::cli {

namespace {

using Action = std::function<base::Status(ApiClient &)>;

/// What the person asked for: the options, and the sub-command as something to run.
struct Invocation
{
    std::string profile;
    bool json = false;
    std::string name;
    std::string file;
    bool start = true;
    bool startImported = false; ///< its secrets are likely missing, so not by itself
    ConnectOptions connect;
    LogOptions logs;
    SecretOptions secret;
    ClientOptions client;
    CallOptions calls;
    GroupOptions group;
    Action action;

    Format format() const
    {
        return json ? Format::Json : Format::Text;
    }
};

/// Adds a sub-command that runs `action` when it is the one.
CLI::App *addCommand(CLI::App &parent, Invocation &invocation, const std::string &name,
                     const std::string &description, Action action)
{
    CLI::App *command = parent.add_subcommand(name, description);
    command->callback([&invocation, action] { invocation.action = action; });
    return command;
}

void addServerCommands(CLI::App &app, Invocation &in)
{
    CLI::App *server = app.add_subcommand("server", "Definitions of MCP servers");
    server->require_subcommand(1);
    addCommand(*server, in, "list", "List the servers",
               [&in](ApiClient &api) { return listServers(api, in.format()); });
    addCommand(*server, in, "add", "Add a server from a JSON file",
               [&in](ApiClient &api) { return addServer(api, in.format(), in.file); })
        ->add_option("FILE", in.file, "JSON document, - for standard input")
        ->required();
    addCommand(*server, in, "remove", "Remove a server",
               [&in](ApiClient &api) { return removeServer(api, in.format(), in.name); })
        ->add_option("NAME", in.name, "Name or id of the server")
        ->required();
}

void addLogsCommand(CLI::App &instance, Invocation &in)
{
    CLI::App *logs =
        addCommand(instance, in, "logs", "Show what an instance wrote",
                   [&in](ApiClient &api) { return showLogs(api, in.format(), in.name, in.logs); });
    logs->add_option("NAME", in.name, "Name, slug or id of the instance")->required();
    logs->add_option("-n,--tail", in.logs.tail, "How many past lines")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    logs->add_flag("-f,--follow", in.logs.follow, "Go on with what is written from now on");
    logs->add_flag("-t,--timestamps", in.logs.timestamps, "Put the time before each line");
}

void addConnectCommand(CLI::App &instance, Invocation &in)
{
    CLI::App *connect = addCommand(
        instance, in, "connect", "Print what a client needs to reach an instance",
        [&in](ApiClient &api) { return connectInstance(api, in.format(), in.name, in.connect); });
    connect->add_option("NAME", in.name, "Name, slug or id of the instance")->required();
    connect
        ->add_option("-c,--client", in.connect.client,
                     "claude-code, claude-desktop, cursor, vscode, devin, zed, gemini, codex, "
                     "json or curl")
        ->capture_default_str();
    connect->add_flag("--with-token", in.connect.withToken, "Leave a place for a client's token");
}

void addTransferCommands(CLI::App &instance, Invocation &in)
{
    CLI::App *out =
        addCommand(instance, in, "export", "Write an instance to a file; secrets stay references",
                   [&in](ApiClient &api) { return exportInstance(api, in.name, in.file); });
    out->add_option("NAME", in.name, "Name, slug or id of the instance")->required();
    out->add_option("FILE", in.file, "A new file, - for standard output")->required();
    CLI::App *import = addCommand(
        instance, in, "import", "Make an instance of an exported file; does not start it",
        [&in](ApiClient &api) {
            return importInstance(api, in.format(), in.file, in.startImported);
        });
    import->add_option("FILE", in.file, "The file, - for standard input")->required();
    import->add_flag("--start", in.startImported, "Start it at once");
}

void addInstanceCommands(CLI::App &app, Invocation &in)
{
    CLI::App *instance = app.add_subcommand("instance", "Running MCP servers");
    instance->require_subcommand(1);
    addCommand(*instance, in, "list", "List the instances",
               [&in](ApiClient &api) { return listInstances(api, in.format()); });

    CLI::App *create = addCommand(
        *instance, in, "create", "Make an instance from a JSON file",
        [&in](ApiClient &api) { return createInstance(api, in.format(), in.file, in.start); });
    create
        ->add_option("FILE", in.file,
                     "JSON document {name, server?, json_spec, secrets?}, - for standard input")
        ->required();
    create->add_flag("--start,!--no-start", in.start, "Start it at once (the default)");

    addTransferCommands(*instance, in);

    for (const char *action : {"start", "stop", "restart"}) {
        addCommand(*instance, in, action, std::string("The instance shall ") + action,
                   [&in, action](ApiClient &api) {
                       return moveInstance(api, in.format(), action, in.name);
                   })
            ->add_option("NAME", in.name, "Name, slug or id of the instance")
            ->required();
    }
    addCommand(*instance, in, "remove", "Remove an instance and its container",
               [&in](ApiClient &api) { return removeInstance(api, in.format(), in.name); })
        ->add_option("NAME", in.name, "Name, slug or id of the instance")
        ->required();
    addCommand(*instance, in, "inspect", "Show everything about an instance, as JSON",
               [&in](ApiClient &api) { return inspectInstance(api, in.format(), in.name); })
        ->add_option("NAME", in.name, "Name, slug or id of the instance")
        ->required();
    addLogsCommand(*instance, in);
    addConnectCommand(*instance, in);
}

void addStoreCommands(CLI::App &secret, Invocation &in)
{
    CLI::App *store = secret.add_subcommand("store", "Where secrets are kept");
    store->require_subcommand(1);
    addCommand(*store, in, "show", "Show the store and its settings",
               [&in](ApiClient &api) { return showSecretStore(api, in.format()); });
    CLI::App *use = addCommand(
        *store, in, "use", "Choose the store, or change its settings",
        [&in](ApiClient &api) { return chooseSecretStore(api, in.format(), in.secret); });
    const auto setting = [&in, use](const std::string &option, const std::string &key,
                                    const std::string &description) {
        return use->add_option_function<std::string>(
            option, [&in, key](const std::string &text) { in.secret.settings[key] = text; },
            description);
    };
    setting("STORE", "secrets.store", "keychain, infisical or encrypted-file")->required();
    setting("--url", "secrets.infisical.url", "Address of Infisical");
    setting("--project", "secrets.infisical.project", "Id of Infisical's project");
    setting("--environment", "secrets.infisical.environment", "Slug of the environment (dev)");
    setting("--path", "secrets.infisical.path", "Folder below which secrets are (/)");
    setting("--names", "secrets.infisical.names", "Template of names (mcp_instance_{id}_{NAME})");
    setting("--ca-file", "secrets.infisical.ca_file", "PEM file of an authority of your own");
    const std::pair<const char *, const char *> actions[] = {
        {"set-up", "Make the encrypted file; reads its passphrase from standard input"},
        {"unlock", "Unlock the encrypted file; reads its passphrase from standard input"},
        {"lock", "Lock the encrypted file"},
        {"passphrase", "Change the passphrase; reads the old and the new one, a line each"},
        {"login", "Keep Infisical's client id and client secret, read from two lines"}};
    for (const auto &[action, description] : actions) {
        addCommand(*store, in, action, description, [&in, action = action](ApiClient &api) {
            return openSecretStore(api, in.format(), action);
        });
    }
}

void addSecretName(CLI::App *command, Invocation &in)
{
    command->add_option("INSTANCE", in.secret.instance, "Name, slug or id of the instance")
        ->required();
    command->add_option("NAME", in.secret.name, "Variable of the instance")->required();
}

CLI::Option *addStoreOption(CLI::App *command, Invocation &in, const std::string &option,
                            const std::string &description)
{
    return command->add_option(option, in.secret.store,
                               description + ": keychain, infisical or encrypted-file");
}

/// What is done with many secrets at once.
void addMovingCommands(CLI::App &secret, Invocation &in)
{
    CLI::App *move =
        addCommand(secret, in, "move", "Take secrets to another store, all of them or none",
                   [&in](ApiClient &api) { return moveSecrets(api, in.format(), in.secret); });
    addStoreOption(move, in, "--to", "The other store")->required();
    move->add_option("--instance", in.secret.instance, "Only the secrets this instance uses");
    move->add_option("KEY", in.secret.keys, "Only these, by their keys");
    addCommand(secret, in, "sweep", "Remove secrets that no instance uses any more",
               [&in](ApiClient &api) { return sweepSecrets(api, in.format(), in.secret); })
        ->add_option("KEY", in.secret.keys, "Only these, by their keys");
    CLI::App *import = addCommand(
        secret, in, "import-env", "Make the variables of a .env file secrets of an instance",
        [&in](ApiClient &api) { return importEnvFile(api, in.format(), in.secret); });
    import->add_option("INSTANCE", in.secret.instance, "Name, slug or id of the instance")
        ->required();
    import->add_option("FILE", in.secret.file, "The .env file")->required();
    addStoreOption(import, in, "--store", "Where to keep them, if not in the chosen one");
    import->add_flag("--shred", in.secret.shred, "Overwrite and delete the file afterwards");
}

void addSecretCommands(CLI::App &app, Invocation &in)
{
    CLI::App *secret = app.add_subcommand("secret", "Secrets of instances, and their store");
    secret->require_subcommand(1);
    addCommand(*secret, in, "list", "List names, states and users of secrets; never a value",
               [&in](ApiClient &api) { return listSecrets(api, in.format()); });
    CLI::App *set =
        addCommand(*secret, in, "set", "Give a secret the value read from standard input",
                   [&in](ApiClient &api) { return setSecret(api, in.format(), in.secret); });
    addSecretName(set, in);
    set->add_flag("--restart", in.secret.restart, "Restart running instances that use it");
    addStoreOption(set, in, "--store", "Where to keep it, if not where it is");
    addSecretName(
        addCommand(*secret, in, "remove", "Remove a secret from the store",
                   [&in](ApiClient &api) { return removeSecret(api, in.format(), in.secret); }),
        in);
    addStoreOption(
        addCommand(*secret, in, "check", "Test a store",
                   [&in](ApiClient &api) { return checkSecrets(api, in.format(), in.secret); }),
        in, "--store", "Which one, if not the chosen one");
    addMovingCommands(*secret, in);
    addStoreCommands(*secret, in);
}

void addClientCommands(CLI::App &app, Invocation &in)
{
    CLI::App *client = app.add_subcommand("client", "Clients of the gateway and their tokens");
    client->require_subcommand(1);
    addCommand(*client, in, "list", "List the clients",
               [&in](ApiClient &api) { return listClients(api, in.format()); });
    addClientOptions(
        addCommand(*client, in, "add", "Make a client and print its token, once",
                   [&in](ApiClient &api) { return addClient(api, in.format(), in.client); }),
        in.client);
    const std::pair<const char *, const char *> actions[] = {
        {"revoke", "Refuse a client's token from now on, and end its streams"},
        {"remove", "Forget a client"}};
    for (const auto &[action, description] : actions) {
        addCommand(*client, in, action, description,
                   [&in, action = action](ApiClient &api) {
                       return endClient(api, in.format(), action, in.name);
                   })
            ->add_option("NAME", in.name, "Name or id of the client")
            ->required();
    }
    addCallOptions(
        addCommand(app, in, "calls", "Show what went through the gateway",
                   [&in](ApiClient &api) { return showCalls(api, in.format(), in.calls); }),
        in.calls);
}

void addGroupCommands(CLI::App &app, Invocation &in)
{
    CLI::App *group = app.add_subcommand("group", "Several instances behind one address");
    group->require_subcommand(1);
    addCommand(*group, in, "list", "List the groups with the size of their lists of tools",
               [&in](ApiClient &api) { return listGroups(api, in.format()); });
    const std::array<CLI::App *, 3> named{
        addCommand(*group, in, "add", "Make a group",
                   [&in](ApiClient &api) { return addGroup(api, in.format(), in.group); }),
        addCommand(*group, in, "set", "Change a group; what is not given stays",
                   [&in](ApiClient &api) { return setGroup(api, in.format(), in.group); }),
        addCommand(*group, in, "remove", "Remove a group; its instances stay",
                   [&in](ApiClient &api) { return removeGroup(api, in.format(), in.group); })};
    for (CLI::App *command : named) {
        command->add_option("NAME", in.group.name, "As in its address: /mcp/@NAME")->required();
        if (command == named.back()) {
            break;
        }
        command->add_option("INSTANCE", in.group.instances, "Its members, by name, slug or id");
        command->add_option_function<std::string>(
            "--title",
            [&in](const std::string &text) {
                in.group.title = text;
                in.group.hasTitle = true;
            },
            "A name for people");
        command->add_flag("--all", in.group.hasAll, "Every instance that runs is a member");
        command->add_option("--tools", in.group.tools,
                            "INSTANCE=tool,tool: show these tools only; INSTANCE: all of its");
    }
}

/// Global options may stand before and after the sub-command.
void addGlobalOptions(CLI::App &app, Invocation &in)
{
    app.fallthrough();
    app.require_subcommand(1);
    app.add_option("--profile", in.profile, "Directory that holds the state of that Berth");
    app.add_flag("--json", in.json, "Print JSON for programs");
}

int report(const base::Error &error)
{
    std::fprintf(stderr, "berth: %s\n", error.message.c_str());
    if (!error.details.empty()) {
        std::fprintf(stderr, "%s\n", error.details.c_str());
    }
    return isNotRunning(error) ? NotRunning : Failure;
}

} // namespace

bool isCliCommand(int argc, const char *const *argv)
{
    constexpr std::array<std::string_view, 7> commands{"server", "instance", "status", "secret",
                                                       "client", "calls",    "group"};
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--profile") {
            ++i; // its value may look like a command
        } else if (argument.substr(0, 1) != "-") {
            return std::find(commands.begin(), commands.end(), argument) != commands.end();
        }
    }
    return false;
}

int runCli(int argc, char **argv, const base::Profile &profile)
{
    Invocation invocation;
    CLI::App app("Runs MCP servers in containers", "berth");
    addGlobalOptions(app, invocation);
    addServerCommands(app, invocation);
    addInstanceCommands(app, invocation);
    addSecretCommands(app, invocation);
    addClientCommands(app, invocation);
    addGroupCommands(app, invocation);
    addCommand(app, invocation, "status", "How Berth and what it depends on are doing",
               [&invocation](ApiClient &api) { return showStatus(api, invocation.format()); });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? Success : Usage;
    }
    const base::Profile used =
        invocation.profile.empty() ? profile : base::Profile::at(invocation.profile);
    ApiClient api(used.apiSocket());
    const base::Status done = invocation.action(api);
    return done ? Success : report(done.error());
}

} // namespace berth::cli
