// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connection_delegate.h"

#include "ui/connections/connection_list_model.h"
#include "ui/forms/row_paint.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"
#include "ui/widgets/status.h"

#include <QPainter>

namespace berth::ui {

namespace {

/// Wide enough for "Next attempt in 120 s" and "12.4 ms, 120 instances".
constexpr int stateWidth = 150;

} // namespace

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowTwoLines};
}

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRow(*painter, option, index, theme);
    const QRect row =
        option.rect.adjusted(metrics::space20, 0, -metrics::space20, -metrics::stroke);
    const auto mark = static_cast<Tone>(index.data(ConnectionListModel::MarkToneRole).toInt());
    paintIcon(*painter, QRect(row.left(), row.top(), metrics::icon, row.height()), Icon::Network,
              metrics::icon, mark == Tone::Neutral ? theme.muted : theme.tone(mark));
    const QRect state(row.right() - stateWidth + 1, row.top(), stateWidth, row.height());
    const QRect name = row.adjusted(metrics::icon + metrics::space16, 0,
                                    -stateWidth - metrics::space24 - metrics::dot, 0);
    paintLinePair(*painter, name, {index.data().toString(), TextRole::BodyStrong, theme.text},
                  {index.data(ConnectionListModel::SubtitleRole).toString(), TextRole::Secondary,
                   theme.muted});
    const auto tone = static_cast<Tone>(index.data(ConnectionListModel::ToneRole).toInt());
    const QFontMetrics body(textFont(TextRole::Body));
    StatusDot::paint(*painter,
                     QPointF(state.left() - metrics::space8 - metrics::dot / 2.0,
                             state.center().y() - body.height() / 2.0 + 0.5),
                     tone == Tone::Neutral ? theme.faint : theme.tone(tone));
    paintLinePair(
        *painter, state,
        {index.data(ConnectionListModel::StateRole).toString(), TextRole::Body, theme.text},
        {index.data(ConnectionListModel::FiguresRole).toString(), TextRole::Secondary,
         theme.muted});
    painter->restore();
}

} // namespace berth::ui
