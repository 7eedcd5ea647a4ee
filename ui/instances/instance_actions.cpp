// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_actions.h"

#include "ui/instances/instance_model.h"
#include "ui/theme/icons.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QClipboard>
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

QAction *makeAction(QWidget *scope, Icon icon, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(themedIcon(icon), text, scope);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString shown = key.toString(QKeySequence::NativeText);
    action->setToolTip(shown.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, shown));
    scope->addAction(action);
    return action;
}

} // namespace

InstanceActions::InstanceActions(engine::EngineFacade &engine, InstanceModel &model,
                                 Dialogs &dialogs, Notifier &notifier, QWidget *scope)
    : QObject(scope)
    , m_engine(engine)
    , m_model(model)
    , m_dialogs(dialogs)
    , m_notifier(notifier)
    , m_scope(scope)
{
    makeActions(scope);
    connect(&model, &InstanceModel::snapshotChanged, this, &InstanceActions::update);
    connect(&model, &InstanceModel::countsChanged, this, &InstanceActions::update);
    update();
}

void InstanceActions::makeActions(QWidget *scope)
{
    m_start = makeAction(scope, Icon::Play, tr("Start"), QKeySequence(Qt::CTRL | Qt::Key_R));
    m_stop = makeAction(scope, Icon::Stop, tr("Stop"), QKeySequence(Qt::CTRL | Qt::Key_Period));
    m_restart = makeAction(scope, Icon::Restart, tr("Restart"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    m_edit = makeAction(scope, Icon::Edit, tr("Edit…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    m_copyAddress = makeAction(scope, Icon::Copy, tr("Copy address"),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_remove = makeAction(scope, Icon::Trash, tr("Delete…"), QKeySequence(Qt::Key_Delete));

    engine::InstanceCommands &commands = m_engine.instanceCommands();
    connect(m_start, &QAction::triggered, this, [this, &commands] {
        run(
            canStart, [&commands](std::string id) { return commands.start(std::move(id)); },
            tr("%1 could not be started."));
    });
    connect(m_stop, &QAction::triggered, this, [this, &commands] {
        run(
            canStop, [&commands](std::string id) { return commands.stop(std::move(id)); },
            tr("%1 could not be stopped."));
    });
    connect(m_restart, &QAction::triggered, this, [this, &commands] {
        run(
            isUp, [&commands](std::string id) { return commands.restart(std::move(id)); },
            tr("%1 could not be restarted."));
    });
    connect(m_remove, &QAction::triggered, this, &InstanceActions::confirmRemove);
    connect(m_copyAddress, &QAction::triggered, this, &InstanceActions::copyAddresses);
    connect(m_edit, &QAction::triggered, this, [this] {
        if (m_targets.size() == 1) {
            Q_EMIT editRequested(m_targets.first());
        }
    });
}

void InstanceActions::registerAt(ActionRegistry &registry)
{
    for (QAction *action : {m_start, m_stop, m_restart, m_edit, m_copyAddress, m_remove}) {
        registry.add(action, tr("Instance"));
    }
}

void InstanceActions::setTargets(const QStringList &ids)
{
    m_targets = ids;
    update();
}

bool InstanceActions::any(const Wanted &wanted) const
{
    return std::any_of(m_targets.begin(), m_targets.end(), [&](const QString &id) {
        const auto *snapshot = m_model.find(id);
        return snapshot != nullptr && wanted(snapshot->instance.state);
    });
}

void InstanceActions::update()
{
    m_start->setEnabled(any(canStart));
    m_stop->setEnabled(any(canStop));
    m_restart->setEnabled(any(isUp));
    m_remove->setEnabled(!m_targets.isEmpty());
    m_copyAddress->setEnabled(!m_targets.isEmpty());
    m_edit->setEnabled(m_targets.size() == 1);
}

QString InstanceActions::nameOf(const QString &id) const
{
    const auto *snapshot = m_model.find(id);
    return snapshot != nullptr ? QString::fromStdString(snapshot->instance.name) : id;
}

void InstanceActions::run(const Wanted &wanted, const Command &command, const QString &failure)
{
    for (const QString &id : std::as_const(m_targets)) {
        const auto *snapshot = m_model.find(id);
        if (snapshot != nullptr && wanted(snapshot->instance.state)) {
            runOn(id, command, failure);
        }
    }
}

void InstanceActions::runOn(const QString &id, const Command &command, const QString &failure)
{
    const QString sentence = failure.arg(nameOf(id));
    command(id.toStdString()).then(this, [this, sentence](const base::Status &status) {
        if (!status && status.error().code != base::ErrorCode::Cancelled) {
            m_notifier.notify(
                {Tone::Danger,
                 sentence + QLatin1Char(' ') + QString::fromStdString(status.error().message),
                 {},
                 {},
                 QString::fromStdString(status.error().details)});
        }
    });
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
    if (m_targets.isEmpty()) {
        return;
    }
    ConfirmRequest request;
    const bool one = m_targets.size() == 1;
    request.title = one ? tr("Delete %1?").arg(nameOf(m_targets.first()))
                        : tr("Delete %n instance(s)?", nullptr, static_cast<int>(m_targets.size()));
    request.text =
        one ? tr("Its container, its configuration and its secrets are removed. Its address stops "
                 "answering. The image stays.")
            : tr("Their containers, configurations and secrets are removed. Their addresses stop "
                 "answering. The images stay.");
    request.confirmText = one ? tr("Delete instance") : tr("Delete instances");
    m_dialogs.confirm(m_scope, request, [self = QPointer(this), ids = m_targets](bool confirmed) {
        if (!self || !confirmed) {
            return;
        }
        for (const QString &id : ids) {
            self->runOn(
                id,
                [&engine = self->m_engine](std::string instance) {
                    return engine.instanceCommands().remove(std::move(instance));
                },
                tr("%1 could not be deleted."));
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
