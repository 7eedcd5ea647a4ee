// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace berth::ui {

class Card;
class EmptyState;

/// What one sees before the first instance: three ways on, and what Berth found on this machine
/// with the mend for each thing that is missing.
class FirstStart final : public QWidget
{
    Q_OBJECT
public:
    explicit FirstStart(engine::EngineFacade &engine, QWidget *parent = nullptr);

    /// Shows the button for a sandbox.
    void offerSandbox();

Q_SIGNALS:
    void newRequested();
    void pasteRequested();
    void sandboxRequested();
    /// Servers run elsewhere, on the other side of a Redis.
    void connectRequested();
    void echoStarted(const QString &instanceId);
    void echoFailed(const QString &message, const QString &details);

private:
    class CheckLine;

    void runEcho();
    void showSystem(const engine::SystemSnapshot &system);

    engine::EngineFacade &m_engine;
    EmptyState *m_state;
    QPushButton *m_echo = nullptr;
    QPushButton *m_sandbox = nullptr;
    CheckLine *m_podman;
    CheckLine *m_gateway;
    CheckLine *m_keychain;
};

} // namespace berth::ui
