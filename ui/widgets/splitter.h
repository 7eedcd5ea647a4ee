// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSplitter>

#include <initializer_list>

namespace berth::ui {

struct SplitterPart
{
    QWidget *widget = nullptr;
    int size = 0;    ///< at first, in proportion to the others
    int stretch = 0; ///< its share of what the window gains
};

/// Parts that a person may resize but not close; where they do not fit side by side, one stands
/// above the other. `name`: under which arrangementOf() remembers it.
QSplitter *makeSplitter(Qt::Orientation orientation, const QString &name,
                        std::initializer_list<SplitterPart> parts);

} // namespace berth::ui
