// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <utility>

namespace berth::cli {

/// Makes whole lines of bytes that come in pieces.
class LineSplitter
{
public:
    explicit LineSplitter(std::function<void(const std::string &)> onLine)
        : m_onLine(std::move(onLine))
    {}

    void feed(const std::string &bytes)
    {
        m_buffer += bytes;
        std::size_t start = 0;
        for (auto end = m_buffer.find('\n'); end != std::string::npos;
             end = m_buffer.find('\n', start)) {
            m_onLine(m_buffer.substr(start, end - start));
            start = end + 1;
        }
        m_buffer.erase(0, start);
    }

private:
    std::function<void(const std::string &)> m_onLine;
    std::string m_buffer;
};

} // namespace berth::cli
