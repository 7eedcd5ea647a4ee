// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_set>

namespace berth::events {

/// Remembers the newest event ids, to tell repetitions apart.
class SeenEvents
{
public:
    static constexpr std::size_t defaultCapacity = 100000;

    explicit SeenEvents(std::size_t capacity = defaultCapacity)
        : m_capacity(capacity)
    {}

    /// False when `eventId` came before. An empty id is always new: nothing can be said of it.
    bool isNew(const std::string &eventId);
    bool knows(const std::string &eventId) const
    {
        return m_known.contains(eventId);
    }

private:
    std::size_t m_capacity;
    std::unordered_set<std::string> m_known;
    std::deque<std::string> m_order; ///< oldest first
};

} // namespace berth::events
