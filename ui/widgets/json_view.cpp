// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/json_view.h"

#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"
#include "ui/widgets/json_highlighter.h"

#include <QEvent>
#include <QScrollBar>

namespace berth::ui {
namespace {

/// Index of the quote that ends the string opened at `start`, or the last character.
int stringEnd(const QString &text, int start)
{
    for (int i = start + 1; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('\\')) {
            ++i;
        } else if (text[i] == QLatin1Char('"')) {
            return i;
        }
    }
    return static_cast<int>(text.size()) - 1;
}

bool isLiteralLetter(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.') ||
           c == QLatin1Char('+');
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document, const Theme &theme)
    : QSyntaxHighlighter(document)
{
    setTheme(theme);
}

void JsonHighlighter::setTheme(const Theme &theme)
{
    m_key.setForeground(theme.accent);
    m_literal.setForeground(theme.info);
    m_reference.setForeground(theme.success);
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    for (int i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('"')) {
            const int end = stringEnd(text, i);
            highlightString(text, i, end);
            i = end;
        } else if (isLiteralLetter(text[i])) {
            const int start = i;
            while (i + 1 < text.size() && isLiteralLetter(text[i + 1])) {
                ++i;
            }
            setFormat(start, i - start + 1, m_literal);
        }
    }
}

void JsonHighlighter::highlightString(const QString &text, int start, int end)
{
    int next = end + 1;
    while (next < text.size() && text[next].isSpace()) {
        ++next;
    }
    const int length = end - start + 1;
    if (next < text.size() && text[next] == QLatin1Char(':')) {
        setFormat(start, length, m_key);
    } else if (QStringView(text).mid(start + 1).startsWith(QLatin1String("secret_ref:"))) {
        setFormat(start, length, m_reference);
    }
}

JsonView::JsonView(const QString &accessibleName, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new JsonHighlighter(document(), themeOf(this)))
{
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setFont(textFont(TextRole::Mono));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(metrics::space12);
    setTabChangesFocus(true);
}

void JsonView::setJson(const QString &prettyText)
{
    setWords(prettyText, true);
}

void JsonView::setOther(const QString &text)
{
    setWords(text, false);
}

void JsonView::setWords(const QString &text, bool isJson)
{
    if (text == toPlainText()) {
        return;
    }
    QTextDocument *coloured = isJson ? document() : nullptr;
    if (m_highlighter->document() != coloured) {
        m_highlighter->setDocument(coloured);
    }
    const int position = verticalScrollBar()->value();
    setPlainText(text);
    verticalScrollBar()->setValue(position);
}

void JsonView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->setTheme(themeOf(this));
    }
}

} // namespace berth::ui
