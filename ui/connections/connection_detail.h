// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/connections.h"

#include <QScrollArea>

class QFormLayout;
class QPushButton;

namespace berth::ui {

class Banner;
class CopyField;
class ElidedLabel;
class StatusPill;
class TextLabel;
class WrappedLabel;

/// What a connection is, how it fares, who else is on that Redis, and what can be done with it.
class ConnectionDetail final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ConnectionDetail(QWidget *parent = nullptr);

    /// `busy`: a command for it is under way.
    void show(const engine::ConnectionSnapshot &snapshot, base::Timestamp now, bool busy);
    Banner *problem() const
    {
        return m_problem;
    }

Q_SIGNALS:
    void editRequested();
    void enableRequested(bool enabled);
    void removeRequested();
    void instancesRequested();

private:
    QWidget *makeHeader();
    QWidget *makeFacts();
    QWidget *makeOthers();
    void showProblem(const engine::ConnectionSnapshot &snapshot, base::Timestamp now);
    void showFacts(const engine::ConnectionSnapshot &snapshot);
    void showOthers(const engine::ConnectionSnapshot &snapshot);
    void setButtons(const engine::ConnectionSnapshot &snapshot, bool busy);

    bool m_enabled = true;
    ElidedLabel *m_name = nullptr;
    StatusPill *m_pill = nullptr;
    StatusPill *m_mark = nullptr;
    WrappedLabel *m_meaning = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_enable = nullptr;
    QPushButton *m_remove = nullptr;
    WrappedLabel *m_transient = nullptr;
    Banner *m_problem = nullptr;
    CopyField *m_address = nullptr;
    QFormLayout *m_facts = nullptr;
    TextLabel *m_instances = nullptr;
    QPushButton *m_showInstances = nullptr;
    TextLabel *m_managersTitle = nullptr;
    WrappedLabel *m_managers = nullptr;
};

} // namespace berth::ui
