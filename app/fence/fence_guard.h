// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/observer.h"

#include <QObject>
#include <QProcess>

#include <filesystem>
#include <memory>
#include <string>

namespace berth::app {

/// Sees to it that containers that run under leases do not outlive Berth for longer than a lease:
/// killed, Berth could not end them itself, and another manager would run them a second time. A
/// small process of its own (`berth --fence-guard`) waits at a pipe that ends with Berth; then, if
/// no new Berth has taken the profile within half a lease, it removes them. Lives on the main
/// thread; told of connections on the engine's.
class FenceGuard final : public QObject, public engine::Observer
{
    Q_OBJECT
public:
    FenceGuard(std::filesystem::path lockFile, std::string ownerId);
    /// Berth ends in order, hence has handed over: the guard goes without doing anything.
    ~FenceGuard() override;

    void connectionsChanged(const std::vector<engine::ConnectionSnapshot> &all) override;

private:
    void ensure(int leaseSeconds);

    std::filesystem::path m_lockFile;
    std::string m_ownerId;
    QProcess m_process;
};

/// The guard's own main(): reads its orders from standard input.
int runFenceGuard();

} // namespace berth::app
