// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"

#include <QAbstractButton>

namespace berth::ui {

/// One page in the NavigationRail.
class RailEntry final : public QAbstractButton
{
    Q_OBJECT
public:
    RailEntry(const QString &id, const QString &title, Icon icon, QWidget *parent = nullptr);

    const QString &id() const
    {
        return m_id;
    }
    void setBadge(const QString &badge);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_id;
    QString m_badge;
    Icon m_icon;
};

} // namespace berth::ui
