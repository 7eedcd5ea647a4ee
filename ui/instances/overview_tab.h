// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "ui/instances/usage_history.h"

#include <QScrollArea>

class QFormLayout;
class QPushButton;

namespace berth::ui {

class Card;
class CopyField;
class ElidedLabel;
class HealthBar;
class PlaceCard;
class Places;
class Sparkline;
class TextLabel;
class UsageBar;
class WrappedLabel;

/// The first thing one sees of an instance: what is wrong if something is, where to connect, how
/// it fares, how it is fenced in.
class OverviewTab final : public QScrollArea
{
    Q_OBJECT
public:
    OverviewTab(const base::Clock &clock, const Places &places, QWidget *parent = nullptr);

    void show(const engine::InstanceSnapshot &snapshot, const UsageHistory &history);
    void showReadings(const engine::InstanceSnapshot &snapshot, const UsageHistory &history);

Q_SIGNALS:
    /// Start, or restart when it is up.
    void startRequested();
    void cancelRequested();
    void editRequested();
    void logsRequested();
    void connectionRequested(const QString &connectionId);

private:
    void makeProblemCard();
    void makeProgressCard();
    void makeConnectCard();
    void makeHealthCard();
    void makeReadingCards();
    void makeIsolationCard();
    void showProblem(const engine::InstanceSnapshot &snapshot);
    void showProgress(const engine::InstanceSnapshot &snapshot);
    void showConnect(const engine::InstanceSnapshot &snapshot);
    void showHealth(const engine::InstanceSnapshot &snapshot);
    void showIsolation(const model::Instance &instance);
    void setDetailsVisible(bool visible);

    const base::Clock &m_clock;
    const Places &m_places;
    PlaceCard *m_place;
    Card *m_problemCard;
    WrappedLabel *m_problemText = nullptr;
    WrappedLabel *m_problemHelp = nullptr;
    QPushButton *m_startAgain = nullptr;
    QPushButton *m_problemEdit = nullptr;
    QPushButton *m_problemLogs = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_editIsolation = nullptr;
    QPushButton *m_detailsButton = nullptr;
    QPushButton *m_copyDetails = nullptr;
    WrappedLabel *m_details = nullptr;
    Card *m_progressCard;
    TextLabel *m_progressText = nullptr;
    WrappedLabel *m_progressDetail = nullptr;
    UsageBar *m_progressBar = nullptr;
    Card *m_connectCard;
    CopyField *m_address = nullptr;
    WrappedLabel *m_connectHint = nullptr;
    TextLabel *m_backEnds = nullptr;
    Card *m_healthCard;
    TextLabel *m_healthNow = nullptr;
    HealthBar *m_healthBar = nullptr;
    TextLabel *m_healthFrom = nullptr;
    TextLabel *m_healthShare = nullptr;
    QWidget *m_readings;
    TextLabel *m_cpuNow = nullptr;
    Sparkline *m_cpuChart = nullptr;
    TextLabel *m_memoryNow = nullptr;
    Sparkline *m_memoryChart = nullptr;
    Card *m_isolationCard;
    QFormLayout *m_isolation = nullptr;
};

} // namespace berth::ui
