// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/log_search.h"

#include <algorithm>

namespace berth::ui {

void LogSearch::start(const QString &text)
{
    m_text = text;
    m_matches.clear();
    m_dropped = 0;
}

void LogSearch::addLine(qint64 line, const QString &content)
{
    if (m_text.isEmpty()) {
        return;
    }
    qsizetype from = 0;
    while ((from = content.indexOf(m_text, from, Qt::CaseInsensitive)) >= 0) {
        m_matches.push_back({line, static_cast<int>(from)});
        from += m_text.size();
    }
}

void LogSearch::dropBefore(qint64 firstLine)
{
    while (count() > 0 && at(0).line < firstLine) {
        ++m_dropped;
    }
    constexpr int worthErasing = 4096;
    if (m_dropped > worthErasing) {
        m_matches.erase(m_matches.begin(), m_matches.begin() + m_dropped);
        m_dropped = 0;
    }
}

int LogSearch::firstAtOrAfter(qint64 line, int column) const
{
    const auto begin = m_matches.begin() + m_dropped;
    const auto found = std::lower_bound(
        begin, m_matches.end(), Match{line, column}, [](const Match &a, const Match &b) {
            return a.line != b.line ? a.line < b.line : a.column < b.column;
        });
    return static_cast<int>(found - begin);
}

int LogSearch::next(qint64 line, int column) const
{
    if (count() == 0) {
        return -1;
    }
    const int index = firstAtOrAfter(line, column);
    return index == count() ? 0 : index;
}

int LogSearch::previous(qint64 line, int column) const
{
    if (count() == 0) {
        return -1;
    }
    const int index = firstAtOrAfter(line, column) - 1;
    return index < 0 ? count() - 1 : index;
}

} // namespace berth::ui
