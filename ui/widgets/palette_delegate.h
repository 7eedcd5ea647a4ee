// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace berth::ui {

/// A line of the command palette: text with the matched letters marked, group, shortcut.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role
    {
        GroupRole = Qt::UserRole + 1,
        ShortcutRole,
        PositionsRole,
        EntryRole
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace berth::ui
