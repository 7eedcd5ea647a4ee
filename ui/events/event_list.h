// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/events/event_filter.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QTimer;

namespace berth::engine {
struct ConnectionSnapshot;
}

namespace berth::ui {

class EmptyState;
class EventModel;
class FilterTabs;
class IconButton;
class TextLabel;

/// Tabs, filters and the table of events.
class EventList final : public QWidget
{
    Q_OBJECT
public:
    explicit EventList(EventModel &model, QWidget *parent = nullptr);

    QTableView *table() const
    {
        return m_table;
    }
    FilterTabs *tabs() const
    {
        return m_tabs;
    }
    QLineEdit *channel() const
    {
        return m_channel;
    }
    QComboBox *connection() const
    {
        return m_connection;
    }
    TextLabel *figures() const
    {
        return m_figures;
    }

    void setSearch(const QString &text);
    void setConnections(const std::vector<engine::ConnectionSnapshot> &connections);
    /// "1,204 kept, 3 per second"; while paused how many are new.
    void setFigures(std::int64_t perSecond, bool isPaused, int waiting);
    void showFilters(bool shown);
    /// The event whose details are shown: the keyboard's row; 0: none.
    std::int64_t currentSequence() const;

Q_SIGNALS:
    void currentChanged();
    /// Enter or double click.
    void activated();
    /// "Show all" where nothing matched.
    void allRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    QWidget *makeFilters();
    void connectAll();
    void fitColumns();
    void applyFilter();
    void keepPlace(int first, int last);
    void updateCounts();
    void updateEmpty();

    EventModel &m_model;
    FilterTabs *m_tabs;
    IconButton *m_more;
    TextLabel *m_figures;
    QWidget *m_filters;
    QLineEdit *m_channel;
    QComboBox *m_connection;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_nothing;
    QTimer *m_later;
    QString m_search;
};

} // namespace berth::ui
