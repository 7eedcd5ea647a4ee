// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/pulse.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace berth::gateway {

namespace asio = boost::asio;

Pulse::Pulse(asio::any_io_executor executor)
    : m_timer(std::move(executor))
{
    m_timer.expires_at(TimePoint::max());
}

asio::awaitable<void> Pulse::wait()
{
    co_await m_timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> Pulse::waitUntil(TimePoint deadline)
{
    m_timer.expires_at(deadline);
    co_await m_timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

} // namespace berth::gateway
