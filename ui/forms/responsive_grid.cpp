// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/responsive_grid.h"

#include <QGridLayout>
#include <QResizeEvent>

#include <algorithm>

namespace berth::ui {

namespace {

constexpr int columnGap = 24;
constexpr int rowGap = 16;

} // namespace

ResponsiveGrid::ResponsiveGrid(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setHorizontalSpacing(columnGap);
    m_layout->setVerticalSpacing(rowGap);
}

void ResponsiveGrid::setColumns(int maximum, int narrowest)
{
    m_maximum = maximum;
    m_narrowest = narrowest;
    arrange();
}

void ResponsiveGrid::add(QWidget *widget, bool fullWidth)
{
    m_cells.push_back({widget, fullWidth});
    arrange();
}

void ResponsiveGrid::remove(QWidget *widget)
{
    std::erase_if(m_cells, [widget](const Cell &cell) { return cell.widget == widget; });
    m_layout->removeWidget(widget);
    widget->hide();
    widget->deleteLater(); // the request may come from a button inside it
    arrange();
}

void ResponsiveGrid::clear()
{
    for (const Cell &cell : m_cells) {
        m_layout->removeWidget(cell.widget);
        cell.widget->hide();
        cell.widget->deleteLater();
    }
    m_cells.clear();
}

int ResponsiveGrid::columnsFor(int width) const
{
    return std::clamp((width + columnGap) / (m_narrowest + columnGap), 1, m_maximum);
}

void ResponsiveGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (columnsFor(event->size().width()) != m_columns) {
        arrange();
    }
}

void ResponsiveGrid::arrange()
{
    const int previous = m_columns;
    m_columns = columnsFor(width());
    for (const Cell &cell : m_cells) {
        m_layout->removeWidget(cell.widget);
    }
    int row = 0;
    int column = 0;
    for (const Cell &cell : m_cells) {
        const int span = cell.fullWidth ? m_columns : 1;
        if (column + span > m_columns) {
            ++row;
            column = 0;
        }
        m_layout->addWidget(cell.widget, row, column, 1, span, Qt::AlignTop);
        column += span;
    }
    for (int i = 0; i < std::max(previous, m_columns); ++i) {
        m_layout->setColumnStretch(i, i < m_columns ? 1 : 0);
    }
}

} // namespace berth::ui
