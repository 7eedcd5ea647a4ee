// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <future>
#include <optional>
#include <type_traits>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace berth::net {

/// One thread for work that blocks (SQL, D-Bus calls). Work runs in the order it was given.
/// Destruction finishes what was accepted, then joins; the executors of the callers must still
/// exist then.
class WorkerThread
{
public:
    enum class Priority
    {
        Normal,
        Low ///< others go first where the processor is busy
    };

    explicit WorkerThread(Priority priority = Priority::Normal)
    {
        if (priority == Priority::Low) {
            constexpr int lower = 5;
            asio::post(m_pool,
                       [] { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lower); });
        }
    }
    ~WorkerThread()
    {
        m_pool.join();
    }
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    /// Runs `work` on the thread; its value comes back on the caller's executor. Accepted work is
    /// not cancellable: the caller would not know whether it happened.
    template <typename Work>
    asio::awaitable<std::invoke_result_t<Work &>> run(Work work)
    {
        using Value = std::invoke_result_t<Work &>;
        using Signature = void(std::exception_ptr, std::optional<Value>);
        const bool throwing = co_await asio::this_coro::throw_if_cancelled();
        co_await asio::this_coro::throw_if_cancelled(false);
        auto initiate = [this](auto handler, Work task) {
            submit<Value>(std::move(handler), std::move(task));
        };
        auto pending = asio::async_initiate<const asio::use_awaitable_t<> &, Signature>(
            initiate, asio::use_awaitable, std::move(work));
        std::optional<Value> value = co_await std::move(pending);
        co_await asio::this_coro::throw_if_cancelled(throwing);
        co_return std::move(*value);
    }

    /// Runs `work` on the thread and blocks the caller until it is done; for setting up and
    /// tearing down.
    template <typename Work>
    std::invoke_result_t<Work &> runBlocking(Work work)
    {
        std::packaged_task<std::invoke_result_t<Work &>()> task(std::move(work));
        auto result = task.get_future();
        asio::post(m_pool, [&task] { task(); });
        return result.get();
    }

private:
    template <typename Value, typename Handler, typename Work>
    void submit(Handler handler, Work work)
    {
        // Tracked work keeps the caller's io_context running while nothing else is pending on it.
        auto home = asio::prefer(asio::get_associated_executor(handler),
                                 asio::execution::outstanding_work.tracked);
        asio::post(m_pool, [handler = std::move(handler), work = std::move(work),
                            home = std::move(home)]() mutable {
            std::exception_ptr thrown;
            std::optional<Value> value;
            try {
                value.emplace(work());
            } catch (...) {
                thrown = std::current_exception();
            }
            asio::post(home, [handler = std::move(handler), thrown = std::move(thrown),
                              value = std::move(value)]() mutable {
                std::move(handler)(std::move(thrown), std::move(value));
            });
        });
    }

    asio::thread_pool m_pool{1};
};

} // namespace berth::net
