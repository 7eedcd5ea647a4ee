// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace berth::ui {

/// One page, or one item of a page, in the NavigationRail. Whether it is checked is the rail's
/// business, not the click's.
class RailEntry final : public QAbstractButton
{
    Q_OBJECT
public:
    RailEntry(const QString &id, const QString &target, const QString &title, Icon icon,
              QWidget *parent = nullptr);

    const QString &id() const
    {
        return m_id;
    }
    /// Empty for the page itself.
    const QString &target() const
    {
        return m_target;
    }
    void setTitle(const QString &title, const QString &description);
    void setBadge(const QString &badge);
    const QString &badge() const
    {
        return m_badge;
    }
    void setIconTone(Tone tone);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void nextCheckState() override {}

private:
    QString m_id;
    QString m_target;
    QString m_badge;
    QString m_description;
    Icon m_icon;
    Tone m_tone = Tone::Neutral;
};

/// The label above a group of items; leads to the page behind it.
class RailGroupLabel final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit RailGroupLabel(const QString &title, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void nextCheckState() override {}
};

} // namespace berth::ui
