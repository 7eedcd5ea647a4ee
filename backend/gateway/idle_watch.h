// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/gateway.h"
#include "gateway/pulse.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace berth::gateway {

/// Tells when nobody has called an instance for as long as its route allows. Confined to the
/// gateway's thread.
class IdleWatch
{
public:
    IdleWatch(net::asio::any_io_executor executor,
              std::function<void(const std::string &instanceId)> onIdle);

    void setRoutes(const RouteTable &routes);
    /// Runs until stop().
    net::asio::awaitable<void> run();
    /// So many more calls to the instance are under way.
    void note(const std::string &instanceId, int calls);

    void stop()
    {
        m_isStopped = true;
        m_changed.beat();
    }

    /// Shared with what else is known of the instance.
    using InstanceId = std::shared_ptr<const std::string>;

    /// One call, as long as it takes. Null: it does not count as use.
    class Call
    {
    public:
        Call(IdleWatch &watch, InstanceId instanceId)
            : m_watch(watch)
            , m_instanceId(std::move(instanceId))
        {
            note(1);
        }
        Call(Call &&other) noexcept = default;
        ~Call()
        {
            note(-1);
        }
        Call &operator=(Call &&) = delete;

    private:
        void note(int calls)
        {
            if (m_instanceId) {
                m_watch.note(*m_instanceId, calls);
            }
        }

        IdleWatch &m_watch;
        InstanceId m_instanceId;
    };

private:
    struct Entry
    {
        std::chrono::milliseconds allowed{0};
        int calls = 0;
        Pulse::TimePoint lastUsed{};
        bool isTold = false;
    };

    std::function<void(const std::string &)> m_onIdle;
    std::map<std::string, Entry> m_entries;
    Pulse m_changed;
    bool m_isStopped = false;
};

} // namespace berth::gateway
