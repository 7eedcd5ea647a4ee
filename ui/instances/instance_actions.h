// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"
#include "ui/instances/places.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QAction;
class QWidget;

namespace berth::ui {

class ActionRegistry;
class Dialogs;
class InstanceModel;
class Notifier;

/// What can be done with the chosen instances, as actions that lists, menus, buttons and the
/// command palette share.
class InstanceActions final : public QObject
{
    Q_OBJECT
public:
    /// Shortcuts work while `scope` has the focus.
    InstanceActions(engine::EngineFacade &engine, InstanceModel &model, const Places &places,
                    Dialogs &dialogs, Notifier &notifier, QWidget *scope);

    void registerAt(ActionRegistry &registry);
    /// The instances the actions apply to from now on.
    void setTargets(const QStringList &ids);
    const QStringList &targets() const
    {
        return m_targets;
    }
    /// Re-reads what is possible; after a state changed.
    void update();

    QAction *start() const
    {
        return m_start;
    }
    QAction *stop() const
    {
        return m_stop;
    }
    QAction *restart() const
    {
        return m_restart;
    }
    QAction *remove() const
    {
        return m_remove;
    }
    QAction *copyAddress() const
    {
        return m_copyAddress;
    }
    QAction *edit() const
    {
        return m_edit;
    }
    QAction *duplicate() const
    {
        return m_duplicate;
    }

    void cancelStart(const QString &id);
    const Places &places() const
    {
        return m_places;
    }
    /// Why an action is there but cannot be done; empty when it can, or makes no sense now.
    static QString refusal(const QAction &action);

Q_SIGNALS:
    void editRequested(const QString &id);
    void duplicateRequested(const QString &id);

private:
    using Command = std::function<QFuture<base::Status>(std::string)>;
    using Wanted = bool (*)(model::InstanceState);

    void makeActions(QWidget *scope);
    void run(Deed deed, Wanted wanted, const Command &command, const QString &failure);
    void runOn(const QString &id, const Command &command, const QString &failure);
    void confirmRemove();
    void copyAddresses();
    /// The targets with which that can be done now.
    QStringList possible(Deed deed, Wanted wanted) const;
    void setPossible(QAction *action, Deed deed, Wanted wanted);
    /// Asks first where one of them is at a production place, then calls `proceed`.
    void askFirst(Deed deed, const QStringList &ids, const std::function<void()> &proceed);
    QString nameOf(const QString &id) const;
    QStringList namesOf(const QStringList &ids) const;

    engine::EngineFacade &m_engine;
    InstanceModel &m_model;
    const Places &m_places;
    Dialogs &m_dialogs;
    Notifier &m_notifier;
    QWidget *m_scope;
    QStringList m_targets;
    QAction *m_start = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_restart = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_copyAddress = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_duplicate = nullptr;
};

} // namespace berth::ui
