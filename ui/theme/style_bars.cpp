// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/theme/style_parts.h"

#include <QPainter>
#include <QStyleOptionProgressBar>
#include <QStyleOptionSlider>
#include <QStyleOptionTab>
#include <QWidget>

namespace berth::ui::detail {
namespace {

constexpr int shortestHandle = 32;

struct Span
{
    int start;
    int length;
};

/// Where the handle lies along a groove of that length.
Span handleSpan(const QStyleOptionSlider &option, int groove)
{
    const qint64 range = qint64(option.maximum) - option.minimum;
    if (range <= 0) {
        return {0, groove};
    }
    const qint64 page = qMax(1, option.pageStep);
    const int length =
        qBound(qMin(shortestHandle, groove), int(groove * page / (range + page)), groove);
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, groove - length, option.upsideDown);
    return {start, length};
}

} // namespace

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRect &rect = option.rect;
    const int groove = horizontal ? rect.width() : rect.height();
    const Span handle = handleSpan(option, groove);
    const auto along = [&](int start, int length) {
        return horizontal ? QRect(rect.x() + start, rect.y(), length, rect.height())
                          : QRect(rect.x(), rect.y() + start, rect.width(), length);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(handle.start, handle.length);
    case QStyle::SC_ScrollBarGroove:
        return rect;
    case QStyle::SC_ScrollBarSubPage:
        return along(0, handle.start);
    case QStyle::SC_ScrollBarAddPage:
        return along(handle.start + handle.length, groove - handle.start - handle.length);
    default:
        return {}; // no arrow buttons
    }
}

void paintScrollBar(const Theme &theme, const QStyleOptionSlider &option, QPainter &painter)
{
    if (option.maximum <= option.minimum) {
        return;
    }
    const PainterScope scope(painter);
    const bool active = isEnabled(option) && (isHovered(option) || isPressed(option));
    QRectF handle = scrollBarPart(option, QStyle::SC_ScrollBarSlider);
    const double inset = active ? 2 : 3;
    handle.adjust(inset, inset, -inset, -inset);
    const double radius = qMin(handle.width(), handle.height()) / 2;
    paintRounded(painter, handle, radius, active ? theme.faint : theme.strokeStrong);
}

void paintTabBarBase(const Theme &theme, const QStyleOption &option, QPainter &painter,
                     const QWidget *bar)
{
    // A QTabWidget draws one beside each corner widget, too, a bar's height below it.
    if (bar == nullptr || option.rect.bottom() < bar->height()) {
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), theme.stroke);
    }
}

void paintTab(const Theme &theme, const QStyleOptionTab &option, QPainter &painter)
{
    const PainterScope scope(painter);
    if ((option.state & QStyle::State_Selected) != 0) {
        const QRectF line(option.rect.x() + metrics::tabPadding, option.rect.bottom() - 1,
                          option.rect.width() - 2 * metrics::tabPadding, 2);
        painter.fillRect(line, theme.accent);
    }
    if (hasKeyboardFocus(option)) {
        paintFocusRing(painter, QRectF(option.rect).adjusted(2, 4, -2, -4), 5, theme);
    }
}

void paintTabLabel(const Theme &theme, const QStyleOptionTab &option, QPainter &painter)
{
    const PainterScope scope(painter);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const bool strong = (option.state & QStyle::State_Selected) != 0 || isHovered(option);
    painter.setPen(strong ? theme.text : theme.muted);
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic, option.text);
}

void paintProgressGroove(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    const PainterScope scope(painter);
    QRectF rect = option.rect;
    paintRounded(painter, rect, rect.height() / 2, theme.stroke);
}

void paintProgressContents(const Theme &theme, const QStyleOptionProgressBar &option,
                           QPainter &painter)
{
    const PainterScope scope(painter);
    QRectF rect = option.rect;
    const double radius = rect.height() / 2;
    if (option.maximum <= option.minimum) {
        // How much is unknown: a third in the middle, without motion.
        const double third = rect.width() / 3;
        paintRounded(painter, rect.adjusted(third, 0, -third, 0), radius, theme.accent);
        return;
    }
    const double share =
        double(option.progress - option.minimum) / double(option.maximum - option.minimum);
    if (share > 0) {
        rect.setWidth(qMax(rect.height(), rect.width() * qMin(1.0, share)));
        paintRounded(painter, rect, radius, theme.accent);
    }
}

void paintSplitter(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    // The flag names the direction in which the handle moves things apart.
    const bool sideBySide = (option.state & QStyle::State_Horizontal) != 0;
    const QColor color = isHovered(option) || isPressed(option) ? theme.accent : theme.stroke;
    const QRect &rect = option.rect;
    const QRect line = sideBySide ? QRect(rect.center().x(), rect.y(), 1, rect.height())
                                  : QRect(rect.x(), rect.center().y(), rect.width(), 1);
    painter.fillRect(line, color);
}

void paintToolTip(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, theme.text);
}

} // namespace berth::ui::detail
