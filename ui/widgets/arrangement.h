// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariantMap>

class QHeaderView;
class QSplitter;
class QWidget;

namespace berth::ui {

/// What a person arranged inside `root`: the sizes of splitters, the order of tables, and the
/// widths of columns somebody dragged. Only widgets with an object name are remembered.
QVariantMap arrangementOf(const QWidget &root);
/// Applies what fits; parts that are missing or damaged are left as they are.
void arrange(QWidget &root, const QVariantMap &arrangement);

/// While both parts of a splitter do not fit side by side, they stand one above the other.
void stackWhenNarrow(QSplitter *splitter);

/// Notes that a person chose the widths of the columns, so that nobody fits them again.
void setWidthsChosen(QHeaderView &header, bool chosen);
bool areWidthsChosen(const QHeaderView &header);

} // namespace berth::ui
