// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/groups/group_form.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace berth::ui {

GroupForm::GroupForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_title(new QLineEdit)
    , m_all(new QCheckBox(tr("Every instance that runs")))
    , m_problem(new TextLabel(QString(), TextRole::Secondary, TextColor::Danger))
    , m_create(makeButton(tr("Create group"), ButtonRole::Primary))
{
    setGround(this, Ground::Background);
    auto *card = new Card(tr("New group"));
    const auto add = [card](const QString &label, QLineEdit *field, const QString &hint) {
        auto *name = new TextLabel(label, TextRole::BodyStrong);
        name->setBuddy(field);
        field->setAccessibleName(label);
        field->setPlaceholderText(hint);
        card->body()->addWidget(name);
        card->body()->addWidget(field);
    };
    add(tr("Name"), m_name, tr("small letters, digits and hyphens: work"));
    add(tr("Title"), m_title, tr("for people; may be empty"));
    card->body()->addWidget(m_all);
    m_problem->setWordWrap(true);
    m_problem->hide();
    card->body()->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"), ButtonRole::Secondary);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    card->body()->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space20, metrics::space20, metrics::space20,
                               metrics::space20);
    layout->addWidget(card);
    layout->addStretch(1);
    connect(m_create, &QPushButton::clicked, this, &GroupForm::submit);
    connect(m_name, &QLineEdit::returnPressed, this, &GroupForm::submit);
    connect(m_title, &QLineEdit::returnPressed, this, &GroupForm::submit);
    connect(cancel, &QPushButton::clicked, this, &GroupForm::cancelled);
    addSubmitShortcut(this, [this] { submit(); });
    addShortcut(this, QKeySequence(Qt::Key_Escape), [this] { Q_EMIT cancelled(); });
}

void GroupForm::clear()
{
    m_name->clear();
    m_title->clear();
    m_all->setChecked(false);
    setProblem({});
    m_name->setFocus(Qt::OtherFocusReason);
}

void GroupForm::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    setInvalid(m_name, !text.isEmpty());
}

void GroupForm::submit()
{
    model::Group group;
    group.name = m_name->text().trimmed().toStdString();
    group.title = m_title->text().trimmed().toStdString();
    group.hasAllInstances = m_all->isChecked();
    const std::string problem = model::groupNameProblem(group.name);
    if (!problem.empty()) {
        setProblem(QString::fromStdString(problem));
        m_name->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT submitted(group);
}

} // namespace berth::ui
