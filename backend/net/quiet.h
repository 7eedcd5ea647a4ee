// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include <optional>
#include <utility>

// For net/ and the protocols that are built on its transports (redis/); others see http_*.h.
namespace berth::net {

inline base::Error cancelledError()
{
    return {base::ErrorCode::Cancelled, "The operation was cancelled."};
}

inline bool wasCancelled(const asio::cancellation_state &state)
{
    return state.cancelled() != asio::cancellation_type::none;
}

/// Has the running coroutine been cancelled?
inline asio::awaitable<bool> isCancelled()
{
    const auto state = co_await asio::this_coro::cancellation_state;
    co_return wasCancelled(state);
}

// g++ 12.2 lays the frame of a coroutine out wrongly when an if or while condition holds a
// co_await, and the program crashes: await into a variable first, here and everywhere.

/// `error`, unless the running coroutine has been cancelled.
inline asio::awaitable<base::Error> cancelledOr(base::Error error)
{
    const bool cancelled = co_await isCancelled();
    co_return cancelled ? cancelledError() : std::move(error);
}

/// Runs `operation` with Asio's throwing on cancellation switched off, so that cancellation comes
/// back as a value, and puts the caller's setting back.
template <typename T>
Task<T> quietly(Task<T> operation)
{
    const bool throwing = co_await asio::this_coro::throw_if_cancelled();
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (wasCancelled(state)) {
        co_await asio::this_coro::throw_if_cancelled(throwing);
        co_return base::fail(cancelledError());
    }
    auto result = co_await std::move(operation);
    co_await asio::this_coro::throw_if_cancelled(throwing);
    co_return result;
}

} // namespace berth::net
