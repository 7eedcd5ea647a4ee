// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/endpoint.h"
#include "net/task.h"

#include <filesystem>
#include <memory>
#include <string>

namespace berth::podman {

/// Where Podman was found.
struct PodmanLocation
{
    net::Endpoint endpoint;
    bool ownService = false; ///< Berth started `podman system service` itself
};

/// Finds a Podman socket that answers: $XDG_RUNTIME_DIR/podman/podman.sock,
/// /run/podman/podman.sock; else runs `podman system service` as a child that dies with Berth
/// (PR_SET_PDEATHSIG) on a socket in `runtimeDir`. PodmanMissing says what to install. Where
/// CONTAINER_HOST names a socket it is that one or none (Unavailable): another Podman has other
/// containers, and while the one named restarts, instances would come and go.
class PodmanService
{
public:
    PodmanService(net::asio::any_io_executor executor, std::filesystem::path runtimeDir);
    ~PodmanService(); ///< ends the child if there is one

    /// May be called again after Podman went away.
    net::Task<PodmanLocation> locate();

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::podman
