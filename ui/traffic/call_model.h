// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/call_record.h"

#include <QAbstractTableModel>

#include <deque>
#include <optional>
#include <vector>

namespace berth::ui {

/// What of the calls is shown.
struct CallFilter
{
    QString text;              ///< in client, method, tool and outcome
    bool problemsOnly = false; ///< what did not end well

    bool operator==(const CallFilter &) const = default;
};

/// Calls through the gateway to one instance, newest first. Bounded: the oldest go.
class CallModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Time,
        Client,
        Call, ///< the tool, else the method
        Latency,
        Size,
        Outcome,
        ColumnCount
    };
    enum Role
    {
        SequenceRole = Qt::UserRole,
        ToneRole
    };

    static constexpr std::size_t defaultCapacity = 20000;

    explicit CallModel(QObject *parent = nullptr, std::size_t capacity = defaultCapacity);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Oldest first. What is known already is left out.
    void addNew(const std::vector<model::CallRecord> &calls);
    /// Newest first, older than everything that is held.
    void addOlder(const std::vector<model::CallRecord> &calls);
    void clear();
    void setFilter(const CallFilter &filter);
    /// Calls that are held, whatever the filter shows.
    std::size_t held() const
    {
        return m_calls.size();
    }
    bool isFull() const
    {
        return m_calls.size() >= m_capacity;
    }
    /// 0: none is held.
    std::int64_t oldestSequence() const;
    const model::CallRecord *callAt(const QModelIndex &index) const;
    std::vector<std::int64_t> visibleSequences() const;

private:
    bool shows(const model::CallRecord &call) const;
    QString display(const model::CallRecord &call, int column) const;
    QString toolTip(const model::CallRecord &call, int column) const;
    void refilter();
    void dropOldest(std::size_t incoming);

    const std::size_t m_capacity;
    std::deque<model::CallRecord> m_calls; ///< newest first
    std::deque<std::int64_t> m_shown;      ///< sequences, newest first
    CallFilter m_filter;
};

} // namespace berth::ui
