// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/client_form.h"

#include "ui/forms/form_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/shortcut.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

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
    , m_instanceColumn(nullptr)
    , m_instanceField(nullptr)
    , m_groups(new QLineEdit)
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
    auto *instances = new QWidget;
    m_instanceColumn = new QVBoxLayout(instances);
    makeTight(m_instanceColumn);
    m_instanceColumn->setSpacing(metrics::space4);
    m_instanceField = new FormField(tr("Instances"), instances);
    auto *groups = new FormField(tr("Groups"), m_groups);
    groups->setHint(tr("Names of groups, separated by commas. \"all\" is the endpoint /mcp, which "
                       "stands for all running instances."));
    limits->addWidget(m_instanceField);
    limits->addWidget(groups);
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
                      const std::vector<engine::InstanceSnapshot> &instances)
{
    m_id = id;
    m_banner->hide();
    m_nameField->setError({});
    m_instanceField->setError({});
    m_name->setText(QString::fromStdString(draft.name));
    m_scope->setValue(!draft.limits.isEverything());
    QStringList groups;
    for (const std::string &group : draft.limits.groups) {
        groups << QString::fromStdString(group);
    }
    m_groups->setText(groups.join(QStringLiteral(", ")));
    m_rate->setValue(static_cast<int>(draft.rateLimit.value_or(asInSettings)));
    m_save->setText(id.isEmpty() ? tr("Make client") : tr("Save"));
    fillInstances(instances, draft.limits);
    showLimits();
    m_name->setFocus();
}

void ClientForm::fillInstances(const std::vector<engine::InstanceSnapshot> &instances,
                               const model::ClientLimits &limits)
{
    for (const auto &[id, box] : std::exchange(m_instances, {})) {
        delete box;
    }
    const auto add = [this, &limits](const std::string &id, const std::string &name) {
        auto *box = new QCheckBox(QString::fromStdString(name));
        box->setChecked(std::find(limits.instances.begin(), limits.instances.end(), id) !=
                        limits.instances.end());
        m_instanceColumn->addWidget(box);
        m_instances.emplace_back(id, box);
    };
    for (const engine::InstanceSnapshot &view : instances) {
        if (!view.isRemote) {
            add(view.instance.id, view.instance.name);
        }
    }
    for (const std::string &id : limits.instances) { // gone, but still a limit
        const bool isKnown = std::any_of(m_instances.begin(), m_instances.end(),
                                         [&id](const auto &item) { return item.first == id; });
        if (!isKnown) {
            add(id, id);
        }
    }
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
        for (const auto &[id, box] : m_instances) {
            if (box->isChecked()) {
                draft.limits.instances.push_back(id);
            }
        }
        for (const QString &group : m_groups->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            if (!group.trimmed().isEmpty()) {
                draft.limits.groups.push_back(group.trimmed().toStdString());
            }
        }
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
        isUnlimited ? tr("Choose an instance or name a group. With none, choose Everything.")
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
