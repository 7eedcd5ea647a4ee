// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/event_log.h"

#include "engine/event_entry.h"
#include "log/log.h"

#include <utility>

namespace berth::engine {

namespace asio = net::asio;

namespace {

constexpr std::chrono::milliseconds writePause{100};
constexpr std::int64_t pruneEvery = 1000;
constexpr std::size_t maxWaitingBytes = 33554432;

std::size_t weightOf(const store::EventLogEntry &entry)
{
    return sizeof entry + entry.bytes.size() + entry.decoded.size();
}

} // namespace

EventLog::EventLog(Services services)
    : m_services(std::move(services))
    , m_news(m_services.executor)
    , m_pruning(m_services.executor, [this] {
        return m_services.store->prune(m_services.clock->now(), m_services.limits());
    })
{}

void EventLog::local(const model::DomainEvent &event, const std::string &subjectName)
{
    add(entryOf(event, subjectName));
}

void EventLog::received(const std::string &connectionId, const events::ReceivedMessage &message,
                        const std::string &subjectName)
{
    store::EventLogEntry entry = entryOf(message, subjectName);
    entry.connectionId = connectionId;
    add(std::move(entry));
}

void EventLog::sent(const std::string &connectionId, const model::DomainEvent &event,
                    std::string bytes, const std::string &channel)
{
    events::ReceivedMessage message =
        events::readMessage(channel, std::move(bytes), m_services.clock->now());
    message.event = event;
    message.problem.reset();
    store::EventLogEntry entry = entryOf(message, {});
    entry.connectionId = connectionId;
    entry.direction = "sent";
    add(std::move(entry));
}

void EventLog::handle(const model::DomainEvent &event)
{
    local(event, {});
}

void EventLog::add(store::EventLogEntry entry)
{
    const std::size_t weight = weightOf(entry);
    if (m_waiting.size() >= m_services.maxWaiting || m_waitingBytes + weight > maxWaitingBytes) {
        ++m_lost;
        return;
    }
    entry.recordedAt = m_services.clock->now();
    m_waitingBytes += weight;
    m_waiting.push_back(std::move(entry));
    m_news.notify();
}

asio::awaitable<void> EventLog::run()
{
    while (true) {
        co_await m_news.wait();
        m_news.reset();
        co_await write();
        co_await sleepFor(writePause);
    }
}

asio::awaitable<void> EventLog::flush()
{
    co_await write();
}

/// A gap in the log is said in the log.
void EventLog::noteLost()
{
    if (m_lost == 0) {
        return;
    }
    store::EventLogEntry entry;
    entry.recordedAt = m_services.clock->now();
    entry.direction = "local";
    entry.problem = std::to_string(std::exchange(m_lost, 0)) +
                    " events came faster than they could be written and are not in the log.";
    m_waiting.push_back(std::move(entry));
}

asio::awaitable<void> EventLog::write()
{
    noteLost();
    if (m_waiting.empty()) {
        co_return;
    }
    std::vector<store::EventLogEntry> entries = std::exchange(m_waiting, {});
    m_waitingBytes = 0;
    std::vector<EventRecord> records;
    records.reserve(entries.size());
    for (const store::EventLogEntry &entry : entries) {
        records.push_back(toRecord(entry));
    }
    const auto first = co_await m_services.store->append(std::move(entries));
    if (!first) {
        // The log is for people who watch; what it is about goes on.
        log::logger("engine")->error("{} {}", first.error().message, first.error().details);
        co_return;
    }
    std::int64_t sequence = *first;
    for (EventRecord &record : records) {
        record.sequence = sequence++;
    }
    m_services.observers->notify(&Observer::eventsRecorded, records);
    m_pruning.added(records.size(), pruneEvery);
}

asio::awaitable<void> EventLog::runPruning()
{
    return m_pruning.run();
}

net::Task<> EventLog::clear()
{
    m_waiting.clear();
    m_waitingBytes = 0;
    m_lost = 0;
    const auto cleared = co_await m_services.store->clear();
    if (cleared) {
        m_services.observers->notify(&Observer::eventLogCleared);
    }
    co_return cleared;
}

void EventLog::limitsChanged()
{
    m_pruning.wake();
}

} // namespace berth::engine
