// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/idle_watch.h"

#include <algorithm>
#include <utility>

namespace berth::gateway {

IdleWatch::IdleWatch(net::asio::any_io_executor executor,
                     std::function<void(const std::string &)> onIdle)
    : m_onIdle(std::move(onIdle))
    , m_changed(std::move(executor))
{}

void IdleWatch::setRoutes(const RouteTable &routes)
{
    std::map<std::string, Entry> entries;
    for (const auto &[slug, route] : routes) {
        if (!route.available || route.stopWhenIdle.count() == 0) {
            continue;
        }
        const auto known = m_entries.find(route.instanceId);
        Entry entry = known == m_entries.end() ? Entry{} : known->second;
        if (known == m_entries.end()) {
            entry.lastUsed = std::chrono::steady_clock::now();
        }
        entry.allowed = route.stopWhenIdle;
        entries.emplace(route.instanceId, entry);
    }
    m_entries = std::move(entries);
    m_changed.beat();
}

void IdleWatch::note(const std::string &instanceId, int calls)
{
    const auto found = m_entries.find(instanceId);
    if (found == m_entries.end()) {
        return;
    }
    Entry &entry = found->second;
    // The table may have been without the instance when the call began.
    entry.calls = std::max(0, entry.calls + calls);
    entry.lastUsed = std::chrono::steady_clock::now();
    entry.isTold = false;
    if (entry.calls == 0) {
        m_changed.beat();
    }
}

net::asio::awaitable<void> IdleWatch::run()
{
    while (!m_isStopped) {
        auto next = Pulse::TimePoint::max();
        const auto now = std::chrono::steady_clock::now();
        for (auto &[instanceId, entry] : m_entries) {
            const auto until = entry.lastUsed + entry.allowed;
            if (entry.calls > 0 || entry.isTold) {
                continue;
            }
            if (until <= now) {
                entry.isTold = true;
                m_onIdle(instanceId);
            } else {
                next = std::min(next, until);
            }
        }
        co_await m_changed.waitUntil(next);
    }
}

} // namespace berth::gateway
