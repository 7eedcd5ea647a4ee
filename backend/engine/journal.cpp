// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/journal.h"

#include "log/log.h"

namespace berth::engine {

namespace asio = net::asio;

namespace {

constexpr int relayBatch = 200;
constexpr std::chrono::seconds relayRetryPause{1};

} // namespace

Journal::Journal(asio::any_io_executor executor, store::Store &store, events::EventBus &bus)
    : m_store(store)
    , m_bus(bus)
    , m_writes(executor)
    , m_news(executor)
{}

asio::awaitable<void> Journal::relay()
{
    m_news.notify(); // what an earlier run left behind
    while (true) {
        co_await m_news.wait();
        m_news.reset();
        auto pending = co_await m_store.pendingEvents(relayBatch);
        if (!pending) {
            log::logger("engine")->error("{} {}", pending.error().message, pending.error().details);
            co_await sleepFor(relayRetryPause);
            m_news.notify();
            continue;
        }
        if (pending->empty()) {
            continue;
        }
        for (const store::OutboxEntry &entry : *pending) {
            m_bus.publish(entry.event);
        }
        auto marked = co_await m_store.markPublished(pending->back().sequence);
        if (!marked) {
            // They will be published once more; not in a loop that keeps the machine busy.
            log::logger("engine")->error("{} {}", marked.error().message, marked.error().details);
            co_await sleepFor(relayRetryPause);
        }
        m_news.notify();
    }
}

net::Task<> Journal::announced(net::Task<> write)
{
    auto written = co_await std::move(write);
    m_news.notify();
    co_return written;
}

net::Task<> Journal::saveInstance(model::Instance instance, model::DomainEvent event)
{
    return announced(m_store.saveInstance(std::move(instance), {std::move(event)}));
}

net::Task<> Journal::removeInstance(std::string id, model::DomainEvent event)
{
    return announced(m_store.removeInstance(std::move(id), {std::move(event)}));
}

net::Task<> Journal::saveServer(model::Server server, model::DomainEvent event)
{
    return announced(m_store.saveServer(std::move(server), {std::move(event)}));
}

net::Task<> Journal::removeServer(std::string id, model::DomainEvent event)
{
    return announced(m_store.removeServer(std::move(id), {std::move(event)}));
}

void Journal::record(model::Instance instance, std::vector<model::DomainEvent> events)
{
    m_writes.spawn("writing an instance", write(std::move(instance), std::move(events)));
}

asio::awaitable<void> Journal::write(model::Instance instance,
                                     std::vector<model::DomainEvent> events)
{
    auto saved = co_await m_store.saveInstance(std::move(instance), std::move(events));
    if (!saved) {
        log::logger("engine")->error("{} {}", saved.error().message, saved.error().details);
        m_failure = saved.error();
    }
    m_news.notify();
}

net::Task<> Journal::flush()
{
    auto reached = co_await m_store.value("owner_id"); // the store works first in, first out
    if (!reached) {
        co_return base::fail(reached.error());
    }
    if (m_failure) {
        const base::Error failure = *m_failure;
        m_failure.reset();
        co_return base::fail(failure);
    }
    co_return base::Status{};
}

asio::awaitable<void> Journal::drain(std::chrono::milliseconds deadline)
{
    co_await m_writes.join(deadline);
}

} // namespace berth::engine
