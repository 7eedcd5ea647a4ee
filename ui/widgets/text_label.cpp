// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/text_label.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace berth::ui {
namespace {

QColor themeColor(const Theme &theme, TextColor color)
{
    switch (color) {
    case TextColor::Text:
        return theme.text;
    case TextColor::Muted:
        return theme.muted;
    case TextColor::Faint:
        return theme.faint;
    case TextColor::Accent:
        return theme.accent;
    case TextColor::Success:
        return theme.success;
    case TextColor::Warning:
        return theme.warning;
    case TextColor::Danger:
        return theme.danger;
    case TextColor::Info:
        return theme.info;
    }
    return theme.text;
}

} // namespace

TextLabel::TextLabel(TextRole role, QWidget *parent)
    : TextLabel({}, role, TextColor::Text, parent)
{}

TextLabel::TextLabel(const QString &text, TextRole role, TextColor color, QWidget *parent)
    : QLabel(text, parent)
    , m_color(color)
{
    setTextFormat(Qt::PlainText);
    // Otherwise a parent filled with Base would choose the role, and with it the colour.
    setForegroundRole(QPalette::WindowText);
    setRole(role);
    applyColor();
}

void TextLabel::setRole(TextRole role)
{
    setFont(textFont(role));
}

void TextLabel::setColor(TextColor color)
{
    m_color = color;
    applyColor();
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        applyColor();
    }
}

void TextLabel::applyColor()
{
    const QColor wanted = themeColor(themeOf(this), m_color);
    // Setting an equal colour would send another PaletteChange.
    if (palette().color(QPalette::Active, QPalette::WindowText) == wanted) {
        return;
    }
    QPalette own;
    own.setColor(QPalette::WindowText, wanted);
    QColor faded = wanted;
    faded.setAlphaF(0.45F);
    own.setColor(QPalette::Disabled, QPalette::WindowText, faded);
    setPalette(own);
}

ElidedLabel::ElidedLabel(const QString &text, TextRole role, TextColor color, QWidget *parent)
    : TextLabel(text, role, color, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QLatin1Char('m')) * 2,
            TextLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const QRect rect = contentsRect();
    painter.drawText(rect, int(alignment() | Qt::AlignVCenter) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), m_mode, rect.width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), cut ? text() : QString(),
                           this);
        return true;
    }
    return TextLabel::event(event);
}

} // namespace berth::ui
