// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace berth::model {

/// Who shares a container of a server that speaks stdio.
enum class BackEnds
{
    Shared,    ///< all clients
    PerClient, ///< the sessions of one client
    PerSession ///< nobody
};

/// The member "gateway" of a json_spec: how clients reach the instance.
struct GatewayOptions
{
    BackEnds backEnds = BackEnds::Shared;
    std::int64_t maxBackEnds = 8; ///< containers of their own at one time
    /// A container of its own that nobody used for so long is removed.
    std::chrono::milliseconds backEndIdle{600000};
    /// How long a call may take; progress begins it anew.
    std::chrono::milliseconds callTimeout{300000};
    std::vector<std::pair<std::string, std::chrono::milliseconds>> toolTimeouts; ///< by tool
    bool startOnCall = false;                                                    ///< when stopped
    std::chrono::milliseconds stopWhenIdle{0};                                   ///< 0: never

    bool operator==(const GatewayOptions &) const = default;
};

/// "shared", "per-client", "per-session".
std::string_view backEndsName(BackEnds backEnds);

} // namespace berth::model
