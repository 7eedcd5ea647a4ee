// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace berth::app {

/// Turns SIGINT and SIGTERM into a signal on the event loop.
class QuitSignals final : public QObject
{
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void quitRequested();

private:
    void drain();

    int m_signalFd = -1;
    QSocketNotifier *m_notifier = nullptr;
};

/// Keeps the quit signals from ending any thread; called before the first thread starts.
void blockQuitSignals();

} // namespace berth::app
