// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace berth::ui {

/// Fields in as many equal columns as fit, one at least. Keyboard order is the order of adding,
/// whatever the number of columns.
class ResponsiveGrid final : public QWidget
{
    Q_OBJECT
public:
    explicit ResponsiveGrid(QWidget *parent = nullptr);

    /// Narrowest a column may be, and how many there may be at most.
    void setColumns(int maximum, int narrowest);
    void add(QWidget *widget, bool fullWidth = false);
    void remove(QWidget *widget);
    void clear();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Cell
    {
        QWidget *widget;
        bool fullWidth;
    };

    int columnsFor(int width) const;
    void arrange();

    QGridLayout *m_layout;
    std::vector<Cell> m_cells;
    int m_columns = 0;
    int m_maximum = 2;
    int m_narrowest = 260;
};

} // namespace berth::ui
