// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/instance_manager.h"
#include "engine/podman_monitor.h"

namespace berth::engine {

/// Brings CPU and memory figures to the instances while somebody looks.
/// Confined to the engine's executor.
class UsageFeed
{
public:
    UsageFeed(net::asio::any_io_executor executor, PodmanMonitor &podman,
              InstanceManager &instances);

    /// Runs until cancelled; rests while nobody looks.
    net::asio::awaitable<void> run();
    void setWanted(bool wanted);
    /// The set of running containers changed.
    void containersChanged()
    {
        m_changed.notify();
    }

private:
    net::asio::awaitable<void> follow(std::map<std::string, std::string> instanceByContainer);

    PodmanMonitor &m_podman;
    InstanceManager &m_instances;
    WakeSignal m_changed;
    bool m_wanted = false;
};

} // namespace berth::engine
