// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "engine/facade/tool_calls.h"

#include <QDateTime>
#include <QObject>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::ui {

/// A call that ended, with what it was made of.
struct PastCall
{
    QDateTime at;
    base::Json arguments;
    engine::ToolOutcome outcome;
    std::vector<engine::ToolLogLine> log;
};

/// What happened with one tool in this window: its arguments as they stand, the call under way, and
/// those that ended, newest first. In memory only, bounded.
class ToolRun final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t mostPast = 30;
    /// Results kept for the history together; older calls then keep their arguments only.
    static constexpr std::uint64_t mostBytes = 32 * base::mebibyte;
    static constexpr std::size_t mostLogLines = 1000;

    ToolRun(engine::ToolCommands &commands, std::string instanceId, std::string tool,
            QObject *parent = nullptr);
    ~ToolRun() override;

    const std::string &tool() const
    {
        return m_tool;
    }
    void start(base::Json arguments);
    void cancel();
    void answer(int question, std::optional<base::Json> content);
    bool isRunning() const
    {
        return m_call != nullptr;
    }
    bool isCancelling() const
    {
        return m_isCancelling;
    }
    const QDateTime &startedAt() const
    {
        return m_startedAt;
    }
    const std::optional<engine::ToolProgress> &progress() const
    {
        return m_progress;
    }
    const std::vector<engine::ToolLogLine> &log() const
    {
        return m_log;
    }
    const std::optional<engine::ToolQuestion> &question() const
    {
        return m_question;
    }
    const std::deque<PastCall> &past() const
    {
        return m_past;
    }

    /// The text of the arguments while another tool is shown; empty: as the form begins.
    QString draft;
    /// The person has said yes to a tool that may destroy something.
    bool isConfirmed = false;

Q_SIGNALS:
    void started();
    void progressed();
    void logged();
    void asked();
    void finished();

private:
    void end(const engine::ToolOutcome &outcome);

    engine::ToolCommands &m_commands;
    std::string m_instanceId;
    std::string m_tool;
    std::unique_ptr<engine::ToolCall> m_call;
    bool m_isCancelling = false;
    base::Json m_arguments;
    QDateTime m_startedAt;
    std::optional<engine::ToolProgress> m_progress;
    std::vector<engine::ToolLogLine> m_log;
    std::optional<engine::ToolQuestion> m_question;
    std::deque<PastCall> m_past;
};

} // namespace berth::ui
