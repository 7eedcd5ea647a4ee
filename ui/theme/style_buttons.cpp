// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_kinds.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/style_parts.h"

#include <QAbstractButton>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionButton>
#include <QStyleOptionToolButton>

namespace berth::ui::detail {
namespace {

struct ButtonColors
{
    QColor fill = Qt::transparent;
    QColor stroke = Qt::transparent;
    QColor text;
};

/// A step towards the text colour: what a filled button does when pressed.
QColor pressed(const QColor &color, const Theme &theme)
{
    return theme.dark ? color.lighter(112) : color.darker(112);
}

ButtonColors secondaryColors(const Theme &theme, bool hovered, bool down)
{
    return {down      ? theme.subtle
            : hovered ? theme.hover
                      : theme.surface,
            hovered ? theme.strokeStrong : theme.stroke, theme.text};
}

ButtonColors ghostColors(const Theme &theme, bool hovered, bool down, const QColor &text)
{
    ButtonColors colors;
    colors.text = text;
    if (down || hovered) {
        colors.fill = theme.subtle;
    }
    return colors;
}

ButtonColors buttonColors(const Theme &theme, ButtonRole role, bool hovered, bool down)
{
    switch (role) {
    case ButtonRole::Primary: {
        const QColor fill = hovered ? theme.accentHover : theme.accent;
        return {down ? pressed(fill, theme) : fill, Qt::transparent, theme.onAccent};
    }
    case ButtonRole::Danger: {
        // The surface of a dark theme reads on its bright danger; white reads on the light one's.
        const QColor fill = down || hovered ? pressed(theme.danger, theme) : theme.danger;
        return {fill, Qt::transparent, theme.surface};
    }
    case ButtonRole::Ghost:
        return ghostColors(theme, hovered, down, hovered ? theme.text : theme.muted);
    case ButtonRole::DangerGhost:
        return ghostColors(theme, hovered, down, theme.danger);
    case ButtonRole::Link:
        return {Qt::transparent, Qt::transparent, hovered ? theme.accentHover : theme.accent};
    case ButtonRole::Secondary:
        break;
    }
    return secondaryColors(theme, hovered, down);
}

ButtonColors colorsOf(const Theme &theme, const QStyleOption &option, const QWidget *widget)
{
    const bool enabled = isEnabled(option);
    const bool down = isPressed(option) || (option.state & QStyle::State_On) != 0;
    return buttonColors(theme, buttonRole(widget), enabled && isHovered(option), enabled && down);
}

void paintTinted(QPainter &painter, const QRect &rect, const QIcon &icon, const QColor &color)
{
    if (!isThemedIcon(icon)) {
        icon.paint(&painter, rect); // with colours of its own, as in Qt's file dialog
        return;
    }
    const qreal ratio = painter.device()->devicePixelRatioF();
    QPixmap pixmap = icon.pixmap(rect.size(), ratio);
    QPainter tint(&pixmap);
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(pixmap.rect(), color);
    tint.end();
    painter.drawPixmap(rect, pixmap);
}

} // namespace

void paintButtonBevel(const Theme &theme, const QStyleOptionButton &option, QPainter &painter,
                      const QWidget *widget)
{
    const PainterScope scope(painter);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const ButtonColors colors = colorsOf(theme, option, widget);
    paintRounded(painter, option.rect, metrics::radius, colors.fill, colors.stroke);
    if (hasKeyboardFocus(option)) {
        paintFocusRing(painter, option.rect, metrics::radius, theme);
    }
}

void paintButtonLabel(const Theme &theme, const QStyleOptionButton &option, QPainter &painter,
                      const QWidget *widget)
{
    const PainterScope scope(painter);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const ButtonColors colors = colorsOf(theme, option, widget);
    const int iconSize = option.icon.isNull() ? 0 : metrics::iconSmall;
    const int gap = iconSize > 0 && !option.text.isEmpty() ? 6 : 0;
    const bool menu = option.features.testFlag(QStyleOptionButton::HasMenu);
    const int menuWidth = menu ? 18 : 0;
    const int textWidth = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int available = option.rect.width() - (buttonRole(widget) == ButtonRole::Link ? 4 : 16);
    const int width = qMin(iconSize + gap + textWidth + menuWidth, available);
    QRect content(0, option.rect.y(), width, option.rect.height());
    content.moveLeft(option.rect.x() + (option.rect.width() - width) / 2);

    if (iconSize > 0) {
        const QRect place(content.x(), content.y() + (content.height() - iconSize) / 2, iconSize,
                          iconSize);
        paintTinted(painter, place, option.icon, colors.text);
        content.setLeft(content.left() + iconSize + gap);
    }
    if (menu) {
        const QRect place(content.right() - 13, content.y(), 14, content.height());
        paintIcon(painter, place, Icon::ChevronDown, 14, colors.text);
        content.setRight(content.right() - menuWidth);
    }
    painter.setPen(colors.text);
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic;
    const QString text = textWidth > content.width()
                             ? option.fontMetrics.elidedText(option.text, Qt::ElideRight,
                                                             content.width(), Qt::TextShowMnemonic)
                             : option.text;
    painter.drawText(content.adjusted(0, 0, 2, 0), flags, text);
}

void paintToolButton(const Theme &theme, const QStyleOptionToolButton &option, QPainter &painter,
                     const QWidget *widget)
{
    const PainterScope scope(painter);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const bool active = isEnabled(option) && (isHovered(option) || isPressed(option));
    const bool on = (option.state & QStyle::State_On) != 0;
    if (active || on) {
        paintRounded(painter, option.rect, metrics::radius, theme.subtle);
    }
    if (hasKeyboardFocus(option)) {
        paintFocusRing(painter, option.rect, metrics::radius, theme);
    }
    const bool danger = buttonRole(widget) == ButtonRole::DangerGhost;
    const QColor color = danger ? theme.danger : active || on ? theme.text : theme.muted;
    QRect rest = option.rect;
    const bool hasText = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    if (!option.icon.isNull()) {
        const int size = isSmall(widget) ? metrics::iconSmall : metrics::icon;
        QRect place(0, 0, size, size);
        place.moveCenter(rest.center());
        if (hasText) {
            place.moveLeft(rest.left() + 8);
            rest.setLeft(place.right() + 7);
        }
        paintTinted(painter, place, option.icon, color);
    }
    if (hasText) {
        painter.setPen(color);
        painter.setFont(option.font);
        const auto align = option.icon.isNull() ? Qt::AlignCenter : Qt::AlignVCenter;
        painter.drawText(rest, align | Qt::TextShowMnemonic, option.text);
    }
}

void paintCheckIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    const PainterScope scope(painter);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const bool on = (option.state & QStyle::State_On) != 0;
    const bool partly = (option.state & QStyle::State_NoChange) != 0;
    const bool hovered = isEnabled(option) && isHovered(option);
    if (on || partly) {
        paintRounded(painter, option.rect, 4, hovered ? theme.accentHover : theme.accent);
        paintIcon(painter, option.rect, on ? Icon::Check : Icon::Minus, option.rect.width() - 2,
                  theme.onAccent);
        return;
    }
    paintRounded(painter, option.rect, 4, theme.surface,
                 hovered ? theme.accent : theme.strokeStrong);
}

void paintRadioIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    const PainterScope scope(painter);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const bool on = (option.state & QStyle::State_On) != 0;
    const double radius = option.rect.width() / 2.0;
    if (!on) {
        paintRounded(painter, option.rect, radius, theme.surface,
                     isHovered(option) ? theme.accent : theme.strokeStrong);
        return;
    }
    paintRounded(painter, option.rect, radius, theme.accent);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.onAccent);
    painter.drawEllipse(QRectF(option.rect).center(), 3, 3);
}

} // namespace berth::ui::detail
