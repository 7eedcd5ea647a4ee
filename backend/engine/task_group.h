// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace berth::engine {

/// Coroutines that belong together and end together. Confined to one executor.
class TaskGroup
{
public:
    explicit TaskGroup(boost::asio::any_io_executor executor);
    ~TaskGroup();
    TaskGroup(const TaskGroup &) = delete;
    TaskGroup &operator=(const TaskGroup &) = delete;

    /// Runs `task`; an exception that leaves it is logged under `name`, cancellation is not.
    void spawn(std::string name, boost::asio::awaitable<void> task);
    /// Asks every task to end at its next suspension point.
    void cancel();
    /// Ends when no task is left, at the latest after `deadline`; false when some were left.
    boost::asio::awaitable<bool> join(std::chrono::milliseconds deadline);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace berth::engine
