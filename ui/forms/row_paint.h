// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QColor>
#include <QString>
#include <QStyledItemDelegate>

class QAbstractItemView;
class QTableView;

namespace berth::ui {

/// Ground, row stroke and the mark of the keyboard's row of a list cell.
void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
              const Theme &theme);

struct RowLine
{
    QString text;
    TextRole role = TextRole::Body;
    QColor color;
};

/// A line in the middle of `place`, cut where it does not fit.
void paintLine(QPainter &painter, const QRect &place, const RowLine &line);
/// Two lines around the middle of `place`, each cut where it does not fit.
void paintLinePair(QPainter &painter, const QRect &place, const RowLine &upper,
                   const RowLine &lower);
/// The dot of a state, at the left of `cell`.
void paintStateDot(QPainter &painter, const QRect &cell, Tone tone, const Theme &theme);

/// Plain text cells in the look of paintRow().
class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// Chooses that row and no other. QAbstractItemView::setCurrentIndex() looks at the keys that are
/// held: while Ctrl is down, as after Ctrl+Enter, it would not select.
void chooseRow(QAbstractItemView &view, const QModelIndex &index);

/// Makes a table a list of rows: whole rows are chosen, no grid, the row under the pointer shows.
void makeRowList(QTableView &table, int rowHeight);

} // namespace berth::ui
