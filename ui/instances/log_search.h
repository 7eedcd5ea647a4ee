// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace berth::ui {

/// Where a text occurs in a growing and shrinking list of lines. Knows every match, so the count
/// is exact; lines dropped at the top only move an offset.
class LogSearch
{
public:
    struct Match
    {
        qint64 line; ///< number of the line since the log was opened, stable while lines drop
        int column;
    };

    /// Empty text: no search. Matches are kept only for lines given afterwards.
    void start(const QString &text);
    const QString &text() const
    {
        return m_text;
    }
    int length() const
    {
        return static_cast<int>(m_text.size());
    }
    bool isActive() const
    {
        return !m_text.isEmpty();
    }

    void addLine(qint64 line, const QString &content);
    /// Forgets matches in lines before `firstLine`.
    void dropBefore(qint64 firstLine);

    int count() const
    {
        return static_cast<int>(m_matches.size()) - m_dropped;
    }
    const Match &at(int index) const
    {
        return m_matches[toIndex(index)];
    }
    /// The first match at or after a position, wrapping round; -1 when there is none.
    int next(qint64 line, int column) const;
    /// The last match before a position, wrapping round; -1 when there is none.
    int previous(qint64 line, int column) const;

private:
    std::size_t toIndex(int index) const
    {
        return static_cast<std::size_t>(index + m_dropped);
    }
    int firstAtOrAfter(qint64 line, int column) const;

    QString m_text;
    std::vector<Match> m_matches;
    int m_dropped = 0; ///< matches at the front that are gone, erased in bulk now and then
};

} // namespace berth::ui
