// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/secret_body.h"
#include "cli/secret_input.h"
#include "cli/table.h"

#include <cstdio>

namespace berth::cli {

using base::Json;
using base::Status;

namespace {

const Json &memberOf(const Json &object, const char *key)
{
    static const Json null;
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() ? null : *found;
}

std::string usersOf(const Json &secret)
{
    std::string users;
    for (const Json &user : memberOf(secret, "used_by")) {
        users += (users.empty() ? "" : ", ") + base::stringOr(user, "instance") + '.' +
                 base::stringOr(user, "variable");
    }
    return users.empty() ? "(no instance of this profile)" : users;
}

/// "present", and what a person should know besides.
std::string stateOf(const Json &secret)
{
    if (memberOf(secret, "orphan") == true) {
        return "orphan";
    }
    const std::string state = base::stringOr(secret, "state");
    return memberOf(secret, "restart_pending") == true ? state + ", restart pending" : state;
}

void printStore(const Json &store)
{
    std::printf("%s: %s\n", printable(base::stringOr(store, "store")).c_str(),
                printable(base::stringOr(store, "problem", "usable")).c_str());
    for (const auto &[key, value] : memberOf(store, "settings").items()) {
        std::printf("  %s = %s\n", key.c_str(),
                    printable(value.is_string() ? value.get<std::string>() : "").c_str());
    }
}

Status print(const base::Result<Json> &answer, Format format, const std::string &sentence)
{
    if (!answer) {
        return base::fail(answer.error());
    }
    if (format == Format::Json) {
        printJson(*answer);
    } else {
        std::puts(sentence.c_str());
    }
    return {};
}

/// {"instance": id, "name": …} of what the person named, or {"key": …} for the instance "-".
base::Result<Json> nameSecret(ApiClient &api, const SecretOptions &options)
{
    if (options.instance == "-") {
        return Json{{"key", options.name}};
    }
    const auto instances = api.get("/v1/mcp-server-instances/");
    if (!instances) {
        return base::fail(instances.error());
    }
    const auto instance = pick(*instances, options.instance, "instance");
    if (!instance) {
        return base::fail(instance.error());
    }
    return Json{{"instance", base::stringOr(*instance, "id")}, {"name", options.name}};
}

} // namespace

Status listSecrets(ApiClient &api, Format format)
{
    const auto answer = api.get("/v1/secrets/");
    if (!answer) {
        return base::fail(answer.error());
    }
    if (format == Format::Json) {
        printJson(*answer);
        return {};
    }
    Table table({"KEY", "STATE", "STORE", "CHANGED", "USED BY"});
    for (const Json &secret : memberOf(*answer, "secrets")) {
        table.addRow({printable(base::stringOr(secret, "key")), stateOf(secret),
                      base::stringOr(secret, "store"), base::stringOr(secret, "changed_at", "-"),
                      printable(usersOf(secret))});
    }
    std::fputs(table.text().c_str(), stdout);
    const std::string problem = base::stringOr(*answer, "problem");
    if (!problem.empty()) {
        std::fprintf(stderr, "berth: %s\n", printable(problem).c_str());
    }
    return {};
}

Status setSecret(ApiClient &api, Format format, const SecretOptions &options)
{
    auto body = nameSecret(api, options);
    if (!body) {
        return base::fail(body.error());
    }
    const auto value = readSecretValue("Value of " + options.name);
    if (!value) {
        return base::fail(value.error());
    }
    (*body)["restart"] = options.restart;
    if (!options.store.empty()) {
        (*body)["store"] = options.store;
    }
    (*body)["value"] = value->expose();
    return print(postSecret(api, "/v1/secrets/set", std::move(*body)), format,
                 "Saved " + printable(options.name));
}

Status removeSecret(ApiClient &api, Format format, const SecretOptions &options)
{
    const auto body = nameSecret(api, options);
    if (!body) {
        return base::fail(body.error());
    }
    return print(api.post("/v1/secrets/remove", *body), format,
                 "Removed " + printable(options.name));
}

Status moveSecrets(ApiClient &api, Format format, const SecretOptions &options)
{
    Json body{{"to", options.store}};
    if (!options.instance.empty()) {
        const auto instances = api.get("/v1/mcp-server-instances/");
        if (!instances) {
            return base::fail(instances.error());
        }
        const auto instance = pick(*instances, options.instance, "instance");
        if (!instance) {
            return base::fail(instance.error());
        }
        body["instance"] = base::stringOr(*instance, "id");
    }
    if (!options.keys.empty()) {
        body["keys"] = options.keys;
    }
    const auto answer = api.post("/v1/secrets/move", body);
    const std::string count = answer ? memberOf(*answer, "moved").dump() : "";
    return print(answer, format, "Secrets moved: " + count);
}

Status sweepSecrets(ApiClient &api, Format format, const SecretOptions &options)
{
    Json body = Json::object();
    if (!options.keys.empty()) {
        body["keys"] = options.keys;
    }
    const auto answer = api.post("/v1/secrets/sweep", body);
    const std::string count = answer ? memberOf(*answer, "removed").dump() : "";
    return print(answer, format, "Secrets removed: " + count);
}

Status checkSecrets(ApiClient &api, Format format, const SecretOptions &options)
{
    Json body = Json::object();
    if (!options.store.empty()) {
        body["store"] = options.store;
    }
    return print(api.post("/v1/secrets/check", body), format, "The store can be used.");
}

Status printStoreAnswer(const base::Result<Json> &store, Format format)
{
    if (!store) {
        return base::fail(store.error());
    }
    if (format == Format::Json) {
        printJson(*store);
    } else {
        printStore(*store);
    }
    return {};
}

Status showSecretStore(ApiClient &api, Format format)
{
    return printStoreAnswer(api.get("/v1/secrets/store"), format);
}

Status chooseSecretStore(ApiClient &api, Format format, const SecretOptions &options)
{
    const Status done = printStoreAnswer(api.post("/v1/secrets/store", options.settings), format);
    if (done && format == Format::Text) {
        std::printf("Secrets stay in the store they are in. \"berth secret move --to %s\" brings "
                    "all of them here.\n",
                    base::stringOr(options.settings, "secrets.store").c_str());
    }
    return done;
}

Status openSecretStore(ApiClient &api, Format format, const std::string &action)
{
    struct Line
    {
        const char *key;
        const char *prompt;
    };
    std::vector<Line> lines = {{"passphrase", "Passphrase"}};
    if (action == "lock") {
        lines.clear();
    } else if (action == "passphrase") {
        lines = {{"passphrase", "Present passphrase"}, {"new_passphrase", "New passphrase"}};
    } else if (action == "login") {
        lines = {{"client_id", "Client id"}, {"client_secret", "Client secret"}};
    }
    Json body = Json::object();
    for (const Line &line : lines) {
        const auto text = readSecretLine(line.prompt);
        if (!text) {
            return base::fail(text.error());
        }
        body[line.key] = text->expose();
    }
    return print(postSecret(api, "/v1/secrets/store/" + action, std::move(body)), format, "Done.");
}

} // namespace berth::cli
