// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/file_store_form.h"

#include "ui/forms/form_field.h"
#include "ui/forms/secret_editor.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/wrapped_label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace berth::ui {

FileStoreForm::FileStoreForm(QWidget *parent)
    : QWidget(parent)
    , m_card(new Card)
    , m_current(new SecretEditor)
    , m_new(new SecretEditor)
    , m_again(new SecretEditor)
    , m_currentField(new FormField(tr("Passphrase"), m_current))
    , m_newField(new FormField(tr("New passphrase"), m_new))
    , m_againField(new FormField(tr("The same again"), m_again))
    , m_error(new WrappedLabel({}, TextRole::Secondary, TextColor::Danger))
    , m_submit(makeButton({}, ButtonRole::Primary))
    , m_lock(makeButton(tr("Lock now"), ButtonRole::Secondary))
{
    m_newField->setHint(tr("Long beats complicated: five words that do not belong together."));
    m_error->hide();
    m_card->body()->setSpacing(metrics::space12);
    for (FormField *field : {m_currentField, m_newField, m_againField}) {
        m_card->body()->addWidget(field);
    }
    m_card->body()->addWidget(m_error);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    for (QPushButton *button : {m_submit, m_lock}) {
        setSmall(button);
        row->addWidget(button);
    }
    row->addStretch();
    m_card->body()->addLayout(row);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_card);
    for (SecretEditor *editor : {m_current, m_new, m_again}) {
        connect(editor->lineEdit(), &QLineEdit::returnPressed, this, &FileStoreForm::submit);
        connect(editor, &SecretEditor::changed, this, [this] { setError({}); });
    }
    connect(m_submit, &QPushButton::clicked, this, &FileStoreForm::submit);
    connect(m_lock, &QPushButton::clicked, this, &FileStoreForm::lockRequested);
    setState(State::Unknown);
}

void FileStoreForm::setState(State state)
{
    m_state = state;
    setVisible(state != State::Unknown);
    m_currentField->setVisible(state == State::Locked || state == State::Unlocked);
    m_newField->setVisible(state == State::Absent || state == State::Unlocked);
    m_againField->setVisible(m_newField->isVisibleTo(this));
    m_lock->setVisible(state == State::Unlocked);
    switch (state) {
    case State::Absent:
        m_card->setTitle(tr("Choose its passphrase"));
        m_submit->setText(tr("Set up"));
        break;
    case State::Locked:
        m_card->setTitle(tr("Unlock"));
        m_submit->setText(tr("Unlock"));
        break;
    default:
        m_card->setTitle(tr("Change the passphrase"));
        m_submit->setText(tr("Change"));
        break;
    }
    setButtonRole(m_submit, state == State::Unlocked ? ButtonRole::Secondary : ButtonRole::Primary);
}

void FileStoreForm::setError(const QString &message)
{
    m_error->setWords(message);
    m_error->setVisible(!message.isEmpty());
}

void FileStoreForm::clear()
{
    for (SecretEditor *editor : {m_current, m_new, m_again}) {
        editor->lineEdit()->clear();
    }
    setError({});
}

void FileStoreForm::focusFirst()
{
    FormField *first = m_currentField->isVisibleTo(this) ? m_currentField : m_newField;
    first->focusEditor();
}

QString FileStoreForm::newProblem() const
{
    if (!m_new->hasTyped()) {
        return tr("Type a new passphrase.");
    }
    return m_new->typed() == m_again->typed() ? QString()
                                              : tr("The two new passphrases are not the same.");
}

void FileStoreForm::submit()
{
    const bool needsCurrent = m_state == State::Locked || m_state == State::Unlocked;
    if (needsCurrent && !m_current->hasTyped()) {
        setError(tr("Type the passphrase."));
        return;
    }
    if (m_state != State::Locked) {
        const QString problem = newProblem();
        if (!problem.isEmpty()) {
            setError(problem);
            return;
        }
    }
    if (m_state == State::Absent) {
        Q_EMIT setUpRequested(m_new->typed());
    } else if (m_state == State::Locked) {
        Q_EMIT unlockRequested(m_current->typed());
    } else if (m_state == State::Unlocked) {
        Q_EMIT changeRequested(m_current->typed(), m_new->typed());
    }
}

} // namespace berth::ui
