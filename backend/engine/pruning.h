// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/wake_signal.h"
#include "net/task.h"

#include <cstdint>
#include <functional>

namespace berth::engine {

/// When a history forgets what is too old or too much: at the start, after so much that is new,
/// when its limits change, and every hour. Confined to one executor.
class Pruning
{
public:
    Pruning(net::asio::any_io_executor executor, std::function<net::Task<>()> prune);
    Pruning(const Pruning &) = delete; // what it calls is its owner's, who must stay in its place
    Pruning &operator=(const Pruning &) = delete;

    /// More was written; from `most` of it on it is time.
    void added(std::size_t records, std::int64_t most);
    void wake();

    /// Until cancelled.
    net::asio::awaitable<void> run();

private:
    std::function<net::Task<>()> m_prune;
    WakeSignal m_wake;
    std::int64_t m_since = 0; ///< records, since the last time
};

} // namespace berth::engine
