// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/events/event_filter.h"
#include "ui/events/word_table.h"

#include <QAbstractTableModel>

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <vector>

namespace berth::ui {

/// The events that are kept, newest first, filtered. Holds each as a small row and changes only
/// what changes: a batch is one insertion at the top. Filters by itself, because a proxy would
/// hold and walk everything a second time.
class EventModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Time,
        Event,
        Instance,
        Text,
        From,
        ColumnCount
    };
    enum Role
    {
        SequenceRole = Qt::UserRole,
        ToneRole,
        IsIdRole ///< Instance: the name is not known, this is the id
    };

    static constexpr std::size_t defaultCapacity = 100000;

    EventModel(const base::Clock &clock, QObject *parent = nullptr,
               std::size_t capacity = defaultCapacity);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Oldest first. What is known already is left out.
    void addNew(const std::vector<engine::EventRecord> &records);
    /// Newest first, older than everything that is held; false when there is no room for more.
    bool addOlder(const std::vector<engine::EventRecord> &records);
    void clear();
    void setFilter(const EventFilter &filter);
    const EventFilter &filter() const
    {
        return m_filter;
    }
    void setConnectionNames(std::map<std::string, QString> names);
    QString connectionName(const std::string &id) const;

    /// Rows that are held, whatever the filter shows.
    int held() const
    {
        return static_cast<int>(m_rows.size());
    }
    int count(EventGroup group) const
    {
        return m_counts[static_cast<std::size_t>(group)];
    }
    std::int64_t oldestSequence() const;
    int rowOf(std::int64_t sequence) const;
    std::vector<std::int64_t> visibleSequences() const;

Q_SIGNALS:
    void countsChanged();

private:
    struct Row
    {
        std::int64_t sequence = 0;
        base::Timestamp time{};
        std::uint32_t connection = 0;
        std::uint32_t channel = 0;
        std::uint32_t type = 0;
        std::uint32_t subjectId = 0;
        std::uint32_t subjectName = 0;
        std::uint32_t size = 0;
        engine::EventRecord::Direction direction = engine::EventRecord::Direction::Local;
        std::string text; ///< the summary, or why it cannot be read
    };

    Row pack(const engine::EventRecord &record);
    EventFields fields(const Row &row) const;
    const Row &rowAt(int row) const;
    QString display(const Row &row, int column) const;
    QString shownText(const Row &row) const;
    void tally(const Row &row, int step);
    void makeRoom(std::size_t incoming);
    void forgetUnusedWords();

    const base::Clock &m_clock;
    const std::size_t m_capacity;
    std::deque<Row> m_rows; ///< oldest first
    /// Numbers of the rows that are shown, oldest first. A row keeps its number while others come
    /// and go: it is its place in m_rows plus m_firstNumber.
    std::deque<std::int64_t> m_shown;
    std::int64_t m_firstNumber = 0;
    std::array<int, eventGroupCount> m_counts{};
    WordTable m_words;
    EventFilter m_filter;
    EventMatcher m_matcher{EventFilter()};
    std::map<std::string, QString> m_connectionNames;
};

} // namespace berth::ui
