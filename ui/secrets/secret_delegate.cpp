// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_delegate.h"

#include "ui/forms/row_paint.h"
#include "ui/secrets/secret_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"
#include "ui/widgets/status.h"

#include <QPainter>

namespace berth::ui {

namespace {

void drawLine(QPainter &painter, const QRect &rect, const QString &text)
{
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

} // namespace

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
        painter->setFont(textFont(isWho ? TextRole::Body : TextRole::Secondary));
        painter->setPen(isWho ? theme.text : theme.muted);
        drawLine(*painter, cell, index.data().toString());
    }
    painter->restore();
}

void SecretDelegate::paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
                               const Theme &theme)
{
    const QRect mark(cell.left() + metrics::space12, cell.top(), metrics::icon, cell.height());
    paintIcon(painter, mark, Icon::Key, metrics::icon, theme.muted);
    const QRect text = cell.adjusted(nameIndent - metrics::space8, 0, 0, 0);
    const int middle = text.center().y();
    painter.setPen(theme.text);
    painter.setFont(textFont(TextRole::BodyStrong));
    int height = painter.fontMetrics().height();
    drawLine(painter, QRect(text.left(), middle - height, text.width(), height),
             index.data().toString());
    painter.setPen(theme.muted);
    painter.setFont(textFont(TextRole::Secondary));
    height = painter.fontMetrics().height();
    drawLine(painter, QRect(text.left(), middle + 2, text.width(), height),
             index.data(SecretModel::OwnerRole).toString());
}

void SecretDelegate::paintState(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                const Theme &theme)
{
    const auto tone = static_cast<Tone>(index.data(SecretModel::ToneRole).toInt());
    const QColor color = tone == Tone::Neutral ? theme.faint : theme.tone(tone);
    StatusDot::paint(painter, QPointF(cell.left() + metrics::dot / 2.0, cell.center().y() + 0.5),
                     color);
    painter.setPen(theme.text);
    painter.setFont(textFont(TextRole::Body));
    drawLine(painter, cell.adjusted(metrics::dot + metrics::space8, 0, 0, 0),
             index.data().toString());
}

} // namespace berth::ui
