// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "engine/wake_signal.h"
#include "podman/podman_client.h"
#include "podman/podman_service.h"
#include "providers/docker_provider.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::engine {

/// Finds Podman, keeps a client on it, follows its events and finds it again when it went away.
/// Confined to the engine's executor.
class PodmanMonitor
{
public:
    struct Callbacks
    {
        std::function<void()> statusChanged;
        /// Podman answers (again): what was believed must be compared with what is. The monitor
        /// follows events before this is called, so nothing falls in between.
        std::function<net::asio::awaitable<void>()> connected;
        std::function<void(const podman::Event &)> containerEvent;
    };

    PodmanMonitor(net::asio::any_io_executor executor, std::filesystem::path runtimeDir,
                  std::string ownerId, Callbacks callbacks);

    /// Runs until cancelled.
    net::asio::awaitable<void> run();
    /// Looks again at once instead of after the pause.
    void recheck()
    {
        m_recheck.notify();
    }

    base::Result<providers::PodmanHandle> handle() const;
    /// handle(), once it is known whether Podman answers at all.
    net::Task<providers::PodmanHandle> settledHandle();
    /// What Podman can do, once that is known. Podman takes seconds to tell, so nothing but the
    /// making of containers should wait for it.
    net::Task<podman::VersionInfo> info();
    const ComponentStatus &status() const
    {
        return m_status;
    }

private:
    net::asio::awaitable<base::Status> connect();
    net::asio::awaitable<void> follow();
    net::asio::awaitable<void> describe();
    void setInfo(podman::VersionInfo info);
    void setStatus(ComponentStatus status);
    void lost(const base::Error &error);

    net::asio::any_io_executor m_executor;
    podman::PodmanService m_service;
    std::string m_ownerId;
    Callbacks m_callbacks;
    WakeSignal m_recheck;
    WakeSignal m_settled;
    WakeSignal m_described;
    providers::PodmanHandle m_client;
    std::optional<podman::VersionInfo> m_info;
    base::Error m_problem;
    ComponentStatus m_status;
};

} // namespace berth::engine
