// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/roles.h"

#include <QCheckBox>
#include <QPushButton>
#include <QToolButton>

namespace berth::ui {

QPushButton *makeButton(const QString &text, ButtonRole role, QWidget *parent = nullptr);
QPushButton *makeButton(const QString &text, Icon icon, ButtonRole role, QWidget *parent = nullptr);

/// A button that is only an icon; `name` is its accessible name and tool tip.
class IconButton : public QToolButton
{
    Q_OBJECT
public:
    IconButton(Icon icon, const QString &name, QWidget *parent = nullptr);
    void setIconAndName(Icon icon, const QString &name);
};

/// On and off, at once; a check box to the keyboard and to a screen reader.
class Switch final : public QCheckBox
{
    Q_OBJECT
public:
    /// `accessibleName`: what is switched, where no label is its buddy.
    explicit Switch(const QString &accessibleName, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override;
};

} // namespace berth::ui
