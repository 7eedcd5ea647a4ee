// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_kinds.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPixmap>

namespace berth::ui {

bool isThemedIcon(const QIcon &icon)
{
    return icon.name().startsWith(QLatin1String(themedIconPrefix));
}

QIcon applicationIcon()
{
    const Theme theme = Theme::light();
    QIcon icon;
    for (const int size : {16, 32, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(pixmap.rect(), size / 5.0, size / 5.0);
        paintIcon(painter, pixmap.rect(), Icon::Anchor, size * 3 / 4, theme.onAccent);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace berth::ui
