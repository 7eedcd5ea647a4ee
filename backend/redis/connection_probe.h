// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "redis/connect_options.h"
#include "redis/subscriber.h"

#include <chrono>
#include <string>
#include <vector>

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

/// Tries it step by step and closes again. All five steps are in the answer.
net::asio::awaitable<std::vector<ProbeStep>>
probe(net::asio::any_io_executor executor, ConnectOptions options, Subscriptions subscriptions);

} // namespace berth::redis
