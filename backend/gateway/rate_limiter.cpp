// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace berth::gateway {

namespace {

constexpr std::size_t mostBuckets = 4096;
constexpr double secondsAMinute = 60;

double refilled(double calls, std::int64_t limit, std::chrono::duration<double> passed)
{
    const auto most = static_cast<double>(limit);
    return std::min(most, calls + passed.count() * most / secondsAMinute);
}

} // namespace

std::optional<std::chrono::seconds> RateLimiter::refuse(std::string_view caller,
                                                        std::int64_t callsAMinute, TimePoint now)
{
    if (callsAMinute <= 0) {
        return std::nullopt;
    }
    auto found = m_buckets.find(std::string(caller));
    if (found == m_buckets.end()) {
        if (m_buckets.size() >= mostBuckets) {
            forgetFull(now);
        }
        found = m_buckets
                    .emplace(std::string(caller),
                             Bucket{static_cast<double>(callsAMinute), callsAMinute, now})
                    .first;
    }
    Bucket &bucket = found->second;
    bucket.calls = refilled(bucket.calls, callsAMinute, now - bucket.filledAt);
    bucket.limit = callsAMinute;
    bucket.filledAt = now;
    if (bucket.calls >= 1) {
        bucket.calls -= 1;
        return std::nullopt;
    }
    const double wait = (1 - bucket.calls) * secondsAMinute / static_cast<double>(callsAMinute);
    return std::chrono::seconds(std::max(1L, std::lround(std::ceil(wait))));
}

/// A full bucket is as good as none. When all are in use, who comes new may begin anew.
void RateLimiter::forgetFull(TimePoint now)
{
    std::erase_if(m_buckets, [now](const auto &item) {
        const Bucket &bucket = item.second;
        return refilled(bucket.calls, bucket.limit, now - bucket.filledAt) >=
               static_cast<double>(bucket.limit);
    });
    if (m_buckets.size() >= mostBuckets) {
        m_buckets.clear();
    }
}

} // namespace berth::gateway
