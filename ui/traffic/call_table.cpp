// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/traffic/call_table.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/traffic/call_model.h"
#include "ui/widgets/status.h"

#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace berth::ui {

namespace {

/// A column takes at least `least`; what is left over is shared until all have what they `want`.
struct ColumnRoom
{
    int least;
    int want;
};

/// In the order of CallModel::Column.
constexpr std::array<ColumnRoom, CallModel::ColumnCount> rooms{
    {{90, 134}, {60, 150}, {72, 240}, {64, 80}, {78, 84}, {94, 116}}};

/// In line with what stands above the table.
constexpr int firstInset = metrics::space20;

/// From this width on all columns are there.
constexpr int roomForSize = 500;

/// A line of text; the outcome with its dot.
class CallDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(option.widget);
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter,
                                              option.widget);
        const int inset = index.column() == CallModel::Time ? firstInset : metrics::space8;
        QRect room = option.rect.adjusted(inset, 0, -metrics::space8, 0);
        if (index.column() == CallModel::Outcome) {
            const auto tone = static_cast<Tone>(index.data(CallModel::ToneRole).toInt());
            StatusDot::paint(*painter,
                             QPointF(room.left() + metrics::dot / 2.0, room.center().y() + 0.5),
                             theme.tone(tone));
            room.adjust(metrics::dot + metrics::space8, 0, 0, 0);
        }
        const bool quiet = index.column() == CallModel::Time || index.column() == CallModel::Size;
        painter->setFont(option.font);
        painter->setPen(quiet ? theme.muted : theme.text);
        painter->drawText(
            room, static_cast<int>(index.data(Qt::TextAlignmentRole).value<Qt::Alignment>()),
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
};

} // namespace

CallTable::CallTable(CallModel *model, QWidget *parent)
    : QTableView(parent)
{
    setModel(model);
    setItemDelegate(new CallDelegate(this));
    setAccessibleName(tr("Calls"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(metrics::rowOneLine);
    horizontalHeader()->setHighlightSections(false);
    setHeaderInsets(horizontalHeader(), firstInset, metrics::space8);
    horizontalHeader()->setMinimumSectionSize(metrics::space24);
}

void CallTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        fitColumns(event->size().width());
    }
}

void CallTable::fitColumns(int width)
{
    int least = 0;
    int wanted = 0;
    for (const ColumnRoom &room : rooms) {
        least += room.least;
        wanted += room.want - room.least;
    }
    const bool showsSize = width >= roomForSize;
    setColumnHidden(CallModel::Size, !showsSize);
    if (!showsSize) {
        least -= rooms[CallModel::Size].least;
        wanted -= rooms[CallModel::Size].want - rooms[CallModel::Size].least;
    }
    const int spare = std::max(0, width - least);
    const int shared = std::min(spare, wanted);
    int taken = 0;
    for (int column = 0; column < CallModel::ColumnCount; ++column) {
        const ColumnRoom &room = rooms[static_cast<std::size_t>(column)];
        const int given = room.least + (room.want - room.least) * shared / wanted;
        setColumnWidth(column, given);
        taken += isColumnHidden(column) ? 0 : given;
    }
    setColumnWidth(CallModel::Call, columnWidth(CallModel::Call) + std::max(0, width - taken));
}

} // namespace berth::ui
