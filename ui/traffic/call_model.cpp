// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/traffic/call_model.h"

#include "ui/traffic/call_text.h"

#include <algorithm>
#include <iterator>

namespace berth::ui {

using model::CallRecord;

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

/// Numbers end where those above them end.
QVariant alignment(int column)
{
    const bool isNumber = column == CallModel::Latency || column == CallModel::Size;
    return QVariant::fromValue(
        Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

} // namespace

CallModel::CallModel(QObject *parent, std::size_t capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{}

int CallModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int CallModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

/// Sequences fall from row to row, in both lists.
const CallRecord *CallModel::callAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return nullptr;
    }
    const std::int64_t sequence = m_shown[static_cast<std::size_t>(index.row())];
    const auto found = std::lower_bound(
        m_calls.begin(), m_calls.end(), sequence,
        [](const CallRecord &call, std::int64_t wanted) { return call.sequence > wanted; });
    return found != m_calls.end() && found->sequence == sequence ? &*found : nullptr;
}

QString CallModel::display(const CallRecord &call, int column) const
{
    switch (column) {
    case Time:
        return CallText::time(call.startedAt);
    case Client:
        return text(call.client);
    case Call:
        return CallText::name(call);
    case Latency:
        return CallText::duration(call.duration);
    case Size:
        return CallText::size(call.responseBytes);
    default:
        return CallText::outcome(call);
    }
}

QString CallModel::toolTip(const CallRecord &call, int column) const
{
    switch (column) {
    case Call:
        return CallText::methodAndTool(call);
    case Latency:
        return (call.count == 1 ? tr("First byte after %1")
                                : tr("On average; the first byte after %1"))
            .arg(CallText::duration(call.toFirstByte));
    case Size:
        return tr("%1 sent, %2 received")
            .arg(CallText::size(call.requestBytes), CallText::size(call.responseBytes));
    default:
        return display(call, column);
    }
}

QVariant CallModel::data(const QModelIndex &index, int role) const
{
    const CallRecord *call = callAt(index);
    if (call == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return display(*call, index.column());
    case Qt::ToolTipRole:
        return toolTip(*call, index.column());
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case SequenceRole:
        return static_cast<qlonglong>(call->sequence);
    case ToneRole:
        return static_cast<int>(CallText::tone(call->outcome));
    default:
        return {};
    }
}

QVariant CallModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignment(section);
    }
    const QString names[] = {tr("Time"), tr("Client"), tr("Call"),
                             tr("Took"), tr("Size"),   tr("Outcome")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

bool CallModel::shows(const CallRecord &call) const
{
    if (m_filter.problemsOnly && call.outcome == model::CallOutcome::Ok) {
        return false;
    }
    if (m_filter.text.isEmpty()) {
        return true;
    }
    const QString words[] = {text(call.client), text(call.method), text(call.tool),
                             CallText::outcome(call)};
    return std::any_of(std::begin(words), std::end(words), [this](const QString &word) {
        return word.contains(m_filter.text, Qt::CaseInsensitive);
    });
}

void CallModel::addNew(const std::vector<CallRecord> &calls)
{
    std::vector<std::int64_t> shown;
    dropOldest(calls.size());
    for (const CallRecord &call : calls) {
        const bool known = !m_calls.empty() && call.sequence <= m_calls.front().sequence;
        if (known) {
            continue;
        }
        m_calls.push_front(call);
        if (shows(call)) {
            shown.push_back(call.sequence);
        }
    }
    if (!shown.empty()) {
        beginInsertRows({}, 0, static_cast<int>(shown.size()) - 1);
        for (const std::int64_t sequence : shown) {
            m_shown.push_front(sequence);
        }
        endInsertRows();
    }
}

void CallModel::dropOldest(std::size_t incoming)
{
    if (m_calls.size() + incoming <= m_capacity) {
        return;
    }
    const std::size_t excess = std::min(m_calls.size(), m_calls.size() + incoming - m_capacity);
    const std::size_t kept = m_calls.size() - excess;
    const std::int64_t last = kept == 0 ? 0 : m_calls[kept - 1].sequence;
    const auto firstGone = std::find_if(m_shown.begin(), m_shown.end(), [&](std::int64_t sequence) {
        return kept == 0 || sequence < last;
    });
    const auto row = static_cast<int>(firstGone - m_shown.begin());
    if (firstGone != m_shown.end()) {
        beginRemoveRows({}, row, rowCount() - 1);
        m_shown.erase(firstGone, m_shown.end());
        m_calls.resize(kept);
        endRemoveRows();
    } else {
        m_calls.resize(kept);
    }
}

void CallModel::addOlder(const std::vector<CallRecord> &calls)
{
    std::vector<std::int64_t> shown;
    for (const CallRecord &call : calls) {
        const bool known = !m_calls.empty() && call.sequence >= m_calls.back().sequence;
        if (known || isFull()) {
            continue;
        }
        m_calls.push_back(call);
        if (shows(call)) {
            shown.push_back(call.sequence);
        }
    }
    if (!shown.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(shown.size()) - 1);
        m_shown.insert(m_shown.end(), shown.begin(), shown.end());
        endInsertRows();
    }
}

void CallModel::clear()
{
    beginResetModel();
    m_calls.clear();
    m_shown.clear();
    endResetModel();
}

void CallModel::setFilter(const CallFilter &filter)
{
    if (filter != m_filter) {
        m_filter = filter;
        refilter();
    }
}

void CallModel::refilter()
{
    beginResetModel();
    m_shown.clear();
    for (const CallRecord &call : m_calls) {
        if (shows(call)) {
            m_shown.push_back(call.sequence);
        }
    }
    endResetModel();
}

std::int64_t CallModel::oldestSequence() const
{
    return m_calls.empty() ? 0 : m_calls.back().sequence;
}

std::vector<std::int64_t> CallModel::visibleSequences() const
{
    return {m_shown.begin(), m_shown.end()};
}

} // namespace berth::ui
