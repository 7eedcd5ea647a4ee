// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

namespace berth::base {

namespace {

using std::chrono::microseconds;

constexpr Timestamp firstTime = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
constexpr Timestamp endOfTime = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);

class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {}

    bool number(std::size_t digits, int &value)
    {
        if (m_text.size() < digits) {
            return false;
        }
        value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_text[i] < '0' || m_text[i] > '9') {
                return false;
            }
            value = value * 10 + (m_text[i] - '0');
        }
        m_text.remove_prefix(digits);
        return true;
    }

    bool oneOf(std::string_view characters, char *found = nullptr)
    {
        if (m_text.empty() || characters.find(m_text.front()) == std::string_view::npos) {
            return false;
        }
        if (found != nullptr) {
            *found = m_text.front();
        }
        m_text.remove_prefix(1);
        return true;
    }

    bool fraction(int &micros)
    {
        micros = 0;
        int digits = 0;
        int value = 0;
        while (number(1, value)) {
            if (++digits > 9) {
                return false;
            }
            if (digits <= 6) {
                micros = micros * 10 + value;
            }
        }
        for (int i = digits; i < 6; ++i) {
            micros *= 10;
        }
        return digits > 0;
    }

    bool atEnd() const
    {
        return m_text.empty();
    }

private:
    std::string_view m_text;
};

bool scanOffset(Scanner &scanner, int &minutes)
{
    minutes = 0;
    if (scanner.atEnd() || scanner.oneOf("Zz")) {
        return scanner.atEnd();
    }
    char sign = '+';
    int hours = 0;
    int rest = 0;
    if (!scanner.oneOf("+-", &sign) || !scanner.number(2, hours) || !scanner.oneOf(":") ||
        !scanner.number(2, rest) || hours > 23 || rest > 59) {
        return false;
    }
    minutes = (hours * 60 + rest) * (sign == '-' ? -1 : 1);
    return scanner.atEnd();
}

} // namespace

Timestamp SystemClock::now() const
{
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now());
}

std::string toRfc3339(Timestamp time)
{
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(days);
    const std::chrono::hh_mm_ss<microseconds> clock(time - days);
    std::string text = "0000-00-00T00:00:00.000000Z";
    // Every call and event gets a time, and printf would be most of writing one down.
    const auto put = [&text](std::size_t at, std::size_t digits, std::int64_t value) {
        for (; digits > 0; --digits, value /= 10) {
            text[at + digits - 1] = static_cast<char>('0' + value % 10);
        }
    };
    put(0, 4, static_cast<int>(date.year()));
    put(5, 2, static_cast<unsigned>(date.month()));
    put(8, 2, static_cast<unsigned>(date.day()));
    put(11, 2, clock.hours().count());
    put(14, 2, clock.minutes().count());
    put(17, 2, clock.seconds().count());
    put(20, 6, clock.subseconds().count());
    return text;
}

Result<Timestamp> parseRfc3339(std::string_view text)
{
    Scanner scanner(text);
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int micros = 0;
    int offset = 0;
    bool ok = scanner.number(4, year) && scanner.oneOf("-") && scanner.number(2, month) &&
              scanner.oneOf("-") && scanner.number(2, day) && scanner.oneOf("Tt ") &&
              scanner.number(2, hour) && scanner.oneOf(":") && scanner.number(2, minute) &&
              scanner.oneOf(":") && scanner.number(2, second);
    if (ok && scanner.oneOf(".")) {
        ok = scanner.fraction(micros);
    }
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!ok || !scanOffset(scanner, offset) || !date.ok() || hour > 23 || minute > 59 ||
        second > 60) {
        return fail(ErrorCode::InvalidArgument, "The text is not an RFC 3339 date and time.");
    }
    const Timestamp time = Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
                           std::chrono::minutes(minute - offset) + std::chrono::seconds(second) +
                           microseconds(micros);
    // An offset can lead out of the years that four digits can name.
    if (time < firstTime || time >= endOfTime) {
        return fail(ErrorCode::InvalidArgument, "The time is not between the years 0 and 9999.");
    }
    return time;
}

} // namespace berth::base
