// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/podman_monitor.h"

#include "log/log.h"
#include "providers/container_plan.h"
#include "providers/labels.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

#include <sys/stat.h>

namespace berth::engine {

namespace asio = net::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds firstPause = 100ms;
constexpr std::chrono::milliseconds longestPause = 10s;

std::string summaryOf(const podman::VersionInfo &info)
{
    return "Podman " + info.version + (info.rootless ? ", rootless" : ", rootful");
}

ComponentStatus statusOf(const podman::VersionInfo &info)
{
    ComponentStatus status;
    status.state = ComponentState::Ok;
    status.summary = summaryOf(info);
    if (!info.cgroupLimits) {
        status.state = ComponentState::Degraded;
        status.problem = "Podman cannot apply memory, CPU and process limits here, because it runs "
                         "rootless without control groups version 2.";
        status.remedy = "Boot with systemd.unified_cgroup_hierarchy=1, or run Podman as root.";
    }
    return status;
}

/// Behind root's socket is root's Podman, which can limit what it runs.
bool belongsToRoot(const net::Endpoint &endpoint)
{
    struct stat socket = {};
    return ::stat(endpoint.host.c_str(), &socket) == 0 && socket.st_uid == 0;
}

std::string remedyFor(const base::Error &error)
{
    switch (error.code) {
    case base::ErrorCode::PodmanMissing:
        return "sudo apt install podman";
    case base::ErrorCode::PermissionDenied:
        return "systemctl --user enable --now podman.socket";
    default:
        return "podman info";
    }
}

} // namespace

PodmanMonitor::PodmanMonitor(asio::any_io_executor executor, std::filesystem::path runtimeDir,
                             std::string ownerId, Callbacks callbacks)
    : m_executor(executor)
    , m_service(executor, std::move(runtimeDir))
    , m_ownerId(std::move(ownerId))
    , m_callbacks(std::move(callbacks))
    , m_recheck(executor)
    , m_settled(executor)
    , m_described(executor)
    , m_problem{base::ErrorCode::Unavailable, "Podman has not answered yet.", {}, {}}
{}

asio::awaitable<void> PodmanMonitor::run()
{
    std::chrono::milliseconds pause = firstPause;
    while (true) {
        m_recheck.reset();
        auto connected = co_await connect();
        if (connected) {
            pause = firstPause;
            co_await ((follow() && m_callbacks.connected()) || describe());
        } else {
            lost(connected.error());
        }
        co_await (sleepFor(pause) || m_recheck.wait());
        pause = std::min(pause * 2, longestPause);
    }
}

asio::awaitable<base::Status> PodmanMonitor::connect()
{
    auto location = co_await m_service.locate();
    if (!location) {
        co_return base::fail(location.error());
    }
    auto client = std::make_shared<podman::PodmanClient>(m_executor, location->endpoint);
    auto version = co_await client->ping();
    if (!version) {
        co_return base::fail(version.error());
    }
    // Values of a start that a crash broke off. Nobody can be starting anything now, so none of
    // them is in use.
    auto swept = co_await client->removeSecrets(providers::secretPrefix(m_ownerId));
    if (!swept) {
        log::logger("podman")->warn("{} {}", swept.error().message, swept.error().details);
    }
    log::logger("podman")->info("Podman {} on {}", *version, location->endpoint.host);
    m_client = std::move(client);
    if (m_info) {
        setInfo(*m_info); // the one that was lost has come back
    } else if (belongsToRoot(location->endpoint)) {
        setInfo({*version, *version, false, {}, true});
    } else {
        m_described.reset();
        ComponentStatus status;
        status.state = ComponentState::Ok;
        status.summary = "Podman " + *version;
        setStatus(std::move(status));
    }
    co_return base::Status{};
}

/// Asks until Podman has told, then rests until it is cancelled.
asio::awaitable<void> PodmanMonitor::describe()
{
    const auto client = m_client;
    auto info = co_await client->info();
    while (!info) {
        log::logger("podman")->warn("{} {}", info.error().message, info.error().details);
        co_await sleepFor(longestPause);
        info = co_await client->info();
    }
    if (m_client == client) {
        setInfo(std::move(*info));
    }
    WakeSignal never(m_executor);
    co_await never.wait();
}

void PodmanMonitor::setInfo(podman::VersionInfo info)
{
    m_info = std::move(info);
    m_described.notify();
    setStatus(statusOf(*m_info));
}

net::Task<podman::VersionInfo> PodmanMonitor::info()
{
    co_await m_described.wait();
    if (!m_client) {
        co_return base::fail(m_problem);
    }
    co_return *m_info;
}

asio::awaitable<void> PodmanMonitor::follow()
{
    const auto client = m_client;
    const podman::Labels ours = {{providers::label::owner, m_ownerId}};
    auto ended = co_await client->followEvents(ours, m_callbacks.containerEvent);
    lost(ended
             ? base::Error{base::ErrorCode::ConnectionLost, "Podman's event stream ended.", {}, {}}
             : ended.error());
}

void PodmanMonitor::lost(const base::Error &error)
{
    if (error.code == base::ErrorCode::Cancelled) {
        return; // Berth is ending
    }
    m_client.reset();
    m_problem = error;
    m_described.notify(); // who waits gives up, with the reason
    if (m_status.problem != error.message) {
        log::logger("podman")->warn("{} {}", error.message, error.details);
    }
    ComponentStatus status;
    status.state = ComponentState::Unavailable;
    status.summary = "Podman";
    status.problem = error.message;
    status.remedy = remedyFor(error);
    setStatus(std::move(status));
}

void PodmanMonitor::setStatus(ComponentStatus status)
{
    m_status = std::move(status);
    m_settled.notify();
    m_callbacks.statusChanged();
}

net::Task<providers::PodmanHandle> PodmanMonitor::settledHandle()
{
    co_await m_settled.wait();
    co_return handle();
}

base::Result<providers::PodmanHandle> PodmanMonitor::handle() const
{
    if (!m_client) {
        return base::fail(m_problem);
    }
    return m_client;
}

} // namespace berth::engine
