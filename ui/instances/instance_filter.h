// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instances/instance_text.h"

#include <QSortFilterProxyModel>

namespace berth::ui {

/// Group tab and search words over the instances; sorts by raw values.
class InstanceFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit InstanceFilter(QObject *parent = nullptr);

    void setGroup(InstanceGroup group);
    InstanceGroup group() const
    {
        return m_group;
    }
    /// Empty: everywhere; "local": this machine; else the id of a connection.
    void setPlace(const QString &place);
    const QString &place() const
    {
        return m_place;
    }
    static bool isAt(const QString &place, bool elsewhere, const QString &connectionId);
    /// Every word has to occur, in any order.
    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    InstanceGroup m_group = InstanceGroup::All;
    QString m_place;
    QStringList m_words;
};

} // namespace berth::ui
