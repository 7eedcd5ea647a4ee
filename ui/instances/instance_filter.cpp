// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_filter.h"

#include "ui/instances/instance_model.h"

#include <algorithm>

namespace berth::ui {

InstanceFilter::InstanceFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(InstanceModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void InstanceFilter::setGroup(InstanceGroup group)
{
    if (m_group != group) {
        m_group = group;
        invalidateRowsFilter();
    }
}

void InstanceFilter::setPlace(const QString &place)
{
    if (m_place != place) {
        m_place = place;
        invalidateRowsFilter();
    }
}

bool InstanceFilter::isAt(const QString &place, bool elsewhere, const QString &connectionId)
{
    return place.isEmpty() ||
           (place == QLatin1String("local") ? !elsewhere : connectionId == place);
}

void InstanceFilter::setSearch(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (m_words != words) {
        m_words = words;
        invalidateRowsFilter();
    }
}

bool InstanceFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_group != InstanceGroup::All &&
        index.data(InstanceModel::GroupRole).toInt() != static_cast<int>(m_group)) {
        return false;
    }
    if (!isAt(m_place, index.data(InstanceModel::ElsewhereRole).toBool(),
              index.data(InstanceModel::ConnectionRole).toString())) {
        return false;
    }
    if (m_words.isEmpty()) {
        return true;
    }
    const QString text = index.data(InstanceModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

bool InstanceFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.data(sortRole()) == right.data(sortRole())) {
        // Rows must not jump among equals while readings come in.
        return left.siblingAtColumn(InstanceModel::Name)
                   .data(sortRole())
                   .toString()
                   .localeAwareCompare(
                       right.siblingAtColumn(InstanceModel::Name).data(sortRole()).toString()) < 0;
    }
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace berth::ui
