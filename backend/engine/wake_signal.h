// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace berth::engine {

/// A flag that a coroutine can wait for. Confined to one executor; stays set until reset().
class WakeSignal
{
public:
    explicit WakeSignal(boost::asio::any_io_executor executor);

    void notify();
    void reset()
    {
        m_set = false;
    }
    bool isSet() const
    {
        return m_set;
    }
    /// Ends when the flag is set; at once if it is already.
    boost::asio::awaitable<void> wait();

private:
    boost::asio::steady_timer m_timer;
    bool m_set = false;
};

/// Sleeps on the caller's executor.
boost::asio::awaitable<void> sleepFor(std::chrono::steady_clock::duration duration);

} // namespace berth::engine
