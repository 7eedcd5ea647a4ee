// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QVariantMap>

class QHeaderView;
class QWidget;

namespace berth::ui {

/// What a person arranged inside `root`: the sizes of splitters, the order of tables, and the
/// widths of columns somebody dragged. Only widgets with an object name are remembered.
QVariantMap arrangementOf(const QWidget &root);
/// Applies what fits; parts that are missing or damaged are left as they are.
void arrange(QWidget &root, const QVariantMap &arrangement);

/// Notes that a person chose the widths of the columns, so that nobody fits them again.
void setWidthsChosen(QHeaderView &header, bool chosen);
bool areWidthsChosen(const QHeaderView &header);

} // namespace berth::ui
