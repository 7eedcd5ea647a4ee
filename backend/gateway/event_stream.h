// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/back_pressure.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace berth::gateway {

/// Messages on their way to one client, in order, with those sent last kept for a client that
/// lost its connection. The number of bytes held is bounded. Confined to one executor.
class EventStream
{
public:
    struct Event
    {
        std::uint64_t number = 0;
        std::shared_ptr<const std::string> message;
    };
    /// What happens when the client does not take its messages.
    enum class WhenFull
    {
        BreakOff,  ///< the client's connection is cut, so that it knows
        DropOldest ///< for what nobody may be listening to
    };
    /// Names a reader; a newer one takes the stream over.
    using Reader = std::uint64_t;

    EventStream(net::asio::any_io_executor executor, std::uint64_t number, WhenFull whenFull);
    ~EventStream();
    EventStream(const EventStream &) = delete;
    EventStream &operator=(const EventStream &) = delete;

    /// While a reader leaves much unread, `pressure` is on.
    void setBackPressure(std::shared_ptr<BackPressure> pressure)
    {
        m_pressure = std::move(pressure);
    }

    std::uint64_t number() const
    {
        return m_number;
    }

    net::asio::any_io_executor executor()
    {
        return m_pulse.executor();
    }

    /// False when there was no room.
    bool push(std::string message);
    /// What is pushed goes to `other` instead, which does not end with this one.
    void joinInto(std::shared_ptr<EventStream> other)
    {
        m_joined = std::move(other);
    }
    /// Nothing comes after what was pushed.
    void finish();
    /// Ends the reader's connection without a proper end.
    void breakOff();

    Reader attach();
    void detach(Reader reader);
    bool isAttached() const
    {
        return m_reader != 0;
    }
    bool belongsTo(Reader reader) const
    {
        return m_reader == reader && !m_isBroken;
    }
    /// The next message that was not taken yet.
    std::optional<Event> take();
    std::size_t waiting() const
    {
        return m_events.size() - m_taken;
    }
    bool isFinished() const
    {
        return m_isFinished;
    }
    bool isDone() const
    {
        return m_isFinished && waiting() == 0;
    }
    bool isBroken() const
    {
        return m_isBroken;
    }
    /// The reader's next message is the one after `number`; false when it is not held any more.
    bool resumeAfter(std::uint64_t number);
    /// Ends when something changed, or at the deadline.
    net::asio::awaitable<void> wait(Pulse::TimePoint deadline)
    {
        return m_pulse.waitUntil(deadline);
    }
    std::size_t bytes() const
    {
        return m_takenBytes + m_waitingBytes;
    }

private:
    void dropFront();
    void updatePressure();

    std::uint64_t m_number;
    WhenFull m_whenFull;
    Pulse m_pulse;
    std::shared_ptr<EventStream> m_joined;
    std::shared_ptr<BackPressure> m_pressure;
    bool m_isPressing = false;
    std::deque<Event> m_events;
    std::size_t m_taken = 0; ///< how many of m_events a reader has had
    std::size_t m_takenBytes = 0;
    std::size_t m_waitingBytes = 0;
    std::uint64_t m_last = 0;
    Reader m_reader = 0;
    Reader m_lastReader = 0;
    bool m_isFinished = false;
    bool m_isBroken = false;
};

} // namespace berth::gateway
