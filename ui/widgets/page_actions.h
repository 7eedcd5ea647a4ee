// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"

#include <QKeySequence>
#include <QString>

#include <functional>

class QAction;
class QWidget;

namespace berth::ui {

class ActionRegistry;

/// Adds the commands of a page: to the palette and the keyboard help under the page's name, and to
/// the keys while the focus is in the command's scope.
class PageActions final
{
public:
    /// `registry` outlives this.
    PageActions(ActionRegistry &registry, QString page);

    /// An empty `key` leaves the command to the palette.
    QAction *add(QWidget *scope, Icon icon, const QString &text, const QKeySequence &key,
                 std::function<void()> handler) const;
    /// The page's command to make something new, on the key that every page has for it. While
    /// `isEditing` says yes it does nothing, so that what is typed there stays.
    QAction *addNew(QWidget *page, Icon icon, const QString &text, std::function<bool()> isEditing,
                    std::function<void()> handler) const;

private:
    ActionRegistry &m_registry;
    QString m_page;
};

} // namespace berth::ui
