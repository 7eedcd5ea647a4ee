// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_frames.h"

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t headerBytes = 8;
constexpr std::size_t keptEndBytes = 512;

void keepTail(std::string &tail, std::string_view part)
{
    tail.append(part.substr(part.size() - std::min(part.size(), keptEndBytes)));
    tail.erase(0, tail.size() - std::min(tail.size(), keptEndBytes));
}

} // namespace

bool FrameSplitter::feed(std::string_view bytes)
{
    while (!bytes.empty() && !m_failed) {
        if (m_left == 0) {
            const std::size_t missing = headerBytes - m_header.size();
            m_header.append(bytes.substr(0, missing));
            bytes.remove_prefix(std::min(missing, bytes.size()));
            m_failed = m_header.size() == headerBytes && !takeHeader();
            continue;
        }
        const std::string_view part = bytes.substr(0, m_left);
        m_left -= part.size();
        bytes.remove_prefix(part.size());
        m_sink(m_stream, part);
    }
    return !m_failed;
}

bool FrameSplitter::takeHeader()
{
    const auto byte = [this](std::size_t i) { return static_cast<unsigned char>(m_header[i]); };
    const unsigned stream = byte(0);
    if (stream > 2 || byte(1) != 0 || byte(2) != 0 || byte(3) != 0) {
        return false;
    }
    m_stream = stream == 2 ? Stream::Error : Stream::Output;
    for (std::size_t i = 4; i < headerBytes; ++i) {
        m_left = m_left << 8U | byte(i);
    }
    m_header.clear();
    return true;
}

void MessageLines::feed(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        append(bytes.substr(0, end));
        if (end == std::string_view::npos) {
            return;
        }
        endLine();
        bytes.remove_prefix(end + 1);
    }
}

void MessageLines::append(std::string_view part)
{
    if (!m_isOversized && m_line.size() + part.size() <= m_limit) {
        m_line.append(part);
        return;
    }
    if (!m_isOversized) {
        m_isOversized = true;
        m_oversized.head = m_line.substr(0, keptEndBytes);
        keepTail(m_oversized.tail, m_line);
        m_line = std::string(); // gives its memory back
    }
    m_oversized.head.append(part.substr(0, keptEndBytes - m_oversized.head.size()));
    keepTail(m_oversized.tail, part);
}

void MessageLines::endLine()
{
    if (m_isOversized) {
        m_isOversized = false;
        m_sinks.oversized(m_oversized);
        m_oversized = {};
        return;
    }
    std::string line = std::exchange(m_line, {});
    if (line.find_first_not_of(" \t\r") != std::string::npos) {
        m_sinks.line(std::move(line));
    }
}

} // namespace berth::gateway
