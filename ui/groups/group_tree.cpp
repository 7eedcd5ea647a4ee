// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/groups/group_tree.h"

#include "ui/groups/group_text.h"

#include <QHeaderView>

#include <algorithm>
#include <set>

namespace berth::ui {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int nameColumn = 0;
constexpr int sizeColumn = 1;

/// Of an instance its id, of a tool "<id>/<tool>".
QString keyOf(const QTreeWidgetItem *item)
{
    return item != nullptr ? item->data(nameColumn, idRole).toString() : QString();
}

std::int64_t bytesOf(const engine::GroupPart &part)
{
    std::int64_t bytes = 0;
    for (const engine::GroupTool &tool : part.tools) {
        bytes += tool.isChosen ? tool.bytes : 0;
    }
    return bytes;
}

} // namespace

GroupTree::GroupTree(QWidget *parent)
    : QTreeWidget(parent)
{
    setAccessibleName(tr("Instances and tools of the group"));
    setHeaderLabels({tr("Instance or tool"), tr("Size")});
    headerItem()->setTextAlignment(sizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true); // else the mark of the current row touches its box
    setFrameShape(QFrame::NoFrame);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(nameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(sizeColumn, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemChanged, this, &GroupTree::onChanged);
}

QString GroupTree::stateOf(const engine::GroupPart &part) const
{
    if (part.isListed) {
        const auto chosen =
            std::count_if(part.tools.begin(), part.tools.end(),
                          [](const engine::GroupTool &tool) { return tool.isChosen; });
        return part.hasChoice ? tr("%1 of %2 tools").arg(chosen).arg(part.tools.size())
                              : tr("%n tool(s)", nullptr, static_cast<int>(part.tools.size()));
    }
    return part.isMember ? tr("not running, not listed") : tr("not in the group");
}

void GroupTree::addPart(const engine::GroupPart &part)
{
    const bool isFixed = m_view.group.hasAllInstances;
    const QString name = QString::fromStdString(part.name);
    const QString size = part.isMember && !part.tools.empty() ? sizeText(bytesOf(part)) : QString();
    auto *item = new QTreeWidgetItem(this, {tr("%1 (%2)").arg(name, stateOf(part)), size});
    item->setData(nameColumn, idRole, QString::fromStdString(part.instanceId));
    item->setData(nameColumn, Qt::AccessibleTextRole,
                  tr("Instance %1, %2").arg(name, stateOf(part)));
    item->setTextAlignment(sizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    if (!isFixed) {
        item->setCheckState(nameColumn, part.isMember ? Qt::Checked : Qt::Unchecked);
    }
    if (!part.isMember) {
        return;
    }
    for (const engine::GroupTool &tool : part.tools) {
        const QString toolName = QString::fromStdString(tool.name);
        auto *child = new QTreeWidgetItem(item, {toolName, sizeText(tool.bytes)});
        child->setData(nameColumn, idRole,
                       QString::fromStdString(part.instanceId + '/' + tool.name));
        child->setData(nameColumn, Qt::AccessibleTextRole, tr("Tool %1").arg(toolName));
        child->setToolTip(nameColumn, QString::fromStdString(tool.description));
        child->setTextAlignment(sizeColumn, Qt::AlignRight | Qt::AlignVCenter);
        if (!m_view.isBuiltIn) {
            child->setCheckState(nameColumn, tool.isChosen ? Qt::Checked : Qt::Unchecked);
        }
    }
}

void GroupTree::setView(const engine::GroupView &view)
{
    const bool isSame = view.group.name == m_view.group.name;
    std::set<QString> open;
    const QString current = isSame ? keyOf(currentItem()) : QString();
    for (int i = 0; isSame && i < topLevelItemCount(); ++i) {
        if (topLevelItem(i)->isExpanded()) {
            open.insert(keyOf(topLevelItem(i)));
        }
    }
    m_isFilling = true;
    m_view = view;
    clear();
    for (const engine::GroupPart &part : view.parts) {
        if (part.isMember || !view.isBuiltIn) {
            addPart(part);
        }
    }
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = topLevelItem(i);
        item->setExpanded(open.count(keyOf(item)) > 0);
        if (!current.isEmpty() && keyOf(item) == current) {
            setCurrentItem(item);
        }
        for (int j = 0; j < item->childCount() && !current.isEmpty(); ++j) {
            if (keyOf(item->child(j)) == current) {
                setCurrentItem(item->child(j));
            }
        }
    }
    m_isFilling = false;
}

void GroupTree::onChanged(QTreeWidgetItem *item)
{
    if (m_isFilling) {
        return;
    }
    const bool isOn = item->checkState(nameColumn) == Qt::Checked;
    const std::string id = keyOf(item->parent() != nullptr ? item->parent() : item).toStdString();
    if (item->parent() == nullptr) {
        changeMember(id, isOn);
        return;
    }
    const std::string tool = item->text(nameColumn).toStdString();
    for (engine::GroupPart &part : m_view.parts) {
        if (part.instanceId == id) {
            changeTool(part, tool, isOn);
            return;
        }
    }
}

void GroupTree::changeMember(const std::string &instanceId, bool isMember)
{
    model::Group group = m_view.group;
    std::erase_if(group.members, [&instanceId](const model::GroupMember &member) {
        return member.instanceId == instanceId;
    });
    if (isMember) {
        group.members.push_back({instanceId, {}});
    }
    tell(std::move(group));
}

/// With every tool ticked the group takes those too that the server adds later.
void GroupTree::changeTool(engine::GroupPart &part, const std::string &tool, bool isChosen)
{
    model::Group group = m_view.group;
    std::vector<std::string> chosen;
    bool isAll = true;
    for (engine::GroupTool &one : part.tools) {
        one.isChosen = one.name == tool ? isChosen : one.isChosen;
        isAll = isAll && one.isChosen;
        if (one.isChosen) {
            chosen.push_back(one.name);
        }
    }
    model::GroupMember changed{part.instanceId, {}};
    if (!isAll) {
        changed.tools = std::move(chosen);
    }
    const auto known = std::find_if(
        group.members.begin(), group.members.end(),
        [&part](const model::GroupMember &member) { return member.instanceId == part.instanceId; });
    if (known == group.members.end()) {
        group.members.push_back(std::move(changed));
    } else {
        *known = std::move(changed);
    }
    tell(std::move(group));
}

/// Later, because the answer makes new items while this one is still at work. What is ticked next
/// counts from here on.
void GroupTree::tell(model::Group group)
{
    m_view.group = group;
    QMetaObject::invokeMethod(
        this, [this, group = std::move(group)] { Q_EMIT groupChanged(group); },
        Qt::QueuedConnection);
}

} // namespace berth::ui
