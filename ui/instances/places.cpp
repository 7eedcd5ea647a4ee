// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/places.h"

#include <algorithm>

namespace berth::ui {

using engine::ConnectionSnapshot;
using engine::InstanceSnapshot;

namespace {

bool isWriting(Deed deed)
{
    return deed != Deed::ReadLog && deed != Deed::ReadTools;
}

} // namespace

Places::Places(engine::EngineFacade &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
    connect(&engine, &engine::EngineFacade::connectionsChanged, this, &Places::read);
    connect(&engine, &engine::EngineFacade::ready, this, &Places::read);
    read();
}

void Places::read()
{
    m_connections = m_engine.connections();
    Q_EMIT changed();
}

const ConnectionSnapshot *Places::find(const std::string &connectionId) const
{
    const auto found =
        std::find_if(m_connections.begin(), m_connections.end(),
                     [&](const auto &one) { return one.connection.id == connectionId; });
    return found == m_connections.end() ? nullptr : &*found;
}

std::vector<ConnectionSnapshot> Places::forNewInstances() const
{
    std::vector<ConnectionSnapshot> found;
    for (const ConnectionSnapshot &one : m_connections) {
        if (one.connection.role == model::ConnectionRole::Console && one.connection.enabled) {
            found.push_back(one);
        }
    }
    return found;
}

QString Places::where(const InstanceSnapshot &snapshot)
{
    return snapshot.isRemote ? QString::fromStdString(snapshot.connectionName) : tr("This machine");
}

QString Places::whereMore(const InstanceSnapshot &snapshot)
{
    if (snapshot.isRemote) {
        return QString::fromStdString(snapshot.manager);
    }
    return snapshot.connectionName.empty()
               ? QString()
               : tr("for %1", "a connection").arg(QString::fromStdString(snapshot.connectionName));
}

QString Places::refusal(const InstanceSnapshot &snapshot, Deed deed) const
{
    if (!snapshot.isRemote) {
        return {};
    }
    const QString name = where(snapshot);
    const ConnectionSnapshot *connection = find(snapshot.instance.connectionId);
    if (connection != nullptr && isWriting(deed)) {
        if (connection->connection.role == model::ConnectionRole::Watch) {
            return tr("%1 is only watched: nothing is changed there. Its role can be changed on "
                      "the page of connections.")
                .arg(name);
        }
        if (connection->state != engine::ConnectionState::Connected) {
            return tr("%1 is not connected, so nobody there can be asked.").arg(name);
        }
    }
    switch (deed) {
    case Deed::Restart:
        return tr("It runs on another machine. Stop and start it instead: %1 has no message for a "
                  "restart.")
            .arg(name);
    case Deed::Edit:
        return tr("It is configured where it was made, on the platform behind %1.").arg(name);
    case Deed::ReadLog:
        return tr("Its log stays on the machine that runs it.");
    case Deed::ReadTools:
        return tr("Its tools are asked by the machine that runs it.");
    default:
        return {};
    }
}

std::optional<QString> Places::production(const std::string &connectionId) const
{
    const ConnectionSnapshot *found = connectionId.empty() ? nullptr : find(connectionId);
    if (found == nullptr || found->connection.mark != model::ConnectionMark::Production) {
        return std::nullopt;
    }
    return QString::fromStdString(found->connection.name);
}

QString Places::waitingFor(const InstanceSnapshot &snapshot)
{
    return snapshot.isRemote ? tr("Asking the managers on %1…").arg(where(snapshot)) : QString();
}

} // namespace berth::ui
