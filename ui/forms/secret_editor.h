// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"

#include <QWidget>

#include <string>
#include <vector>

class QAction;
class QLineEdit;
class QMenu;

namespace berth::ui {

/// A secret that is in the store already.
struct SecretChoice
{
    QString label; ///< "API_KEY of github"
    std::string reference;
};

/// Masked entry of a secret with an eye to reveal it. Knows whether a value is already kept in
/// the store; what is typed replaces it, and is never turned into anything but base::Secret.
class SecretEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit SecretEditor(QWidget *parent = nullptr);
    ~SecretEditor() override;

    /// A value is in the store under this reference; shown as "set, unchanged", or with `words`.
    void setKept(const std::string &reference, const QString &words = {});
    void setTyped(const base::Secret &secret);
    /// What may be referred to instead of typing a value; behind the key icon and Alt+Down.
    void setChoices(std::vector<SecretChoice> choices);
    QMenu *choiceMenu() const
    {
        return m_menu;
    }
    /// The reference of the kept value; empty when there is none or it is being replaced.
    std::string keptReference() const;
    bool hasTyped() const;
    base::Secret typed() const;
    bool isEmpty() const
    {
        return !hasTyped() && m_kept.empty();
    }

    /// Takes references to secrets instead of values; these are no secret and are shown. Other text
    /// stays masked.
    void setReferencesOnly(bool only);
    /// The typed reference, empty when what was typed is none.
    std::string typedReference() const;

    void setInvalid(bool invalid);
    void setPlaceholder(const QString &text);
    QLineEdit *lineEdit() const
    {
        return m_edit;
    }

Q_SIGNALS:
    void changed();
    void finished();

private:
    void setRevealed(bool revealed);
    void forget();
    void showChoices();
    QString keptText() const;
    void updateActions();

    QLineEdit *m_edit;
    QAction *m_reveal;
    QAction *m_forget;
    QAction *m_choose;
    QMenu *m_menu;
    std::vector<SecretChoice> m_choices;
    QString m_placeholder;
    std::string m_kept;
    QString m_keptWords;
    bool m_revealed = false;
    bool m_referencesOnly = false;
};

} // namespace berth::ui
