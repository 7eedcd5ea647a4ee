// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace berth::gateway {

/// Wakes coroutines that wait for something to change; they look for themselves what it was.
/// Confined to one executor.
class Pulse
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    explicit Pulse(net::asio::any_io_executor executor);

    net::asio::any_io_executor executor()
    {
        return m_timer.get_executor();
    }
    void beat()
    {
        m_timer.cancel();
    }
    net::asio::awaitable<void> wait();
    /// Only where one coroutine waits at a time.
    net::asio::awaitable<void> waitUntil(TimePoint deadline);

private:
    net::asio::steady_timer m_timer;
};

} // namespace berth::gateway
