// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/pruning.h"

#include "log/log.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>

namespace berth::engine {

namespace asio = net::asio;

namespace {

constexpr std::chrono::hours longestPause{1};

} // namespace

Pruning::Pruning(asio::any_io_executor executor, std::function<net::Task<>()> prune)
    : m_prune(std::move(prune))
    , m_wake(std::move(executor))
{}

void Pruning::added(std::size_t records, std::int64_t most)
{
    m_since += static_cast<std::int64_t>(records);
    if (m_since >= most) {
        m_wake.notify();
    }
}

void Pruning::wake()
{
    m_wake.notify();
}

asio::awaitable<void> Pruning::run()
{
    using namespace asio::experimental::awaitable_operators;
    while (true) {
        m_wake.reset();
        m_since = 0;
        const auto pruned = co_await m_prune();
        if (!pruned) {
            log::logger("engine")->error("{} {}", pruned.error().message, pruned.error().details);
        }
        co_await (m_wake.wait() || sleepFor(longestPause));
    }
}

} // namespace berth::engine
