// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"
#include "ui/instances/instance_text.h"
#include "ui/instances/usage_history.h"

#include <QAbstractTableModel>

#include <string>
#include <unordered_map>
#include <vector>

namespace berth::ui {

/// The instances as rows. Follows the engine row by row: nothing is reset after the first load,
/// so selection, scroll position and focus stay where the person left them.
class InstanceModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Name,
        State,
        Where,
        Cpu,
        Memory,
        Uptime,
        ColumnCount
    };
    enum Role
    {
        IdRole = Qt::UserRole + 1,
        SortRole,        ///< raw value to order by
        SubtitleRole,    ///< second line of the name
        ToneRole,        ///< Tone as int
        GroupRole,       ///< InstanceGroup as int
        SearchRole,      ///< everything a filter looks at
        CpuSeriesRole,   ///< QList<qreal>
        MemoryShareRole, ///< 0..1 of the limit, negative when there is no limit
        RemoteRole,      ///< true: a server that is reached by its URL, no container
        WhereMoreRole,   ///< second line of Where
        ConnectionRole,  ///< id of the connection it belongs to; empty for none
        ElsewhereRole,   ///< true: runs on another machine
    };

    InstanceModel(engine::EngineFacade &engine, const base::Clock &clock,
                  QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Null when there is no such instance.
    const engine::InstanceSnapshot *find(const QString &id) const;
    const engine::InstanceSnapshot &at(int row) const
    {
        return m_rows.at(toIndex(row)).snapshot;
    }
    const UsageHistory *history(const QString &id) const;
    int rowOf(const QString &id) const;
    /// At a place as InstanceFilter has it.
    int count(InstanceGroup group, const QString &place = {}) const;
    /// What a command for the instance waits for, shown instead of its state; empty: nothing.
    void setWaiting(const QString &id, const QString &text);
    QString waiting(const QString &id) const;

    /// Takes one reading of every running instance; called at an even pace by the page.
    void sample();

Q_SIGNALS:
    void countsChanged();
    /// After the row with this id changed, for the detail beside the list.
    void snapshotChanged(const QString &id);
    void sampled();

private:
    struct Row
    {
        engine::InstanceSnapshot snapshot;
        UsageHistory history;
        QString waiting;
    };

    static std::size_t toIndex(int row)
    {
        return static_cast<std::size_t>(row);
    }
    void load();
    void addOrChange(const engine::InstanceSnapshot &snapshot);
    void change(int row, const engine::InstanceSnapshot &snapshot);
    void remove(const QString &id);
    void emitColumns(int row, const std::vector<bool> &changed);
    QVariant display(const Row &row, int column) const;
    QVariant sortValue(const Row &row, int column) const;
    QString accessibleText(const Row &row, int column) const;

    engine::EngineFacade &m_engine;
    const base::Clock &m_clock;
    std::vector<Row> m_rows;
    std::unordered_map<std::string, int> m_rowById;
};

} // namespace berth::ui
