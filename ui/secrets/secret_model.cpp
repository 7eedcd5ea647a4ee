// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_model.h"

#include "ui/secrets/secret_text.h"
#include "ui/widgets/when_finished.h"

#include <algorithm>

namespace berth::ui {

using engine::EngineFacade;
using engine::SecretEntry;
using engine::SecretState;

namespace {

/// Changes of several instances come together; one question is enough for them.
constexpr int refreshDelayMs = 250;

bool isIn(const SecretEntry &entry, SecretGroup group)
{
    switch (group) {
    case SecretGroup::All:
        return true;
    case SecretGroup::Missing:
        return entry.state == SecretState::Missing;
    case SecretGroup::Unused:
        return entry.usedBy.empty();
    }
    return false;
}

std::string storeAndState(const engine::SystemSnapshot &system)
{
    return system.secretStore + ' ' + std::to_string(static_cast<int>(system.keychain.state));
}

qint64 ticks(const std::optional<base::Timestamp> &time)
{
    return time ? time->time_since_epoch().count() : 0;
}

} // namespace

SecretModel::SecretModel(EngineFacade &engine, const base::Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_engine(engine)
    , m_clock(clock)
    , m_store(storeAndState(engine.system()))
{
    m_later.setSingleShot(true);
    m_later.setInterval(refreshDelayMs);
    connect(&m_later, &QTimer::timeout, this, &SecretModel::refresh);
    watchEngine();
    if (engine.isReady()) {
        refresh();
    }
}

void SecretModel::watchEngine()
{
    connect(&m_engine, &EngineFacade::ready, this, &SecretModel::refresh);
    connect(&m_engine, &EngineFacade::instanceAdded, this, &SecretModel::noteInstance);
    connect(&m_engine, &EngineFacade::instanceChanged, this, &SecretModel::noteInstance);
    connect(&m_engine, &EngineFacade::instanceRemoved, this, [this](const QString &id) {
        m_seen.erase(id.toStdString());
        m_later.start();
    });
    connect(&m_engine, &EngineFacade::systemChanged, this,
            [this](const engine::SystemSnapshot &system) {
                if (std::exchange(m_store, storeAndState(system)) != m_store) {
                    m_later.start();
                }
            });
}

/// Readings come every other second and are no reason to ask.
void SecretModel::noteInstance(const engine::InstanceSnapshot &instance)
{
    const Seen now{instance.instance.updatedAt, instance.instance.state};
    const auto [place, isNew] = m_seen.emplace(instance.instance.id, now);
    if (isNew || std::exchange(place->second, now) != now) {
        m_later.start();
    }
}

void SecretModel::refresh()
{
    if (!m_engine.isReady()) {
        return;
    }
    m_later.stop();
    if (std::exchange(m_asking, true)) {
        m_askAgain = true;
        return;
    }
    whenFinished(m_engine.secretCommands().overview(), this,
                 [this](const base::Result<engine::SecretOverview> &overview) {
                     m_asking = false;
                     m_loaded = true;
                     m_failure.reset();
                     if (overview) {
                         m_problem = overview->problem;
                         take(overview->entries);
                     } else {
                         m_failure = overview.error();
                     }
                     Q_EMIT refreshed();
                     if (std::exchange(m_askAgain, false)) {
                         refresh();
                     }
                 });
}

void SecretModel::take(std::vector<SecretEntry> entries)
{
    const auto contains = [&entries](const QString &id) {
        return std::any_of(entries.begin(), entries.end(),
                           [&id](const SecretEntry &entry) { return idOf(entry) == id; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (!contains(idOf(m_entries[static_cast<std::size_t>(row)]))) {
            beginRemoveRows({}, row, row);
            m_entries.erase(m_entries.begin() + row);
            endRemoveRows();
        }
    }
    for (SecretEntry &entry : entries) {
        const int row = rowOf(idOf(entry));
        if (row < 0) {
            beginInsertRows({}, rowCount(), rowCount());
            m_entries.push_back(std::move(entry));
            endInsertRows();
        } else {
            m_entries[static_cast<std::size_t>(row)] = std::move(entry);
        }
    }
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int SecretModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int SecretModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant SecretModel::text(const SecretEntry &entry, int column) const
{
    switch (column) {
    case Name:
        return SecretText::name(entry);
    case Store:
        return SecretText::storeName(entry.store);
    case UsedBy:
        return SecretText::usedBy(entry);
    case Changed:
        return SecretText::when(entry.changedAt, m_clock.now(), QStringLiteral("–"));
    case Used:
        return SecretText::when(entry.usedAt, m_clock.now(), QStringLiteral("–"));
    case State:
        return SecretText::state(entry);
    default:
        return {};
    }
}

QVariant SecretModel::sortKey(const SecretEntry &entry, int column) const
{
    switch (column) {
    case Name:
        return SecretText::name(entry) + QLatin1Char(' ') + SecretText::owner(entry);
    case Changed:
        return ticks(entry.changedAt);
    case Used:
        return ticks(entry.usedAt);
    default:
        return text(entry, column);
    }
}

QVariant SecretModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const SecretEntry &entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role >= GroupRole) {
        return isIn(entry, static_cast<SecretGroup>(role - GroupRole));
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Name ? tr("%1, %2", "variable, owner")
                                            .arg(SecretText::name(entry), SecretText::owner(entry))
                                      : text(entry, index.column());
    case Qt::ToolTipRole:
        return index.column() == UsedBy ? QVariant(SecretText::userNames(entry)) : QVariant();
    case IdRole:
        return idOf(entry);
    case OwnerRole:
        return SecretText::owner(entry);
    case ToneRole:
        return static_cast<int>(SecretText::stateTone(entry));
    case SortRole:
        return sortKey(entry, index.column());
    case SearchRole:
        return QStringList{SecretText::name(entry), SecretText::owner(entry),
                           SecretText::userNames(entry), SecretText::storeName(entry.store),
                           SecretText::state(entry)}
            .join(QLatin1Char(' '));
    default:
        return {};
    }
}

QVariant SecretModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Store:
        return tr("Store");
    case UsedBy:
        return tr("Used by");
    case Changed:
        return tr("Changed");
    case Used:
        return tr("Last used");
    case State:
        return tr("State");
    default:
        return {};
    }
}

const SecretEntry *SecretModel::find(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_entries[static_cast<std::size_t>(row)];
}

int SecretModel::rowOf(const QString &id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&id](const SecretEntry &entry) { return idOf(entry) == id; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int SecretModel::rowOfKey(const QString &key) const
{
    const std::string wanted = key.toStdString();
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const SecretEntry &entry) { return entry.key == wanted; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int SecretModel::count(SecretGroup group) const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(),
                      [group](const SecretEntry &entry) { return isIn(entry, group); }));
}

QString SecretModel::idOf(const SecretEntry &entry)
{
    return QString::fromStdString(entry.key) + QLatin1Char(' ') +
           QLatin1String(engine::secretStoreName(entry.store).data());
}

} // namespace berth::ui
