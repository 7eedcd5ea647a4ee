// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/table.h"

#include <cstdio>

namespace berth::cli {

using base::Json;

base::Status showStatus(ApiClient &api, Format format)
{
    const auto health = api.get("/health");
    if (!health) {
        return base::fail(health.error());
    }
    if (format == Format::Json) {
        printJson(*health);
        return {};
    }
    std::printf("Berth %s is %s, up %s\n\n", base::stringOr(*health, "version").c_str(),
                base::stringOr(*health, "status").c_str(),
                base::stringOr(*health, "uptime").c_str());
    Table table({"COMPONENT", "STATE", "SUMMARY"});
    std::string remedies;
    for (const char *name : {"podman", "gateway", "keychain", "traefik"}) {
        if (!health->contains(name)) {
            continue; // it is off
        }
        const Json component = health->value(name, Json::object());
        table.addRow(
            {name, base::stringOr(component, "state"), base::stringOr(component, "summary")});
        if (const std::string problem = base::stringOr(component, "problem"); !problem.empty()) {
            remedies += '\n' + std::string(name) + ": " + problem + ' ' +
                        base::stringOr(component, "remedy") + '\n';
        }
    }
    std::fputs(table.text().c_str(), stdout);
    std::printf("\n%s instances, %s containers running, gateway %s\n",
                base::toText(health->value("instances", Json(0))).c_str(),
                base::toText(health->value("containers_running", Json(0))).c_str(),
                base::stringOr(*health, "gateway_url").c_str());
    std::fputs(remedies.c_str(), stdout);
    return {};
}

} // namespace berth::cli
