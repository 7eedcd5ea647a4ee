// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/action_registry.h"

#include <QFrame>
#include <QStringList>

#include <optional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace berth::ui {

/// How well `pattern` matches `text`, letters in order but not necessarily side by side.
struct FuzzyMatch
{
    int score = 0;
    std::vector<int> positions; ///< of the matched letters in the text
};
std::optional<FuzzyMatch> fuzzyMatch(const QString &pattern, const QString &text);

/// Ctrl+K: finds a command by a few letters and runs it. Recently used ones come first.
class CommandPalette final : public QFrame
{
    Q_OBJECT
public:
    CommandPalette(const ActionRegistry &registry, QWidget *host);

    void popUp();
    QStringList visibleCommands() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void filter(const QString &pattern);
    void runCurrent();
    void place();

    const ActionRegistry &m_registry;
    QWidget *m_host;
    QLineEdit *m_edit;
    QListView *m_list;
    QStandardItemModel *m_model;
    QList<ActionRegistry::Entry> m_entries;
    QStringList m_recent;
};

/// F1: every shortcut, by group.
class KeyboardHelp final : public QFrame
{
    Q_OBJECT
public:
    KeyboardHelp(const ActionRegistry &registry, QWidget *host);
    void popUp();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void build();

    const ActionRegistry &m_registry;
    QWidget *m_host;
    QWidget *m_content = nullptr;
};

} // namespace berth::ui
