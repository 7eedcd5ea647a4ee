// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace berth::echo {

namespace asio = boost::asio;

/// Lets one call wait, and others end that wait early. Confined to one executor.
class CancelToken
{
public:
    explicit CancelToken(const asio::any_io_executor &executor)
        : m_timer(executor)
    {}

    void cancel()
    {
        m_cancelled = true;
        m_timer.cancel();
    }

    bool cancelled() const
    {
        return m_cancelled;
    }

    /// False when the wait was cut short.
    asio::awaitable<bool> sleepFor(std::chrono::steady_clock::duration time)
    {
        if (m_cancelled) {
            co_return false;
        }
        m_timer.expires_after(time);
        const auto [error] = co_await m_timer.async_wait(asio::as_tuple(asio::use_awaitable));
        co_return !error && !m_cancelled;
    }

private:
    asio::steady_timer m_timer;
    bool m_cancelled = false;
};

} // namespace berth::echo
