// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/sortable_list.h"

#include "ui/forms/row_paint.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/arrangement.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QTableView>

namespace berth::ui {

namespace {

constexpr int narrowestColumn = 60;

} // namespace

void makeSortableList(QTableView &table, const SortableList &list)
{
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    makeRowList(table, metrics::rowTwoLines);
    table.setSortingEnabled(true);
    table.sortByColumn(list.nameColumn, Qt::AscendingOrder);
    QHeaderView *header = table.horizontalHeader();
    header->setObjectName(list.name);
    header->setSectionResizeMode(list.nameColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(narrowestColumn);
    setHeaderInsets(header, list.nameIndent, list.endInset);
    // Nothing but a person's hand on the header presses a button over it.
    QObject::connect(header, &QHeaderView::sectionResized, header,
                     [header, stretched = list.nameColumn](int section) {
                         const bool dragged =
                             (QGuiApplication::mouseButtons() & Qt::LeftButton) != 0;
                         if (dragged && section != stretched && header->underMouse()) {
                             setWidthsChosen(*header, true);
                         }
                     });
}

} // namespace berth::ui
