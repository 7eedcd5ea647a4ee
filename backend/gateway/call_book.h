// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/call_record.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace berth::gateway {

/// Calls that ended, on their way from the gateway's thread to whoever keeps them. Bounded: what
/// comes faster than it is taken is counted, and lost. The one place where both threads share
/// memory.
class CallBook
{
public:
    struct Contents
    {
        std::vector<model::RecordedCall> calls; ///< what was said is not masked yet
        std::uint64_t lost = 0;
    };

    /// `onFirst` is called by add() when the book was empty.
    explicit CallBook(std::function<void()> onFirst);

    void add(model::RecordedCall call);
    /// From any thread.
    Contents take();

private:
    std::function<void()> m_onFirst;
    std::mutex m_mutex;
    Contents m_contents;
    std::size_t m_bytes = 0; ///< of what was said
};

} // namespace berth::gateway
