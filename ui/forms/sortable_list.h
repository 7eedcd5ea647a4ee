// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QTableView;

namespace berth::ui {

/// How a list of rows with two lines and sortable columns is set up.
struct SortableList
{
    QString name;       ///< under which its arrangement is remembered
    int nameColumn = 0; ///< takes what the others leave, and is sorted by at first
    int nameIndent = 0; ///< before the first header's label
    int endInset = 0;   ///< behind the last one
};

/// The table has its model. Columns that a person drags are noted (setWidthsChosen()).
void makeSortableList(QTableView &table, const SortableList &list);

} // namespace berth::ui
