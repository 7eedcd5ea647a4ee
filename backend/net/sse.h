// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace berth::net {

/// One server-sent event (WHATWG HTML section 9.2).
struct SseEvent
{
    std::string event; ///< empty: "message"
    std::string data;
    std::string id;
};

/// Takes bytes as they come and gives events as they complete. Bounded: an event larger than the
/// limit makes the parser fail for good.
class SseParser
{
public:
    explicit SseParser(std::size_t maxEventBytes = 16U * 1024U * 1024U);
    void feed(std::string_view bytes);
    std::optional<SseEvent> next();
    bool failed() const { return m_failed; }

private:
    void line(std::string_view text);

    std::size_t m_limit;
    std::string m_buffer;
    std::size_t m_scanned = 0;
    SseEvent m_current;
    bool m_hasData = false;
    bool m_failed = false;
    bool m_skipLineFeed = false;
};

/// "event: …\nid: …\ndata: …\n\n" with one data line per line of `data`.
std::string formatSse(const SseEvent &event);

} // namespace berth::net
