// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace berth::ui {

/// How many events came per second, over the last few.
class EventRate
{
public:
    void add(std::int64_t count)
    {
        m_seconds[m_now] += count;
    }
    /// A second has passed.
    void tick()
    {
        m_now = (m_now + 1) % m_seconds.size();
        m_seconds[m_now] = 0;
    }
    bool isQuiet() const
    {
        return sum() == 0;
    }
    std::int64_t perSecond() const
    {
        const auto seconds = static_cast<std::int64_t>(m_seconds.size());
        return (sum() + seconds - 1) / seconds;
    }

private:
    std::int64_t sum() const
    {
        return std::accumulate(m_seconds.begin(), m_seconds.end(), std::int64_t{0});
    }

    std::array<std::int64_t, 3> m_seconds{};
    std::size_t m_now = 0;
};

} // namespace berth::ui
