// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/tab_order.h"

#include <QLayout>
#include <QWidget>

namespace berth::ui {

namespace {

QWidget *orderLayout(QWidget *previous, QLayout *layout)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (item->widget() != nullptr) {
            previous = orderTabs(previous, item->widget());
        } else if (item->layout() != nullptr) {
            previous = orderLayout(previous, item->layout());
        }
    }
    return previous;
}

} // namespace

QWidget *orderTabs(QWidget *previous, QWidget *container)
{
    const bool isStop =
        (container->focusPolicy() & Qt::TabFocus) != 0 && container->focusProxy() == nullptr;
    if (isStop) {
        QWidget::setTabOrder(previous, container);
        previous = container;
    }
    return container->layout() != nullptr ? orderLayout(previous, container->layout()) : previous;
}

} // namespace berth::ui
