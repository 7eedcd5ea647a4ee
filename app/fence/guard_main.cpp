// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "fence/fence_guard.h"
#include "providers/labels.h"

#include <QLockFile>
#include <QProcess>
#include <QStringList>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <thread>

#include <unistd.h>

namespace berth::app {

namespace {

constexpr int podmanMilliseconds = 30000;
constexpr int defaultLeaseSeconds = 20;

struct Order
{
    std::string lockFile;
    std::string owner;
    int leaseSeconds = defaultLeaseSeconds;
};

/// The last order, when the pipe ended without an "end": Berth was killed.
std::optional<Order> waitForTheEnd()
{
    std::optional<Order> order;
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line == "end") {
            return std::nullopt;
        }
        const auto json = base::parseJson(line);
        if (json && json->is_object()) {
            order = Order{base::stringOr(*json, "lock"), base::stringOr(*json, "owner"),
                          json->value("lease_seconds", defaultLeaseSeconds)};
        }
    }
    return order;
}

/// The same Podman that Berth used: CONTAINER_HOST goes through its service.
QString podman(QStringList arguments)
{
    if (std::getenv("CONTAINER_HOST") != nullptr) {
        arguments.prepend(QStringLiteral("--remote"));
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("podman"), arguments);
    process.waitForFinished(podmanMilliseconds);
    return QString::fromUtf8(process.readAllStandardOutput());
}

void removeContainers(const std::string &owner)
{
    const QString listed =
        podman({QStringLiteral("ps"), QStringLiteral("-aq"), QStringLiteral("--filter"),
                QStringLiteral("label=%1=%2")
                    .arg(QLatin1String(providers::label::owner), QString::fromStdString(owner)),
                QStringLiteral("--filter"),
                QStringLiteral("label=%1").arg(QLatin1String(providers::label::connection))});
    const QStringList ids = listed.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (!ids.isEmpty()) {
        podman(QStringList{QStringLiteral("rm"), QStringLiteral("-f"), QStringLiteral("-t"),
                           QStringLiteral("0")} +
               ids);
    }
}

} // namespace

int runFenceGuard()
{
    // Berth's sockets are none of its business: held open, the next Berth could not listen there.
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
        std::signal(number, SIG_IGN); // it goes with Berth, not with the terminal
    }
    const auto order = waitForTheEnd();
    if (!order) {
        return 0;
    }
    // Berth renews four times a lease: others take over three quarters of one from now at the
    // earliest, and what is removed needs a moment to end.
    std::this_thread::sleep_for(std::chrono::milliseconds(order->leaseSeconds * 500));
    QLockFile lock(QString::fromStdString(order->lockFile));
    lock.setStaleLockTime(0);
    if (lock.tryLock()) { // else the next life of Berth is there and looks after them itself
        removeContainers(order->owner);
    }
    return 0;
}

} // namespace berth::app
