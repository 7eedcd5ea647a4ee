// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connection_list_model.h"

#include "ui/connections/connection_text.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace berth::ui {

using engine::ConnectionSnapshot;

namespace {

auto positionOf(const std::vector<ConnectionSnapshot> &all, const std::string &id)
{
    return std::find_if(all.begin(), all.end(),
                        [&id](const auto &one) { return one.connection.id == id; });
}

} // namespace

ConnectionListModel::ConnectionListModel(engine::EngineFacade &engine, const base::Clock &clock,
                                         QObject *parent)
    : QAbstractListModel(parent)
    , m_engine(engine)
    , m_clock(clock)
    , m_seconds(new QTimer(this))
{
    m_seconds->setInterval(std::chrono::seconds(1));
    connect(m_seconds, &QTimer::timeout, this, &ConnectionListModel::countDown);
    connect(&engine, &engine::EngineFacade::ready, this, &ConnectionListModel::synchronise);
    connect(&engine, &engine::EngineFacade::connectionsChanged, this,
            &ConnectionListModel::synchronise);
    synchronise();
}

int ConnectionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_connections.size());
}

QVariant ConnectionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ConnectionSnapshot &snapshot = m_connections[static_cast<std::size_t>(index.row())];
    const model::Connection &connection = snapshot.connection;
    const QString name = QString::fromStdString(connection.name);
    const QString next = ConnectionText::nextAttempt(snapshot, m_clock.now());
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
        return QString::fromStdString(snapshot.problem);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3, %4", "name, mark, role and address, state")
            .arg(name, ConnectionText::markWord(connection.mark),
                 data(index, SubtitleRole).toString(),
                 ConnectionText::stateLine(snapshot, m_clock.now()));
    case IdRole:
        return QString::fromStdString(connection.id);
    case SubtitleRole:
        return tr("%1, %2", "role, address")
            .arg(ConnectionText::roleWord(connection.role), QString::fromStdString(connection.url));
    case StateRole:
        return ConnectionText::stateWord(snapshot);
    case ToneRole:
        return static_cast<int>(ConnectionText::stateTone(snapshot));
    case FiguresRole:
        return next.isEmpty() ? ConnectionText::figures(snapshot) : next;
    case MarkToneRole:
        return static_cast<int>(ConnectionText::markTone(connection.mark));
    default:
        return {};
    }
}

int ConnectionListModel::rowOf(const QString &id) const
{
    const auto found = positionOf(m_connections, id.toStdString());
    return found == m_connections.end() ? -1 : static_cast<int>(found - m_connections.begin());
}

const ConnectionSnapshot *ConnectionListModel::find(const QString &id) const
{
    const auto found = positionOf(m_connections, id.toStdString());
    return found == m_connections.end() ? nullptr : &*found;
}

void ConnectionListModel::synchronise()
{
    const std::vector<ConnectionSnapshot> now = m_engine.connections();
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (positionOf(now, m_connections[static_cast<std::size_t>(row)].connection.id) ==
            now.end()) {
            beginRemoveRows({}, row, row);
            m_connections.erase(m_connections.begin() + row);
            endRemoveRows();
        }
    }
    for (const ConnectionSnapshot &snapshot : now) {
        const int row = rowOf(QString::fromStdString(snapshot.connection.id));
        if (row < 0) {
            beginInsertRows({}, rowCount(), rowCount());
            m_connections.push_back(snapshot);
            endInsertRows();
        } else {
            m_connections[static_cast<std::size_t>(row)] = snapshot;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    const bool counts = std::any_of(m_connections.begin(), m_connections.end(),
                                    [](const auto &one) { return one.nextAttempt.has_value(); });
    if (counts != m_seconds->isActive()) {
        counts ? m_seconds->start() : m_seconds->stop();
    }
    Q_EMIT changed();
}

void ConnectionListModel::countDown()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_connections[static_cast<std::size_t>(row)].nextAttempt) {
            Q_EMIT dataChanged(index(row), index(row), {FiguresRole, Qt::AccessibleTextRole});
        }
    }
}

} // namespace berth::ui
