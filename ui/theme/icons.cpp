// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"

#include "ui/theme/icon_kinds.h"
#include "ui/theme/resources.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace berth::ui {
namespace {

/// The names in the order of the enumeration.
constexpr const char *fileNames[] = {
    "activity",   "alert",   "anchor",  "arrow-left", "check",   "chevron-down", "chevron-right",
    "chevron-up", "close",   "copy",    "cube",       "dots",    "edit",         "external",
    "eye",        "eye-off", "folder",  "globe",      "info",    "instances",    "key",
    "keyboard",   "minus",   "monitor", "moon",       "network", "pause",        "play",
    "plus",       "restart", "search",  "send",       "sliders", "stop",         "sun",
    "terminal",   "trash",   "wrench",
};
static_assert(std::size(fileNames) == static_cast<std::size_t>(Icon::Wrench) + 1);

class ThemedIconEngine final : public QIconEngine
{
public:
    explicit ThemedIconEngine(Icon icon)
        : m_icon(icon)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, rect, m_icon, qMin(rect.width(), rect.height()), color(mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // Qt 6 hands the size in device pixels and sets the ratio itself.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return iconPixmap(m_icon, qMin(size.width(), size.height()), 1.0, color(mode, state));
    }

    QString iconName() override
    {
        return QString::fromLatin1(themedIconPrefix) + QString::fromLatin1(iconFileName(m_icon));
    }

    QIconEngine *clone() const override
    {
        return new ThemedIconEngine(m_icon);
    }

private:
    static QColor color(QIcon::Mode mode, QIcon::State state)
    {
        const Theme &theme = themeOf(nullptr);
        if (mode == QIcon::Disabled) {
            QColor faded = theme.muted;
            faded.setAlphaF(0.45F);
            return faded;
        }
        const bool strong = mode != QIcon::Normal || state == QIcon::On;
        return strong ? theme.text : theme.muted;
    }

    Icon m_icon;
};

} // namespace

const char *iconFileName(Icon icon)
{
    return fileNames[static_cast<std::size_t>(icon)];
}

QIcon themedIcon(Icon icon)
{
    return QIcon(new ThemedIconEngine(icon));
}

QPixmap iconPixmap(Icon icon, int size, qreal devicePixelRatio, const QColor &color)
{
    const QString key = QStringLiteral("berth-icon-%1-%2-%3-%4")
                            .arg(static_cast<int>(icon))
                            .arg(size)
                            .arg(devicePixelRatio)
                            .arg(color.rgba(), 8, 16);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    initResources();
    QImage image(QSize(size, size) * devicePixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    {
        QPainter painter(&image);
        QSvgRenderer renderer(
            QStringLiteral(":/berth/icons/%1.svg").arg(QLatin1String(iconFileName(icon))));
        renderer.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
    }
    image.setDevicePixelRatio(devicePixelRatio);
    pixmap = QPixmap::fromImage(std::move(image));
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter &painter, const QRect &rect, Icon icon, int size, const QColor &color)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QPointF corner(rect.x() + (rect.width() - size) / 2.0,
                         rect.y() + (rect.height() - size) / 2.0);
    painter.drawPixmap(corner, iconPixmap(icon, size, ratio, color));
}

} // namespace berth::ui
