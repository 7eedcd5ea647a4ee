// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/sse.h"

#include <algorithm>
#include <utility>

namespace berth::net {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// Calls `take` per line of `text`, whichever line end it uses.
template <typename Take>
void eachLine(std::string_view text, Take take)
{
    for (;;) {
        const auto end = text.find_first_of("\r\n");
        take(text.substr(0, end));
        if (end == std::string_view::npos) {
            return;
        }
        const bool pair = text.substr(end).starts_with("\r\n");
        text.remove_prefix(end + (pair ? 2 : 1));
    }
}

/// An id or event name must stay on its line.
std::string_view oneLine(std::string_view text)
{
    return text.substr(0, text.find_first_of("\r\n"));
}

} // namespace

SseParser::SseParser(std::size_t maxEventBytes)
    : m_limit(maxEventBytes)
{}

void SseParser::feed(std::string_view bytes)
{
    if (!m_failed) {
        m_buffer.append(bytes);
    }
}

std::optional<SseEvent> SseParser::next()
{
    while (!m_failed) {
        const auto line = takeLine();
        if (!line) {
            compact();
            break;
        }
        if (auto event = applyLine(*line)) {
            return event;
        }
        m_failed = m_current.data.size() + m_current.event.size() + m_current.id.size() > m_limit;
    }
    m_failed = m_failed || m_buffer.size() - m_taken > m_limit;
    if (m_failed) {
        m_buffer = {};
        m_taken = m_scanned = 0;
        m_current = {};
    }
    return std::nullopt;
}

std::optional<std::string_view> SseParser::takeLine()
{
    if (m_skipLineFeed && m_taken < m_buffer.size()) {
        // The second half of a CR LF that may have come in two pieces.
        m_taken += m_buffer[m_taken] == '\n' ? 1 : 0;
        m_skipLineFeed = false;
    }
    const auto end = m_buffer.find_first_of("\r\n", std::max(m_taken, m_scanned));
    if (end == std::string::npos) {
        m_scanned = m_buffer.size();
        return std::nullopt;
    }
    auto line = std::string_view(m_buffer).substr(m_taken, end - m_taken);
    m_skipLineFeed = m_buffer[end] == '\r';
    m_taken = end + 1;
    if (std::exchange(m_atStart, false) && line.starts_with(byteOrderMark)) {
        line.remove_prefix(byteOrderMark.size());
    }
    return line;
}

std::optional<SseEvent> SseParser::applyLine(std::string_view text)
{
    if (text.empty()) {
        auto event = std::exchange(m_current, {});
        if (!std::exchange(m_hasData, false)) {
            return std::nullopt;
        }
        return event;
    }
    const auto colon = text.find(':');
    const auto field = text.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (value.starts_with(' ')) {
        value.remove_prefix(1);
    }
    if (field == "data") {
        if (std::exchange(m_hasData, true)) {
            m_current.data += '\n';
        }
        m_current.data += value;
    } else if (field == "event") {
        m_current.event = value;
    } else if (field == "id" && value.find('\0') == std::string_view::npos) {
        m_current.id = value;
    }
    return std::nullopt;
}

void SseParser::compact()
{
    m_buffer.erase(0, m_taken);
    m_scanned -= std::min(m_scanned, m_taken);
    m_taken = 0;
}

std::string formatSse(const SseEvent &event)
{
    std::string text;
    text.reserve(event.data.size() + event.event.size() + event.id.size() + 32);
    if (!event.event.empty()) {
        text.append("event: ").append(oneLine(event.event)).append("\n");
    }
    if (!event.id.empty()) {
        text.append("id: ").append(oneLine(event.id)).append("\n");
    }
    eachLine(event.data,
             [&text](std::string_view line) { text.append("data: ").append(line).append("\n"); });
    text.append("\n");
    return text;
}

} // namespace berth::net
