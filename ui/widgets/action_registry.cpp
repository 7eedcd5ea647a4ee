// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/action_registry.h"

#include <algorithm>

namespace berth::ui {

void ActionRegistry::add(QAction *action, const QString &group)
{
    m_entries.append({action, group});
}

QList<ActionRegistry::Entry> ActionRegistry::entries() const
{
    QList<Entry> living;
    std::copy_if(m_entries.begin(), m_entries.end(), std::back_inserter(living),
                 [](const Entry &entry) { return entry.action && entry.action->isVisible(); });
    return living;
}

QAction *ActionRegistry::find(const QString &name) const
{
    for (const Entry &entry : m_entries) {
        if (entry.action && entry.action->objectName() == name) {
            return entry.action;
        }
    }
    return nullptr;
}

} // namespace berth::ui
