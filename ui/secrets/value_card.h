// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/secrets.h"
#include "ui/widgets/page.h"

#include <QTimer>
#include <QWidget>

#include <chrono>

class QPushButton;
class QStackedWidget;

namespace berth::ui {

class Card;
class ClipboardGuard;
class SecretEditor;
class SegmentedControl;
class TextLabel;
class WrappedLabel;

/// The value of one secret: masked, shown for some seconds after a question, or being typed anew.
class ValueCard final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int defaultSeconds = 10;

    /// `clipboard` outlives the card.
    ValueCard(const PageContext &context, ClipboardGuard &clipboard, QWidget *parent = nullptr);

    /// Another secret hides what is shown and forgets what was typed.
    void setEntry(const engine::SecretEntry &entry);
    /// For how long a value is shown.
    void setRevealSeconds(int seconds)
    {
        m_seconds = seconds;
    }
    void startEdit();
    void askReveal();
    void hideValue();
    bool isRevealed() const;
    bool isEditing() const;
    SecretEditor *editor() const
    {
        return m_editor;
    }

Q_SIGNALS:
    /// The store has another value now.
    void valueSet();

protected:
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeMasked();
    QWidget *makeRevealed();
    QWidget *makeEdit();
    void show(const base::Secret &value);
    void countDown();
    void showMasked();
    void save();
    void reportSaved(const base::Result<int> &restarted);
    /// How many of those who use it run now.
    int runningUsers() const;

    PageContext m_context;
    ClipboardGuard &m_clipboard;
    engine::SecretEntry m_entry;
    QStackedWidget *m_stack;
    TextLabel *m_mask;
    QPushButton *m_reveal;
    QPushButton *m_edit;
    WrappedLabel *m_value;
    TextLabel *m_countdown;
    QPushButton *m_hide;
    SecretEditor *m_editor;
    WrappedLabel *m_restartQuestion;
    SegmentedControl *m_restart;
    WrappedLabel *m_error;
    QPushButton *m_save;
    QTimer m_second;
    int m_seconds = defaultSeconds;
    int m_left = 0;
};

} // namespace berth::ui
