// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/secret_editor.h"

#include "model/secret_ref.h"
#include "ui/theme/icons.h"
#include "ui/theme/roles.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

SecretEditor::SecretEditor(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_menu(new QMenu(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit);
    setFocusProxy(m_edit);

    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                                Qt::ImhNoAutoUppercase);
    m_forget = m_edit->addAction(themedIcon(Icon::Close), QLineEdit::TrailingPosition);
    m_forget->setObjectName(QStringLiteral("forget"));
    m_forget->setText(tr("Remove the stored value"));
    m_forget->setToolTip(m_forget->text());
    m_reveal = m_edit->addAction(themedIcon(Icon::Eye), QLineEdit::TrailingPosition);

    m_choose = m_edit->addAction(themedIcon(Icon::Key), QLineEdit::TrailingPosition);
    m_choose->setText(tr("Use an existing secret (Alt+Down)"));
    m_choose->setToolTip(m_choose->text());
    m_choose->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    m_choose->setShortcutContext(Qt::WidgetShortcut);
    m_choose->setVisible(false);

    connect(m_choose, &QAction::triggered, this, &SecretEditor::showChoices);
    connect(m_reveal, &QAction::triggered, this, [this] { setRevealed(!m_revealed); });
    connect(m_forget, &QAction::triggered, this, &SecretEditor::forget);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        updateActions();
        Q_EMIT changed();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &SecretEditor::finished);
    setRevealed(false);
    updateActions();
}

SecretEditor::~SecretEditor()
{
    // A line edit that dies with the focus says so, when this object is no SecretEditor any more.
    m_edit->disconnect(this);
}

void SecretEditor::setKept(const std::string &reference, const QString &words)
{
    // What a reference means elsewhere is for the person to judge, hence to see.
    m_kept = m_referencesOnly ? std::string() : reference;
    m_keptWords = words;
    m_edit->setText(m_referencesOnly ? QString::fromStdString(reference) : QString());
    updateActions();
    Q_EMIT changed();
}

void SecretEditor::setTyped(const base::Secret &secret)
{
    m_edit->setText(QString::fromStdString(secret.expose()));
}

void SecretEditor::setChoices(std::vector<SecretChoice> choices)
{
    m_choices = std::move(choices);
    m_menu->clear();
    for (const SecretChoice &choice : m_choices) {
        connect(m_menu->addAction(choice.label), &QAction::triggered, this,
                [this, reference = choice.reference] {
                    setKept(reference);
                    Q_EMIT finished();
                });
    }
    m_choose->setVisible(!m_choices.empty());
    updateActions();
}

void SecretEditor::showChoices()
{
    m_menu->popup(m_edit->mapToGlobal(QPoint(0, m_edit->height())));
}

QString SecretEditor::keptText() const
{
    if (!m_keptWords.isEmpty()) {
        return m_keptWords;
    }
    const auto choice =
        std::find_if(m_choices.begin(), m_choices.end(),
                     [this](const SecretChoice &one) { return one.reference == m_kept; });
    return choice == m_choices.end() ? tr("Set, unchanged. Type to replace it.")
                                     : tr("Uses %1. Type to replace it.").arg(choice->label);
}

std::string SecretEditor::keptReference() const
{
    return hasTyped() ? std::string() : m_kept;
}

bool SecretEditor::hasTyped() const
{
    return !m_edit->text().isEmpty();
}

base::Secret SecretEditor::typed() const
{
    return base::Secret(m_edit->text().toStdString());
}

void SecretEditor::setReferencesOnly(bool only)
{
    if (m_referencesOnly == only) {
        return;
    }
    const std::string typed = typedReference();
    m_referencesOnly = only;
    if (only && hasTyped() && typed.empty()) {
        m_edit->clear(); // a value must not come to light because it has become a wrong reference
    } else if (!only && !typed.empty()) {
        setKept(typed); // or it would be taken for a value
    }
    if (only && !hasTyped()) {
        setKept(std::string(m_kept));
    }
    setRevealed(only);
    updateActions();
    Q_EMIT changed();
}

std::string SecretEditor::typedReference() const
{
    const std::string text = m_edit->text().trimmed().toStdString();
    return model::parseSecretRef(text) ? text : std::string();
}

void SecretEditor::setInvalid(bool invalid)
{
    berth::ui::setInvalid(m_edit, invalid);
}

void SecretEditor::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    updateActions();
}

void SecretEditor::setRevealed(bool revealed)
{
    m_revealed = revealed;
    m_edit->setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setIcon(themedIcon(revealed ? Icon::EyeOff : Icon::Eye));
    m_reveal->setText(revealed ? tr("Hide the value") : tr("Show the value"));
    m_reveal->setToolTip(m_reveal->text());
}

void SecretEditor::forget()
{
    m_kept.clear();
    updateActions();
    Q_EMIT changed();
    Q_EMIT finished();
}

void SecretEditor::updateActions()
{
    const bool kept = !m_kept.empty() && !hasTyped();
    m_edit->setPlaceholderText(kept ? keptText() : m_placeholder);
    m_forget->setVisible(kept);
    // A kept value is never read back, so there is nothing to show.
    m_reveal->setVisible(hasTyped() && !m_referencesOnly);
    if (m_referencesOnly) {
        // What cannot become a reference is perhaps a value in the wrong place.
        const auto prefix = QString::fromLatin1(model::secretRefPrefix.data(),
                                                qsizetype(model::secretRefPrefix.size()));
        const QString text = m_edit->text().trimmed();
        const bool isShown = text.startsWith(prefix) || prefix.startsWith(text);
        m_edit->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    }
    if (!hasTyped() && m_revealed && !m_referencesOnly) {
        setRevealed(false);
    }
}

} // namespace berth::ui
