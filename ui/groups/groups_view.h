// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"
#include "ui/widgets/page.h"

#include <QWidget>

#include <vector>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace berth::ui {

class GroupDetail;
class GroupForm;
class PageHeader;

/// The page of groups: the list, and beside it the chosen group or the form for a new one.
class GroupsView final : public QWidget
{
    Q_OBJECT
public:
    GroupsView(const PageContext &context, engine::GroupCommands &groups,
               QWidget *parent = nullptr);

    /// "new", or the name of a group.
    void open(const QString &target);
    QListWidget *list() const
    {
        return m_list;
    }
    GroupDetail *detail() const
    {
        return m_detail;
    }
    GroupForm *form() const
    {
        return m_form;
    }

private:
    void makeScreens();
    void makeActions();
    void connectEngine();
    void refresh();
    void fillList();
    void showChosen();
    void save(const model::Group &group, bool isNew);
    void removeChosen();
    const engine::GroupView *chosen() const;

    PageContext m_context;
    engine::GroupCommands &m_groups;
    PageHeader *m_header;
    QPushButton *m_new;
    QStackedWidget *m_stack;
    QListWidget *m_list;
    QStackedWidget *m_side;
    GroupDetail *m_detail;
    GroupForm *m_form;
    std::vector<engine::GroupView> m_views;
    QString m_wanted; ///< a name, to be chosen once it is known
};

} // namespace berth::ui
