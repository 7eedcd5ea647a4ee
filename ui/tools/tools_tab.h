// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "engine/facade/tool_calls.h"
#include "model/instance.h"

#include <QWidget>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class QListWidget;
class QStackedWidget;

namespace berth::ui {

class Dialogs;
class EmptyState;
class FilePicker;
class SearchField;
class ToolPanel;
class ToolRun;

/// The tools an MCP server offers: names at the top, the chosen one below, ready to be called.
class ToolsTab final : public QWidget
{
    Q_OBJECT
public:
    ToolsTab(engine::ToolCommands &commands, Dialogs &dialogs, FilePicker &files,
             QWidget *parent = nullptr);
    ~ToolsTab() override;

    void show(const engine::InstanceSnapshot &snapshot);
    void chooseTool(const QString &name);
    ToolPanel *panel() const
    {
        return m_panel;
    }

private:
    QWidget *makeBrowser();
    void fill();
    void filter(const QString &text);
    void showTool(int row);
    ToolRun *runOf(const std::string &tool);
    QString refusal() const;

    engine::ToolCommands &m_commands;
    std::string m_instanceId;
    model::InstanceState m_state = model::InstanceState::Pending;
    bool m_startsOnCall = false;
    bool m_isRemote = false;
    std::vector<model::Tool> m_tools;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<ToolRun>> m_runs;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    SearchField *m_search;
    QListWidget *m_list;
    ToolPanel *m_panel;
};

} // namespace berth::ui
