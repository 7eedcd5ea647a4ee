// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/single_instance.h"

#include <QLocalSocket>

namespace berth::ui {
namespace {

constexpr int waitMs = 1000;
constexpr const char *raiseMessage = "raise\n";

} // namespace

SingleInstance::SingleInstance(const std::filesystem::path &socket, QObject *parent)
    : QObject(parent)
    , m_path(QString::fromStdString(socket.string()))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

bool SingleInstance::tryRaiseOther()
{
    // Before the event loop and on a local socket: connecting answers at once or fails at once.
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (socket.waitForConnected(waitMs)) {
        socket.write(raiseMessage);
        socket.waitForBytesWritten(waitMs);
        socket.disconnectFromServer();
        return true;
    }
    // Nobody answers: what lies there was left by a crash.
    QLocalServer::removeServer(m_path);
    m_server.listen(m_path);
    return false;
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (socket->canReadLine() && socket->readLine() == raiseMessage) {
                Q_EMIT raiseRequested();
            }
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read(); // it may have arrived before the connection was taken
    }
}

} // namespace berth::ui
