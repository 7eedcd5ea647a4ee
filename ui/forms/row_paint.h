// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

class QAbstractItemView;
class QTableView;

namespace berth::ui {

struct Theme;

/// Ground, row stroke and the mark of the keyboard's row of a list cell.
void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
              const Theme &theme);

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
