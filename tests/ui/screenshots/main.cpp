// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Renders the window's pages with sample data: berth_screenshots OUT [PAGE…]. Set
// QT_SCALE_FACTOR=2 for 2x. For people to look at; nothing is compared.

#include "screens.h"
#include "support/ui/fake_engine.h"
#include "ui/shell/main_window.h"
#include "ui/theme/language.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/dialogs.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QPainter>

#include <cstdio>

namespace {

using namespace berth;

constexpr QSize windowSize(1440, 900);

/// Lets queued signals, layouts and deferred showing settle. Only this tool waits by the clock.
void settle()
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 400) {
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    }
}

bool save(ui::MainWindow &window, const QString &folder, const QString &screen, bool dark)
{
    const QString path =
        QStringLiteral("%1/%2-%3-%4x.png")
            .arg(folder, screen, dark ? QStringLiteral("dark") : QStringLiteral("light"))
            .arg(window.devicePixelRatioF());
    QPixmap picture = window.grab();
    if (auto *dialog = window.findChild<QDialog *>(); dialog != nullptr && dialog->isVisible()) {
        const QPixmap over = dialog->grab();
        const QPoint place = window.rect().center() - dialog->rect().center();
        QPainter(&picture).drawPixmap(place, over);
    }
    const bool saved = picture.save(path);
    std::printf("%s %s\n", saved ? "wrote" : "could not write", qPrintable(path));
    return saved;
}

bool shoot(ui::ThemeManager &theme, const screens::Screen &screen, const QString &folder, bool dark)
{
    theme.setAppearance(dark ? ui::Appearance::Dark : ui::Appearance::Light);
    test::FakeEngine engine;
    ui::WidgetDialogs dialogs;
    if (screen.withData) {
        test::fillWithSample(engine, base::SystemClock().now());
    }
    ui::MainWindow window(engine, dialogs, screens::makePages(theme), ui::WindowState({}));
    window.resize(windowSize);
    window.show();
    settle();
    screen.prepare(window, engine);
    settle();
    return save(window, folder, screen.name, dark);
}

} // namespace

int main(int argc, char **argv)
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QApplication application(argc, argv);
    ui::installLanguage(application);
    ui::ThemeManager theme(application);
    theme.setReduceMotion(true);
    const QStringList arguments = QApplication::arguments();
    const QString folder = arguments.value(1, QStringLiteral("."));
    const QStringList wanted = arguments.mid(2);
    QDir().mkpath(folder);
    bool good = true;
    for (const screens::Screen &screen : screens::all()) {
        if (wanted.isEmpty() || wanted.contains(screen.name)) {
            good = shoot(theme, screen, folder, false) && good;
            good = shoot(theme, screen, folder, true) && good;
        }
    }
    return good ? 0 : 1;
}
