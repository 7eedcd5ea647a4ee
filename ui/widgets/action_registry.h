// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QList>
#include <QObject>
#include <QPointer>

namespace berth::ui {

/// Name of the action that opens a sandbox, for pages that offer it.
inline constexpr const char *openSandboxAction = "openSandbox";

/// Every command of the window, for the palette and the keyboard help. An action leaves by being
/// destroyed.
class ActionRegistry final : public QObject
{
    Q_OBJECT
public:
    struct Entry
    {
        QPointer<QAction> action;
        QString group; ///< "Instances", "Go to"
    };

    using QObject::QObject;

    void add(QAction *action, const QString &group);
    /// The action of that object name; null when there is none.
    QAction *find(const QString &name) const;
    /// Living, visible actions in the order they were added.
    QList<Entry> entries() const;

private:
    QList<Entry> m_entries;
};

} // namespace berth::ui
