// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme_manager.h"

#include "ui/theme/berth_style.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPixmapCache>
#include <QTimer>

namespace berth::ui {
namespace {

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearanceGroup = QStringLiteral("org.freedesktop.appearance");
const QString colorSchemeKey = QStringLiteral("color-scheme");
const QString reducedMotionKey = QStringLiteral("reduced-motion");

/// The portal's Read wraps the value once more than SettingChanged does.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value;
}

} // namespace

ThemeManager::ThemeManager(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_desktopDark(application.palette().color(QPalette::Window).lightness() < 128)
    , m_dark(m_desktopDark)
{
    auto *style = new BerthStyle(m_dark ? Theme::darkTheme() : Theme::light());
    m_style = style;
    // Class fonts first: setting the application font later would send every widget through twice.
    QApplication::setFont(textFont(TextRole::Body));
    QApplication::setFont(textFont(TextRole::BodyStrong), "QTabBar");
    QApplication::setFont(textFont(TextRole::Secondary), "QHeaderView");
    QApplication::setFont(textFont(TextRole::Secondary), "QTipLabel");
    QApplication::setStyle(style);
    QApplication::setPalette(style->theme().palette());
    // After the first paint: connecting to the bus takes a few milliseconds.
    QTimer::singleShot(0, this, &ThemeManager::watchPortal);
}

const Theme &ThemeManager::theme() const
{
    return m_dark ? Theme::darkTheme() : Theme::light();
}

void ThemeManager::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    apply();
}

bool ThemeManager::reduceMotion() const
{
    return m_reduceMotion || m_desktopReducesMotion;
}

void ThemeManager::setReduceMotion(bool reduce)
{
    m_reduceMotion = reduce;
    apply();
}

Appearance ThemeManager::appearanceFromName(const QString &name)
{
    if (name == QLatin1String("light")) {
        return Appearance::Light;
    }
    return name == QLatin1String("dark") ? Appearance::Dark : Appearance::Auto;
}

QString ThemeManager::appearanceName(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    case Appearance::Auto:
        break;
    }
    return QStringLiteral("auto");
}

void ThemeManager::watchPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    // Qt registers it with the first message only, and connects no slot that takes it before.
    qDBusRegisterMetaType<QDBusVariant>();
    bus.connect(portalService, portalPath, portalInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onPortalSettingChanged(QString, QString, QDBusVariant)));
    readPortal(appearanceGroup, colorSchemeKey);
    readPortal(appearanceGroup, reducedMotionKey);
}

void ThemeManager::readPortal(const QString &group, const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface,
                                                       QStringLiteral("Read"));
    call << group << key;
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        // No portal or no such key: what the palette said at the start stays.
        if (!reply.isError()) {
            applyPortalSetting(key, reply.value().variant());
        }
    });
}

void ThemeManager::onPortalSettingChanged(const QString &group, const QString &key,
                                          const QDBusVariant &value)
{
    if (group == appearanceGroup) {
        applyPortalSetting(key, value.variant());
    }
}

void ThemeManager::applyPortalSetting(const QString &key, const QVariant &value)
{
    const uint number = unwrapped(value).toUInt();
    if (key == colorSchemeKey) {
        m_desktopDark = number == 1; // 0: no preference, 2: light
    } else if (key == reducedMotionKey) {
        m_desktopReducesMotion = number == 1;
    }
    apply();
}

bool ThemeManager::wantsDark() const
{
    return m_appearance == Appearance::Auto ? m_desktopDark : m_appearance == Appearance::Dark;
}

void ThemeManager::apply()
{
    if (m_style.isNull()) {
        return;
    }
    m_style->setReduceMotion(reduceMotion());
    if (m_dark == wantsDark()) {
        return;
    }
    m_dark = wantsDark();
    m_style->setTheme(theme());
    QPixmapCache::clear();
    m_application.setPalette(theme().palette());
    Q_EMIT themeChanged();
}

} // namespace berth::ui
