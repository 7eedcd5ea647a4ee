// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/server_list_model.h"

#include "ui/forms/two_line_delegate.h"

#include <algorithm>

namespace berth::ui {

namespace {

auto positionOf(const std::vector<model::Server> &servers, const std::string &id)
{
    return std::find_if(servers.begin(), servers.end(),
                        [&id](const model::Server &server) { return server.id == id; });
}

} // namespace

ServerListModel::ServerListModel(engine::EngineFacade &engine, QObject *parent)
    : QAbstractListModel(parent)
    , m_engine(engine)
{
    connect(&engine, &engine::EngineFacade::ready, this, &ServerListModel::synchronise);
    connect(&engine, &engine::EngineFacade::serversChanged, this, &ServerListModel::synchronise);
    synchronise();
}

int ServerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_servers.size());
}

QVariant ServerListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const model::Server &server = m_servers[static_cast<std::size_t>(index.row())];
    const QString name = QString::fromStdString(server.name);
    const QString second = QString::fromStdString(server.description.empty() ? server.dockerImageUrl
                                                                             : server.description);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(name, second);
    case IdRole:
        return QString::fromStdString(server.id);
    case SearchRole: {
        QString words = name + QLatin1Char(' ') + second + QLatin1Char(' ') +
                        QString::fromStdString(server.dockerImageUrl);
        for (const std::string &tag : server.tags) {
            words += QLatin1Char(' ') + QString::fromStdString(tag);
        }
        return words;
    }
    case TwoLineDelegate::SecondLineRole:
        return second;
    case TwoLineDelegate::IconRole:
        return static_cast<int>(Icon::Cube);
    case TwoLineDelegate::BadgeRole:
        return QString::fromStdString(server.version);
    default:
        return {};
    }
}

int ServerListModel::rowOf(const QString &id) const
{
    const auto found = positionOf(m_servers, id.toStdString());
    return found == m_servers.end() ? -1 : static_cast<int>(found - m_servers.begin());
}

const model::Server *ServerListModel::find(const QString &id) const
{
    const auto found = positionOf(m_servers, id.toStdString());
    return found == m_servers.end() ? nullptr : &*found;
}

void ServerListModel::synchronise()
{
    const std::vector<model::Server> now = m_engine.servers();
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (positionOf(now, m_servers[static_cast<std::size_t>(row)].id) == now.end()) {
            beginRemoveRows({}, row, row);
            m_servers.erase(m_servers.begin() + row);
            endRemoveRows();
        }
    }
    for (const model::Server &server : now) {
        const int row = rowOf(QString::fromStdString(server.id));
        if (row < 0) {
            beginInsertRows({}, rowCount(), rowCount());
            m_servers.push_back(server);
            endInsertRows();
        } else if (m_servers[static_cast<std::size_t>(row)] != server) {
            m_servers[static_cast<std::size_t>(row)] = server;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

} // namespace berth::ui
