// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;
class QStackedWidget;
class QTableView;

namespace berth::ui {

class EmptyState;
class FilterTabs;
class InstanceActions;
class InstanceFilter;
class InstanceModel;
class Places;

/// Filter tabs over the table of instances.
class InstanceList final : public QWidget
{
    Q_OBJECT
public:
    InstanceList(InstanceModel &model, const Places &places, InstanceActions &actions,
                 QWidget *parent = nullptr);

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

    /// The choice of a place; hidden while there is only this machine.
    QComboBox *placeChoice() const
    {
        return m_place;
    }

    void setSearch(const QString &text);
    /// As InstanceFilter::setPlace(); a place that is not known yet is kept until it is.
    void setPlace(const QString &place);
    QString place() const;
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
    void placeChanged();
    /// "Show all" where nothing matched.
    void allRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    void fitColumns();
    void updateCounts();
    void updatePlaces();
    void updateEmpty();
    void showMenu(const QPoint &position);

    InstanceModel &m_model;
    const Places &m_places;
    InstanceActions &m_actions;
    InstanceFilter *m_filter;
    FilterTabs *m_tabs;
    QComboBox *m_place;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_nothing;
    QString m_search;
};

} // namespace berth::ui
