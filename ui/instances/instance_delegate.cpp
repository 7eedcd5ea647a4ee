// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_delegate.h"

#include "ui/forms/row_paint.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/places.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"
#include "ui/widgets/charts.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace berth::ui {

namespace {

constexpr int narrowestTextBesideChart = 48;
constexpr int sparklineWidth = 52;
constexpr int sparklineHeight = 20;
constexpr int barWidth = 96;
constexpr int barHeight = 5;

/// Up to two lines, the last one cut with an ellipsis, centred in height.
void paintTwoLines(QPainter &painter, const QRect &rect, const QString &text)
{
    const QFontMetrics metrics(painter.font());
    if (metrics.horizontalAdvance(text) <= rect.width()) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
        return;
    }
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(rect.width());
    layout.endLayout();
    const qsizetype split = first.textLength();
    const int top = rect.center().y() - metrics.lineSpacing();
    painter.drawText(rect.left(), top + metrics.ascent() + 1, text.left(split).trimmed());
    painter.drawText(rect.left(), top + metrics.lineSpacing() + metrics.ascent() + 1,
                     metrics.elidedText(text.mid(split).trimmed(), Qt::ElideRight, rect.width()));
}

bool hasReading(const QModelIndex &index)
{
    return index.siblingAtColumn(InstanceModel::Cpu).data(InstanceModel::SortRole).toDouble() >= 0;
}

} // namespace

InstanceDelegate::InstanceDelegate(const Places &places, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_places(places)
{}

QSize InstanceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, metrics::rowTwoLines};
}

void InstanceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRow(*painter, option, index, theme);
    const QRect cell = option.rect.adjusted(metrics::space8, 0, -metrics::space8, -metrics::stroke);
    switch (index.column()) {
    case InstanceModel::Name:
        paintName(*painter, cell, index, theme);
        break;
    case InstanceModel::State:
        paintState(*painter, cell, index, theme);
        break;
    case InstanceModel::Where:
        paintWhere(*painter, cell, index, theme);
        break;
    case InstanceModel::Cpu:
        paintCpu(*painter, cell, index, theme);
        break;
    case InstanceModel::Memory:
        paintMemory(*painter, cell, index, theme);
        break;
    default:
        paintUptime(*painter, cell, index, theme);
        break;
    }
    painter->restore();
}

void InstanceDelegate::paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                 const Theme &theme)
{
    const Icon icon = index.data(InstanceModel::ElsewhereRole).toBool() ? Icon::Network
                      : index.data(InstanceModel::RemoteRole).toBool()  ? Icon::Globe
                                                                        : Icon::Instances;
    const QRect mark(cell.left() + metrics::space12, cell.top(), metrics::icon, cell.height());
    paintIcon(painter, mark, icon, metrics::icon, theme.muted);
    const QRect text = cell.adjusted(nameIndent - metrics::space8, 0, 0, 0);
    paintLinePair(
        painter, text, {index.data().toString(), TextRole::BodyStrong, theme.text},
        {index.data(InstanceModel::SubtitleRole).toString(), TextRole::Secondary, theme.muted});
}

QColor InstanceDelegate::placeColor(const QModelIndex &index, const Theme &theme) const
{
    const std::string id = index.data(InstanceModel::ConnectionRole).toString().toStdString();
    return m_places.production(id) ? theme.warning : theme.text;
}

void InstanceDelegate::paintWhere(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                  const Theme &theme) const
{
    const QString more = index.data(InstanceModel::WhereMoreRole).toString();
    const bool elsewhere = index.data(InstanceModel::ElsewhereRole).toBool();
    const RowLine where{index.data().toString(), elsewhere ? TextRole::Body : TextRole::Secondary,
                        elsewhere ? placeColor(index, theme) : theme.muted};
    if (more.isEmpty()) {
        paintLine(painter, cell, where);
        return;
    }
    paintLinePair(painter, cell, where,
                  {more, TextRole::Secondary, elsewhere ? theme.muted : placeColor(index, theme)});
}

void InstanceDelegate::paintState(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                  const Theme &theme)
{
    const auto tone = static_cast<Tone>(index.data(InstanceModel::ToneRole).toInt());
    paintStateDot(painter, cell, tone, theme);
    painter.setPen(theme.text);
    painter.setFont(textFont(TextRole::Body));
    paintTwoLines(painter, cell.adjusted(metrics::dot + metrics::space8, 0, 0, 0),
                  index.data().toString());
}

void InstanceDelegate::paintCpu(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                const Theme &theme)
{
    painter.setPen(theme.muted);
    painter.setFont(textFont(TextRole::Secondary));
    if (!hasReading(index)) {
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        return;
    }
    if (cell.width() < sparklineWidth + metrics::space8 + narrowestTextBesideChart) {
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        return;
    }
    const auto series = index.data(InstanceModel::CpuSeriesRole).value<QList<qreal>>();
    const QRectF chart(cell.left(), cell.center().y() - sparklineHeight / 2.0, sparklineWidth,
                       sparklineHeight);
    constexpr double quietScale = 0.05; // idle noise of a thousandth must not fill the chart
    const double highest = series.isEmpty() ? 0 : *std::max_element(series.begin(), series.end());
    Sparkline::paint(painter, chart, {series.begin(), series.end()},
                     std::max(highest * 1.15, quietScale), theme);
    painter.setPen(theme.muted);
    painter.drawText(cell.adjusted(sparklineWidth + metrics::space8, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
}

void InstanceDelegate::paintMemory(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                   const Theme &theme)
{
    painter.setPen(theme.muted);
    painter.setFont(textFont(TextRole::Secondary));
    const double share = index.data(InstanceModel::MemoryShareRole).toDouble();
    if (share < 0) {
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        return;
    }
    const int width = std::min(barWidth, cell.width());
    UsageBar::paint(painter,
                    QRectF(cell.left(), cell.center().y() - barHeight - 3, width, barHeight), share,
                    theme);
    painter.setPen(theme.muted);
    painter.drawText(QRect(cell.left(), cell.center().y() + 2, cell.width(), cell.height() / 2 - 2),
                     Qt::AlignLeft | Qt::AlignTop, index.data().toString());
}

void InstanceDelegate::paintUptime(QPainter &painter, const QRect &cell, const QModelIndex &index,
                                   const Theme &theme)
{
    painter.setPen(theme.muted);
    painter.setFont(textFont(TextRole::Secondary));
    painter.drawText(cell.adjusted(0, 0, metrics::space8 - endInset, 0),
                     Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
}

} // namespace berth::ui
