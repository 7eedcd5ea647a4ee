// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/call_record.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

namespace berth::gateway {

/// What a call is called by in the history; good until the call is added.
struct CallNames
{
    std::string_view instanceId;
    std::string_view target;
    std::string_view clientId;
    std::string_view client;
    std::string_view method;
    std::string_view tool;
};

/// Calls that ended, on their way from the gateway's thread to whoever keeps them. Of a flood only
/// a few are kept one by one and those after them that are alike together: a history of every
/// single call would cost as much as the calls, and hold a few seconds of them. Bounded: what comes
/// faster still is counted, and lost. The one place where both threads share memory.
class CallBook
{
public:
    using Clock = std::chrono::steady_clock;

    struct Contents
    {
        std::vector<model::RecordedCall> calls; ///< what was said is not masked yet
        std::uint64_t lost = 0;
    };

    /// `onFirst` is called by add() when the book was empty.
    explicit CallBook(std::function<void()> onFirst);

    /// `call` is a single one, without its names; taken only where it is kept one by one.
    void add(model::RecordedCall &&call, const CallNames &names);
    /// From any thread.
    Contents take(Clock::time_point now = Clock::now());

private:
    model::CallRecord *alike(const model::CallRecord &call, const CallNames &names);

    std::function<void()> m_onFirst;
    std::mutex m_mutex;
    Contents m_contents;
    std::size_t m_singles; ///< that may still be kept one by one
    Clock::time_point m_takenAt = Clock::now();
    std::size_t m_bytes = 0; ///< of what was said
};

} // namespace berth::gateway
