// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/traefik_settings.h"

#include "engine/gateway_settings.h"
#include "engine/setting_value.h"
#include "gateway/caller_check.h"
#include "net/endpoint.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace berth::engine {

namespace {

using base::Json;
using base::Status;

constexpr std::size_t longestName = 253;
constexpr std::size_t mostEntryPoints = 16;
/// With Berth's own two: Traefik sorts the keys of a list as text, so "10" comes before "2".
constexpr std::size_t mostMiddlewares = 8;

/// Letters and digits, and what stands in `more`.
bool isMadeOf(std::string_view text, std::string_view more)
{
    return text.size() <= longestName && std::all_of(text.begin(), text.end(), [more](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      more.find(c) != std::string_view::npos;
           });
}

bool isFile(const std::string &text)
{
    const bool isYaml = text.ends_with(".yml") || text.ends_with(".yaml");
    return text.empty() || (isPlainText(text) && text.front() == '/' && isYaml);
}

bool isHost(const std::string &text)
{
    return isMadeOf(text, ".-_");
}

bool isRootKey(const std::string &text)
{
    return !text.empty() && isMadeOf(text, ".-_:/") && text.front() != '/' && text.back() != '/' &&
           text.find("//") == std::string::npos;
}

/// Where the gateway is, without a path: Traefik would ignore it.
bool isGatewayUrl(const std::string &text)
{
    const auto url = net::parseUrl(text);
    return text.empty() || (url && url->target == "/" && text.back() != '/' && isPlainText(text) &&
                            text.find_first_of("@{}") == std::string::npos);
}

Status setNames(std::vector<std::string> &target, std::size_t most, const std::string &example,
                const std::string &key, const Json &value)
{
    const std::string expected =
        "a list of at most " + std::to_string(most) + " names, such as " + example;
    if (!value.is_array() || value.size() > most) {
        return wrongSetting(key, expected);
    }
    std::vector<std::string> names;
    for (const Json &name : value) {
        const std::string text = name.is_string() ? name.get<std::string>() : std::string();
        if (text.empty() || !isMadeOf(text, ".-_@")) {
            return wrongSetting(key, expected);
        }
        names.push_back(text);
    }
    target = std::move(names);
    return {};
}

const Setters<TraefikSettings> &setters()
{
    using S = TraefikSettings;
    using K = const std::string;
    static const Setters<TraefikSettings> table = {
        {"traefik.file",
         [](S &s, K &k, const Json &v) {
             return setText(s.file, isFile, "the absolute path of a .yml or .yaml file", k, v);
         }},
        {"traefik.redis",
         [](S &s, K &k, const Json &v) {
             return setText(s.redis, isPlainText, "the name of a connection", k, v);
         }},
        {"traefik.root_key",
         [](S &s, K &k, const Json &v) {
             return setText(s.rootKey, isRootKey, "a key such as \"traefik\"", k, v);
         }},
        {"traefik.host",
         [](S &s, K &k, const Json &v) {
             return setText(s.host, isHost, "a host name such as \"mcp.example.org\"", k, v);
         }},
        {"traefik.gateway_url",
         [](S &s, K &k, const Json &v) {
             return setText(s.gatewayUrl, isGatewayUrl,
                            "the gateway's address as Traefik reaches it, such as "
                            "http://host.containers.internal:7999",
                            k, v);
         }},
        {"traefik.entry_points",
         [](S &s, K &k, const Json &v) {
             return setNames(s.entryPoints, mostEntryPoints, R"(["websecure"])", k, v);
         }},
        {"traefik.middlewares", [](S &s, K &k, const Json &v) {
             return setNames(s.middlewares, mostMiddlewares, R"(["auth@file"])", k, v);
         }}};
    return table;
}

/// The key to blame: the first of `keys` that was changed, else the first.
std::string blamed(const Json &patch, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        if (patch.contains(key)) {
            return key;
        }
    }
    return *keys.begin();
}

/// The gateway looks at Host, which is that of the URL.
Status checkGatewayUrl(const std::string &url, const GatewaySettings &ours,
                       std::uint16_t gatewayPort, const Json &patch)
{
    const std::string host = url.substr(url.find("://") + 3);
    const gateway::CallerCheck check(ours.address, gatewayPort, ours.hostNames);
    if (!check.isOurHost(host)) {
        return refusedSetting(blamed(patch, {"traefik.gateway_url", "gateway.host_names",
                                             "gateway.address", "gateway.port"}),
                              "The gateway refuses what comes for " + host +
                                  ", so Traefik cannot use traefik.gateway_url. Add its host to "
                                  "gateway.host_names.");
    }
    if (ours.tls != GatewayTls::Off && !url.starts_with("https://")) {
        return refusedSetting(
            blamed(patch, {"traefik.gateway_url", "gateway.tls"}),
            "The gateway speaks TLS (gateway.tls), so traefik.gateway_url has to begin "
            "with https://.");
    }
    return {};
}

} // namespace

bool isTraefikSetting(const std::string &key)
{
    return setters().count(key) > 0;
}

Status setTraefikSetting(TraefikSettings &settings, const std::string &key, const Json &value)
{
    return setters().at(key)(settings, key, value);
}

void addTo(Json &json, const TraefikSettings &settings)
{
    json["traefik.file"] = settings.file;
    json["traefik.redis"] = settings.redis;
    json["traefik.root_key"] = settings.rootKey;
    json["traefik.host"] = settings.host;
    json["traefik.gateway_url"] = settings.gatewayUrl;
    json["traefik.entry_points"] = settings.entryPoints;
    json["traefik.middlewares"] = settings.middlewares;
}

Status checkTraefik(const TraefikSettings &settings, const GatewaySettings &gateway,
                    std::uint16_t gatewayPort, const Json &patch)
{
    // What comes through Traefik comes from this machine, so the gateway's address says nothing.
    if (settings.isOn() && !gateway.requireToken) {
        return refusedSetting(
            blamed(patch, {"traefik.file", "traefik.redis", "gateway.require_token"}),
            "Whoever reaches Traefik could use the gateway without a token. Set "
            "gateway.require_token first, and keep it while instances are published.");
    }
    return settings.gatewayUrl.empty()
               ? Status()
               : checkGatewayUrl(settings.gatewayUrl, gateway, gatewayPort, patch);
}

} // namespace berth::engine
