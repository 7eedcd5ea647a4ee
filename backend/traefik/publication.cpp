// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "traefik/publication.h"

namespace berth::traefik {

using base::Json;

namespace {

constexpr std::size_t ownerDigits = 8;

/// PathPrefix alone would let "/mcp/a" have what is for "/mcp/ab".
std::string ruleFor(const std::string &path, const std::string &host)
{
    const std::string rule = "Path(`" + path + "`) || PathPrefix(`" + path + "/`)";
    return host.empty() ? rule : "Host(`" + host + "`) && (" + rule + ")";
}

/// Several Berths may publish to one Traefik, so the name has to tell them apart.
std::string transportName(const std::string &owner)
{
    return "berth-" + owner.substr(0, ownerDigits);
}

Json serviceFor(const Publication &publication)
{
    Json balancer;
    balancer["servers"] = Json::array({Json{{"url", publication.gatewayUrl}}});
    balancer["passHostHeader"] = false; // the gateway knows its own names only
    if (publication.trust) {
        balancer["serversTransport"] = transportName(publication.owner);
    }
    return Json{{"loadBalancer", std::move(balancer)}};
}

Json entryFor(const Publication &publication, const std::string &slug)
{
    const std::string name = "mcp-" + slug;
    const std::string back = "berth-" + name; // no slug makes a name that begins so
    const std::string path = "/mcp/" + slug;
    Json router;
    router["rule"] = ruleFor(path, publication.host);
    if (!publication.entryPoints.empty()) {
        router["entryPoints"] = publication.entryPoints;
    }
    router["middlewares"] = publication.middlewares;
    router["middlewares"].push_back(name);
    router["middlewares"].push_back(back);
    router["service"] = name;
    Json http;
    http["routers"][name] = std::move(router);
    http["services"][name] = serviceFor(publication);
    http["middlewares"][name]["stripPrefix"]["prefixes"] = Json::array({path});
    // Traefik ignores a path in a server's URL, and the gateway wants to see it.
    http["middlewares"][back]["addPrefix"]["prefix"] = path;
    return Json{{"http", std::move(http)}};
}

Json transportFor(const Publication &publication)
{
    Json transport;
    if (!publication.trust->serverName.empty()) {
        transport["serverName"] = publication.trust->serverName;
    }
    transport["rootCAs"] = Json::array({publication.trust->certificates});
    Json entry;
    entry["http"]["serversTransports"][transportName(publication.owner)] = std::move(transport);
    return entry;
}

void addLeaves(std::map<std::string, std::string> &all, const std::string &key, const Json &value)
{
    if (value.is_object()) {
        for (const auto &[name, member] : value.items()) {
            addLeaves(all, key + '/' + name, member);
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            addLeaves(all, key + '/' + std::to_string(i), value[i]);
        }
    } else {
        all[key] = value.is_string() ? value.get<std::string>() : base::toText(value);
    }
}

} // namespace

Entries entriesOf(const Publication &publication)
{
    Entries entries;
    for (const std::string &slug : publication.slugs) {
        entries["mcp-" + slug] = entryFor(publication, slug);
    }
    if (!entries.empty() && publication.trust) {
        entries[transportName(publication.owner)] = transportFor(publication);
    }
    return entries;
}

Json documentOf(const Entries &entries)
{
    Json document = Json::object();
    for (const auto &[name, entry] : entries) {
        document.merge_patch(entry);
    }
    return document;
}

std::map<std::string, std::string> keyValues(const Json &entry, const std::string &rootKey)
{
    std::map<std::string, std::string> all;
    addLeaves(all, rootKey, entry);
    return all;
}

} // namespace berth::traefik
