// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace berth::test {

/// Runs the context until `work` has ended and gives its result; throws when that takes too long.
template <typename T>
T runTask(boost::asio::io_context &context, boost::asio::awaitable<T> work,
          std::chrono::seconds limit = std::chrono::seconds(30))
{
    std::optional<T> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(context, std::move(work),
                          [&result, &failure](std::exception_ptr error, T value) {
                              failure = std::move(error);
                              result.emplace(std::move(value));
                          });
    context.restart();
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!result && context.run_one_until(deadline) != 0) {
    }
    if (!result) {
        // The coroutine refers to locals of the caller; there is no way to go on.
        throw std::runtime_error("The work did not end in time.");
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return std::move(*result);
}

} // namespace berth::test
