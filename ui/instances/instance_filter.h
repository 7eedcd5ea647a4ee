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
    /// Every word has to occur, in any order.
    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    InstanceGroup m_group = InstanceGroup::All;
    QStringList m_words;
};

} // namespace berth::ui
