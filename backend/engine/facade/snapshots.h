// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "model/instance.h"
#include "model/server.h"

#include <QMetaType>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

/// Progress of a pull or a start.
struct Progress
{
    std::string what;               ///< "Pulling", "Starting"
    std::optional<double> fraction; ///< 0..1 when known
    std::string detail;             ///< "62 of 148 MB"
};

struct Usage
{
    double cpuCores = 0; ///< cores in use now: 0.021 is 2.1 % of one core
    std::int64_t memoryBytes = 0;
    std::int64_t memoryLimitBytes = 0; ///< 0: no limit
    std::int64_t pids = 0;
};

/// Containers of a server that speaks stdio that clients have for themselves: "3 of 8".
struct BackEndUse
{
    std::size_t used = 0;
    std::size_t most = 0; ///< 0: all share one
};

struct HealthSample
{
    base::Timestamp time{};
    bool healthy = false;
    std::chrono::microseconds responseTime{0};
    std::string problem; ///< empty when healthy
};

/// Everything a screen shows of one instance; immutable, passed by value across threads.
struct InstanceSnapshot
{
    model::Instance instance;
    std::string serverName;  ///< empty when it was made without a server
    std::string address;     ///< gateway URL
    std::string containerId; ///< short id, empty while there is none
    std::optional<base::Timestamp> startedAt;
    std::optional<base::Timestamp> secretsSince; ///< its secrets are those of this moment
    std::optional<base::Timestamp> nextAttempt;  ///< in Backoff
    std::optional<Progress> progress;
    std::optional<Usage> usage;
    BackEndUse backEnds;
    std::vector<HealthSample> health; ///< oldest first, bounded
    std::string errorDetails;         ///< the other side's words behind instance.reason
    std::string connectionName;       ///< of instance.connectionId
    bool isRemote = false;            ///< runs on another machine, and is commanded by events
    std::string manager;              ///< remote: who runs it, as far as it was said
};

enum class ComponentState
{
    Starting,
    Ok,
    Degraded,
    Unavailable
};

/// Podman, gateway, keychain: what the status bar shows and how to mend it.
struct ComponentStatus
{
    ComponentState state = ComponentState::Starting;
    std::string summary; ///< "Podman 4.3.1, rootful"
    std::string problem; ///< empty when Ok
    std::string remedy;  ///< what to do, may hold a command on its own line
};

struct SystemSnapshot
{
    ComponentStatus podman;
    ComponentStatus gateway;
    ComponentStatus keychain;             ///< the secret store that is used, whichever that is
    std::string secretStore = "keychain"; ///< as the setting secrets.store has it
    ComponentStatus managerApi;           ///< its summary is its address; empty while it is off
    ComponentStatus traefik;              ///< empty summary and problem while it is off
    std::string gatewayAddress;           ///< "http://127.0.0.1:7999"
    std::string gatewayFingerprint;       ///< SHA-256 of its certificate; empty without TLS
    std::string gatewayCertificate;       ///< the file it is in; empty without TLS
    std::string apiSocket;
};

struct LogLine
{
    base::Timestamp time{};
    bool standardError = false;
    std::string text;
};

/// A value typed for a `secret: true` variable; goes to the secret store and nowhere else.
struct SecretInput
{
    std::string name; ///< the environment variable
    base::Secret value;
};

} // namespace berth::engine

Q_DECLARE_METATYPE(berth::engine::InstanceSnapshot)
Q_DECLARE_METATYPE(berth::engine::SystemSnapshot)
