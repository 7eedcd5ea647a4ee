// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/serialize.h"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <ostream> // Boost 1.81's status.hpp needs it and does not say so

namespace berth::net {

namespace {

constexpr std::array dayNames{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array monthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int yearBase = 1900;

} // namespace

void appendField(std::string &out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

void appendStatusLine(std::string &out, int status)
{
    const auto reason =
        boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    out.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
    out.append(reason.data(), reason.size()).append("\r\n");
}

std::string_view appendSmall(std::string &out, std::string_view body)
{
    constexpr std::size_t small = 4096;
    if (body.size() > small) {
        return body;
    }
    out.append(body);
    return {};
}

void appendChunkSize(std::string &out, std::size_t size)
{
    constexpr int hexadecimal = 16;
    std::array<char, 2 * sizeof(size)> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), size, hexadecimal);
    static_cast<void>(error); // the digits of a size_t always fit
    out.append(digits.data(), end).append("\r\n");
}

bool isSafeTarget(std::string_view target)
{
    return !target.empty() && std::all_of(target.begin(), target.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '\x7f';
    });
}

std::string_view httpDate()
{
    struct Cache
    {
        std::time_t second = 0;
        std::array<char, 48> text{};
        std::size_t size = 0;
    };
    static thread_local Cache cache;
    const std::time_t now = std::time(nullptr);
    if (now != cache.second) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        // Not strftime: Qt sets the person's locale, and its names of days are no HTTP.
        const auto written =
            std::snprintf(cache.text.data(), cache.text.size(), "%s, %02d %s %d %02d:%02d:%02d GMT",
                          dayNames.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                          monthNames.at(static_cast<std::size_t>(parts.tm_mon)),
                          yearBase + parts.tm_year, parts.tm_hour, parts.tm_min, parts.tm_sec);
        cache.size =
            std::min(static_cast<std::size_t>(std::max(written, 0)), cache.text.size() - 1);
        cache.second = now;
    }
    return {cache.text.data(), cache.size};
}

} // namespace berth::net
