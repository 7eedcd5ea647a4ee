// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QAbstractListModel>

#include <vector>

namespace berth::ui {

/// The server definitions as rows. Compares what the engine has with what is shown and changes
/// only the rows that differ.
class ServerListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        IdRole = Qt::UserRole + 1,
        SearchRole
    };

    explicit ServerListModel(engine::EngineFacade &engine, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const model::Server *find(const QString &id) const;
    int rowOf(const QString &id) const;

private:
    void synchronise();

    engine::EngineFacade &m_engine;
    std::vector<model::Server> m_servers;
};

} // namespace berth::ui
