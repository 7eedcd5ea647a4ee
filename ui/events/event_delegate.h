// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace berth::ui {

/// Cells of the list of events.
class EventDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// Where the first and the last cell's text begins and ends.
    static constexpr int edgeInset = 20;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace berth::ui
