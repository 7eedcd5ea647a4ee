// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/secrets/secret_model.h"

#include <QSortFilterProxyModel>

namespace berth::ui {

/// Group tab and search words over the secrets; sorts by raw values.
class SecretFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit SecretFilter(QObject *parent = nullptr);

    void setGroup(SecretGroup group);
    SecretGroup group() const
    {
        return m_group;
    }
    /// Every word has to occur, in any order.
    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    SecretGroup m_group = SecretGroup::All;
    QStringList m_words;
};

} // namespace berth::ui
