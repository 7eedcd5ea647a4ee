// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/popup_frame.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QWidget>

namespace berth::ui {

void paintPopupFrame(QWidget &widget, int shadow)
{
    const Theme &theme = themeOf(&widget);
    QPainter painter(&widget);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF panel = QRectF(widget.rect()).adjusted(shadow, shadow, -shadow, -shadow);
    painter.setPen(Qt::NoPen);
    for (int step = shadow; step > 0; step -= 2) {
        QColor color = theme.shadow;
        color.setAlphaF(color.alphaF() * 0.22F);
        painter.setBrush(color);
        const double spread = step;
        const double radius = metrics::radiusCard + spread;
        painter.drawRoundedRect(panel.adjusted(-spread, -spread + 4, spread, spread + 0), radius,
                                radius);
    }
    painter.setPen(theme.dark ? theme.strokeStrong : theme.stroke);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(panel.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radiusCard,
                            metrics::radiusCard);
}

} // namespace berth::ui
