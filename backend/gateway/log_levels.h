// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

// The levels of a server's log (RFC 5424), as MCP names them.
namespace berth::gateway {

inline constexpr std::array<std::string_view, 8> logLevels{
    "debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"};

/// More severe than every level: who wants this wants nothing of the log.
inline constexpr int noLog = static_cast<int>(logLevels.size());

inline bool isLogLevel(std::string_view level)
{
    return std::find(logLevels.begin(), logLevels.end(), level) != logLevels.end();
}

/// Unknown ones count as the most severe, so that nobody misses them.
inline int severityOf(std::string_view level)
{
    const auto found = std::find(logLevels.begin(), logLevels.end(), level);
    return static_cast<int>(found == logLevels.end() ? logLevels.size() - 1
                                                     : found - logLevels.begin());
}

} // namespace berth::gateway
