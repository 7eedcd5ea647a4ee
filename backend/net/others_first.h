// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>

#include <utility>

// Internal to net/.
namespace berth::net {

/// For co_await: whatever else is ready on the executor goes first.
inline auto othersFirst(const asio::any_io_executor &executor)
{
    // Posted bare: with the coroutine's own executor in it Asio would dispatch it once more.
    auto initiate = [executor](auto handler) {
        asio::post(executor, [h = std::move(handler)]() mutable { std::move(h)(); });
    };
    return asio::async_initiate<const asio::deferred_t, void()>(initiate, asio::deferred);
}

} // namespace berth::net
