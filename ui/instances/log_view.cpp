// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/log_view.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QDateTime>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>

#include <algorithm>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int longestLine = 10000; ///< layout time of one line grows with its length
constexpr int gutterPadding = 10;
constexpr int mostMarks = 2000;

/// Length of the terminal escape sequence at `at` (ECMA-48: CSI, OSC, or two characters).
qsizetype escapeLength(const QString &text, qsizetype at)
{
    if (at + 1 >= text.size()) {
        return 1;
    }
    const QChar kind = text.at(at + 1);
    if (kind == u'[') {
        qsizetype end = at + 2;
        while (end < text.size() && (text.at(end) < u'@' || text.at(end) > u'~')) {
            ++end;
        }
        return std::min(end + 1, text.size()) - at;
    }
    if (kind == u']') {
        const qsizetype bell = text.indexOf(u'\a', at);
        return bell < 0 ? text.size() - at : bell + 1 - at;
    }
    return 2;
}

bool isControl(QChar c)
{
    return (c < u' ' && c != u'\t') || c == QChar(0x7f) || c == QChar::LineSeparator ||
           c == QChar::ParagraphSeparator;
}

} // namespace

/// Paints beside the text and scrolls with it.
class LogView::Gutter final : public QWidget
{
public:
    explicit Gutter(LogView *view)
        : QWidget(view)
        , m_view(view)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_view->paintGutter(painter, rect());
    }

private:
    LogView *m_view;
};

LogView::LogView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setFont(textFont(TextRole::Mono));
    setFrameShape(NoFrame);
    setAccessibleName(tr("Log"));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::onScrolled);
    connect(this, &QPlainTextEdit::updateRequest, this,
            [this](const QRect &, int) { m_gutter->update(); });
    connect(this, &QPlainTextEdit::selectionChanged, this, [this] {
        if (textCursor().hasSelection() && m_following) {
            setFollowing(false); // a selection must not run away from under the pointer
        }
    });
    layoutGutter();
}

QString LogView::cleaned(const std::string &text)
{
    const QString raw = QString::fromStdString(text);
    QString clean;
    clean.reserve(std::min<qsizetype>(raw.size(), longestLine));
    for (qsizetype i = 0; i < raw.size();) {
        const QChar c = raw.at(i);
        if (c == QChar(0x1b)) {
            i += escapeLength(raw, i);
            continue;
        }
        ++i;
        if (!isControl(c)) {
            clean.append(c);
        }
        if (clean.size() == longestLine && i < raw.size()) {
            clean += tr(" … %n more character(s)", nullptr, static_cast<int>(raw.size() - i));
            break;
        }
    }
    return clean;
}

void LogView::appendLines(const std::vector<engine::LogLine> &lines)
{
    if (lines.empty()) {
        return;
    }
    const QScopedValueRollback guard(m_scrolling, true);
    const int matches = m_search.count();
    insertAtEnd(lines);
    trim();
    if (m_following) {
        scrollToEnd();
    } else {
        m_unseen += static_cast<int>(lines.size());
        Q_EMIT unseenChanged(m_unseen);
    }
    if (m_search.isActive() && m_search.count() != matches) {
        Q_EMIT matchesChanged();
    }
    markMatches();
}

void LogView::insertAtEnd(const std::vector<engine::LogLine> &lines)
{
    QString text;
    for (const engine::LogLine &line : lines) {
        if (!m_lines.empty()) {
            text += u'\n';
        }
        const QString clean = cleaned(line.text);
        m_search.addLine(m_firstLine + static_cast<qint64>(m_lines.size()), clean);
        text += clean;
        m_lines.push_back({line.time, line.standardError});
    }
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
}

void LogView::trim()
{
    const int excess = lineCount() - m_maximumLines;
    if (excess <= 0) {
        return;
    }
    const QTextBlock top = firstVisibleBlock();
    const int topLine = top.blockNumber();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::Start);
    cursor.movePosition(QTextCursor::NextBlock, QTextCursor::KeepAnchor, excess);
    cursor.removeSelectedText();
    m_lines.erase(m_lines.begin(), m_lines.begin() + excess);
    m_firstLine += excess;
    m_search.dropBefore(m_firstLine);
    m_currentMatch = 0;
    if (!m_following) {
        const QTextBlock same = document()->findBlockByNumber(std::max(topLine - excess, 0));
        verticalScrollBar()->setValue(same.firstLineNumber());
    }
}

void LogView::clearLines()
{
    const QScopedValueRollback guard(m_scrolling, true);
    clear();
    m_firstLine += lineCount();
    m_lines.clear();
    m_search.dropBefore(m_firstLine);
    m_currentMatch = 0;
    setFollowing(true);
    Q_EMIT matchesChanged();
}

void LogView::setFollowing(bool following)
{
    if (following) {
        scrollToEnd();
        m_unseen = 0;
    }
    if (m_following != following) {
        m_following = following;
        Q_EMIT followingChanged(following);
        Q_EMIT unseenChanged(m_unseen);
    }
}

void LogView::scrollToEnd()
{
    const QScopedValueRollback guard(m_scrolling, true);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogView::onScrolled()
{
    if (!m_scrolling) {
        setFollowing(verticalScrollBar()->value() >= verticalScrollBar()->maximum());
    }
    markMatches();
}

void LogView::setTimestampsVisible(bool visible)
{
    m_timestamps = visible;
    layoutGutter();
}

void LogView::setWrapped(bool wrapped)
{
    const QScopedValueRollback guard(m_scrolling, true);
    setLineWrapMode(wrapped ? WidgetWidth : NoWrap);
    if (m_following) {
        scrollToEnd();
    }
}

void LogView::setSearch(const QString &text)
{
    if (m_search.text() == text) {
        return;
    }
    m_search.start(text);
    m_currentMatch = 0;
    qint64 line = m_firstLine;
    if (m_search.isActive() && !m_lines.empty()) {
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
            m_search.addLine(line++, block.text());
        }
    }
    const int first = m_search.next(m_firstLine + firstVisibleBlock().blockNumber(), 0);
    if (first >= 0) {
        select(first);
    }
    markMatches();
    Q_EMIT matchesChanged();
}

void LogView::findNext()
{
    const QTextCursor cursor = textCursor();
    const int after = cursor.selectionEnd();
    const QTextBlock block = document()->findBlock(after);
    select(m_search.next(m_firstLine + block.blockNumber(), after - block.position()));
}

void LogView::findPrevious()
{
    const int before = textCursor().selectionStart();
    const QTextBlock block = document()->findBlock(before);
    select(m_search.previous(m_firstLine + block.blockNumber(), before - block.position()));
}

void LogView::select(int match)
{
    if (match < 0) {
        return;
    }
    const LogSearch::Match &found = m_search.at(match);
    const QTextBlock block =
        document()->findBlockByNumber(static_cast<int>(found.line - m_firstLine));
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + found.column);
    cursor.setPosition(block.position() + found.column + m_search.length(),
                       QTextCursor::KeepAnchor);
    setFollowing(false);
    const QScopedValueRollback guard(m_scrolling, true);
    setTextCursor(cursor);
    centerCursor();
    m_currentMatch = match + 1;
    Q_EMIT matchesChanged();
}

void LogView::markMatches()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_search.isActive()) {
        QTextCharFormat format;
        format.setBackground(themeOf(this).warningMuted);
        const QTextBlock top = firstVisibleBlock();
        const int visibleLines =
            viewport()->height() / std::max(fontMetrics().lineSpacing(), 1) + 1;
        const qint64 first = m_firstLine + top.blockNumber();
        int index = m_search.next(first, 0);
        for (; index >= 0 && index < m_search.count() && marks.size() < mostMarks; ++index) {
            const LogSearch::Match &match = m_search.at(index);
            if (match.line < first || match.line > first + visibleLines) {
                break;
            }
            const QTextBlock block =
                document()->findBlockByNumber(static_cast<int>(match.line - m_firstLine));
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(block);
            mark.cursor.setPosition(block.position() + match.column);
            mark.cursor.setPosition(block.position() + match.column + m_search.length(),
                                    QTextCursor::KeepAnchor);
            mark.format = format;
            marks.append(mark);
        }
    }
    if (!marks.isEmpty() || !extraSelections().isEmpty()) {
        setExtraSelections(marks);
    }
}

QString LogView::timeText(const Line &line) const
{
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(line.time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(milliseconds.count()).toString(u"HH:mm:ss.zzz"_s);
}

QString LogView::textWithTimes(int firstLine, int lastLine) const
{
    QString text;
    for (int i = firstLine; i <= lastLine && i < lineCount(); ++i) {
        if (i > firstLine) {
            text += u'\n';
        }
        if (m_timestamps) {
            text += timeText(m_lines[static_cast<std::size_t>(i)]) + u' ';
        }
        text += document()->findBlockByNumber(i).text();
    }
    return text;
}

QString LogView::copyText() const
{
    const QTextCursor cursor = textCursor();
    if (!cursor.hasSelection()) {
        return textWithTimes(0, lineCount() - 1);
    }
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    const int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    if (first == last || !m_timestamps) {
        return cursor.selection().toPlainText();
    }
    return textWithTimes(first, last);
}

QMimeData *LogView::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    mime->setText(copyText());
    return mime;
}

int LogView::gutterWidth() const
{
    const QFontMetrics metrics(font());
    const int times =
        m_timestamps ? metrics.horizontalAdvance(u"00:00:00.000"_s) + gutterPadding : 0;
    return gutterPadding + times + metrics.horizontalAdvance(tr("err")) + gutterPadding;
}

void LogView::layoutGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
    m_gutter->update();
}

void LogView::resizeEvent(QResizeEvent *event)
{
    const QScopedValueRollback guard(m_scrolling, true);
    QPlainTextEdit::resizeEvent(event);
    layoutGutter();
    if (m_following) {
        scrollToEnd();
    }
}

void LogView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        markMatches();
        m_gutter->update();
    }
}

void LogView::paintGutter(QPainter &painter, const QRect &area) const
{
    painter.fillRect(area, themeOf(this).surface);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && block.blockNumber() < lineCount() && top <= area.bottom()) {
        const Line &line = m_lines[static_cast<std::size_t>(block.blockNumber())];
        const QRectF row(gutterPadding, top, area.width() - gutterPadding, metrics.height());
        if (m_timestamps) {
            painter.setPen(themeOf(this).muted);
            painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, timeText(line));
        }
        if (line.standardError) {
            painter.setPen(themeOf(this).danger);
            painter.drawText(row.adjusted(0, 0, -gutterPadding, 0),
                             Qt::AlignRight | Qt::AlignVCenter, tr("err"));
        }
        top += blockBoundingRect(block).height();
        block = block.next();
    }
}

} // namespace berth::ui
