// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/icon_label.h"

#include <QPainter>

namespace berth::ui {

IconLabel::IconLabel(Icon icon, int size, Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_size(size)
    , m_tone(tone)
{
    setFixedSize(size, size);
}

void IconLabel::setIcon(Icon icon, Tone tone)
{
    m_icon = icon;
    m_tone = tone;
    update();
}

void IconLabel::setGroundDiameter(int diameter)
{
    m_ground = diameter;
    const int side = qMax(m_size, diameter);
    setFixedSize(side, side);
}

void IconLabel::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    if (m_ground > 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.toneMuted(m_tone));
        painter.drawEllipse(rect());
    }
    paintIcon(painter, rect(), m_icon, m_size, theme.tone(m_tone));
}

} // namespace berth::ui
