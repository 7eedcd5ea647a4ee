// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page_actions.h"

#include "ui/widgets/action_registry.h"
#include "ui/widgets/shortcut.h"

#include <utility>

namespace berth::ui {

PageActions::PageActions(ActionRegistry &registry, QString page)
    : m_registry(registry)
    , m_page(std::move(page))
{}

QAction *PageActions::add(QWidget *scope, Icon icon, const QString &text, const QKeySequence &key,
                          std::function<void()> handler) const
{
    QAction *action = addShortcut(scope, key, std::move(handler));
    action->setIcon(themedIcon(icon));
    action->setText(text);
    m_registry.add(action, m_page);
    return action;
}

QAction *PageActions::addNew(QWidget *page, Icon icon, const QString &text,
                             std::function<bool()> isEditing, std::function<void()> handler) const
{
    return add(page, icon, text, QKeySequence::New,
               [isEditing = std::move(isEditing), handler = std::move(handler)] {
                   if (!isEditing()) {
                       handler();
                   }
               });
}

} // namespace berth::ui
