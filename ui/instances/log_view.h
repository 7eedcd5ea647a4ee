// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "ui/instances/log_search.h"

#include <QPlainTextEdit>

#include <deque>
#include <vector>

namespace berth::ui {

/// The output of one instance. Follows the newest line until the person scrolls up or selects
/// something, and keeps its place while lines come in and old ones go. Times and the mark for
/// standard error live in a gutter, so switching them costs nothing and text copies clean.
class LogView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr int defaultMaximumLines = 100000;

    explicit LogView(QWidget *parent = nullptr);

    void appendLines(const std::vector<engine::LogLine> &lines);
    void clearLines();
    void setMaximumLines(int lines)
    {
        m_maximumLines = lines;
    }
    int lineCount() const
    {
        return static_cast<int>(m_lines.size());
    }

    bool isFollowing() const
    {
        return m_following;
    }
    /// True scrolls to the newest line and stays there.
    void setFollowing(bool following);
    /// Lines that came in below since following ended.
    int unseenLines() const
    {
        return m_unseen;
    }

    void setTimestampsVisible(bool visible);
    bool timestampsVisible() const
    {
        return m_timestamps;
    }
    void setWrapped(bool wrapped);

    /// Marks every occurrence and selects the first from the top of what is in sight.
    void setSearch(const QString &text);
    int matchCount() const
    {
        return m_search.count();
    }
    /// Number of the chosen match counted from one; 0 when none is chosen.
    int currentMatch() const
    {
        return m_currentMatch;
    }
    void findNext();
    void findPrevious();

    /// Everything, or the selection, as it would be pasted: with times when they are shown.
    QString copyText() const;

    /// One line as it is shown: no escape sequences, no control characters, bounded.
    static QString cleaned(const std::string &text);

Q_SIGNALS:
    void followingChanged(bool following);
    void unseenChanged(int lines);
    void matchesChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    class Gutter;
    struct Line
    {
        base::Timestamp time{};
        bool standardError = false;
    };

    void insertAtEnd(const std::vector<engine::LogLine> &lines);
    void trim();
    void scrollToEnd();
    void onScrolled();
    void select(int match);
    void markMatches();
    void paintGutter(QPainter &painter, const QRect &area) const;
    int gutterWidth() const;
    void layoutGutter();
    QString textWithTimes(int firstLine, int lastLine) const;
    QString timeText(const Line &line) const;

    Gutter *m_gutter;
    std::deque<Line> m_lines; ///< one for each block of the document
    qint64 m_firstLine = 0;   ///< number of the first line that is kept, since the log was opened
    int m_maximumLines = defaultMaximumLines;
    LogSearch m_search;
    int m_currentMatch = 0;
    int m_unseen = 0;
    bool m_following = true;
    bool m_timestamps = false;
    bool m_scrolling = false; ///< we move the scroll bar, not the person
};

} // namespace berth::ui
