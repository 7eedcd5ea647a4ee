// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"

#include <QStyledItemDelegate>

namespace berth::ui {

/// A row with an icon, a name and a second line, for lists of things to choose from.
class TwoLineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role
    {
        SecondLineRole = Qt::UserRole + 100,
        IconRole,
        BadgeRole
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace berth::ui
