// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/page.h"

#include <QPointer>

namespace berth::engine {
class GroupCommands;
}

namespace berth::ui {

class GroupsView;

/// The rail's entry for groups. Its badge is the number of groups that a person made.
class GroupsPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "groups";

    /// `groups` outlive the page.
    explicit GroupsPage(engine::GroupCommands &groups, QObject *parent = nullptr);

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Groups");
    }
    Icon icon() const override
    {
        return Icon::Globe;
    }
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    /// "new", or the name of a group.
    void open(const QString &target) override;
    QString badge() const override;
    GroupsView *view() const;

private:
    engine::GroupCommands &m_groups;
    QPointer<GroupsView> m_view;
};

} // namespace berth::ui
