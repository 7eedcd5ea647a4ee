// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_delegate.h"

#include "ui/events/event_model.h"
#include "ui/forms/row_paint.h"
#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace berth::ui {

namespace {

constexpr int dotSpace = metrics::dot + 7;

TextRole textRole(const QModelIndex &index)
{
    switch (index.column()) {
    case EventModel::Time:
        return TextRole::Mono;
    case EventModel::Event:
        return TextRole::Body;
    case EventModel::Instance:
        return index.data(EventModel::IsIdRole).toBool() ? TextRole::Mono : TextRole::BodyStrong;
    default:
        return TextRole::Secondary;
    }
}

} // namespace

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowOneLine};
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    painter->save();
    paintRow(*painter, option, index, theme);
    const int column = index.column();
    QRect cell = option.rect.adjusted(column == EventModel::Time ? edgeInset : metrics::space8, 0,
                                      column == EventModel::From ? -edgeInset : -metrics::space8,
                                      -metrics::stroke);
    if (column == EventModel::Event) {
        paintStateDot(*painter, cell, static_cast<Tone>(index.data(EventModel::ToneRole).toInt()),
                      theme);
        cell.setLeft(cell.left() + dotSpace);
    }
    const bool isStrong = column == EventModel::Event || column == EventModel::Instance;
    paintLine(*painter, cell,
              {index.data().toString(), textRole(index), isStrong ? theme.text : theme.muted});
    painter->restore();
}

} // namespace berth::ui
