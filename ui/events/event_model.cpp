// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_model.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace berth::ui {

namespace {

constexpr int shortIdLength = 8;
/// Rows that go at a time when there is no room: one removal a second instead of one a batch.
constexpr std::size_t roomAtOnce = 1000;
constexpr std::size_t maxWords = 50000;

} // namespace

EventModel::EventModel(const base::Clock &clock, QObject *parent, std::size_t capacity)
    : QAbstractTableModel(parent)
    , m_clock(clock)
    , m_capacity(capacity)
{}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("Time");
    case Event:
        return tr("Event");
    case Instance:
        return tr("Instance");
    case Text:
        return tr("What happened");
    default:
        return tr("From");
    }
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = rowAt(index.row());
    const std::string &type = m_words.word(row.type);
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Time    ? EventText::fullTime(row.time)
               : index.column() == Event ? QString::fromStdString(type)
                                         : shownText(row);
    case Qt::AccessibleTextRole:
        return display(row, index.column());
    case SequenceRole:
        return QVariant::fromValue(static_cast<qlonglong>(row.sequence));
    case ToneRole:
        return static_cast<int>(EventText::tone(type, row.text));
    case IsIdRole:
        return m_words.word(row.subjectName).empty();
    default:
        return {};
    }
}

QString EventModel::display(const Row &row, int column) const
{
    switch (column) {
    case Time:
        return EventText::time(row.time, m_clock.now());
    case Event:
        return EventText::type(m_words.word(row.type));
    case Instance: {
        const std::string &name = m_words.word(row.subjectName);
        return name.empty()
                   ? QString::fromStdString(m_words.word(row.subjectId)).left(shortIdLength)
                   : QString::fromStdString(name);
    }
    case Text:
        return shownText(row);
    default:
        break;
    }
    const QString name = connectionName(m_words.word(row.connection));
    return row.direction == engine::EventRecord::Direction::Sent ? tr("to %1").arg(name) : name;
}

QString EventModel::shownText(const Row &row) const
{
    const std::string &channel = m_words.word(row.channel);
    if (m_words.word(row.type).empty() && !channel.empty()) {
        return tr("%1 bytes on %2")
            .arg(QLocale().toString(row.size), QString::fromStdString(channel));
    }
    return QString::fromStdString(row.text);
}

const EventModel::Row &EventModel::rowAt(int row) const
{
    const std::int64_t number = m_shown[m_shown.size() - 1 - static_cast<std::size_t>(row)];
    return m_rows[static_cast<std::size_t>(number - m_firstNumber)];
}

EventModel::Row EventModel::pack(const engine::EventRecord &record)
{
    Row row;
    row.sequence = record.sequence;
    row.time = record.recordedAt;
    row.connection = m_words.idOf(record.connectionId);
    row.channel = m_words.idOf(record.channel);
    row.type = m_words.idOf(record.type);
    row.subjectId = m_words.idOf(record.subjectId);
    row.subjectName = m_words.idOf(record.subjectName);
    row.size = record.size;
    row.direction = record.direction;
    row.text = record.problem.empty() ? record.summary : record.problem;
    return row;
}

EventFields EventModel::fields(const Row &row) const
{
    return {m_words.word(row.connection), m_words.word(row.channel),     m_words.word(row.type),
            m_words.word(row.subjectId),  m_words.word(row.subjectName), row.text};
}

void EventModel::tally(const Row &row, int step)
{
    for (int group = 0; group < eventGroupCount; ++group) {
        if (EventText::isIn(static_cast<EventGroup>(group), m_words.word(row.type), row.text)) {
            m_counts[static_cast<std::size_t>(group)] += step;
        }
    }
}

void EventModel::addNew(const std::vector<engine::EventRecord> &records)
{
    const std::int64_t newest = m_rows.empty() ? 0 : m_rows.back().sequence;
    // More than there is room for would go again at once.
    const std::size_t skipped = records.size() > m_capacity ? records.size() - m_capacity : 0;
    std::vector<Row> rows;
    for (std::size_t i = skipped; i < records.size(); ++i) {
        if (records[i].sequence > newest) {
            rows.push_back(pack(records[i]));
        }
    }
    if (rows.empty()) {
        return;
    }
    makeRoom(rows.size());
    std::vector<std::int64_t> shown;
    std::int64_t number = m_firstNumber + held();
    for (const Row &row : rows) {
        if (m_matcher.matches(fields(row))) {
            shown.push_back(number);
        }
        ++number;
    }
    if (!shown.empty()) {
        beginInsertRows({}, 0, static_cast<int>(shown.size()) - 1);
    }
    for (Row &row : rows) {
        tally(row, 1);
        m_rows.push_back(std::move(row));
    }
    if (!shown.empty()) {
        m_shown.insert(m_shown.end(), shown.begin(), shown.end());
        endInsertRows();
    }
    Q_EMIT countsChanged();
}

bool EventModel::addOlder(const std::vector<engine::EventRecord> &records)
{
    const std::size_t room = m_capacity - std::min(m_capacity, m_rows.size());
    const std::int64_t oldest = oldestSequence();
    std::vector<Row> rows;
    for (const engine::EventRecord &record : records) {
        if ((oldest == 0 || record.sequence < oldest) && rows.size() < room) {
            rows.push_back(pack(record));
        }
    }
    std::vector<std::int64_t> shown;
    std::int64_t number = m_firstNumber;
    for (const Row &row : rows) {
        --number;
        if (m_matcher.matches(fields(row))) {
            shown.push_back(number);
        }
    }
    if (!shown.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(shown.size()) - 1);
    }
    for (Row &row : rows) {
        tally(row, 1);
        m_rows.push_front(std::move(row));
    }
    m_firstNumber = number;
    if (!shown.empty()) {
        m_shown.insert(m_shown.begin(), shown.rbegin(), shown.rend());
        endInsertRows();
    }
    Q_EMIT countsChanged();
    return m_rows.size() < m_capacity;
}

void EventModel::makeRoom(std::size_t incoming)
{
    if (m_rows.size() + incoming <= m_capacity) {
        return;
    }
    const std::size_t needed = m_rows.size() + incoming - m_capacity;
    const std::size_t spare = std::min(roomAtOnce, m_capacity / 10);
    const std::size_t going = std::min(m_rows.size(), std::max(needed, spare));
    const std::int64_t firstKept = m_firstNumber + static_cast<std::int64_t>(going);
    const auto kept = std::lower_bound(m_shown.begin(), m_shown.end(), firstKept);
    const int hidden = static_cast<int>(kept - m_shown.begin());
    if (hidden > 0) {
        beginRemoveRows({}, rowCount() - hidden, rowCount() - 1);
    }
    for (std::size_t i = 0; i < going; ++i) {
        tally(m_rows.front(), -1);
        m_rows.pop_front();
    }
    m_firstNumber = firstKept;
    if (hidden > 0) {
        m_shown.erase(m_shown.begin(), kept);
        endRemoveRows();
    }
    forgetUnusedWords();
}

/// Ids of instances come and go; without this the table of words would only grow.
void EventModel::forgetUnusedWords()
{
    if (m_words.size() <= std::max(maxWords, m_rows.size())) {
        return;
    }
    WordTable fresh;
    for (Row &row : m_rows) {
        for (std::uint32_t *word :
             {&row.connection, &row.channel, &row.type, &row.subjectId, &row.subjectName}) {
            *word = fresh.idOf(m_words.word(*word));
        }
    }
    m_words = std::move(fresh);
}

void EventModel::clear()
{
    if (!m_shown.empty()) {
        beginRemoveRows({}, 0, rowCount() - 1);
        m_shown.clear();
        endRemoveRows();
    }
    m_rows.clear();
    m_firstNumber = 0;
    m_counts.fill(0);
    m_words = WordTable();
    Q_EMIT countsChanged();
}

void EventModel::setFilter(const EventFilter &filter)
{
    if (filter == m_filter) {
        return;
    }
    beginResetModel();
    m_filter = filter;
    m_matcher = EventMatcher(filter);
    m_shown.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_matcher.matches(fields(m_rows[i]))) {
            m_shown.push_back(m_firstNumber + static_cast<std::int64_t>(i));
        }
    }
    endResetModel();
}

void EventModel::setConnectionNames(std::map<std::string, QString> names)
{
    m_connectionNames = std::move(names);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, From), index(rowCount() - 1, From));
    }
}

QString EventModel::connectionName(const std::string &id) const
{
    const auto found = m_connectionNames.find(id);
    return found != m_connectionNames.end() ? found->second
                                            : QString::fromStdString(id).left(shortIdLength);
}

std::int64_t EventModel::oldestSequence() const
{
    return m_rows.empty() ? 0 : m_rows.front().sequence;
}

int EventModel::rowOf(std::int64_t sequence) const
{
    const auto found = std::lower_bound(
        m_shown.begin(), m_shown.end(), sequence, [this](std::int64_t number, std::int64_t wanted) {
            return m_rows[static_cast<std::size_t>(number - m_firstNumber)].sequence < wanted;
        });
    if (found == m_shown.end() ||
        m_rows[static_cast<std::size_t>(*found - m_firstNumber)].sequence != sequence) {
        return -1;
    }
    return static_cast<int>(m_shown.end() - found) - 1;
}

std::vector<std::int64_t> EventModel::visibleSequences() const
{
    std::vector<std::int64_t> sequences;
    sequences.reserve(m_shown.size());
    for (const std::int64_t number : m_shown) {
        sequences.push_back(m_rows[static_cast<std::size_t>(number - m_firstNumber)].sequence);
    }
    return sequences;
}

} // namespace berth::ui
