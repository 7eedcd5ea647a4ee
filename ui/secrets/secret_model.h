// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/engine_facade.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace berth::ui {

/// The tabs over the list.
enum class SecretGroup
{
    All,
    Missing,
    Unused
};

/// The secrets of the profile, without values. Asks the engine again when something happened that
/// may have changed them, and changes only the rows that differ.
class SecretModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Name,
        Store,
        UsedBy,
        Changed,
        Used,
        State,
        ColumnCount
    };
    enum Role
    {
        IdRole = Qt::UserRole + 1, ///< key and store
        OwnerRole,
        ToneRole,
        SortRole,
        SearchRole,
        GroupRole ///< whether it is in the group of that number: GroupRole + group
    };

    /// `clock` outlives the model.
    SecretModel(engine::EngineFacade &engine, const base::Clock &clock, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Asks the engine now.
    void refresh();
    /// False until the first answer.
    bool isLoaded() const
    {
        return m_loaded;
    }
    /// Nothing could be read at all.
    const std::optional<base::Error> &failure() const
    {
        return m_failure;
    }
    /// Why the state of some secrets is not known.
    const std::optional<base::Error> &problem() const
    {
        return m_problem;
    }
    const std::vector<engine::SecretEntry> &entries() const
    {
        return m_entries;
    }
    const engine::SecretEntry *find(const QString &id) const;
    int rowOf(const QString &id) const;
    /// The row of a key, in whichever store it is.
    int rowOfKey(const QString &key) const;
    int count(SecretGroup group) const;
    static QString idOf(const engine::SecretEntry &entry);

Q_SIGNALS:
    /// An answer came, the same as before or another one.
    void refreshed();

private:
    using Seen = std::pair<base::Timestamp, model::InstanceState>;

    void watchEngine();
    void noteInstance(const engine::InstanceSnapshot &instance);
    void take(std::vector<engine::SecretEntry> entries);
    QVariant text(const engine::SecretEntry &entry, int column) const;
    QVariant sortKey(const engine::SecretEntry &entry, int column) const;

    engine::EngineFacade &m_engine;
    const base::Clock &m_clock;
    std::vector<engine::SecretEntry> m_entries;
    std::optional<base::Error> m_failure;
    std::optional<base::Error> m_problem;
    std::map<std::string, Seen> m_seen; ///< what was known of each instance
    std::string m_store;                ///< the store and its state, as last heard
    QTimer m_later;
    bool m_loaded = false;
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace berth::ui
