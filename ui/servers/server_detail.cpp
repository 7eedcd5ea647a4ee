// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/server_detail.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QFormLayout>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

void clear(QFormLayout *layout)
{
    while (layout->rowCount() > 0) {
        layout->removeRow(0);
    }
}

QFormLayout *formIn(Card *card)
{
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metrics::space24);
    form->setVerticalSpacing(metrics::space8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    card->body()->addLayout(form);
    return form;
}

WrappedLabel *wrapped(const QString &value, TextRole role, TextColor color = TextColor::Text)
{
    auto *label = new WrappedLabel(value, role, color);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ServerDetail::ServerDetail(QWidget *parent)
    : QScrollArea(parent)
    , m_name(wrapped({}, TextRole::DetailTitle))
    , m_description(wrapped({}, TextRole::Body, TextColor::Muted))
    , m_noVariables(new TextLabel(tr("Needs no configuration."), TextRole::Body, TextColor::Muted))
{
    auto *run = makeButton(tr("New instance"), Icon::Plus, ButtonRole::Primary);
    auto *edit = makeButton(tr("Edit"), Icon::Edit, ButtonRole::Secondary);
    auto *remove = makeButton(tr("Delete"), Icon::Trash, ButtonRole::DangerGhost);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space8);
    for (QPushButton *button : {run, edit, remove}) {
        setSmall(button);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *facts = new Card(tr("Definition"));
    auto *variables = new Card(tr("Variables"));
    m_facts = formIn(facts);
    m_variables = formIn(variables);
    variables->body()->addWidget(m_noVariables);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(metrics::space20, metrics::space20, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addWidget(m_name);
    layout->addWidget(m_description);
    layout->addLayout(buttons);
    layout->addWidget(facts);
    layout->addWidget(variables);
    layout->addStretch();
    makeScrollPane(*this, content, Ground::Background);
    connect(run, &QPushButton::clicked, this, &ServerDetail::newInstanceRequested);
    connect(edit, &QPushButton::clicked, this, &ServerDetail::editRequested);
    connect(remove, &QPushButton::clicked, this, &ServerDetail::removeRequested);
}

void ServerDetail::addFact(const QString &name, const QString &value, bool mono)
{
    if (!value.isEmpty()) {
        m_facts->addRow(new TextLabel(name, TextRole::Body, TextColor::Muted),
                        wrapped(value, mono ? TextRole::Mono : TextRole::Body));
    }
}

void ServerDetail::addVariable(const model::EnvVariable &variable)
{
    QStringList words = {text(std::string(model::envTypeName(variable.type)))};
    if (variable.required) {
        words << tr("required");
    }
    if (variable.secret) {
        words << tr("secret");
    }
    if (variable.defaultValue && !variable.secret) {
        words << tr("default %1").arg(text(*variable.defaultValue));
    }
    QString value = words.join(tr(", "));
    if (!variable.description.empty()) {
        value += QLatin1Char('\n') + text(variable.description);
    }
    auto *name = new TextLabel(text(variable.name), TextRole::Mono);
    name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_variables->addRow(name, wrapped(value, TextRole::Secondary));
}

void ServerDetail::show(const model::Server &server)
{
    m_name->setWords(text(server.name));
    m_description->setWords(text(server.description));
    m_description->setVisible(!server.description.empty());
    clear(m_facts);
    clear(m_variables);
    addFact(tr("Image"), text(server.dockerImageUrl), true);
    addFact(tr("Version"), text(server.version));
    QStringList tags;
    for (const std::string &tag : server.tags) {
        tags << text(tag);
    }
    addFact(tr("Tags"), tags.join(tr(", ")));
    QStringList command;
    for (const std::string &argument : server.cmd.value_or(std::vector<std::string>())) {
        command << text(argument);
    }
    addFact(tr("Arguments"), command.join(QLatin1Char('\n')), true);
    for (const model::EnvVariable &variable : server.envSchema) {
        addVariable(variable);
    }
    m_noVariables->setVisible(server.envSchema.empty());
}

} // namespace berth::ui
