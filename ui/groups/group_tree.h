// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"

#include <QTreeWidget>

namespace berth::ui {

/// Instances and below each its tools, with a tick for what belongs to the group and the size of
/// each tool. The person's ticks come out as a changed group.
class GroupTree final : public QTreeWidget
{
    Q_OBJECT
public:
    explicit GroupTree(QWidget *parent = nullptr);

    /// Keeps what is open and chosen while it is the same group.
    void setView(const engine::GroupView &view);

Q_SIGNALS:
    void groupChanged(const berth::model::Group &group);

private:
    void addPart(const engine::GroupPart &part);
    QString stateOf(const engine::GroupPart &part) const;
    void onChanged(QTreeWidgetItem *item);
    void changeMember(const std::string &instanceId, bool isMember);
    void changeTool(engine::GroupPart &part, const std::string &tool, bool isChosen);
    void tell(model::Group group);

    engine::GroupView m_view;
    bool m_isFilling = false;
};

} // namespace berth::ui
