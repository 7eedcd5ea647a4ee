// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/backoff.h"

#include <algorithm>

namespace berth::redis {

Backoff::Backoff(Milliseconds first, Milliseconds longest, std::mt19937::result_type seed)
    : m_first(first)
    , m_longest(longest)
    , m_pause(first)
    , m_random(seed)
{}

Backoff::Milliseconds Backoff::next()
{
    const auto whole = m_pause.count();
    std::uniform_int_distribution<Milliseconds::rep> pause(whole / 2, whole);
    m_pause = std::min(m_pause * 2, m_longest);
    return Milliseconds(pause(m_random));
}

} // namespace berth::redis
