// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace berth::ui {

/// An icon that is only looked at, in a tone's colour, on a round muted ground if wanted.
class IconLabel final : public QWidget
{
    Q_OBJECT
public:
    IconLabel(Icon icon, int size, Tone tone, QWidget *parent = nullptr);

    void setIcon(Icon icon, Tone tone);
    /// A filled circle of `diameter` behind the icon; 0 for none.
    void setGroundDiameter(int diameter);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    int m_size;
    Tone m_tone;
    int m_ground = 0;
};

} // namespace berth::ui
