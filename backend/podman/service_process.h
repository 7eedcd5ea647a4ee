// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace berth::podman {

/// A `podman system service` that is our child. Ends with this object, and with this program
/// however that ends (PR_SET_PDEATHSIG). The kernel ties that signal to the thread that called
/// start(): that thread must live as long as the service is wanted, as the engine's thread does.
class ServiceProcess
{
public:
    ServiceProcess() = default;
    ~ServiceProcess();
    ServiceProcess(const ServiceProcess &) = delete;
    ServiceProcess &operator=(const ServiceProcess &) = delete;

    /// Listens on `socket` and hands the listener to `program` as systemd would, so that clients
    /// can connect at once: what is sent waits until the service is ready to read it.
    base::Status start(const std::filesystem::path &program, const std::filesystem::path &socket,
                       const std::filesystem::path &logFile);
    bool isRunning();
    /// SIGTERM, after a grace period SIGKILL; reaps.
    void stop();

private:
    pid_t m_pid = -1;
};

} // namespace berth::podman
