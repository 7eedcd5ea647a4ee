// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <random>

namespace berth::redis {

/// Pauses between attempts: they double up to a bound, and half of each is random, so that many
/// clients that lost the same server do not come back in one wave.
class Backoff
{
public:
    using Milliseconds = std::chrono::milliseconds;

    explicit Backoff(Milliseconds first = Milliseconds(250),
                     Milliseconds longest = Milliseconds(15000),
                     std::mt19937::result_type seed = std::random_device()());

    Milliseconds next();
    /// The last attempt succeeded.
    void reset()
    {
        m_pause = m_first;
    }

private:
    Milliseconds m_first;
    Milliseconds m_longest;
    Milliseconds m_pause;
    std::mt19937 m_random;
};

} // namespace berth::redis
