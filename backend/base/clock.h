// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace berth::base {

/// Wall-clock time with microseconds, UTC.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// Where the time comes from; tests put their own in place.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
};

/// RFC 3339 in UTC with microseconds: "2026-11-22T14:02:11.123456Z".
std::string toRfc3339(Timestamp time);

/// Reads RFC 3339 with any offset and 0 to 9 fraction digits, or the zone-less form that
/// AgentArea writes (contract section 1.2), which is taken as UTC.
Result<Timestamp> parseRfc3339(std::string_view text);

} // namespace berth::base
