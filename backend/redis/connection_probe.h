// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "redis/connect_options.h"
#include "redis/subscriber.h"

#include <chrono>
#include <functional>
#include <string>

namespace berth::redis {

/// One step of trying a Redis, in the order resolve, connect, tls, authenticate, subscribe.
struct ProbeStep
{
    enum class Outcome
    {
        Passed,
        Failed,
        Skipped ///< does not apply, or an earlier one failed
    };

    std::string name;
    Outcome outcome = Outcome::Skipped;
    std::string detail; ///< what was found ("127.0.0.1:6379"), or what is wrong and what to do
    std::chrono::microseconds took{0};
};

using ProbeListener = std::function<void(ProbeStep)>;

/// Tries it step by step and closes again. `onStep` gets each of the five steps as it ends, on
/// `executor`.
net::asio::awaitable<void> probe(net::asio::any_io_executor executor, ConnectOptions options,
                                 Subscriptions subscriptions, ProbeListener onStep);

} // namespace berth::redis
