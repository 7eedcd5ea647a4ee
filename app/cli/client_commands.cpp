// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/table.h"

#include <cstdio>

namespace berth::cli {

using base::Json;
using base::Status;

namespace {

std::string joined(const Json &client, const char *key, const char *prefix)
{
    std::string text;
    for (const Json &name : client.value(key, Json::array())) {
        text += (text.empty() ? "" : ", ") + std::string(prefix) +
                (name.is_string() ? name.get<std::string>() : "");
    }
    return text;
}

/// Instances by their names, where they are known.
std::string limitsOf(const Json &client, const Json &instances)
{
    Json named = Json::array();
    for (const Json &id : client.value("instances", Json::array())) {
        std::string name = id.is_string() ? id.get<std::string>() : "";
        for (const Json &instance : instances) {
            name = base::stringOr(instance, "id") == name ? base::stringOr(instance, "name") : name;
        }
        named.push_back(name);
    }
    const std::string of = joined(Json{{"instances", named}}, "instances", "");
    const std::string groups = joined(client, "groups", "@");
    const std::string all = of.empty() || groups.empty() ? of + groups : of + ", " + groups;
    return all.empty() ? "everything" : all;
}

} // namespace

Status listClients(ApiClient &api, Format format)
{
    const auto clients = api.get("/v1/clients/");
    if (!clients) {
        return base::fail(clients.error());
    }
    if (format == Format::Json) {
        printJson(*clients);
        return {};
    }
    const auto instances = api.get("/v1/mcp-server-instances/");
    Table table({"NAME", "MAY USE", "CALLS", "LAST USED", "STATE", "ID"});
    for (const Json &client : *clients) {
        const bool isRevoked = !base::stringOr(client, "revoked_at").empty();
        table.addRow({printable(base::stringOr(client, "name")),
                      printable(limitsOf(client, instances.value_or(Json::array()))),
                      base::toText(client.value("calls", Json(0))),
                      base::stringOr(client, "last_used_at", "-"), isRevoked ? "revoked" : "active",
                      base::stringOr(client, "id")});
    }
    std::fputs(table.text().c_str(), stdout);
    return {};
}

Status addClient(ApiClient &api, Format format, const ClientOptions &options)
{
    Json body{{"name", options.name}, {"groups", options.groups}};
    if (!options.instances.empty()) {
        const auto instances = api.get("/v1/mcp-server-instances/");
        if (!instances) {
            return base::fail(instances.error());
        }
        body["instances"] = Json::array();
        for (const std::string &name : options.instances) {
            const auto instance = pick(*instances, name, "instance");
            if (!instance) {
                return base::fail(instance.error());
            }
            body["instances"].push_back(base::stringOr(*instance, "id"));
        }
    }
    if (options.rateLimit) {
        body["rate_limit"] = *options.rateLimit;
    }
    const auto made = api.post("/v1/clients/", body);
    if (!made) {
        return base::fail(made.error());
    }
    if (format == Format::Json) {
        printJson(*made);
        return {};
    }
    std::printf("%s\n", base::stringOr(*made, "token").c_str());
    std::fputs("This token is shown once. The client sends it as \"Authorization: Bearer "
               "<token>\".\n",
               stderr);
    return {};
}

Status endClient(ApiClient &api, Format format, const std::string &action, const std::string &name)
{
    const auto clients = api.get("/v1/clients/");
    if (!clients) {
        return base::fail(clients.error());
    }
    Json candidates = Json::array();
    for (const Json &client : *clients) {
        const bool isRevoked = !base::stringOr(client, "revoked_at").empty();
        if (!isRevoked || action == "remove") {
            candidates.push_back(client);
        }
    }
    const auto client = pick(candidates, name, "client");
    if (!client) {
        return base::fail(client.error());
    }
    const std::string path = "/v1/clients/" + base::stringOr(*client, "id");
    const auto done =
        action == "remove" ? api.remove(path) : api.post(path + "/revoke", Json::object());
    if (!done) {
        return base::fail(done.error());
    }
    if (format == Format::Json) {
        printJson(*done);
    } else {
        std::printf("%s %s\n", action == "remove" ? "Removed" : "Revoked",
                    printable(base::stringOr(*client, "name")).c_str());
    }
    return {};
}

} // namespace berth::cli
