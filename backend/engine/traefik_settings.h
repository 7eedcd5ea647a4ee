// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace berth::engine {

struct GatewaySettings;

/// How instances are published through a Traefik.
struct TraefikSettings
{
    std::string file;                ///< traefik.file, a .yml or .yaml file; empty: none
    std::string redis;               ///< traefik.redis, id or name of a connection
    std::string rootKey = "traefik"; ///< traefik.root_key, of Traefik's Redis provider
    std::string host;                ///< traefik.host, under which Traefik is known; empty: any
    std::string gatewayUrl;          ///< traefik.gateway_url; empty: where the gateway listens
    std::vector<std::string> entryPoints; ///< traefik.entry_points; empty: all
    std::vector<std::string> middlewares; ///< traefik.middlewares, run before Berth's own

    bool isOn() const
    {
        return !file.empty() || !redis.empty();
    }
    bool operator==(const TraefikSettings &) const = default;
};

/// A setting of Traefik, or nothing when the key is none of its.
bool isTraefikSetting(const std::string &key);
base::Status setTraefikSetting(TraefikSettings &settings, const std::string &key,
                               const base::Json &value);
void addTo(base::Json &json, const TraefikSettings &settings);

/// What does not go together: others let in without tokens, an address that the gateway refuses.
base::Status checkTraefik(const TraefikSettings &settings, const GatewaySettings &gateway,
                          std::uint16_t gatewayPort, const base::Json &patch);

} // namespace berth::engine
