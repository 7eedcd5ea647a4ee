// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"

#include <QPointer>
#include <QWidget>

#include <array>

class QLabel;
class QProgressBar;

namespace berth::engine {
class EngineFacade;
}

namespace berth::ui {

class ComponentButton;
class ComponentPopover;
class ConnectionStatusRow;
class Notifier;
class TextLabel;

/// The bottom line: Podman, gateway, secret store and connections at the left, the work in progress
/// at the right.
class StatusBar final : public QWidget
{
    Q_OBJECT
public:
    StatusBar(engine::EngineFacade &engine, Notifier &notifier, QWidget *parent = nullptr);

    /// There is a page about the secret store; its component leads there.
    void setLeadsToStore(bool leads)
    {
        m_leadsToStore = leads;
    }
    /// The popover that is open now, for tests.
    ComponentPopover *popover() const;
    ComponentButton *component(std::size_t index) const
    {
        return m_components.at(index);
    }
    ConnectionStatusRow *connections() const
    {
        return m_connections;
    }

Q_SIGNALS:
    /// Empty: all of them.
    void connectionChosen(const QString &connectionId);
    void storeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSystem(const engine::SystemSnapshot &system);
    void showProgress();
    void openPopover(std::size_t index);
    void recheck();

    engine::EngineFacade &m_engine;
    Notifier &m_notifier;
    std::array<ComponentButton *, 3> m_components{};
    ConnectionStatusRow *m_connections;
    QPointer<ComponentPopover> m_popover;
    TextLabel *m_progressText;
    QProgressBar *m_progress;
    bool m_leadsToStore = false;
};

} // namespace berth::ui
