// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/usage_feed.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace berth::engine {

namespace asio = net::asio;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr std::chrono::seconds sampleInterval{3};

} // namespace

UsageFeed::UsageFeed(asio::any_io_executor executor, PodmanMonitor &podman,
                     InstanceManager &instances)
    : m_podman(podman)
    , m_instances(instances)
    , m_changed(executor)
{}

asio::awaitable<void> UsageFeed::run()
{
    while (true) {
        m_changed.reset();
        auto containers = m_instances.instancesByContainer();
        if (!m_wanted || containers.empty()) {
            co_await m_changed.wait();
            continue;
        }
        co_await (follow(containers) || m_changed.wait());
        if (!m_changed.isSet()) {
            co_await (sleepFor(sampleInterval) || m_changed.wait()); // the stream ended by itself
        }
    }
}

void UsageFeed::setWanted(bool wanted)
{
    m_wanted = wanted;
    m_changed.notify();
}

asio::awaitable<void> UsageFeed::follow(std::map<std::string, std::string> instanceByContainer)
{
    auto podman = m_podman.handle();
    if (!podman) {
        co_return;
    }
    std::vector<std::string> ids;
    ids.reserve(instanceByContainer.size());
    for (const auto &[containerId, instanceId] : instanceByContainer) {
        ids.push_back(containerId);
    }
    (void)co_await (*podman)->followStats(
        std::move(ids), sampleInterval,
        [this, &instanceByContainer](const podman::ContainerStats &stats) {
            const auto found = instanceByContainer.find(stats.containerId);
            if (found != instanceByContainer.end()) {
                m_instances.setUsage(found->second, Usage{stats.cpuCores, stats.memoryBytes,
                                                          stats.memoryLimitBytes, stats.pids});
            }
        });
}

} // namespace berth::engine
