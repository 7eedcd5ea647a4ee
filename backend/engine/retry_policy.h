// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>
#include <optional>

namespace berth::engine {

/// When a failed start is tried again. Mistakes that only a person can mend are not tried again;
/// a server that keeps ending is given up after a few attempts; what may come back by itself
/// (Podman, a remote server) is tried for ever.
class RetryPolicy
{
public:
    /// Pause before the next attempt; empty: give up.
    std::optional<std::chrono::milliseconds> afterFailure(base::ErrorCode code);
    /// It ran long enough to count as working.
    void reset()
    {
        m_attempts = 0;
    }

    /// A run shorter than this counts as a failed attempt.
    static constexpr std::chrono::seconds stableAfter{60};

private:
    int m_attempts = 0;
};

} // namespace berth::engine
