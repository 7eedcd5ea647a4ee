// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/key_cap.h"

#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace berth::ui {

KeyCap::KeyCap(const QString &keys, QWidget *parent)
    : QWidget(parent)
    , m_keys(keys)
{
    setFont(textFont(TextRole::Secondary));
    setAccessibleName(keys);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize KeyCap::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_keys) + 16, 22};
}

void KeyCap::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.stroke);
    painter.setBrush(theme.bg);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setPen(theme.muted);
    painter.drawText(rect(), Qt::AlignCenter, m_keys);
}

} // namespace berth::ui
