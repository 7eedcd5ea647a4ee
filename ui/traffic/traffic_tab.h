// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/callers.h"
#include "ui/traffic/call_model.h"

#include <QWidget>

class QStackedWidget;

namespace berth::ui {

class CallDetail;
class CallTable;
class ElidedLabel;
class ErrorState;
class FilePicker;
class FilterTabs;
class IconButton;
class SearchField;
class Switch;

/// The calls that go through the gateway to one instance, as they end. Whoever has the engine tells
/// it of calls and of the setting.
class TrafficTab final : public QWidget
{
    Q_OBJECT
public:
    TrafficTab(engine::CallCommands &commands, FilePicker &files, QWidget *parent = nullptr);

    /// Empty: none.
    void setInstance(const QString &id);
    /// Calls that ended, of all instances, oldest first.
    void addCalls(const std::vector<engine::CallRecord> &calls);
    /// The history was cleared, or grew faster than it could be told.
    void reload();
    /// Whether what is said is kept (the setting gateway.record).
    void setRecording(bool on);
    const CallModel &model() const
    {
        return *m_model;
    }

Q_SIGNALS:
    void recordingRequested(bool on);

private:
    enum Screen
    {
        Loading,
        Empty,
        Failed,
        NoMatch,
        Calls
    };

    QWidget *makeToolbar();
    QWidget *makeNoMatch();
    QWidget *makeList();
    void takeHistory(const base::Result<std::vector<engine::CallRecord>> &calls);
    void loadOlder();
    void seekMatch();
    void setPaused(bool paused);
    void showScreen();
    void applyFilter();
    void chooseRow();
    void exportCalls();

    engine::CallCommands &m_commands;
    FilePicker &m_files;
    std::string m_id;
    CallModel *m_model;
    QStackedWidget *m_stack;
    ErrorState *m_error;
    SearchField *m_search;
    FilterTabs *m_tabs;
    IconButton *m_pause;
    Switch *m_record;
    ElidedLabel *m_note;
    CallTable *m_table;
    CallDetail *m_detail;
    bool m_isLoading = false;
    bool m_hasFailed = false;
    bool m_isLoadingOlder = false;
    bool m_hasOlder = false;
    bool m_isPaused = false;
    std::vector<engine::CallRecord> m_waiting; ///< came while paused
    bool m_missed = false;                     ///< more came than is kept waiting
    quint64 m_generation = 0; ///< answers to questions of an earlier instance are dropped
};

} // namespace berth::ui
