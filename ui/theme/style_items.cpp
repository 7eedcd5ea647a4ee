// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/theme/style_parts.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOptionHeader>
#include <QStyleOptionMenuItem>
#include <QStyleOptionViewItem>
#include <QTableView>
#include <QTreeView>

namespace berth::ui::detail {
namespace {

/// Rows of tables and trees carry strokes; plain lists are made of rounded entries.
bool hasRows(const QWidget *widget)
{
    return qobject_cast<const QTreeView *>(widget) != nullptr ||
           qobject_cast<const QTableView *>(widget) != nullptr;
}

QColor rowColor(const Theme &theme, const QStyleOptionViewItem &option)
{
    if ((option.state & QStyle::State_Selected) != 0) {
        return theme.selected;
    }
    return isEnabled(option) && isHovered(option) ? theme.hover : QColor(Qt::transparent);
}

constexpr int menuIconColumn = 28;
constexpr int menuItemPadding = 12;

QString menuText(const QStyleOptionMenuItem &option)
{
    return option.text.section(QLatin1Char('\t'), 0, 0);
}

QString menuShortcut(const QStyleOptionMenuItem &option)
{
    return option.text.section(QLatin1Char('\t'), 1);
}

} // namespace

void paintViewRow(const Theme &theme, const QStyleOptionViewItem &option, QPainter &painter,
                  const QWidget *widget)
{
    if (!hasRows(widget)) {
        return;
    }
    const QColor ground = rowColor(theme, option);
    if (ground.alpha() > 0) {
        painter.fillRect(option.rect, ground);
    }
    painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1),
                     theme.stroke);
}

void paintViewItem(const Theme &theme, const QStyleOptionViewItem &option, QPainter &painter,
                   const QWidget *widget)
{
    const QColor ground = rowColor(theme, option);
    if (hasRows(widget)) {
        // Of a tree's row Qt paints what is chosen beside the branches only.
        if (ground.alpha() > 0 && qobject_cast<const QTreeView *>(widget) != nullptr) {
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), ground);
        }
        return;
    }
    if (ground.alpha() > 0) {
        const PainterScope scope(painter);
        paintRounded(painter, QRectF(option.rect).adjusted(0, 1, 0, -1), metrics::radius, ground);
    }
}

void paintFocusRect(const Theme &theme, const QStyleOption &option, QPainter &painter,
                    const QWidget *widget)
{
    if (isInChoicePopup(widget)) {
        return; // what is current there is chosen, too
    }
    // Views mark the current row themselves; buttons have their ring.
    if (qobject_cast<const QAbstractItemView *>(widget) == nullptr) {
        const PainterScope scope(painter);
        paintFocusRing(painter, QRectF(option.rect), 4, theme);
    } else if ((option.state & QStyle::State_KeyboardFocusChange) != 0) {
        painter.fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())),
                         theme.accent);
    }
}

void paintBranch(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    if ((option.state & QStyle::State_Children) != 0) {
        const bool open = (option.state & QStyle::State_Open) != 0;
        paintIcon(painter, option.rect, open ? Icon::ChevronDown : Icon::ChevronRight, 14,
                  theme.muted);
    }
}

void paintHeaderSection(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, theme.surface);
    const bool vertical = (option.state & QStyle::State_Horizontal) == 0;
    if (!vertical) {
        painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1),
                         theme.stroke);
    }
}

void paintHeaderLabel(const Theme &theme, const QStyleOptionHeader &option, QPainter &painter)
{
    const PainterScope scope(painter);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    painter.setPen(sorted || isHovered(option) ? theme.text : theme.muted);
    QRect rect = option.rect;
    const bool right = option.textAlignment.testFlag(Qt::AlignRight);
    const int arrow = sorted ? 16 : 0;
    const QString text =
        option.fontMetrics.elidedText(option.text, Qt::ElideRight, qMax(0, rect.width() - arrow));
    const int textWidth = option.fontMetrics.horizontalAdvance(text);
    const int left = right ? rect.right() + 1 - textWidth - arrow : rect.left();
    painter.drawText(QRect(left, rect.y(), textWidth + 2, rect.height()), Qt::AlignVCenter, text);
    if (sorted) {
        // Qt names the direction the arrow points in on some desktops; ours points up when rising.
        const bool rising = option.sortIndicator == QStyleOptionHeader::SortDown;
        paintIcon(painter, QRect(left + textWidth + 3, rect.y(), 12, rect.height()),
                  rising ? Icon::ChevronUp : Icon::ChevronDown, 12, theme.muted);
    }
}

void paintMenuPanel(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    const PainterScope scope(painter);
    paintRounded(painter, option.rect, metrics::radius, theme.surface,
                 theme.dark ? theme.strokeStrong : theme.stroke);
}

void paintMenuItem(const Theme &theme, const QStyleOptionMenuItem &option, QPainter &painter)
{
    const PainterScope scope(painter);
    QRect rect = option.rect.adjusted(metrics::space4, 0, -metrics::space4, 0);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(option.rect.x(), rect.center().y(), option.rect.width(), 1),
                         theme.stroke);
        return;
    }
    const bool chosen = (option.state & QStyle::State_Selected) != 0 && isEnabled(option);
    if (chosen) {
        paintRounded(painter, rect, 5, theme.subtle);
    }
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    rect.adjust(8, 0, -8, 0);
    const bool marked = option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked;
    const QRect mark(rect.x(), rect.y(), metrics::iconSmall, rect.height());
    if (marked) {
        paintIcon(painter, mark, Icon::Check, metrics::iconSmall, theme.accent);
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, mark, Qt::AlignCenter, chosen ? QIcon::Active : QIcon::Normal);
    }
    const bool column = option.menuHasCheckableItems || option.maxIconWidth > 0;
    rect.setLeft(rect.left() + (column ? menuIconColumn - 4 : 0));
    painter.setFont(option.font);
    painter.setPen(theme.text);
    painter.drawText(rect, Qt::AlignVCenter | Qt::TextShowMnemonic, menuText(option));
    painter.setPen(theme.muted);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        paintIcon(painter, QRect(rect.right() - 14, rect.y(), 14, rect.height()),
                  Icon::ChevronRight, 14, theme.muted);
    } else {
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, menuShortcut(option));
    }
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        return {contents.width(), 9};
    }
    const QFontMetrics metrics(option.font);
    const QString shortcut = menuShortcut(option);
    int width = metrics.size(Qt::TextShowMnemonic, menuText(option)).width();
    width += shortcut.isEmpty() ? 0 : metrics.horizontalAdvance(shortcut) + 32;
    width += option.menuHasCheckableItems || option.maxIconWidth > 0 ? menuIconColumn : 0;
    width += option.menuItemType == QStyleOptionMenuItem::SubMenu ? 24 : 0;
    return {qMax(140, width + 2 * menuItemPadding + 4), 30};
}

} // namespace berth::ui::detail
