// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QStackedWidget;
class QTableView;

namespace berth::ui {

class EmptyState;
class FilterTabs;
class InstanceActions;
class InstanceFilter;
class InstanceModel;

/// Filter tabs over the table of instances.
class InstanceList final : public QWidget
{
    Q_OBJECT
public:
    InstanceList(InstanceModel &model, InstanceActions &actions, QWidget *parent = nullptr);

    QTableView *table() const
    {
        return m_table;
    }
    FilterTabs *tabs() const
    {
        return m_tabs;
    }
    InstanceFilter *filter() const
    {
        return m_filter;
    }

    void setSearch(const QString &text);
    /// Chooses the row of the instance; leaves the filter where it hides it.
    void select(const QString &id);
    void selectFirst();
    QStringList selectedIds() const;
    /// The instance whose details are shown: the keyboard's row.
    QString currentId() const;

Q_SIGNALS:
    void selectionChanged();
    /// Enter or double click.
    void activated(const QString &id);
    /// "Show all" where nothing matched.
    void allRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    void fitColumns();
    void updateCounts();
    void updateEmpty();
    void showMenu(const QPoint &position);

    InstanceModel &m_model;
    InstanceActions &m_actions;
    InstanceFilter *m_filter;
    FilterTabs *m_tabs;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_nothing;
    QString m_search;
};

} // namespace berth::ui
