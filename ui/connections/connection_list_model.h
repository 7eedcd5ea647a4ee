// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/engine_facade.h"

#include <QAbstractListModel>

#include <vector>

class QTimer;

namespace berth::ui {

/// The connections as rows, in the order in which they were made. Changes only rows that differ,
/// so choice and focus stay.
class ConnectionListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        IdRole = Qt::UserRole + 1,
        SubtitleRole, ///< role and address
        StateRole,    ///< the state's word
        ToneRole,     ///< of the state, Tone as int
        FiguresRole,  ///< round trip and instances, or the next attempt
        MarkToneRole, ///< of the icon, Tone as int
    };

    /// `clock` outlives the model.
    ConnectionListModel(engine::EngineFacade &engine, const base::Clock &clock,
                        QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Null when there is no such connection.
    const engine::ConnectionSnapshot *find(const QString &id) const;
    int rowOf(const QString &id) const;
    const std::vector<engine::ConnectionSnapshot> &all() const
    {
        return m_connections;
    }

Q_SIGNALS:
    /// Anything of them changed, also what no row shows.
    void changed();

private:
    void synchronise();
    void countDown();

    engine::EngineFacade &m_engine;
    const base::Clock &m_clock;
    std::vector<engine::ConnectionSnapshot> m_connections;
    QTimer *m_seconds; ///< runs while an attempt is counted down
};

} // namespace berth::ui
