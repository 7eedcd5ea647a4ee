// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "fence/fence_guard.h"

#include "base/json.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace berth::app {

namespace {

constexpr int endMilliseconds = 2000;

/// Of the managers among the connections; nothing when there is none.
std::optional<int> shortestLease(const std::vector<engine::ConnectionSnapshot> &all)
{
    std::optional<int> shortest;
    for (const engine::ConnectionSnapshot &view : all) {
        if (view.connection.enabled && view.connection.role == model::ConnectionRole::Manager) {
            const auto lease = static_cast<int>(view.connection.lease.count());
            shortest = std::min(shortest.value_or(lease), lease);
        }
    }
    return shortest;
}

} // namespace

FenceGuard::FenceGuard(std::filesystem::path lockFile, std::string ownerId)
    : m_lockFile(std::move(lockFile))
    , m_ownerId(std::move(ownerId))
{}

FenceGuard::~FenceGuard()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.write("end\n");
        m_process.closeWriteChannel();
        m_process.waitForFinished(endMilliseconds);
    }
}

void FenceGuard::connectionsChanged(const std::vector<engine::ConnectionSnapshot> &all)
{
    if (const auto lease = shortestLease(all)) {
        QMetaObject::invokeMethod(
            this, [this, lease] { ensure(*lease); }, Qt::QueuedConnection);
    }
}

/// The first order is the one that counts; a guard with a longer wait would be too late.
void FenceGuard::ensure(int leaseSeconds)
{
    if (m_process.state() == QProcess::NotRunning) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--fence-guard")});
    }
    const base::Json order{
        {"lock", m_lockFile.string()}, {"owner", m_ownerId}, {"lease_seconds", leaseSeconds}};
    m_process.write(QByteArray::fromStdString(base::toText(order) + '\n'));
}

} // namespace berth::app
