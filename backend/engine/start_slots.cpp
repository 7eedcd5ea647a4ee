// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/start_slots.h"

#include <functional>

namespace berth::engine {

StartSlots::Slot::Slot(std::shared_ptr<StartSlots> owner)
    : m_owner(std::move(owner))
{}

StartSlots::Slot::~Slot()
{
    if (m_owner) {
        m_owner->release();
    }
}

StartSlots::StartSlots(boost::asio::any_io_executor executor, int count)
    : m_executor(std::move(executor))
    , m_free(count)
{}

namespace {

/// Hands a wake-up on when the waiter it was meant for was cancelled before it could use it.
class Turn
{
public:
    Turn(WakeSignal &signal, std::function<void()> passOn)
        : m_signal(signal)
        , m_passOn(std::move(passOn))
    {}
    ~Turn()
    {
        if (!m_used && m_signal.isSet()) {
            m_passOn();
        }
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    void use()
    {
        m_used = true;
    }

private:
    WakeSignal &m_signal;
    std::function<void()> m_passOn;
    bool m_used = false;
};

} // namespace

boost::asio::awaitable<StartSlots::Slot> StartSlots::acquire()
{
    const auto self = shared_from_this();
    while (m_free == 0) {
        const auto signal = std::make_shared<WakeSignal>(m_executor);
        Turn turn(*signal, [self] { self->wakeNext(); });
        m_waiting.push_back(signal);
        co_await signal->wait();
        turn.use();
    }
    --m_free;
    co_return Slot(self);
}

void StartSlots::release()
{
    ++m_free;
    wakeNext();
}

void StartSlots::wakeNext()
{
    while (m_free > 0 && !m_waiting.empty()) {
        const auto signal = m_waiting.front();
        m_waiting.pop_front();
        // A waiter that was cancelled holds no reference any more.
        if (signal.use_count() > 1) {
            signal->notify();
            return;
        }
    }
}

} // namespace berth::engine
