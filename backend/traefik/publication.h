// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::traefik {

/// By what Traefik knows a gateway that speaks TLS.
struct GatewayTrust
{
    std::string certificates; ///< PEM, see certificatesIn()
    std::string serverName;   ///< whom they are for; empty: the host of the gateway's URL

    bool operator==(const GatewayTrust &) const = default;
};

/// What Traefik shall know of the instances behind a gateway.
struct Publication
{
    std::string owner; ///< id of the Berth whose instances these are
    std::set<std::string> slugs;
    std::string gatewayUrl;               ///< "http://127.0.0.1:7999"; a path would be ignored
    std::string host;                     ///< the host name that Traefik answers to; empty: any
    std::vector<std::string> entryPoints; ///< empty: all
    std::vector<std::string> middlewares; ///< run before Berth's own
    std::optional<GatewayTrust> trust;
};

/// Parts of Traefik's dynamic configuration that belong together, by the name under which they
/// come and go: "mcp-<slug>" for an instance.
using Entries = std::map<std::string, base::Json>;

/// No slugs: no entries.
Entries entriesOf(const Publication &publication);

/// All entries as one document of the file provider. Where there are none it is empty, which is
/// valid; an empty map inside would not be.
base::Json documentOf(const Entries &entries);

/// An entry as Traefik's key-value providers read it: "<root>/http/routers/mcp-a/rule" and so on.
std::map<std::string, std::string> keyValues(const base::Json &entry, const std::string &rootKey);

} // namespace berth::traefik
