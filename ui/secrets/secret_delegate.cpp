// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_delegate.h"

#include "ui/forms/row_paint.h"
#include "ui/secrets/secret_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace berth::ui {

QSize SecretDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowTwoLines};
}

void SecretDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRow(*painter, option, index, theme);
    const QRect cell = option.rect.adjusted(metrics::space8, 0, -metrics::space8, -metrics::stroke);
    if (index.column() == SecretModel::Name) {
        paintName(*painter, cell, index, theme);
    } else if (index.column() == SecretModel::State) {
        paintState(*painter, cell, index, theme);
    } else {
        const bool isWho = index.column() == SecretModel::UsedBy;
        paintLine(*painter, cell,
                  {index.data().toString(), isWho ? TextRole::Body : TextRole::Secondary,
                   isWho ? theme.text : theme.muted});
    }
    painter->restore();
}

void SecretDelegate::paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
                               const Theme &theme)
{
    const QRect mark(cell.left() + metrics::space12, cell.top(), metrics::icon, cell.height());
    paintIcon(painter, mark, Icon::Key, metrics::icon, theme.muted);
    const QRect text = cell.adjusted(nameIndent - metrics::space8, 0, 0, 0);
    paintLinePair(
        painter, text, {index.data().toString(), TextRole::BodyStrong, theme.text},
        {index.data(SecretModel::OwnerRole).toString(), TextRole::Secondary, theme.muted});
}

void SecretDelegate::paintState(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                const Theme &theme)
{
    paintStateDot(painter, cell, static_cast<Tone>(index.data(SecretModel::ToneRole).toInt()),
                  theme);
    paintLine(painter, cell.adjusted(metrics::dot + metrics::space8, 0, 0, 0),
              {index.data().toString(), TextRole::Body, theme.text});
}

} // namespace berth::ui
