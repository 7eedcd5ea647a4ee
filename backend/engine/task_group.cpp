// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/task_group.h"

#include "engine/wake_signal.h"
#include "log/log.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/system/system_error.hpp>

#include <list>

namespace berth::engine {

namespace asio = boost::asio;

struct TaskGroup::State
{
    explicit State(asio::any_io_executor ex)
        : executor(ex)
        , empty(ex)
    {}

    asio::any_io_executor executor;
    std::list<asio::cancellation_signal> running;
    WakeSignal empty;
};

namespace {

void reportEnd(const std::string &name, const std::exception_ptr &problem)
{
    if (!problem) {
        return;
    }
    try {
        std::rethrow_exception(problem);
    } catch (const boost::system::system_error &error) {
        if (error.code() != asio::error::operation_aborted) {
            log::logger("engine")->error("{} broke off: {}", name, error.what());
        }
    } catch (const std::exception &error) {
        log::logger("engine")->error("{} broke off: {}", name, error.what());
    }
}

} // namespace

TaskGroup::TaskGroup(asio::any_io_executor executor)
    : m_state(std::make_shared<State>(std::move(executor)))
{}

TaskGroup::~TaskGroup()
{
    cancel();
}

void TaskGroup::spawn(std::string name, asio::awaitable<void> task)
{
    m_state->empty.reset();
    const auto entry = m_state->running.emplace(m_state->running.end());
    asio::co_spawn(m_state->executor, std::move(task),
                   asio::bind_cancellation_slot(entry->slot(),
                                                [state = m_state, entry, name = std::move(name)](
                                                    const std::exception_ptr &problem) {
                                                    reportEnd(name, problem);
                                                    state->running.erase(entry);
                                                    if (state->running.empty()) {
                                                        state->empty.notify();
                                                    }
                                                }));
}

void TaskGroup::cancel()
{
    // Emitting may end a task at once, which takes it out of the list.
    auto next = m_state->running.begin();
    while (next != m_state->running.end()) {
        auto current = next++;
        current->emit(asio::cancellation_type::terminal);
    }
}

asio::awaitable<bool> TaskGroup::join(std::chrono::milliseconds deadline)
{
    using namespace asio::experimental::awaitable_operators;
    const auto state = m_state;
    if (state->running.empty()) {
        co_return true;
    }
    co_await (state->empty.wait() || sleepFor(deadline));
    co_return state->running.empty();
}

} // namespace berth::engine
