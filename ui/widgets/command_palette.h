// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/action_registry.h"

#include <QFrame>
#include <QStringList>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace berth::ui {

class TextLabel;

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
    void hideEvent(QHideEvent *event) override;

private:
    void filter(const QString &pattern);
    void runCurrent();
    bool handleKey(int key);
    void place();

    const ActionRegistry &m_registry;
    QWidget *m_host;
    QLineEdit *m_edit;
    QListView *m_list;
    TextLabel *m_nothing;
    QPointer<QWidget> m_returnFocus;
    QStandardItemModel *m_model;
    QList<ActionRegistry::Entry> m_entries;
    QStringList m_recent;
};

} // namespace berth::ui
