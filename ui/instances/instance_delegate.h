// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace berth::ui {

class Places;
struct Theme;

/// Paints the cells of the instance list: two-line name, state with its dot, readings.
class InstanceDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// Where the name's text begins, beside its icon, and what stays free behind the last column.
    static constexpr int nameIndent = 58;
    static constexpr int endInset = 20;

    /// `places` outlives the delegate.
    explicit InstanceDelegate(const Places &places, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// What is at a production place shows it before anything is pressed.
    QColor placeColor(const QModelIndex &index, const Theme &theme) const;
    void paintWhere(QPainter &painter, const QRect &cell, const QModelIndex &index,
                    const Theme &theme) const;
    static void paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
                          const Theme &theme);
    static void paintState(QPainter &painter, const QRect &cell, const QModelIndex &index,
                           const Theme &theme);
    static void paintCpu(QPainter &painter, const QRect &cell, const QModelIndex &index,
                         const Theme &theme);
    static void paintMemory(QPainter &painter, const QRect &cell, const QModelIndex &index,
                            const Theme &theme);
    static void paintUptime(QPainter &painter, const QRect &cell, const QModelIndex &index,
                            const Theme &theme);

    const Places &m_places;
};

} // namespace berth::ui
