// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace berth::secrets {

/// Brings one result from any thread to a waiting coroutine. The result may come too late or
/// never; the coroutine may be gone, with its io_context, before it comes.
template <typename T>
class Handoff : public std::enable_shared_from_this<Handoff<T>>
{
public:
    /// The first result counts.
    void deliver(base::Result<T> result)
    {
        const std::lock_guard lock(m_mutex);
        if (m_timer == nullptr || m_result) {
            return;
        }
        m_result = std::move(result);
        net::asio::post(m_timer->get_executor(),
                        [self = this->shared_from_this()] { self->wake(); });
    }

    /// Calls `start`, then waits for deliver(). The caller's executor must be a strand or run on
    /// one thread. Timeout gets `late` as its message.
    net::Task<T> wait(std::function<void()> start, std::chrono::milliseconds timeout,
                      std::string late)
    {
        net::asio::steady_timer timer(co_await net::asio::this_coro::executor, timeout);
        const Waiting waiting(*this, timer);
        start();
        co_await timer.async_wait(net::asio::as_tuple(net::asio::use_awaitable));
        if (auto result = take()) {
            co_return std::move(*result);
        }
        const auto state = co_await net::asio::this_coro::cancellation_state;
        if (state.cancelled() != net::asio::cancellation_type::none) {
            co_return base::fail(base::ErrorCode::Cancelled, "The keyring was not waited for.");
        }
        co_return base::fail(base::ErrorCode::Timeout, std::move(late));
    }

private:
    /// Tells deliver() whether somebody waits, also when the coroutine is destroyed.
    class Waiting
    {
    public:
        Waiting(Handoff &handoff, net::asio::steady_timer &timer)
            : m_handoff(handoff)
        {
            m_handoff.attach(&timer);
        }
        ~Waiting()
        {
            m_handoff.attach(nullptr);
        }
        Waiting(const Waiting &) = delete;
        Waiting &operator=(const Waiting &) = delete;

    private:
        Handoff &m_handoff;
    };

    void attach(net::asio::steady_timer *timer)
    {
        const std::lock_guard lock(m_mutex);
        m_timer = timer;
    }

    void wake()
    {
        const std::lock_guard lock(m_mutex);
        if (m_timer != nullptr) {
            m_timer->cancel();
        }
    }

    std::optional<base::Result<T>> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_result, std::nullopt);
    }

    std::mutex m_mutex;
    net::asio::steady_timer *m_timer = nullptr;
    std::optional<base::Result<T>> m_result;
};

} // namespace berth::secrets
