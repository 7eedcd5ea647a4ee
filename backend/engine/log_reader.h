// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/podman_monitor.h"
#include "secrets/resolver.h"

#include <functional>
#include <string>

namespace berth::engine {

/// Reads container logs with known secret values masked.
class LogReader
{
public:
    explicit LogReader(const PodmanMonitor &podman);

    net::Task<> follow(std::string containerId, int tail, bool follow,
                       secrets::ResolvedValues known, std::function<void(const LogLine &)> onLine);
    /// The last lines as one text; empty when there are none or Podman does not answer.
    net::asio::awaitable<std::string> tail(std::string containerId, secrets::ResolvedValues known);

private:
    const PodmanMonitor &m_podman;
};

} // namespace berth::engine
