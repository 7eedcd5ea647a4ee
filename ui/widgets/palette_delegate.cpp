// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/palette_delegate.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QPainter>

namespace berth::ui {
namespace {

void drawMarked(QPainter &painter, QRect rect, const QString &text, const QList<int> &positions,
                const Theme &theme)
{
    const QFont plain = textFont(TextRole::Body);
    const QFont marked = textFont(TextRole::Section);
    for (int i = 0; i < text.size(); ++i) {
        const bool hit = positions.contains(i);
        painter.setFont(hit ? marked : plain);
        painter.setPen(hit ? theme.accent : theme.text);
        painter.drawText(rect, Qt::AlignVCenter, QString(text[i]));
        rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(text[i]));
    }
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const Theme &theme = themeOf(option.widget);
    item.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    const QRect rect = option.rect.adjusted(metrics::space12, 0, -metrics::space12, 0);
    painter->save();
    const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
    const QRect iconRect(rect.x(), rect.y(), metrics::iconSmall, rect.height());
    icon.paint(painter, iconRect);
    drawMarked(*painter, rect.adjusted(28, 0, 0, 0), item.text,
               index.data(PositionsRole).value<QList<int>>(), theme);
    painter->setFont(textFont(TextRole::Secondary));
    painter->setPen(theme.muted);
    const QString shortcut = index.data(ShortcutRole).toString();
    const QString right = shortcut.isEmpty() ? index.data(GroupRole).toString() : shortcut;
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, right);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, metrics::rowOneLine};
}

} // namespace berth::ui
