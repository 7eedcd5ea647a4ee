// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_filter.h"

#include <algorithm>

namespace berth::ui {

SecretFilter::SecretFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SecretModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void SecretFilter::setGroup(SecretGroup group)
{
    if (m_group != group) {
        m_group = group;
        invalidateRowsFilter();
    }
}

void SecretFilter::setSearch(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (m_words != words) {
        m_words = words;
        invalidateRowsFilter();
    }
}

bool SecretFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!index.data(SecretModel::GroupRole + static_cast<int>(m_group)).toBool()) {
        return false;
    }
    const QString text = index.data(SecretModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace berth::ui
