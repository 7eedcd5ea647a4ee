// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocalServer>
#include <QObject>

#include <filesystem>

namespace berth::ui {

/// One window per profile: the first one listens on the profile's window socket, a second start
/// asks it to come to the front and leaves.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const std::filesystem::path &socket, QObject *parent = nullptr);

    /// True when another window of this profile was there and has been asked. Otherwise this
    /// process listens from now on; a socket left by a crash is replaced. Without a usable socket
    /// (errorString() says why) the window works all the same, only a second one is not noticed.
    bool tryRaiseOther();
    QString errorString() const
    {
        return m_server.errorString();
    }

Q_SIGNALS:
    void raiseRequested();

private:
    void onConnection();

    QString m_path;
    QLocalServer m_server;
};

} // namespace berth::ui
