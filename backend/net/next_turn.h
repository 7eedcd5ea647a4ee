// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>
#include <vector>

// Internal to net/.
namespace berth::net {

namespace asio = boost::asio;

/// Lets coroutines go on when whatever else is ready on the executor has run. All that wait at one
/// time share one post, which takes some hundreds of instructions. Confined to the executor.
class NextTurn
{
public:
    explicit NextTurn(asio::any_io_executor executor)
        : m_executor(std::move(executor))
    {}

    /// For co_await.
    auto come()
    {
        auto initiate = [this](auto handler) { add(std::move(handler)); };
        return asio::async_initiate<const asio::deferred_t, void()>(initiate, asio::deferred);
    }

private:
    struct Waiter
    {
        virtual ~Waiter() = default;
        virtual void goOn() = 0;
    };
    using Waiters = std::vector<std::unique_ptr<Waiter>>;

    template <typename Handler>
    struct WaiterOf final : Waiter
    {
        explicit WaiterOf(Handler value)
            : handler(std::move(value))
        {}
        void goOn() override
        {
            std::move(handler)();
        }
        Handler handler;
    };

    template <typename Handler>
    void add(Handler handler)
    {
        if (m_isPosted.expired()) {
            postOnce();
        }
        m_waiters->push_back(std::make_unique<WaiterOf<Handler>>(std::move(handler)));
    }

    void postOnce()
    {
        auto waiters = std::make_shared<Waiters>();
        m_isPosted = waiters;
        m_waiters = waiters.get();
        asio::post(m_executor, [waiters = std::move(waiters)]() mutable {
            const Waiters all = std::move(*waiters);
            waiters.reset(); // who comes from now on waits for the turn after
            for (const auto &waiter : all) {
                waiter->goOn();
            }
        });
    }

    asio::any_io_executor m_executor;
    /// What was posted owns the waiters, so that they go where it is never run: they may own this.
    std::weak_ptr<Waiters> m_isPosted;
    Waiters *m_waiters = nullptr; ///< while it is posted
};

} // namespace berth::net
