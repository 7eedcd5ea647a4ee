// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/event_stream.h"

#include "base/bytes.h"

#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t mostReplayBytes = base::mebibyte;
constexpr std::size_t mostReplayEvents = 256;
/// One message of the largest size, and some more.
constexpr std::size_t mostWaitingBytes = 48 * base::mebibyte;
constexpr std::size_t mostMailboxBytes = base::mebibyte;
constexpr std::size_t eventOverhead = 64;
/// Where a reader is not keeping up, and where it is again.
constexpr std::size_t highWater = 4 * base::mebibyte;
constexpr std::size_t lowWater = base::mebibyte;

std::size_t weight(const EventStream::Event &event)
{
    return event.message->size() + eventOverhead;
}

} // namespace

EventStream::EventStream(net::asio::any_io_executor executor, std::uint64_t number,
                         WhenFull whenFull)
    : m_number(number)
    , m_whenFull(whenFull)
    , m_pulse(std::move(executor))
{}

EventStream::~EventStream()
{
    m_reader = 0;
    updatePressure();
}

/// Only a reader that is there is waited for: one that never comes back must not stop the server.
void EventStream::updatePressure()
{
    const std::size_t mark = m_isPressing ? lowWater : highWater;
    const bool presses = m_pressure && m_reader != 0 && m_waitingBytes > mark;
    if (presses != m_isPressing) {
        m_isPressing = presses;
        presses ? m_pressure->raise() : m_pressure->lower();
    }
}

bool EventStream::push(std::string message)
{
    if (m_isBroken || m_isFinished) {
        return false;
    }
    if (m_joined) {
        return m_joined->push(std::move(message));
    }
    Event event{++m_last, std::make_shared<const std::string>(std::move(message))};
    m_waitingBytes += weight(event);
    m_events.push_back(std::move(event));
    if (m_whenFull == WhenFull::DropOldest) {
        while (m_waitingBytes > mostMailboxBytes && waiting() > 1) {
            dropFront();
        }
    } else if (m_waitingBytes > mostWaitingBytes && waiting() > 1) {
        breakOff();
        return false;
    }
    updatePressure();
    m_pulse.beat();
    return true;
}

void EventStream::dropFront()
{
    if (m_taken > 0) {
        m_takenBytes -= weight(m_events.front());
        --m_taken;
    } else {
        m_waitingBytes -= weight(m_events.front());
    }
    m_events.pop_front();
}

void EventStream::finish()
{
    m_isFinished = true;
    m_pulse.beat();
}

void EventStream::breakOff()
{
    m_isBroken = true;
    m_events.clear();
    m_taken = 0;
    m_takenBytes = 0;
    m_waitingBytes = 0;
    updatePressure();
    m_pulse.beat();
}

EventStream::Reader EventStream::attach()
{
    m_reader = ++m_lastReader;
    updatePressure();
    m_pulse.beat();
    return m_reader;
}

void EventStream::detach(Reader reader)
{
    if (m_reader == reader) {
        m_reader = 0;
        updatePressure();
    }
}

std::optional<EventStream::Event> EventStream::take()
{
    if (waiting() == 0) {
        return std::nullopt;
    }
    Event event = m_events[m_taken++];
    m_waitingBytes -= weight(event);
    m_takenBytes += weight(event);
    updatePressure();
    while (m_taken > 0 && (m_takenBytes > mostReplayBytes || m_taken > mostReplayEvents)) {
        dropFront();
    }
    return event;
}

bool EventStream::resumeAfter(std::uint64_t number)
{
    const std::uint64_t firstHeld = m_last + 1 - m_events.size();
    if (m_isBroken || number > m_last || number + 1 < firstHeld) {
        return false;
    }
    while (m_taken > 0 && m_events[m_taken - 1].number > number) {
        --m_taken;
        m_takenBytes -= weight(m_events[m_taken]);
        m_waitingBytes += weight(m_events[m_taken]);
    }
    while (waiting() > 0 && m_events[m_taken].number <= number) {
        m_waitingBytes -= weight(m_events[m_taken]);
        m_takenBytes += weight(m_events[m_taken]);
        ++m_taken;
    }
    m_pulse.beat();
    return true;
}

} // namespace berth::gateway
