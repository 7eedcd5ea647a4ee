// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/shortcut.h"

#include <QAction>
#include <QWidget>

#include <utility>

namespace berth::ui {

QAction *addShortcut(QWidget *scope, const QKeySequence &key, std::function<void()> handler)
{
    auto *action = new QAction(scope);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(action, &QAction::triggered, scope, std::move(handler));
    scope->addAction(action);
    return action;
}

void addSubmitShortcut(QWidget *scope, const std::function<void()> &handler)
{
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        addShortcut(scope, QKeySequence(Qt::CTRL | key), handler);
    }
}

} // namespace berth::ui
