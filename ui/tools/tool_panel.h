// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/instance.h"
#include "ui/tools/tool_run.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace berth::ui {

class ArgumentsPane;
class Banner;
class CallHistory;
class Dialogs;
class FilePicker;
class JsonView;
class ResultView;
class SegmentedControl;
class TextLabel;

/// The chosen tool: what it does, its arguments, the call, what came of it.
class ToolPanel final : public QWidget
{
    Q_OBJECT
public:
    enum View
    {
        Arguments,
        Result,
        History,
        Schema
    };

    ToolPanel(Dialogs &dialogs, FilePicker &files, QWidget *parent = nullptr);

    /// `refusal`: why it cannot be called now; empty: it can.
    void showTool(const model::Tool &tool, ToolRun *run, const QString &refusal);
    void setRefusal(const QString &refusal);
    void showView(View view);
    View view() const;
    /// Checks and calls; what is wrong is shown instead.
    void run();
    ArgumentsPane *arguments() const
    {
        return m_arguments;
    }
    QPushButton *runButton() const
    {
        return m_runButton;
    }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHeader();
    void connectParts();
    void callUnchecked();
    void call(const base::Json &arguments);
    void showHints();
    void updateButtons();
    void fitWords();
    void orderTabs();

    Dialogs &m_dialogs;
    model::Tool m_tool;
    ToolRun *m_run = nullptr;
    QString m_refusal;
    TextLabel *m_name;
    TextLabel *m_id;
    QWidget *m_hints;
    QPushButton *m_runButton;
    QPushButton *m_cancel;
    QScrollArea *m_words;
    TextLabel *m_description;
    SegmentedControl *m_views;
    QPushButton *m_reset;
    Banner *m_wrong;
    QStackedWidget *m_stack;
    ArgumentsPane *m_arguments;
    ResultView *m_result;
    CallHistory *m_history;
    JsonView *m_schema;
};

} // namespace berth::ui
