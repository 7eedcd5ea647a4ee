// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/transport.h"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

// For net/ and the protocols that are built on its transports (redis/); others see http_*.h.
namespace berth::net {

/// Lets one coroutine wait until a callback on the same executor wakes it. One waiter at a time.
class Wakeup
{
public:
    explicit Wakeup(asio::any_io_executor executor)
        : m_executor(std::move(executor))
    {}

    /// Ends with no error after wake(), with operation_aborted after cancellation. Any completion
    /// token.
    template <typename Token>
    auto asyncWait(const Token &token)
    {
        auto initiate = [this](auto handler) { store(std::move(handler)); };
        return asio::async_initiate<const Token, void(ErrorCodeOf)>(initiate, token);
    }
    /// The same for what is to be awaited with others.
    asio::awaitable<std::tuple<ErrorCodeOf>> wait()
    {
        return asyncWait(asio::as_tuple(asio::use_awaitable));
    }

    void wake()
    {
        complete({});
    }
    /// The coroutine goes on before this returns: for the last thing that a callback on its
    /// executor does.
    void wakeAtOnce()
    {
        if (const auto waiter = std::move(m_waiter)) {
            waiter->complete();
        }
    }

    /// Lets go of the coroutine that waits, for good.
    void forget()
    {
        const auto waiter = std::move(m_waiter);
    }

private:
    struct Waiter
    {
        virtual ~Waiter() = default;
        virtual void post(const asio::any_io_executor &executor, ErrorCodeOf error) = 0;
        virtual void complete() = 0;
    };

    template <typename Handler>
    struct WaiterOf final : Waiter
    {
        explicit WaiterOf(Handler value)
            : handler(std::move(value))
        {}
        void post(const asio::any_io_executor &executor, ErrorCodeOf error) override
        {
            asio::post(executor,
                       [h = std::move(handler), error]() mutable { std::move(h)(error); });
        }
        void complete() override
        {
            std::move(handler)(ErrorCodeOf());
        }
        Handler handler;
    };

    template <typename Handler>
    void store(Handler handler)
    {
        auto slot = asio::get_associated_cancellation_slot(handler);
        m_waiter = std::make_unique<WaiterOf<Handler>>(std::move(handler));
        if (slot.is_connected()) {
            slot.assign([this](asio::cancellation_type) {
                complete(asio::error::make_error_code(asio::error::operation_aborted));
            });
        }
    }

    void complete(ErrorCodeOf error)
    {
        if (auto waiter = std::move(m_waiter)) {
            waiter->post(m_executor, error);
        }
    }

    asio::any_io_executor m_executor;
    std::unique_ptr<Waiter> m_waiter;
};

} // namespace berth::net
