// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace berth::gateway {

/// A token bucket per caller: as many calls at once as a minute allows, then one after the other at
/// that pace. Confined to one thread.
class RateLimiter
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// Takes one call of `caller`; else how long it must wait, at least a second.
    std::optional<std::chrono::seconds> refuse(std::string_view caller, std::int64_t callsAMinute,
                                               TimePoint now);

private:
    struct Bucket
    {
        double calls = 0;
        std::int64_t limit = 0;
        TimePoint filledAt{};
    };

    void forgetFull(TimePoint now);

    std::unordered_map<std::string, Bucket> m_buckets;
};

} // namespace berth::gateway
