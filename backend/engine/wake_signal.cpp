// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/wake_signal.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace berth::engine {

namespace asio = boost::asio;

WakeSignal::WakeSignal(asio::any_io_executor executor)
    : m_timer(std::move(executor))
{
    m_timer.expires_at(std::chrono::steady_clock::time_point::max());
}

void WakeSignal::notify()
{
    m_set = true;
    m_timer.cancel();
}

asio::awaitable<void> WakeSignal::wait()
{
    while (!m_set) {
        co_await m_timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<void> sleepFor(std::chrono::steady_clock::duration duration)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, duration);
    co_await timer.async_wait(asio::use_awaitable);
}

} // namespace berth::engine
