// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace berth::ui {

struct Theme;

/// Paints the cells of the list of secrets: two-line name, state with its dot, plain columns.
class SecretDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// Where the name's text begins, beside its icon, and what stays free behind the last column.
    static constexpr int nameIndent = 58;
    static constexpr int endInset = 20;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
                          const Theme &theme);
    static void paintState(QPainter &painter, const QRect &cell, const QModelIndex &index,
                           const Theme &theme);
};

} // namespace berth::ui
