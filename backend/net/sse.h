// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace berth::net {

/// One server-sent event (WHATWG HTML section 9.2).
struct SseEvent
{
    std::string event; ///< empty: "message"
    std::string data;
    std::string id; ///< as given with this event; the last one is not carried on
};

/// Takes bytes as they come and gives events as they complete. Bounded: an event larger than the
/// limit makes the parser fail for good.
class SseParser
{
public:
    explicit SseParser(std::size_t maxEventBytes = 16 * base::mebibyte);
    void feed(std::string_view bytes);
    std::optional<SseEvent> next();
    bool failed() const
    {
        return m_failed;
    }

private:
    std::optional<std::string_view> takeLine();
    std::optional<SseEvent> applyLine(std::string_view text);
    void compact();

    std::size_t m_limit;
    std::string m_buffer;
    std::size_t m_taken = 0;   ///< bytes of m_buffer that are done with
    std::size_t m_scanned = 0; ///< bytes of m_buffer without a line end after m_taken
    SseEvent m_current;
    bool m_hasData = false;
    bool m_failed = false;
    bool m_skipLineFeed = false;
    bool m_atStart = true;
};

/// "event: …\nid: …\ndata: …\n\n" with one data line per line of `data`.
std::string formatSse(const SseEvent &event);

} // namespace berth::net
