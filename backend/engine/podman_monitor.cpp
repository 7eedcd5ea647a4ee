// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/podman_monitor.h"

#include "log/log.h"
#include "providers/container_plan.h"
#include "providers/labels.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

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
            co_await (follow() && m_callbacks.connected());
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
    auto info = co_await client->info();
    if (!info) {
        co_return base::fail(info.error());
    }
    // Values of a start that a crash broke off. Nobody can be starting anything now, so none of
    // them is in use.
    auto swept = co_await client->removeSecrets(providers::secretPrefix(m_ownerId));
    if (!swept) {
        log::logger("podman")->warn("{} {}", swept.error().message, swept.error().details);
    }
    m_client = std::move(client);
    m_info = *info;
    ComponentStatus status;
    status.state = ComponentState::Ok;
    status.summary = summaryOf(m_info);
    if (!m_info.cgroupLimits) {
        status.state = ComponentState::Degraded;
        status.problem = "Podman cannot apply memory, CPU and process limits here, because it runs "
                         "rootless without control groups version 2.";
        status.remedy = "Boot with systemd.unified_cgroup_hierarchy=1, or run Podman as root.";
    }
    log::logger("podman")->info("{} on {}", status.summary, location->endpoint.host);
    setStatus(std::move(status));
    co_return base::Status{};
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
    return providers::PodmanHandle{m_client, m_info};
}

} // namespace berth::engine
