// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/client_form.h"

#include "ui/clients/check_column.h"
#include "ui/forms/form_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/shortcut.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace berth::ui {

namespace {

constexpr int highestRate = 1000000;
constexpr int asInSettings = -1;

} // namespace

ClientForm::ClientForm(QWidget *parent)
    : QScrollArea(parent)
    , m_banner(new Banner)
    , m_name(new QLineEdit)
    , m_nameField(new FormField(tr("Name"), m_name))
    , m_scope(new SegmentedControl(tr("May use")))
    , m_limits(new QWidget)
    , m_instances(new CheckColumn)
    , m_instanceField(new FormField(tr("Instances"), m_instances))
    , m_groups(new CheckColumn)
    , m_rate(new QSpinBox)
    , m_save(makeButton(tr("Make client"), ButtonRole::Primary))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setGround(this, Ground::Background);
    m_scope->addOption(tr("Everything"), false);
    m_scope->addOption(tr("Only what is chosen"), true);
    m_rate->setRange(asInSettings, highestRate);
    m_rate->setSpecialValueText(tr("As in the settings"));
    m_rate->setFocusPolicy(Qt::StrongFocus);
    m_rate->setGroupSeparatorShown(true);
    build();
    connect(m_scope, &SegmentedControl::valueChosen, this, [this] { showLimits(); });
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    connect(m_name, &QLineEdit::returnPressed, this, &ClientForm::submit);
    connect(m_save, &QPushButton::clicked, this, &ClientForm::submit);
    addSubmitShortcut(this, [this] { submit(); });
    addShortcut(this, QKeySequence(Qt::Key_Escape), [this] { Q_EMIT cancelled(); });
}

void ClientForm::build()
{
    auto *content = new QWidget;
    setGround(content, Ground::Background);
    content->setMaximumWidth(metrics::readableWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::space24, metrics::space20, metrics::space24,
                               metrics::space24);
    column->setSpacing(metrics::space16);
    m_nameField->setRequired(true);
    m_nameField->setHint(tr("What it is called here: Claude Desktop, VS Code."));
    auto *limits = new QVBoxLayout(m_limits);
    makeTight(limits);
    limits->setSpacing(metrics::space16);
    limits->addWidget(m_instanceField);
    limits->addWidget(new FormField(tr("Groups"), m_groups));
    auto *rate = new FormField(tr("Calls a minute"), m_rate);
    rate->setHint(tr("0 is any number."));
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Secondary);
    connect(cancel, &QPushButton::clicked, this, &ClientForm::cancelled);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space8);
    buttons->addWidget(m_save);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    column->addWidget(m_banner);
    column->addWidget(m_nameField);
    column->addWidget(new FormField(tr("May use"), m_scope));
    column->addWidget(m_limits);
    column->addWidget(rate);
    column->addLayout(buttons);
    column->addStretch(1);
    setWidget(content);
}

void ClientForm::edit(const QString &id, const model::ClientDraft &draft,
                      const std::vector<engine::InstanceSnapshot> &instances,
                      const std::vector<model::Group> &groups)
{
    m_id = id;
    m_banner->hide();
    m_nameField->setError({});
    m_instanceField->setError({});
    m_name->setText(QString::fromStdString(draft.name));
    m_scope->setValue(!draft.limits.isEverything());
    m_rate->setValue(static_cast<int>(draft.rateLimit.value_or(asInSettings)));
    m_save->setText(id.isEmpty() ? tr("Make client") : tr("Save"));
    std::vector<CheckColumn::Entry> entries;
    for (const engine::InstanceSnapshot &view : instances) {
        if (!view.isRemote) {
            entries.push_back({view.instance.id, QString::fromStdString(view.instance.name)});
        }
    }
    m_instances->setEntries(std::exchange(entries, {}), draft.limits.instances);
    entries.push_back({std::string(model::allInstancesGroup), tr("All running instances (/mcp)")});
    for (const model::Group &group : groups) {
        if (group.name != model::allInstancesGroup) {
            const std::string &label = group.title.empty() ? group.name : group.title;
            entries.push_back({group.name, QString::fromStdString(label)});
        }
    }
    m_groups->setEntries(std::move(entries), draft.limits.groups);
    showLimits();
    m_name->setFocus();
}

void ClientForm::showLimits()
{
    m_limits->setVisible(m_scope->value().toBool());
}

model::ClientDraft ClientForm::draft() const
{
    model::ClientDraft draft;
    draft.name = m_name->text().trimmed().toStdString();
    if (m_scope->value().toBool()) {
        draft.limits.instances = m_instances->chosen();
        draft.limits.groups = m_groups->chosen();
    }
    if (m_rate->value() != asInSettings) {
        draft.rateLimit = m_rate->value();
    }
    return draft;
}

/// Nothing chosen would mean everything, which is not what the person asked for.
void ClientForm::submit()
{
    const model::ClientDraft wanted = draft();
    const bool isUnlimited = m_scope->value().toBool() && wanted.limits.isEverything();
    m_instanceField->setError(
        isUnlimited ? tr("Choose an instance or a group. With none, choose Everything.")
                    : QString());
    base::Json document = model::toJson(wanted.limits);
    document["name"] = wanted.name;
    const auto checked = model::readClientDraft(document);
    const bool isNamed = checked.has_value();
    m_nameField->setError(isNamed ? QString()
                                  : QString::fromStdString(checked.error().front().message));
    if (!isNamed) {
        m_nameField->focusEditor();
    } else if (!isUnlimited) {
        Q_EMIT accepted();
    }
}

void ClientForm::showError(const base::Error &error)
{
    const QString message = QString::fromStdString(error.message);
    if (error.field == "/name") {
        m_nameField->setError(message);
        m_nameField->focusEditor();
        return;
    }
    m_banner->setMessage(Tone::Danger, tr("The client could not be saved"), message);
    m_banner->setDetails(QString::fromStdString(error.details));
}

} // namespace berth::ui
