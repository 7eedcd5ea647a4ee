// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_model.h"

#include "ui/instances/instance_filter.h"
#include "ui/instances/places.h"

#include <QList>

#include <algorithm>

namespace berth::ui {

using engine::InstanceSnapshot;
using namespace Qt::Literals::StringLiterals;

namespace {

QString none()
{
    return u"–"_s;
}

double memoryShare(const InstanceSnapshot &snapshot)
{
    if (!snapshot.usage || snapshot.usage->memoryLimitBytes <= 0) {
        return -1;
    }
    return static_cast<double>(snapshot.usage->memoryBytes) /
           static_cast<double>(snapshot.usage->memoryLimitBytes);
}

bool sameState(const InstanceSnapshot &a, const InstanceSnapshot &b)
{
    const bool sameProgress = a.progress.has_value() == b.progress.has_value() &&
                              (!a.progress || (a.progress->fraction == b.progress->fraction &&
                                               a.progress->what == b.progress->what &&
                                               a.progress->detail == b.progress->detail));
    return a.instance.state == b.instance.state && a.instance.reason == b.instance.reason &&
           a.nextAttempt == b.nextAttempt && sameProgress;
}

bool sameCpu(const InstanceSnapshot &a, const InstanceSnapshot &b)
{
    return a.usage.has_value() == b.usage.has_value() &&
           (!a.usage || a.usage->cpuCores == b.usage->cpuCores);
}

bool sameMemory(const InstanceSnapshot &a, const InstanceSnapshot &b)
{
    return a.usage.has_value() == b.usage.has_value() &&
           (!a.usage || (a.usage->memoryBytes == b.usage->memoryBytes &&
                         a.usage->memoryLimitBytes == b.usage->memoryLimitBytes));
}

bool sameName(const InstanceSnapshot &a, const InstanceSnapshot &b)
{
    return a.instance.name == b.instance.name && a.instance.spec == b.instance.spec &&
           a.serverName == b.serverName;
}

bool samePlace(const InstanceSnapshot &a, const InstanceSnapshot &b)
{
    return a.isRemote == b.isRemote && a.connectionName == b.connectionName &&
           a.manager == b.manager && a.instance.connectionId == b.instance.connectionId;
}

} // namespace

InstanceModel::InstanceModel(engine::EngineFacade &engine, const base::Clock &clock,
                             QObject *parent)
    : QAbstractTableModel(parent)
    , m_engine(engine)
    , m_clock(clock)
{
    connect(&engine, &engine::EngineFacade::ready, this, &InstanceModel::load);
    connect(&engine, &engine::EngineFacade::instanceAdded, this, &InstanceModel::addOrChange);
    connect(&engine, &engine::EngineFacade::instanceChanged, this, &InstanceModel::addOrChange);
    connect(&engine, &engine::EngineFacade::instanceRemoved, this, &InstanceModel::remove);
    if (engine.isReady()) {
        load();
    }
}

void InstanceModel::load()
{
    beginResetModel();
    m_rows.clear();
    m_rowById.clear();
    for (InstanceSnapshot &snapshot : m_engine.instances()) {
        m_rowById.emplace(snapshot.instance.id, static_cast<int>(m_rows.size()));
        m_rows.push_back({std::move(snapshot), {}, {}});
    }
    endResetModel();
    sample();
    Q_EMIT countsChanged();
}

int InstanceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int InstanceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InstanceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const Qt::Alignment side = section == Uptime ? Qt::AlignRight : Qt::AlignLeft;
        return (side | Qt::AlignVCenter).toInt();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case State:
        return tr("State");
    case Where:
        return tr("Where");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Uptime:
        return tr("Up for");
    default:
        return {};
    }
}

QVariant InstanceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[toIndex(index.row())];
    const model::Instance &instance = row.snapshot.instance;
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == State ? display(row, State) : QVariant();
    case Qt::AccessibleTextRole:
        return accessibleText(row, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Uptime ? QVariant((Qt::AlignRight | Qt::AlignVCenter).toInt())
                                        : QVariant();
    case IdRole:
        return QString::fromStdString(instance.id);
    case SortRole:
        return sortValue(row, index.column());
    case SubtitleRole:
        return InstanceText::listSubtitle(instance);
    case ToneRole:
        return static_cast<int>(row.waiting.isEmpty() ? InstanceText::stateTone(instance.state)
                                                      : Tone::Info);
    case GroupRole:
        return static_cast<int>(groupOf(instance.state));
    case SearchRole:
        return QString(display(row, Name).toString() + u' ' + InstanceText::subtitle(instance) +
                       u' ' + QString::fromStdString(row.snapshot.serverName) + u' ' +
                       display(row, State).toString() + u' ' + display(row, Where).toString() +
                       u' ' + Places::whereMore(row.snapshot));
    case CpuSeriesRole:
        return QVariant::fromValue(
            QList<qreal>(row.history.cpu().begin(), row.history.cpu().end()));
    case MemoryShareRole:
        return memoryShare(row.snapshot);
    case RemoteRole:
        return instance.spec.url() != nullptr;
    case WhereMoreRole:
        return Places::whereMore(row.snapshot);
    case ConnectionRole:
        return QString::fromStdString(instance.connectionId);
    case ElsewhereRole:
        return row.snapshot.isRemote;
    default:
        return {};
    }
}

QVariant InstanceModel::display(const Row &row, int column) const
{
    const InstanceSnapshot &snapshot = row.snapshot;
    switch (column) {
    case Name:
        return QString::fromStdString(snapshot.instance.name);
    case State:
        return row.waiting.isEmpty() ? InstanceText::stateLine(snapshot, m_clock.now())
                                     : row.waiting;
    case Where:
        return Places::where(snapshot);
    case Cpu:
        return snapshot.usage ? InstanceText::cpuShare(snapshot.usage->cpuCores) : none();
    case Memory:
        return snapshot.usage ? InstanceText::bytesOf(snapshot.usage->memoryBytes,
                                                      snapshot.usage->memoryLimitBytes)
                              : none();
    case Uptime:
        return snapshot.startedAt
                   ? InstanceText::duration(InstanceText::since(*snapshot.startedAt, m_clock.now()))
                   : QString();
    default:
        return {};
    }
}

QVariant InstanceModel::sortValue(const Row &row, int column) const
{
    const InstanceSnapshot &snapshot = row.snapshot;
    switch (column) {
    case Name:
        return QString::fromStdString(snapshot.instance.name);
    case State:
        return static_cast<int>(snapshot.instance.state);
    case Where:
        return QString(Places::where(snapshot) + u' ' + Places::whereMore(snapshot));
    case Cpu:
        return snapshot.usage ? snapshot.usage->cpuCores : -1.0;
    case Memory:
        return snapshot.usage ? static_cast<qlonglong>(snapshot.usage->memoryBytes) : -1;
    case Uptime:
        return snapshot.startedAt
                   ? static_cast<qlonglong>(
                         InstanceText::since(*snapshot.startedAt, m_clock.now()).count())
                   : -1;
    default:
        return {};
    }
}

QString InstanceModel::accessibleText(const Row &row, int column) const
{
    const QString text = display(row, column).toString();
    switch (column) {
    case Name:
        return tr("%1, %2").arg(text, InstanceText::subtitle(row.snapshot.instance));
    case Where: {
        const QString more = Places::whereMore(row.snapshot);
        return more.isEmpty() ? text : tr("%1, %2").arg(text, more);
    }
    case Cpu:
        return tr("CPU %1").arg(text);
    case Memory:
        return tr("Memory %1").arg(text);
    case Uptime:
        return text.isEmpty() ? tr("Not up") : tr("Up for %1").arg(text);
    default:
        return text;
    }
}

int InstanceModel::rowOf(const QString &id) const
{
    const auto found = m_rowById.find(id.toStdString());
    return found == m_rowById.end() ? -1 : found->second;
}

const InstanceSnapshot *InstanceModel::find(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows[toIndex(row)].snapshot;
}

const UsageHistory *InstanceModel::history(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows[toIndex(row)].history;
}

int InstanceModel::count(InstanceGroup group, const QString &place) const
{
    const auto counts = [&](const Row &row) {
        return InstanceFilter::isAt(place, row.snapshot.isRemote,
                                    QString::fromStdString(row.snapshot.instance.connectionId)) &&
               (group == InstanceGroup::All || groupOf(row.snapshot.instance.state) == group);
    };
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), counts));
}

void InstanceModel::setWaiting(const QString &id, const QString &text)
{
    const int row = rowOf(id);
    if (row < 0 || m_rows[toIndex(row)].waiting == text) {
        return;
    }
    m_rows[toIndex(row)].waiting = text;
    Q_EMIT dataChanged(index(row, State), index(row, State));
    Q_EMIT snapshotChanged(id);
}

QString InstanceModel::waiting(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? QString() : m_rows[toIndex(row)].waiting;
}

void InstanceModel::addOrChange(const InstanceSnapshot &snapshot)
{
    const int row = rowOf(QString::fromStdString(snapshot.instance.id));
    if (row >= 0) {
        change(row, snapshot);
        return;
    }
    const int last = static_cast<int>(m_rows.size());
    beginInsertRows({}, last, last);
    m_rowById.emplace(snapshot.instance.id, last);
    m_rows.push_back({snapshot, {}, {}});
    endInsertRows();
    Q_EMIT countsChanged();
}

void InstanceModel::change(int row, const InstanceSnapshot &snapshot)
{
    Row &present = m_rows[toIndex(row)];
    const InstanceSnapshot &old = present.snapshot;
    std::vector<bool> changed(ColumnCount, false);
    changed[Name] = !sameName(old, snapshot);
    changed[State] = !sameState(old, snapshot);
    changed[Where] = !samePlace(old, snapshot);
    changed[Cpu] = !sameCpu(old, snapshot);
    changed[Memory] = !sameMemory(old, snapshot);
    changed[Uptime] = old.startedAt != snapshot.startedAt;
    const bool otherGroup = groupOf(old.instance.state) != groupOf(snapshot.instance.state);
    if (old.containerId != snapshot.containerId) {
        present.history.clear(); // readings of another container say nothing about this one
    }
    present.snapshot = snapshot;
    emitColumns(row, changed);
    if (otherGroup || changed[Where]) {
        Q_EMIT countsChanged();
    }
    Q_EMIT snapshotChanged(QString::fromStdString(snapshot.instance.id));
}

void InstanceModel::emitColumns(int row, const std::vector<bool> &changed)
{
    for (int first = 0; first < ColumnCount; ++first) {
        if (!changed[toIndex(first)]) {
            continue;
        }
        int last = first;
        while (last + 1 < ColumnCount && changed[toIndex(last + 1)]) {
            ++last;
        }
        Q_EMIT dataChanged(index(row, first), index(row, last));
        first = last;
    }
}

void InstanceModel::remove(const QString &id)
{
    const int row = rowOf(id);
    if (row < 0) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_rowById.erase(id.toStdString());
    m_rows.erase(m_rows.begin() + row);
    for (auto &[key, value] : m_rowById) {
        value -= value > row ? 1 : 0;
    }
    endRemoveRows();
    Q_EMIT countsChanged();
}

void InstanceModel::sample()
{
    for (int row = 0; row < rowCount(); ++row) {
        Row &entry = m_rows[toIndex(row)];
        if (entry.snapshot.usage) {
            entry.history.add(entry.snapshot.usage->cpuCores,
                              static_cast<double>(entry.snapshot.usage->memoryBytes));
            Q_EMIT dataChanged(index(row, Cpu), index(row, Cpu), {CpuSeriesRole});
        }
        if (entry.snapshot.startedAt) {
            Q_EMIT dataChanged(index(row, Uptime), index(row, Uptime), {Qt::DisplayRole, SortRole});
        }
        if (entry.snapshot.nextAttempt) {
            Q_EMIT dataChanged(index(row, State), index(row, State), {Qt::DisplayRole});
        }
    }
    Q_EMIT sampled();
}

} // namespace berth::ui
