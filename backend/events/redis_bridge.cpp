// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/redis_bridge.h"

#include "net/quiet.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace berth::events {

namespace asio = net::asio;
using base::ErrorCode;

namespace {

constexpr int batchSize = 200;
constexpr std::chrono::milliseconds retryPause{1000};

} // namespace

/// How far a batch got.
struct RedisBridge::Outcome
{
    std::optional<std::int64_t> reached; ///< last sequence that is done with
    std::optional<base::Error> failure;  ///< why the rest is not
};

std::string encodeFor(const model::DomainEvent &event)
{
    const bool isFromManager = event.type == model::event::instanceStatusChanged ||
                               event.type == model::event::instanceError;
    return isFromManager ? writeSingle(event) : writeDoubleEncoded(event);
}

Outgoing publishing(std::set<std::string> types)
{
    return [types = std::move(types)](const model::DomainEvent &event) {
        std::vector<redis::Command> commands;
        if (types.contains(event.type)) {
            commands.push_back({"PUBLISH", event.type, encodeFor(event)});
        }
        return commands;
    };
}

RedisBridge::RedisBridge(asio::any_io_executor executor, redis::ConnectOptions options,
                         BridgeScope scope, EventSource &source, BridgeHandler &handler,
                         const base::Clock &clock, redis::Backoff backoff)
    : m_scope(std::move(scope))
    , m_source(source)
    , m_handler(handler)
    , m_clock(clock)
    , m_session(executor, std::move(options), m_scope.hears, *this, backoff)
    , m_wakeup(executor)
{}

void RedisBridge::wake()
{
    m_hasNews = true;
    m_wakeup.wake();
}

void RedisBridge::stateChanged(const redis::SessionState &state)
{
    if (state.kind != redis::SessionState::Kind::Connected) {
        m_isReady = false;
    }
    m_handler.stateChanged(state);
}

net::Task<> RedisBridge::connected()
{
    if (m_scope.publishes) {
        // First: whoever sees the connection stand expects to hear of everything from then on.
        auto begun = co_await m_source.begin();
        if (!begun) {
            co_return begun;
        }
    }
    auto reconciled = co_await m_handler.reconcile();
    if (reconciled) {
        m_isReady = true;
        wake();
    }
    co_return reconciled;
}

net::Task<> RedisBridge::received(redis::Message message)
{
    const auto read =
        readMessage(std::move(message.channel), std::move(message.payload), m_clock.now());
    const bool isRepetition = read.event && !m_seen.isNew(read.event->eventId);
    m_handler.received(read, isRepetition);
    return m_handler.room();
}

asio::awaitable<void> RedisBridge::run()
{
    using namespace asio::experimental::awaitable_operators;
    if (!m_scope.publishes) {
        co_await m_session.run();
    } else {
        co_await (m_session.run() || publishNews());
    }
}

asio::awaitable<void> RedisBridge::publishNews()
{
    co_await asio::this_coro::throw_if_cancelled(false);
    asio::steady_timer pause(co_await asio::this_coro::executor);
    while (true) {
        const bool cancelled = co_await net::isCancelled();
        if (cancelled) {
            co_return;
        }
        if (!m_hasNews || !m_isReady) {
            co_await m_wakeup.wait();
            continue;
        }
        m_hasNews = false;
        auto more = co_await publishSome();
        if (!more) {
            pause.expires_after(retryPause);
            co_await pause.async_wait(net::asTuple);
        }
        m_hasNews = m_hasNews || more.value_or(true);
    }
}

net::Task<bool> RedisBridge::publishSome()
{
    auto entries = co_await m_source.next(batchSize);
    if (!entries) {
        co_return base::fail(std::move(entries.error()));
    }
    if (entries->empty()) {
        co_return false;
    }
    auto perEntry = commandsFor(*entries);
    std::vector<std::size_t> counts;
    std::vector<redis::Command> commands;
    for (std::vector<redis::Command> &some : perEntry) {
        counts.push_back(some.size());
        std::move(some.begin(), some.end(), std::back_inserter(commands));
    }
    auto replies = co_await sendAll(std::move(commands));
    if (!replies) {
        co_return base::fail(std::move(replies.error()));
    }
    const Outcome outcome = outcomeOf(*entries, counts, *replies);
    if (outcome.reached) {
        auto kept = co_await m_source.keepPlace(*outcome.reached);
        if (!kept) {
            co_return base::fail(std::move(kept.error()));
        }
    }
    if (outcome.failure) {
        co_return base::fail(*outcome.failure);
    }
    co_return true;
}

net::Task<std::vector<redis::Reply>> RedisBridge::sendAll(std::vector<redis::Command> commands)
{
    if (commands.empty()) {
        co_return std::vector<redis::Reply>{};
    }
    co_return co_await m_session.pipeline(std::move(commands));
}

std::vector<std::vector<redis::Command>> RedisBridge::commandsFor(const Entries &entries)
{
    std::vector<std::vector<redis::Command>> commands;
    for (const store::OutboxEntry &entry : entries) {
        commands.push_back(m_scope.publishes(entry.event));
        if (!commands.back().empty()) {
            markSeen(entry.event.eventId); // it will be heard here too
        }
    }
    return commands;
}

RedisBridge::Outcome RedisBridge::outcomeOf(const Entries &entries,
                                            const std::vector<std::size_t> &counts,
                                            const std::vector<redis::Reply> &replies)
{
    Outcome outcome;
    auto reply = replies.begin();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const model::DomainEvent &event = entries[i].event;
        const auto last = reply + static_cast<std::ptrdiff_t>(counts[i]);
        const auto refused = std::find_if(reply, last, [](const redis::Reply &one) {
            return one.kind == redis::Reply::Kind::Error;
        });
        if (refused != last) {
            // What Redis will never take must not keep back what comes after it.
            const base::Error error = redis::errorOf(refused->text, "the connection");
            const bool isDropped = error.code == ErrorCode::Forbidden;
            m_handler.publishFailed(event, error, isDropped);
            if (!isDropped) {
                outcome.failure = error;
                return outcome;
            }
        } else if (counts[i] > 0) {
            m_handler.published(event);
        }
        reply = last;
        outcome.reached = entries[i].sequence;
    }
    return outcome;
}

} // namespace berth::events
