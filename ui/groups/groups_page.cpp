// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/groups/groups_page.h"

#include "engine/facade/groups.h"
#include "ui/groups/groups_view.h"

namespace berth::ui {

GroupsPage::GroupsPage(engine::GroupCommands &groups, QObject *parent)
    : Page(parent)
    , m_groups(groups)
{
    connect(&groups, &engine::GroupCommands::groupsChanged, this, &Page::badgeChanged);
}

QWidget *GroupsPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new GroupsView(context, m_groups, parent);
    return m_view;
}

void GroupsPage::open(const QString &target)
{
    if (m_view && !target.isEmpty()) {
        m_view->open(target);
    }
}

QString GroupsPage::badge() const
{
    const auto count = m_groups.groups().size();
    return count > 0 ? QString::number(count) : QString();
}

GroupsView *GroupsPage::view() const
{
    return m_view;
}

} // namespace berth::ui
