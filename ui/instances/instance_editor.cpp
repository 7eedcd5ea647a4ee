// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_editor.h"

#include "ui/instances/instance_form.h"
#include "ui/instances/production_question.h"
#include "ui/instances/run_on_field.h"
#include "ui/instances/secret_choices.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QVBoxLayout>

namespace berth::ui {

InstanceEditor::InstanceEditor(engine::EngineFacade &engine, FilePicker &files, Dialogs &dialogs,
                               const Places &places, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
    , m_places(places)
    , m_form(new InstanceForm(files, places, this))
    , m_problem(new Banner(this))
{
    setGround(this, Ground::Surface);
    m_problem->hide();
    auto *left = new QWidget;
    setGround(left, Ground::Surface);
    auto *leftLayout = new QVBoxLayout(left);
    makeTight(leftLayout);
    leftLayout->addWidget(m_problem);
    leftLayout->addWidget(m_form, 1);
    auto *splitter = makeSplitter(Qt::Horizontal, QStringLiteral("instanceEditor"),
                                  {{left, 850, 2}, {makePreview(), 390, 1}});
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(splitter, 1);
    layout->addWidget(new Separator(Qt::Horizontal, this));
    layout->addWidget(makeFooter());
    connect(m_form, &InstanceForm::changed, this, &InstanceEditor::refresh);
    connect(m_form, &InstanceForm::changeServerRequested, this,
            &InstanceEditor::changeServerRequested);
    connect(m_form->runOn(), &RunOnField::changed, this, &InstanceEditor::followTarget);
}

QWidget *InstanceEditor::makePreview()
{
    auto *panel = new QWidget;
    setGround(panel, Ground::Background);
    panel->setMinimumWidth(260);
    auto *copy = makeButton(tr("Copy"), Icon::Copy, ButtonRole::Ghost);
    copy->setAccessibleName(tr("Copy the specification"));
    setSmall(copy);
    auto *row = new QHBoxLayout;
    row->addWidget(new TextLabel(tr("Specification"), TextRole::Section));
    row->addStretch();
    row->addWidget(copy);
    m_preview = new JsonView(tr("Specification"));
    m_secretNote = new TextLabel({}, TextRole::Secondary, TextColor::Muted);
    m_secretNote->setWordWrap(true);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(metrics::space20, metrics::space20, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addLayout(row);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_secretNote);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_previewText); });
    return panel;
}

QWidget *InstanceEditor::makeFooter()
{
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(26, metrics::space12, 26, metrics::space12);
    row->setSpacing(metrics::space12);
    m_attentionDot = new StatusDot(Tone::Danger);
    m_attention = new TextLabel({}, TextRole::Body, TextColor::Danger);
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Ghost);
    m_later = makeButton(tr("Save, start later"), ButtonRole::Secondary);
    m_run = makeButton(tr("Run"), ButtonRole::Primary);
    row->addWidget(m_attentionDot);
    m_asking = new TextLabel({}, TextRole::Body, TextColor::Info);
    m_asking->hide();
    row->addWidget(m_attention);
    row->addWidget(m_asking);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_later);
    row->addWidget(m_run);
    connect(cancel, &QPushButton::clicked, this, &InstanceEditor::cancelled);
    connect(m_later, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_run, &QPushButton::clicked, this, [this] { save(true); });
    addShortcut(this, QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { save(true); });
    addShortcut(this, QKeySequence(Qt::Key_Escape), [this] { Q_EMIT cancelled(); });
    m_run->setToolTip(tr("Ctrl+Enter"));
    return footer;
}

void InstanceEditor::startNew(const std::optional<model::Server> &server,
                              const model::InstanceDraft &draft)
{
    m_editedId.clear();
    m_connectionId.clear();
    m_shown = false;
    m_problem->hide();
    m_form->runOn()->begin(true);
    m_form->setFixedSlug({});
    m_form->setDefaults(m_engine.settings());
    m_form->load(server, draft);
    followTarget();
    m_form->focusFirst();
    loadSecretChoices();
    refresh();
}

void InstanceEditor::startEdit(const model::Instance &instance,
                               const std::optional<model::Server> &server)
{
    m_editedId = instance.id;
    m_connectionId = instance.connectionId;
    m_shown = true;
    m_problem->hide();
    m_form->runOn()->begin(false);
    m_form->setFixedSlug(instance.slug);
    m_form->setDefaults(m_engine.settings());
    m_form->load(server,
                 {instance.name, instance.description, instance.serverSpecId, instance.spec});
    m_later->hide();
    const bool up = instance.desired == model::DesiredState::Running;
    m_run->setText(up ? tr("Save and restart") : tr("Save"));
    m_form->focusFirst();
    loadSecretChoices();
    refresh();
}

void InstanceEditor::showViolations(const model::Violations &violations)
{
    QStringList elsewhere;
    for (const model::Violation &violation : violations) {
        const QString message = QString::fromStdString(violation.message);
        if (!m_form->showError(violation.pointer, message)) {
            elsewhere << QString::fromStdString(violation.pointer) + QLatin1String(": ") + message;
        }
    }
    if (!elsewhere.isEmpty()) {
        m_problem->setMessage(Tone::Warning, tr("Parts of the pasted text were left out"),
                              elsewhere.join(QLatin1Char('\n')));
        m_problem->show();
    }
    updateButtons();
}

void InstanceEditor::loadSecretChoices()
{
    m_form->setSecretChoices({});
    whenFinished(m_engine.secretCommands().overview(), this,
                 [this, id = m_editedId](const base::Result<engine::SecretOverview> &overview) {
                     if (overview && id == m_editedId) {
                         m_form->setSecretChoices(secretChoices(overview->entries, id));
                     }
                 });
}

void InstanceEditor::refresh()
{
    const QString text =
        QString::fromStdString(base::toPrettyText(model::toJson(m_form->draft().spec)));
    if (text != m_previewText) {
        m_previewText = text;
        m_preview->setJson(text);
    }
    const int secrets = static_cast<int>(m_form->secrets().size());
    m_secretNote->setVisible(secrets > 0);
    m_secretNote->setText(
        tr("Secrets go to the secret store when you press %1. Only the references "
           "above are stored.")
            .arg(m_run->text()));
    updateButtons();
}

void InstanceEditor::updateButtons()
{
    const int wrong = m_form->validate(m_shown);
    const bool tell = m_shown && wrong > 0;
    m_attentionDot->setVisible(tell);
    m_attention->setVisible(tell);
    m_attention->setText(tr("%n field(s) need attention", nullptr, wrong));
    m_run->setEnabled(!m_busy);
    m_later->setEnabled(!m_busy);
}

void InstanceEditor::save(bool start)
{
    if (m_busy) {
        return;
    }
    m_shown = true;
    updateButtons();
    if (m_form->validate(true) > 0) {
        m_form->focusFirstInvalid();
        return;
    }
    m_problem->hide();
    askAndSend(start);
}

void InstanceEditor::askAndSend(bool start)
{
    const bool isNew = m_editedId.empty();
    const auto production =
        m_places.production(isNew ? m_form->runOn()->target().toStdString() : m_connectionId);
    if (!production) {
        send(start);
        return;
    }
    const QString name = QString::fromStdString(m_form->draft().name);
    m_dialogs.confirm(this,
                      isNew ? productionCreateQuestion(*production, name)
                            : productionQuestion(Deed::Edit, *production, {name}),
                      [self = QPointer(this), start](bool confirmed) {
                          if (self && confirmed) {
                              self->send(start);
                          }
                      });
}

void InstanceEditor::send(bool start)
{
    setBusy(true);
    const QString target = m_form->runOn()->target();
    if (!m_editedId.empty()) {
        update(m_form->draft());
    } else if (target.isEmpty()) {
        create(m_form->draft(), start);
    } else {
        createElsewhere(target, m_form->draft());
    }
}

void InstanceEditor::createElsewhere(const QString &connectionId, model::InstanceDraft draft)
{
    m_asking->setText(tr("Asking the managers on %1…").arg(m_form->runOn()->targetName()));
    m_asking->show();
    whenFinished(
        m_engine.connectionCommands().createRemote(connectionId.toStdString(), std::move(draft)),
        this, [this](const base::Result<std::string> &result) {
            setBusy(false);
            if (!result) {
                showFailure(result.error());
                return;
            }
            Q_EMIT saved(QString::fromStdString(*result), true);
        });
}

void InstanceEditor::followTarget()
{
    if (!m_editedId.empty()) {
        return;
    }
    const QString place = m_form->runOn()->targetName();
    m_later->setVisible(place.isEmpty());
    m_run->setText(place.isEmpty() ? tr("Run") : tr("Run on %1").arg(place));
}

void InstanceEditor::create(model::InstanceDraft draft, bool start)
{
    whenFinished(m_engine.instanceCommands().create(std::move(draft), m_form->secrets(), start),
                 this, [this, start](const base::Result<std::string> &result) {
                     setBusy(false);
                     if (!result) {
                         showFailure(result.error());
                         return;
                     }
                     Q_EMIT saved(QString::fromStdString(*result), start);
                 });
}

void InstanceEditor::update(model::InstanceDraft draft)
{
    const QString id = QString::fromStdString(m_editedId);
    whenFinished(
        m_engine.instanceCommands().update(m_editedId, std::move(draft), m_form->secrets()), this,
        [this, id](const base::Status &status) {
            setBusy(false);
            if (!status) {
                showFailure(status.error());
                return;
            }
            Q_EMIT saved(id, false);
        });
}

void InstanceEditor::showFailure(const base::Error &error)
{
    const QString message = QString::fromStdString(error.message);
    if (!error.field.empty() && m_form->showError(error.field, message)) {
        m_form->focusFirstInvalid();
        m_attentionDot->show();
        m_attention->setText(tr("%n field(s) need attention", nullptr, 1));
        m_attention->show();
        return;
    }
    m_problem->setMessage(Tone::Danger, tr("The instance was not saved"), message);
    m_problem->setDetails(QString::fromStdString(error.details));
    m_problem->show();
}

void InstanceEditor::setBusy(bool busy)
{
    m_busy = busy;
    m_form->setEnabled(!busy);
    if (!busy) {
        m_asking->hide();
    }
    updateButtons();
}

} // namespace berth::ui
