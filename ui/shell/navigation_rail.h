// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/page.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace berth::ui {

class RailEntry;
class RailGroupLabel;

/// The left column: Berth's name, the pages, a group of items, settings at the bottom.
class NavigationRail final : public QWidget
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget *parent = nullptr);

    void addEntry(const QString &id, const QString &title, Icon icon, bool atBottom);
    /// The page `id` shows as a label over its items; `addText` names the button beside it, which
    /// chooses the target "new".
    void addGroup(const QString &id, const QString &title, const QString &addText);
    /// The items of the group, in order.
    void setItems(const std::vector<RailItem> &items);
    void setBadge(const QString &id, const QString &badge);
    /// Marks the item of that target where there is one, else the page; emits nothing.
    void setCurrent(const QString &id, const QString &target = {});
    std::vector<RailEntry *> items() const
    {
        return m_items;
    }

Q_SIGNALS:
    /// An empty target: the page itself.
    void chosen(const QString &id, const QString &target);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    RailEntry *makeEntry(const QString &id, const QString &target, const QString &title, Icon icon);
    bool sameItems(const std::vector<RailItem> &items) const;
    /// From top to bottom.
    std::vector<RailEntry *> entries() const;

    QVBoxLayout *m_top;
    QVBoxLayout *m_group = nullptr;
    QVBoxLayout *m_bottom;
    QWidget *m_groupArea;
    std::vector<RailEntry *> m_topEntries;
    std::vector<RailEntry *> m_items;
    std::vector<RailEntry *> m_bottomEntries;
    QString m_groupId;
    RailGroupLabel *m_label = nullptr;
    QString m_currentId;
    QString m_currentTarget;
};

} // namespace berth::ui
