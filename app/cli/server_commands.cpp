// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/table.h"

#include <cstdio>

namespace berth::cli {

using base::Json;

namespace {

constexpr const char *collection = "/v1/mcp-servers/";

void printServers(const Json &servers)
{
    if (servers.empty()) {
        std::puts("There are no servers. Add one with \"berth server add FILE\".");
        return;
    }
    Table table({"NAME", "IMAGE", "VERSION", "STATUS", "ID"});
    for (const Json &server : servers) {
        table.addRow({base::stringOr(server, "name"), base::stringOr(server, "docker_image_url"),
                      base::stringOr(server, "version"), base::stringOr(server, "status"),
                      base::stringOr(server, "id")});
    }
    std::fputs(table.text().c_str(), stdout);
}

} // namespace

base::Status listServers(ApiClient &api, Format format)
{
    const auto servers = api.get(collection);
    if (!servers) {
        return base::fail(servers.error());
    }
    if (format == Format::Json) {
        printJson(*servers);
    } else {
        printServers(*servers);
    }
    return {};
}

base::Status addServer(ApiClient &api, Format format, const std::string &file)
{
    const auto document = readDocument(file);
    if (!document) {
        return base::fail(document.error());
    }
    const auto server = api.post(collection, *document);
    if (!server) {
        return base::fail(server.error());
    }
    if (format == Format::Json) {
        printJson(*server);
    } else {
        std::printf("Added %s (%s)\n", printable(base::stringOr(*server, "name")).c_str(),
                    base::stringOr(*server, "id").c_str());
    }
    return {};
}

base::Status removeServer(ApiClient &api, Format format, const std::string &name)
{
    const auto servers = api.get(collection);
    if (!servers) {
        return base::fail(servers.error());
    }
    const auto server = pick(*servers, name, "server");
    if (!server) {
        return base::fail(server.error());
    }
    const auto removed = api.remove(collection + base::stringOr(*server, "id"));
    if (!removed) {
        return base::fail(removed.error());
    }
    if (format == Format::Json) {
        printJson(*removed);
    } else {
        std::printf("Removed %s\n", printable(base::stringOr(*server, "name")).c_str());
    }
    return {};
}

} // namespace berth::cli
