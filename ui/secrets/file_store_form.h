// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"

#include <QWidget>

#include <functional>

class QPushButton;
class QVBoxLayout;

namespace berth::ui {

class Card;
class FormField;
class SecretEditor;
class TextLabel;
class WrappedLabel;

/// The passphrase of the encrypted file: choosing it, entering it, changing it, locking again.
class FileStoreForm final : public QWidget
{
    Q_OBJECT
public:
    enum class State
    {
        Unknown, ///< nothing can be done
        Absent,
        Locked,
        Unlocked
    };

    explicit FileStoreForm(QWidget *parent = nullptr);

    void setState(State state);
    /// Empty: nothing is wrong.
    void setError(const QString &message);
    /// Forgets what was typed.
    void clear();
    void focusFirst();

Q_SIGNALS:
    void setUpRequested(const berth::base::Secret &passphrase);
    void unlockRequested(const berth::base::Secret &passphrase);
    void changeRequested(const berth::base::Secret &before, const berth::base::Secret &after);
    void lockRequested();

private:
    void submit();
    /// What is wrong with a new passphrase; empty when nothing is.
    QString newProblem() const;

    State m_state = State::Unknown;
    Card *m_card;
    SecretEditor *m_current;
    SecretEditor *m_new;
    SecretEditor *m_again;
    FormField *m_currentField;
    FormField *m_newField;
    FormField *m_againField;
    WrappedLabel *m_error;
    QPushButton *m_submit;
    QPushButton *m_lock;
};

} // namespace berth::ui
