// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/tool_run.h"

#include <QWidget>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace berth::ui {

/// The calls of a tool that ended, newest first: look at one, take its arguments, call it again.
class CallHistory final : public QWidget
{
    Q_OBJECT
public:
    explicit CallHistory(QWidget *parent = nullptr);

    void setRun(ToolRun *run);

Q_SIGNALS:
    /// Its arguments back into the form; its result to be looked at.
    void restoreRequested(int index);
    void replayRequested(int index);

private:
    void fill();
    void updateButtons();

    ToolRun *m_run = nullptr;
    QStackedWidget *m_stack;
    QListWidget *m_list;
    QPushButton *m_restore;
    QPushButton *m_replay;
};

} // namespace berth::ui
