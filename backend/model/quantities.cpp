// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/json_spec.h"
#include "model/text_rules.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace berth::model {

namespace {

using std::chrono::milliseconds;

struct Unit
{
    std::string_view name;
    std::int64_t factor;
};

constexpr std::int64_t kibi = 1024;
constexpr std::array<Unit, 18> memoryUnits{{
    {"", 1},
    {"b", 1},
    {"k", kibi},
    {"kb", kibi},
    {"ki", kibi},
    {"kib", kibi},
    {"m", kibi *kibi},
    {"mb", kibi *kibi},
    {"mi", kibi *kibi},
    {"mib", kibi *kibi},
    {"g", kibi *kibi *kibi},
    {"gb", kibi *kibi *kibi},
    {"gi", kibi *kibi *kibi},
    {"gib", kibi *kibi *kibi},
    {"t", kibi *kibi *kibi *kibi},
    {"tb", kibi *kibi *kibi *kibi},
    {"ti", kibi *kibi *kibi *kibi},
    {"tib", kibi *kibi *kibi *kibi},
}};

/// In thousandths of a core; "500m" is how Kubernetes writes half a core.
constexpr std::array<Unit, 2> cpuUnits{{{"", 1000}, {"m", 1}}};

constexpr std::array<Unit, 5> durationUnits{
    {{"", 1000}, {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}}};

/// Digits with at most one fraction, taken off the front of `text`.
std::string_view takeNumber(std::string_view &text)
{
    const std::size_t end = text.find_first_not_of("0123456789.");
    const std::string_view number = text.substr(0, end);
    text.remove_prefix(number.size());
    return number;
}

std::optional<std::int64_t> scaled(std::string_view number, std::int64_t factor)
{
    const char *end = number.data() + number.size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(number.data(), end, whole);
        read.ec == std::errc() && read.ptr == end) {
        return whole > std::numeric_limits<std::int64_t>::max() / factor
                   ? std::nullopt
                   : std::optional(whole * factor);
    }
    double fraction = 0;
    const auto read = std::from_chars(number.data(), end, fraction, std::chars_format::fixed);
    const double product = std::round(fraction * static_cast<double>(factor));
    if (read.ec != std::errc() || read.ptr != end || product >= 9.2e18) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(product);
}

template <typename Units>
std::optional<std::int64_t> takeQuantity(std::string_view &text, const Units &units)
{
    const std::string_view number = takeNumber(text);
    const std::size_t end = text.find_first_of("0123456789.");
    const std::string unit = asciiLower(text.substr(0, end));
    text.remove_prefix(unit.size());
    if (!number.empty()) {
        for (const Unit &candidate : units) {
            if (candidate.name == unit) {
                return scaled(number, candidate.factor);
            }
        }
    }
    return std::nullopt;
}

base::Result<std::int64_t> wrong(std::string_view what, std::string_view text,
                                 std::string_view expected)
{
    return base::fail(base::ErrorCode::InvalidArgument, "\"" + shorten(text, 40) + "\" is no " +
                                                            std::string(what) + ". Write " +
                                                            std::string(expected) + '.');
}

} // namespace

base::Result<std::int64_t> parseMemory(std::string_view text)
{
    std::string_view rest = text;
    const auto bytes = takeQuantity(rest, memoryUnits);
    if (!bytes || !rest.empty() || *bytes <= 0) {
        return wrong("amount of memory", text, "for example \"256m\" or \"1g\"");
    }
    return *bytes;
}

base::Result<std::int64_t> parseCpu(std::string_view text)
{
    std::string_view rest = text;
    const auto thousandths = takeQuantity(rest, cpuUnits);
    if (!thousandths || !rest.empty() || *thousandths <= 0) {
        return wrong("number of CPU cores", text, "for example \"0.5\" or \"2\"");
    }
    return *thousandths;
}

base::Result<milliseconds> parseDuration(std::string_view text)
{
    // A thousand years: far from any overflow when durations are added to a time.
    constexpr std::int64_t longest = 1000LL * 366 * 24 * 3'600'000;
    std::string_view rest = text;
    std::int64_t total = 0;
    bool ok = !rest.empty();
    while (ok && !rest.empty()) {
        const auto part = takeQuantity(rest, durationUnits);
        ok = part && *part <= longest - total;
        total += ok ? *part : 0;
    }
    if (!ok) {
        return tl::unexpected(
            wrong("duration", text, "for example \"30s\", \"500ms\" or \"2m\"").error());
    }
    return milliseconds(total);
}

std::string formatDuration(milliseconds duration)
{
    const std::int64_t count = duration.count();
    for (const Unit &unit : {durationUnits[4], durationUnits[3], durationUnits[2]}) {
        if (count != 0 && count % unit.factor == 0) {
            return std::to_string(count / unit.factor) + std::string(unit.name);
        }
    }
    return count == 0 ? "0s" : std::to_string(count) + "ms";
}

} // namespace berth::model
