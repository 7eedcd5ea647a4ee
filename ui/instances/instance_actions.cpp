// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_actions.h"

#include "ui/instances/instance_model.h"
#include "ui/instances/production_question.h"
#include "ui/theme/icons.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QClipboard>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QPointer>
#include <QWidget>

#include <algorithm>

namespace berth::ui {

namespace {

bool isUp(model::InstanceState state)
{
    return state == model::InstanceState::Running || state == model::InstanceState::Unhealthy;
}

bool always(model::InstanceState)
{
    return true;
}

constexpr const char *refusalProperty = "refusal";
constexpr const char *usualTip = "usualTip";

QAction *makeAction(QWidget *scope, Icon icon, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(themedIcon(icon), text, scope);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString shown = key.toString(QKeySequence::NativeText);
    action->setToolTip(shown.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, shown));
    action->setProperty(usualTip, action->toolTip());
    scope->addAction(action);
    return action;
}

} // namespace

InstanceActions::InstanceActions(engine::EngineFacade &engine, InstanceModel &model,
                                 const Places &places, Dialogs &dialogs, Notifier &notifier,
                                 QWidget *scope)
    : QObject(scope)
    , m_engine(engine)
    , m_model(model)
    , m_places(places)
    , m_dialogs(dialogs)
    , m_notifier(notifier)
    , m_scope(scope)
{
    makeActions(scope);
    connect(&model, &InstanceModel::snapshotChanged, this, &InstanceActions::update);
    connect(&model, &InstanceModel::countsChanged, this, &InstanceActions::update);
    connect(&places, &Places::changed, this, &InstanceActions::update);
    update();
}

void InstanceActions::makeActions(QWidget *scope)
{
    m_start = makeAction(scope, Icon::Play, tr("Start"), QKeySequence(Qt::CTRL | Qt::Key_R));
    m_stop = makeAction(scope, Icon::Stop, tr("Stop"), QKeySequence(Qt::CTRL | Qt::Key_Period));
    m_restart = makeAction(scope, Icon::Restart, tr("Restart"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    m_edit = makeAction(scope, Icon::Edit, tr("Edit…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    m_duplicate =
        makeAction(scope, Icon::Plus, tr("Duplicate…"), QKeySequence(Qt::CTRL | Qt::Key_D));
    m_copyAddress = makeAction(scope, Icon::Copy, tr("Copy address"),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_remove = makeAction(scope, Icon::Trash, tr("Delete…"), QKeySequence(Qt::Key_Delete));

    engine::InstanceCommands &commands = m_engine.instanceCommands();
    connect(m_start, &QAction::triggered, this, [this, &commands] {
        run(
            Deed::Start, canStart,
            [&commands](std::string id) { return commands.start(std::move(id)); },
            tr("%1 could not be started."));
    });
    connect(m_stop, &QAction::triggered, this, [this, &commands] {
        run(
            Deed::Stop, canStop,
            [&commands](std::string id) { return commands.stop(std::move(id)); },
            tr("%1 could not be stopped."));
    });
    connect(m_restart, &QAction::triggered, this, [this, &commands] {
        run(
            Deed::Restart, isUp,
            [&commands](std::string id) { return commands.restart(std::move(id)); },
            tr("%1 could not be restarted."));
    });
    connect(m_remove, &QAction::triggered, this, &InstanceActions::confirmRemove);
    connect(m_copyAddress, &QAction::triggered, this, &InstanceActions::copyAddresses);
    connect(m_duplicate, &QAction::triggered, this,
            [this] { Q_EMIT duplicateRequested(m_targets.first()); });
    connect(m_edit, &QAction::triggered, this, [this] {
        if (m_targets.size() == 1) {
            Q_EMIT editRequested(m_targets.first());
        }
    });
}

void InstanceActions::registerAt(ActionRegistry &registry)
{
    for (QAction *action :
         {m_start, m_stop, m_restart, m_edit, m_duplicate, m_copyAddress, m_remove}) {
        registry.add(action, tr("Instance"));
    }
}

void InstanceActions::setTargets(const QStringList &ids)
{
    m_targets = ids;
    update();
}

QStringList InstanceActions::possible(Deed deed, Wanted wanted) const
{
    QStringList ids;
    for (const QString &id : m_targets) {
        const auto *snapshot = m_model.find(id);
        if (snapshot != nullptr && wanted(snapshot->instance.state) &&
            m_model.waiting(id).isEmpty() && m_places.refusal(*snapshot, deed).isEmpty()) {
            ids.append(id);
        }
    }
    return ids;
}

void InstanceActions::setPossible(QAction *action, Deed deed, Wanted wanted)
{
    const bool can = !possible(deed, wanted).isEmpty();
    QString why;
    for (const QString &id : std::as_const(m_targets)) {
        const auto *snapshot = m_model.find(id);
        if (!can && why.isEmpty() && snapshot != nullptr && wanted(snapshot->instance.state)) {
            why = m_places.refusal(*snapshot, deed);
            why = why.isEmpty() ? m_model.waiting(id) : why;
        }
    }
    action->setProperty(refusalProperty, why); // before what tells of the change
    action->setToolTip(why.isEmpty() ? action->property(usualTip).toString() : why);
    action->setEnabled(can);
}

QString InstanceActions::refusal(const QAction &action)
{
    return action.property(refusalProperty).toString();
}

void InstanceActions::update()
{
    setPossible(m_start, Deed::Start, canStart);
    setPossible(m_stop, Deed::Stop, canStop);
    setPossible(m_restart, Deed::Restart, isUp);
    setPossible(m_remove, Deed::Remove, always);
    setPossible(m_edit, Deed::Edit, always);
    m_edit->setEnabled(m_edit->isEnabled() && m_targets.size() == 1);
    m_duplicate->setEnabled(m_targets.size() == 1);
    m_copyAddress->setEnabled(
        std::any_of(m_targets.begin(), m_targets.end(), [this](const QString &id) {
            const auto *snapshot = m_model.find(id);
            return snapshot != nullptr && !snapshot->address.empty();
        }));
}

QString InstanceActions::nameOf(const QString &id) const
{
    const auto *snapshot = m_model.find(id);
    return snapshot != nullptr ? QString::fromStdString(snapshot->instance.name) : id;
}

QStringList InstanceActions::namesOf(const QStringList &ids) const
{
    QStringList names;
    for (const QString &id : ids) {
        names.append(nameOf(id));
    }
    return names;
}

void InstanceActions::askFirst(Deed deed, const QStringList &ids,
                               const std::function<void()> &proceed)
{
    QStringList productions;
    for (const QString &id : ids) {
        const auto *snapshot = m_model.find(id);
        const auto name = snapshot != nullptr ? m_places.production(snapshot->instance.connectionId)
                                              : std::nullopt;
        if (name && !productions.contains(*name)) {
            productions.append(*name);
        }
    }
    if (productions.isEmpty()) {
        proceed();
        return;
    }
    const ConfirmRequest request =
        productionQuestion(deed, productions.join(tr(", ")), namesOf(ids));
    m_dialogs.confirm(m_scope, request, [self = QPointer(this), proceed](bool confirmed) {
        if (self && confirmed) {
            proceed();
        }
    });
}

void InstanceActions::run(Deed deed, Wanted wanted, const Command &command, const QString &failure)
{
    const QStringList ids = possible(deed, wanted);
    askFirst(deed, ids, [this, ids, command, failure] {
        for (const QString &id : ids) {
            runOn(id, command, failure);
        }
    });
}

void InstanceActions::runOn(const QString &id, const Command &command, const QString &failure)
{
    const auto *snapshot = m_model.find(id);
    if (snapshot == nullptr) {
        return;
    }
    const QString sentence = failure.arg(nameOf(id));
    m_model.setWaiting(id, Places::waitingFor(*snapshot));
    // A watcher rather than then(): it also tells when the command was cancelled, and is gone with
    // this object.
    auto *watcher = new QFutureWatcher<base::Status>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, id, sentence] {
        watcher->deleteLater();
        m_model.setWaiting(id, {});
        if (watcher->future().resultCount() == 0) {
            return;
        }
        const base::Status status = watcher->result();
        if (!status && status.error().code != base::ErrorCode::Cancelled) {
            const QString message = QString::fromStdString(status.error().message);
            m_notifier.notify(failureNotice(sentence + QLatin1Char(' ') + message, status.error()));
        }
    });
    watcher->setFuture(command(id.toStdString()));
}

void InstanceActions::cancelStart(const QString &id)
{
    runOn(
        id,
        [this](std::string instance) {
            return m_engine.instanceCommands().cancelStart(std::move(instance));
        },
        tr("The start of %1 could not be cancelled."));
}

void InstanceActions::confirmRemove()
{
    const QStringList ids = possible(Deed::Remove, always);
    if (ids.isEmpty()) {
        return;
    }
    const auto removeAll = [this, ids] {
        for (const QString &id : ids) {
            runOn(
                id,
                [&engine = m_engine](std::string instance) {
                    return engine.instanceCommands().remove(std::move(instance));
                },
                tr("%1 could not be deleted."));
        }
    };
    const bool production = std::any_of(ids.begin(), ids.end(), [this](const QString &id) {
        return m_places.production(m_model.find(id)->instance.connectionId).has_value();
    });
    if (production) {
        askFirst(Deed::Remove, ids, removeAll);
        return;
    }
    const bool remote = std::any_of(
        ids.begin(), ids.end(), [this](const QString &id) { return m_model.find(id)->isRemote; });
    m_dialogs.confirm(m_scope, removalQuestion(namesOf(ids), remote),
                      [self = QPointer(this), removeAll](bool confirmed) {
                          if (self && confirmed) {
                              removeAll();
                          }
                      });
}

void InstanceActions::copyAddresses()
{
    QStringList addresses;
    for (const QString &id : std::as_const(m_targets)) {
        if (const auto *snapshot = m_model.find(id)) {
            addresses.append(QString::fromStdString(snapshot->address));
        }
    }
    QGuiApplication::clipboard()->setText(addresses.join(QLatin1Char('\n')));
    m_notifier.notify({Tone::Neutral, tr("Address copied.", nullptr)});
}

} // namespace berth::ui
