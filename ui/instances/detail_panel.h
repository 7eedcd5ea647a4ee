// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace berth::ui {

class ConfigurationTab;
class ConnectTab;
class ElidedLabel;
class IconButton;
class Dialogs;
class FilePicker;
class InstanceActions;
class InstanceModel;
class LogsTab;
class OverviewTab;
class StatusPill;
class TextLabel;
class ToolsTab;
class TrafficTab;

/// Everything about the chosen instance, at the right of the list.
class DetailPanel final : public QWidget
{
    Q_OBJECT
public:
    enum Tab
    {
        Overview,
        Logs,
        Tools,
        Connect,
        Traffic,
        Configuration
    };

    DetailPanel(engine::EngineFacade &engine, Dialogs &dialogs, InstanceModel &model,
                InstanceActions &actions, FilePicker &files, const base::Clock &clock,
                QWidget *parent = nullptr);

    /// Empty: nothing is chosen.
    void setInstance(const QString &id);
    /// Several are chosen: says how many and what can be done with them.
    void setSeveral(int count);
    void showTab(Tab tab);
    LogsTab *logs() const
    {
        return m_logs;
    }
    QTabWidget *tabs() const
    {
        return m_tabs;
    }

Q_SIGNALS:
    void connectionRequested(const QString &connectionId);

private:
    QWidget *makeHeader();
    QWidget *makeSeveral();
    void connectTabs();
    void connectTraffic(engine::EngineFacade &engine);
    void connectGateway(engine::EngineFacade &engine);
    void refresh();
    void showPlace(const engine::InstanceSnapshot &snapshot);
    void setTabPossible(Tab tab, const QString &refusal);
    void refreshHeader(const engine::InstanceSnapshot &snapshot);

    InstanceModel &m_model;
    InstanceActions &m_actions;
    const base::Clock &m_clock;
    QString m_id;
    QStackedWidget *m_stack;
    TextLabel *m_several;
    ElidedLabel *m_name;
    StatusPill *m_pill;
    ElidedLabel *m_subtitle;
    QWidget *m_waiting;
    TextLabel *m_waitingText;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_restart;
    IconButton *m_more;
    QTabWidget *m_tabs;
    OverviewTab *m_overview;
    LogsTab *m_logs;
    ToolsTab *m_tools;
    ConnectTab *m_connect;
    TrafficTab *m_traffic;
    ConfigurationTab *m_configuration;
};

} // namespace berth::ui
