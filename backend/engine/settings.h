// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "engine/gateway_settings.h"
#include "engine/traefik_settings.h"
#include "secrets/store_chooser.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace berth::engine {

/// The HTTP API that a platform calls on its manager.
struct ManagerApiSettings
{
    bool enabled = false;                   ///< manager_api.enabled
    std::string address = "127.0.0.1:8000"; ///< manager_api.address
    bool requireToken = true;               ///< manager_api.require_token; else loopback only

    bool operator==(const ManagerApiSettings &) const = default;
};

/// What a person may set. Stored as a flat JSON object whose keys stand in the member comments.
struct Settings
{
    int maxInstances = 50;                     ///< instances.max, 1 to 1000
    bool stopInstancesAtQuit = false;          ///< quit.stop_instances
    std::uint16_t gatewayPort = 7999;          ///< gateway.port
    GatewaySettings gateway;                   ///< gateway.*, calls.*
    TraefikSettings traefik;                   ///< traefik.*
    std::string memoryLimit = "512m";          ///< defaults.memory_limit
    std::string cpuLimit = "1";                ///< defaults.cpu_limit
    std::int64_t pidsLimit = 256;              ///< defaults.pids_limit
    std::int64_t stdioMessageBytes = 16777216; ///< stdio.max_message_bytes
    int eventsKeepDays = 7;                    ///< events.keep_days, 1 to 365
    std::int64_t eventsKeepCount = 100000;     ///< events.keep_count, 1,000 to 1,000,000
    std::string theme = "auto";                ///< appearance.theme: auto, light, dark
    bool reduceMotion = false;                 ///< appearance.reduce_motion
    ManagerApiSettings managerApi;             ///< manager_api.*
    secrets::StoreChoice secretStore; ///< secrets.store, secrets.infisical.*; never a credential
};

base::Json toJson(const Settings &settings);

/// `settings` with the keys of `patch` applied. InvalidArgument names the first wrong key;
/// unknown keys are refused so that a typing error is noticed.
base::Result<Settings> patched(Settings settings, const base::Json &patch);

/// The settings file of a profile, mode 0600, replaced atomically.
class SettingsFile
{
public:
    explicit SettingsFile(std::filesystem::path path);

    /// Defaults when there is no file. Wrong entries of a hand-edited file keep their default.
    Settings load() const;
    base::Status save(const Settings &settings) const;

private:
    std::filesystem::path m_path;
};

} // namespace berth::engine
