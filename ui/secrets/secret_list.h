// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace berth::ui {

class EmptyState;
class FilterTabs;
class SecretFilter;
class SecretModel;

/// Filter tabs over the table of secrets.
class SecretList final : public QWidget
{
    Q_OBJECT
public:
    explicit SecretList(SecretModel &model, QWidget *parent = nullptr);

    QTableView *table() const
    {
        return m_table;
    }
    FilterTabs *tabs() const
    {
        return m_tabs;
    }
    void setSearch(const QString &text);
    /// Chooses the row; shows all where the filter hides it.
    void selectRow(int sourceRow);
    void selectFirst();
    /// The keyboard's row; empty when there is none.
    QString currentId() const;

Q_SIGNALS:
    void selectionChanged();
    /// Enter or double click.
    void activated();
    /// "Show all" where nothing matched.
    void allRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    void fitColumns();
    void update();

    SecretModel &m_model;
    SecretFilter *m_filter;
    FilterTabs *m_tabs;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_nothing;
    QPushButton *m_all;
    QString m_search;
};

} // namespace berth::ui
