// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

#include <QFuture>
#include <QPromise>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <functional>
#include <memory>
#include <utility>

namespace berth::engine {

/// The way from the GUI thread to the engine's: a piece of work goes over, its result comes back as
/// a future. Lives on the GUI thread; while no engine is attached every answer is Unavailable.
class EngineLink
{
public:
    void attach(std::shared_ptr<Engine> engine, net::asio::any_io_executor executor)
    {
        m_engine = std::move(engine);
        m_executor = std::move(executor);
    }
    std::shared_ptr<Engine> detach()
    {
        return std::exchange(m_engine, nullptr);
    }
    const std::shared_ptr<Engine> &engine() const
    {
        return m_engine;
    }
    const net::asio::any_io_executor &executor() const
    {
        return m_executor;
    }

    /// `work` gets the engine and returns a net::Task<T>.
    template <typename T, typename Work>
    QFuture<base::Result<T>> run(Work work) const
    {
        auto promise = std::make_shared<QPromise<base::Result<T>>>();
        promise->start();
        QFuture<base::Result<T>> future = promise->future();
        if (!m_engine) {
            promise->addResult(
                base::fail(base::ErrorCode::Unavailable, "Berth is still starting."));
            promise->finish();
            return future;
        }
        net::asio::co_spawn(
            m_executor,
            [engine = m_engine, promise,
             work = std::move(work)]() mutable -> net::asio::awaitable<void> {
                promise->addResult(co_await work(*engine));
                promise->finish();
            },
            net::asio::detached);
        return future;
    }

    /// `work` gets the engine and a function that delivers one result; it returns an
    /// awaitable<void>. While no engine is attached there are no results.
    template <typename T, typename Work>
    QFuture<T> stream(Work work) const
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        if (!m_engine) {
            promise->finish();
            return future;
        }
        net::asio::co_spawn(
            m_executor,
            [engine = m_engine, promise,
             work = std::move(work)]() mutable -> net::asio::awaitable<void> {
                std::function<void(T)> deliver = [promise](T result) {
                    promise->addResult(std::move(result));
                };
                co_await work(*engine, std::move(deliver));
                promise->finish();
            },
            net::asio::detached);
        return future;
    }

private:
    std::shared_ptr<Engine> m_engine;
    net::asio::any_io_executor m_executor;
};

} // namespace berth::engine
