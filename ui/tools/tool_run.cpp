// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/tool_run.h"

#include <utility>

namespace berth::ui {

ToolRun::ToolRun(engine::ToolCommands &commands, std::string instanceId, std::string tool,
                 QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_instanceId(std::move(instanceId))
    , m_tool(std::move(tool))
{}

ToolRun::~ToolRun() = default;

void ToolRun::start(base::Json arguments)
{
    if (m_call) {
        return;
    }
    m_arguments = arguments;
    m_startedAt = QDateTime::currentDateTime();
    m_progress.reset();
    m_log.clear();
    m_question.reset();
    m_isCancelling = false;
    m_call = m_commands.callTool(m_instanceId, m_tool, std::move(arguments));
    engine::ToolCall *call = m_call.get();
    connect(call, &engine::ToolCall::progressed, this, [this](const auto &progress) {
        m_progress = progress;
        Q_EMIT progressed();
    });
    connect(call, &engine::ToolCall::logged, this, [this](const auto &line) {
        if (m_log.size() < mostLogLines) {
            m_log.push_back(line);
            Q_EMIT logged();
        }
    });
    connect(call, &engine::ToolCall::asked, this, [this](const auto &question) {
        m_question = question;
        Q_EMIT asked();
    });
    connect(call, &engine::ToolCall::finished, this, &ToolRun::end);
    Q_EMIT started();
}

void ToolRun::cancel()
{
    if (m_call && !std::exchange(m_isCancelling, true)) {
        m_question.reset();
        m_call->cancel();
        Q_EMIT progressed();
    }
}

void ToolRun::answer(int question, std::optional<base::Json> content)
{
    if (m_call && m_question && m_question->id == question) {
        m_question.reset();
        m_call->answer(question, std::move(content));
        Q_EMIT asked();
    }
}

void ToolRun::end(const engine::ToolOutcome &outcome)
{
    m_call.release()->deleteLater(); // it is speaking
    m_question.reset();
    m_isCancelling = false;
    m_past.push_front({m_startedAt, std::move(m_arguments), outcome, std::move(m_log)});
    m_log.clear();
    if (m_past.size() > mostPast) {
        m_past.pop_back();
    }
    std::uint64_t kept = 0;
    for (PastCall &call : m_past) {
        kept += call.outcome.bytes;
        if (kept > mostBytes && &call != &m_past.front() && call.outcome.result) {
            (*call.outcome.result)["content"] = base::Json::array();
            call.outcome.result->erase("structuredContent");
        }
    }
    Q_EMIT finished();
}

} // namespace berth::ui
