// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/instance.h"
#include "net/endpoint.h"
#include "net/http_message.h"
#include "net/task.h"
#include "secrets/resolver.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::providers {

/// How far a start has come, for progress display.
struct StartProgress
{
    enum class Phase
    {
        Pulling,
        Starting
    };

    Phase phase = Phase::Starting;
    std::optional<double> fraction;
    std::string detail;
    std::string containerId = {}; ///< once there is one
};

using ProgressCallback = std::function<void(const StartProgress &)>;

/// A started thing and how to reach it.
struct Running
{
    net::Endpoint upstream;
    std::string mcpPath = "/mcp";
    std::string hostHeader;  ///< what the server accepts as Host
    net::Headers headers;    ///< sent with every request (authorisation)
    std::string caFile;      ///< PEM, trusted beside the system's authorities
    std::string containerId; ///< empty for url instances
    std::int64_t pid = 0;    ///< of the container's first process, 0 when unknown
    std::optional<base::Timestamp> startedAt;
    /// For a server that speaks stdio: ends when its input and output are lost to Berth. Empty for
    /// others.
    std::function<net::asio::awaitable<void>()> linkEnded;
};

/// Why a running thing is not running any more.
struct Ended
{
    std::string reason; ///< "The server ended with exit code 1."
    std::optional<int> exitCode;
};

/// Turns one type of json_spec into a running thing. Confined to the engine's executor; every
/// call may be cancelled at any point, after which stop() cleans up what may have come to be.
class Provider
{
public:
    virtual ~Provider() = default;

    /// Finds the instance's running thing from before, if it matches the json_spec; anything else
    /// that is left of the instance is removed.
    virtual net::Task<std::optional<Running>> adopt(const model::Instance &instance,
                                                    const secrets::ResolvedValues &secrets) = 0;
    /// Brings it up; nothing of the instance exists before. Ready for connections is not yet
    /// ready for MCP.
    virtual net::Task<Running> start(const model::Instance &instance,
                                     const secrets::ResolvedValues &secrets,
                                     const ProgressCallback &onProgress) = 0;
    /// Ends with success when the running thing has ended (exit seen first-hand); never for url
    /// instances.
    virtual net::Task<> waitForEnd(const Running &running) = 0;
    /// What is known about the end, asked after waitForEnd() or when a container vanished.
    virtual net::Task<Ended> explainEnd(const Running &running) = 0;
    /// Whether it still runs, asked after Podman came back.
    virtual net::Task<bool> isRunning(const Running &running) = 0;
    /// Stops and removes everything of the instance. Idempotent.
    virtual net::Task<> stop(const model::Instance &instance) = 0;
};

} // namespace berth::providers
