// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/tool_run.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;
class QProgressBar;
class QScrollArea;
class QVBoxLayout;

namespace berth::ui {

class ArgumentForm;
class Banner;
class EmptyState;
class FilePicker;
class StatusPill;
class TextLabel;
class WrappedLabel;

/// How the call stands, and what came of the last one: outcome, time, log, content.
class ResultView final : public QWidget
{
    Q_OBJECT
public:
    explicit ResultView(FilePicker &files, QWidget *parent = nullptr);

    /// Null: nothing. Follows the run. `outputSchema`: what the tool says of its structured
    /// content; empty: nothing.
    void setRun(ToolRun *run, const base::Json &outputSchema);
    /// One of the calls that ended.
    void showPast(const PastCall &call);

private:
    void follow();
    void showRunning();
    void showOutcome(const engine::ToolOutcome &outcome);
    void showMisfit(const base::Json &result);
    void showLog(const std::vector<engine::ToolLogLine> &log);
    void showQuestion();
    QWidget *makeInside();
    void makeLog();
    void makeQuestion();
    void clearContent();
    void tick();

    FilePicker &m_files;
    ToolRun *m_run = nullptr;
    base::Json m_outputSchema;
    QTimer m_clock;
    EmptyState *m_empty;
    QScrollArea *m_scroll;
    StatusPill *m_state;
    TextLabel *m_facts;
    QWidget *m_progress;
    QProgressBar *m_bar;
    WrappedLabel *m_progressText;
    Banner *m_problem;
    QWidget *m_question;
    WrappedLabel *m_questionText;
    ArgumentForm *m_questionForm;
    int m_questionId = 0;
    QWidget *m_logBox;
    QPlainTextEdit *m_log;
    std::size_t m_logged = 0;
    QVBoxLayout *m_content;
};

} // namespace berth::ui
