// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/row_paint.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/status.h"

#include <QCursor>
#include <QHeaderView>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTableView>

namespace berth::ui {

namespace {

constexpr int focusMarkWidth = 3;

bool isPointedRow(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view == nullptr || !view->viewport()->underMouse()) {
        return false;
    }
    const QPoint position = view->viewport()->mapFromGlobal(QCursor::pos());
    return view->indexAt(position).row() == index.row();
}

bool isKeyboardRow(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view != nullptr && view->hasFocus() && view->currentIndex().row() == index.row();
}

} // namespace

void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
              const Theme &theme)
{
    if (option.state & QStyle::State_Selected) {
        painter.fillRect(option.rect, theme.selected);
    } else if (isPointedRow(option, index)) {
        painter.fillRect(option.rect, theme.hover);
    }
    painter.fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), metrics::stroke),
        theme.stroke);
    if (index.column() == 0 && isKeyboardRow(option, index)) {
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), focusMarkWidth,
                               option.rect.height() - metrics::stroke),
                         theme.accent);
    }
}

void paintLine(QPainter &painter, const QRect &place, const RowLine &line)
{
    painter.setFont(textFont(line.role));
    painter.setPen(line.color);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(line.text, Qt::ElideRight, place.width()));
}

void paintLinePair(QPainter &painter, const QRect &place, const RowLine &upper,
                   const RowLine &lower)
{
    const int middle = place.center().y();
    const int upperHeight = QFontMetrics(textFont(upper.role)).height();
    const int lowerHeight = QFontMetrics(textFont(lower.role)).height();
    paintLine(painter, QRect(place.left(), middle - upperHeight, place.width(), upperHeight),
              upper);
    paintLine(painter, QRect(place.left(), middle + 2, place.width(), lowerHeight), lower);
}

void paintStateDot(QPainter &painter, const QRect &cell, Tone tone, const Theme &theme)
{
    StatusDot::paint(painter, QPointF(cell.left() + metrics::dot / 2.0, cell.center().y() + 0.5),
                     tone == Tone::Neutral ? theme.faint : theme.tone(tone));
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.widget);
    painter->save();
    paintRow(*painter, option, index, theme);
    const QRect cell = option.rect.adjusted(metrics::space8, 0, -metrics::space8, -metrics::stroke);
    const bool isFirst = index.column() == 0;
    paintLine(*painter, cell,
              {index.data().toString(), isFirst ? TextRole::BodyStrong : TextRole::Secondary,
               isFirst ? theme.text : theme.muted});
    painter->restore();
}

void chooseRow(QAbstractItemView &view, const QModelIndex &index)
{
    view.selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                      QItemSelectionModel::Rows);
}

void makeRowList(QTableView &table, int rowHeight)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setMouseTracking(true);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.setCornerButtonEnabled(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(rowHeight);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setFixedHeight(metrics::tableHeaderHeight);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // Hovering is per cell in Qt; a list is read by rows.
    QObject::connect(&table, &QTableView::entered, table.viewport(),
                     [viewport = table.viewport()] { viewport->update(); });
}

} // namespace berth::ui
