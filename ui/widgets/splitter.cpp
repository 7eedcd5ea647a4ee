// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/splitter.h"

#include "ui/widgets/arrangement.h"

namespace berth::ui {

QSplitter *makeSplitter(Qt::Orientation orientation, const QString &name,
                        std::initializer_list<SplitterPart> parts)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setObjectName(name);
    splitter->setChildrenCollapsible(false);
    QList<int> sizes;
    for (const SplitterPart &part : parts) {
        splitter->addWidget(part.widget);
        splitter->setStretchFactor(splitter->count() - 1, part.stretch);
        sizes.append(part.size);
    }
    splitter->setSizes(sizes);
    if (orientation == Qt::Horizontal) {
        stackWhenNarrow(splitter);
    }
    return splitter;
}

} // namespace berth::ui
