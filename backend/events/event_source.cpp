// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/event_source.h"

#include "base/parse_number.h"

#include <optional>

namespace berth::events {

namespace {

std::optional<std::int64_t> numberIn(const std::string &text)
{
    const auto number = base::parseNumber<std::int64_t>(text);
    return number && *number >= 0 ? number : std::nullopt;
}

} // namespace

OutboxSource::OutboxSource(store::Store &store, std::string connection)
    : m_store(store)
    , m_key("published_to:" + std::move(connection))
{}

net::Task<> OutboxSource::begin()
{
    auto from = co_await place();
    co_return from ? base::Status() : base::fail(std::move(from.error()));
}

net::Task<std::vector<store::OutboxEntry>> OutboxSource::next(int limit)
{
    auto from = co_await place();
    if (!from) {
        co_return base::fail(std::move(from.error()));
    }
    co_return co_await m_store.eventsAfter(*from, limit);
}

net::Task<> OutboxSource::keepPlace(std::int64_t sequence)
{
    m_place = sequence;
    std::string text = std::to_string(sequence);
    co_return co_await m_store.setValue(m_key, std::move(text));
}

net::Task<std::int64_t> OutboxSource::place()
{
    if (m_place >= 0) {
        co_return m_place;
    }
    auto kept = co_await m_store.value(m_key);
    if (!kept) {
        co_return base::fail(std::move(kept.error()));
    }
    const auto known = *kept ? numberIn(**kept) : std::nullopt;
    if (known) {
        m_place = *known;
        co_return m_place;
    }
    auto now = co_await newest();
    if (!now) {
        co_return base::fail(std::move(now.error()));
    }
    auto saved = co_await keepPlace(*now);
    if (!saved) {
        co_return base::fail(std::move(saved.error()));
    }
    co_return m_place;
}

net::Task<std::int64_t> OutboxSource::newest()
{
    constexpr int page = 1000;
    std::int64_t last = 0;
    while (true) {
        auto entries = co_await m_store.eventsAfter(last, page);
        if (!entries) {
            co_return base::fail(std::move(entries.error()));
        }
        if (entries->empty()) {
            co_return last;
        }
        last = entries->back().sequence;
    }
}

} // namespace berth::events
