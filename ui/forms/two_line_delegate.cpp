// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/two_line_delegate.h"

#include "ui/forms/row_paint.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace berth::ui {

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowTwoLines};
}

void TwoLineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRow(*painter, option, index, theme);
    const QRect row =
        option.rect.adjusted(metrics::space20, 0, -metrics::space20, -metrics::stroke);
    const auto icon = static_cast<Icon>(index.data(IconRole).toInt());
    paintIcon(*painter, QRect(row.left(), row.top(), metrics::icon, row.height()), icon,
              metrics::icon, theme.muted);
    QRect text = row.adjusted(metrics::icon + metrics::space16, 0, 0, 0);

    painter->setFont(textFont(TextRole::Secondary));
    const QString badge = index.data(BadgeRole).toString();
    painter->setPen(theme.muted);
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, badge);
    const QFontMetrics small(painter->font());
    const QString second = index.data(SecondLineRole).toString();
    if (!badge.isEmpty()) {
        text.setRight(text.right() - small.horizontalAdvance(badge) - metrics::space12);
    }
    const int middle = text.center().y();
    painter->drawText(QRect(text.left(), middle + 2, text.width(), small.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      small.elidedText(second, Qt::ElideRight, text.width()));
    painter->setPen(theme.text);
    painter->setFont(textFont(TextRole::BodyStrong));
    const QFontMetrics strong(painter->font());
    const int top = second.isEmpty() ? middle - strong.height() / 2 : middle - strong.height();
    painter->drawText(QRect(text.left(), top, text.width(), strong.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      strong.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace berth::ui
