// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Follows a desktop that changes its colours: a portal of the test's own on a bus of its own.
#include "ui/theme/theme_manager.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

/// What the portal of a desktop answers (org.freedesktop.portal.Settings).
class Portal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    explicit Portal(const QString &bus)
        : m_bus(QDBusConnection::connectToBus(bus, QStringLiteral("portal")))
    {}

    bool listen()
    {
        return m_bus.registerObject(QString::fromLatin1(path), this,
                                    QDBusConnection::ExportAllSlots) &&
               m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    void setColorScheme(uint scheme)
    {
        m_scheme = scheme;
        QDBusMessage signal = QDBusMessage::createSignal(
            QString::fromLatin1(path), QStringLiteral("org.freedesktop.portal.Settings"),
            QStringLiteral("SettingChanged"));
        signal << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme")
               << QVariant::fromValue(QDBusVariant(scheme));
        EXPECT_TRUE(m_bus.send(signal));
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &key)
    {
        const bool color = key == QLatin1String("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(color ? m_scheme : 0U)));
    }

private:
    static constexpr const char *path = "/org/freedesktop/portal/desktop";

    QDBusConnection m_bus;
    uint m_scheme = 1; // dark
};

TEST(DesktopTheme, IsReadAtTheStartAndFollowed)
{
    Portal portal(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
    ASSERT_TRUE(portal.listen());
    ThemeManager theme(*qApp);
    ASSERT_FALSE(theme.theme().dark);
    EXPECT_TRUE(QTest::qWaitFor([&] { return theme.theme().dark; }));
    portal.setColorScheme(2);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !theme.theme().dark; }));
    portal.setColorScheme(1);
    EXPECT_TRUE(QTest::qWaitFor([&] { return theme.theme().dark; }));
    EXPECT_EQ(QApplication::palette().color(QPalette::Base), theme.theme().surface);

    theme.setAppearance(Appearance::Light); // the person's own choice holds against the desktop
    EXPECT_FALSE(theme.theme().dark);
    portal.setColorScheme(2);
    portal.setColorScheme(1);
    theme.setAppearance(Appearance::Auto);
    EXPECT_TRUE(QTest::qWaitFor([&] { return theme.theme().dark; }));
}

} // namespace
} // namespace berth::ui

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    QProcess bus;
    bus.start(QStringLiteral("dbus-daemon"),
              {QStringLiteral("--session"), QStringLiteral("--nofork"),
               QStringLiteral("--print-address")});
    if (!bus.waitForReadyRead()) {
        qCritical("dbus-daemon did not start. Install the package dbus-daemon.");
        return 1;
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    int result = 1;
    {
        QApplication application(argc, argv);
        result = RUN_ALL_TESTS();
    }
    QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
    bus.terminate();
    bus.waitForFinished();
    return result;
}

#include "desktop_theme_test.moc"
