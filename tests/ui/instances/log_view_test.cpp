// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/log_view.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

#include <gtest/gtest.h>

#include <chrono>

namespace berth::ui {
namespace {

using engine::LogLine;

std::vector<LogLine> lines(int first, int count)
{
    std::vector<LogLine> batch;
    for (int i = first; i < first + count; ++i) {
        batch.push_back({base::Timestamp(std::chrono::milliseconds(i)), i % 10 == 0,
                         "line " + std::to_string(i) + " POST /mcp 200"});
    }
    return batch;
}

class LogViewTest : public testing::Test
{
protected:
    void SetUp() override
    {
        view.resize(800, 400);
        view.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    }
    bool atEnd() const
    {
        return view.verticalScrollBar()->value() == view.verticalScrollBar()->maximum();
    }
    QString topLine()
    {
        return view.cursorForPosition({1, 1}).block().text();
    }

    LogView view;
};

TEST_F(LogViewTest, FollowsUntilThePersonScrollsAndAgainAtTheEnd)
{
    view.appendLines(lines(0, 500));
    EXPECT_TRUE(view.isFollowing());
    EXPECT_TRUE(atEnd());
    view.verticalScrollBar()->setValue(100);
    EXPECT_FALSE(view.isFollowing());
    const QString top = topLine();
    view.appendLines(lines(500, 50));
    EXPECT_EQ(topLine(), top);
    EXPECT_EQ(view.unseenLines(), 50);
    view.setFollowing(true);
    EXPECT_TRUE(atEnd());
    EXPECT_EQ(view.unseenLines(), 0);
}

TEST_F(LogViewTest, KeepsItsPlaceWhileOldLinesGo)
{
    view.setMaximumLines(1000);
    view.appendLines(lines(0, 1000));
    view.verticalScrollBar()->setValue(700);
    const QString top = topLine();
    view.appendLines(lines(1000, 200));
    EXPECT_EQ(view.lineCount(), 1000);
    EXPECT_EQ(view.document()->blockCount(), 1000);
    EXPECT_EQ(topLine(), top);
    EXPECT_EQ(view.document()->begin().text(), QStringLiteral("line 200 POST /mcp 200"));
}

TEST_F(LogViewTest, ASelectionStopsFollowingAndSurvivesNewLines)
{
    view.appendLines(lines(0, 100));
    QTextCursor cursor(view.document()->findBlockByNumber(95));
    cursor.select(QTextCursor::LineUnderCursor);
    view.setTextCursor(cursor);
    EXPECT_FALSE(view.isFollowing());
    view.appendLines(lines(100, 100));
    EXPECT_EQ(view.textCursor().selectedText(), QStringLiteral("line 95 POST /mcp 200"));
}

TEST_F(LogViewTest, FindsWithCountForwardsAndBackwards)
{
    view.appendLines(lines(0, 1000));
    view.setSearch(QStringLiteral("line 99"));
    EXPECT_EQ(view.matchCount(), 11) << "99 and 990 to 999";
    view.findNext();
    const int first = view.currentMatch();
    view.findNext();
    EXPECT_EQ(view.currentMatch(), first % 11 + 1);
    view.findPrevious();
    EXPECT_EQ(view.currentMatch(), first);
    QSignalSpy changed(&view, &LogView::matchesChanged);
    view.appendLines({{{}, false, "line 99 again"}});
    EXPECT_EQ(view.matchCount(), 12);
    EXPECT_EQ(changed.count(), 1);
}

TEST_F(LogViewTest, CopiesWithTimesOnlyWhenTheyAreShown)
{
    view.appendLines({{base::Timestamp(std::chrono::milliseconds(1)), false, "one"},
                      {base::Timestamp(std::chrono::milliseconds(2)), true, "two"}});
    EXPECT_EQ(view.copyText(), QStringLiteral("one\ntwo"));
    view.setTimestampsVisible(true);
    EXPECT_TRUE(view.copyText().contains(QStringLiteral(".002 two")));
}

TEST_F(LogViewTest, CleansWhatWouldBreakALine)
{
    EXPECT_EQ(LogView::cleaned("\x1b[31mred\x1b[0m plain"), QStringLiteral("red plain"));
    EXPECT_EQ(LogView::cleaned("a\r\nb"), QStringLiteral("ab"));
    EXPECT_EQ(LogView::cleaned("\x1b]0;title\a!"), QStringLiteral("!"));
    EXPECT_EQ(LogView::cleaned("tail\x1b["), QStringLiteral("tail"));
    EXPECT_LT(LogView::cleaned(std::string(100000, 'x')).size(), 10100);
    view.appendLines({{{}, false, "a\xe2\x80\xa9z"}, {{}, false, ""}, {{}, false, "end"}});
    EXPECT_EQ(view.document()->blockCount(), 3) << "one block a line, whatever is in it";
}

TEST_F(LogViewTest, ClearsAndStartsAnew)
{
    view.appendLines(lines(0, 100));
    view.verticalScrollBar()->setValue(0);
    view.clearLines();
    EXPECT_EQ(view.lineCount(), 0);
    EXPECT_TRUE(view.isFollowing());
    view.appendLines(lines(0, 2));
    EXPECT_EQ(view.document()->blockCount(), 2);
}

/// A flood beyond the limit keeps the newest lines, and searching goes through all of them. The
/// recorded figures tell how long it took.
TEST_F(LogViewTest, KeepsAHundredThousandLinesAndFindsInThem)
{
    constexpr int batch = 1000;
    qint64 slowest = 0;
    QElapsedTimer total;
    total.start();
    for (int first = 0; first < 120000; first += batch) {
        QElapsedTimer timer;
        timer.start();
        view.appendLines(lines(first, batch));
        view.viewport()->repaint();
        slowest = std::max(slowest, timer.elapsed());
    }
    RecordProperty("total_ms", static_cast<int>(total.elapsed()));
    RecordProperty("slowest_batch_ms", static_cast<int>(slowest));
    EXPECT_EQ(view.lineCount(), LogView::defaultMaximumLines);

    QElapsedTimer timer;
    timer.start();
    view.setSearch(QStringLiteral("POST"));
    RecordProperty("search_ms", static_cast<int>(timer.elapsed()));
    EXPECT_EQ(view.matchCount(), LogView::defaultMaximumLines);
    view.verticalScrollBar()->setValue(50000);
    view.viewport()->repaint();
    EXPECT_EQ(view.verticalScrollBar()->value(), 50000);
}

} // namespace
} // namespace berth::ui
