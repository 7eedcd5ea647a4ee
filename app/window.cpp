// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "window.h"

#include "base/clock.h"
#include "data_dir.h"
#include "engine/facade_adapter.h"
#include "engine/settings.h"
#include "first_paint.h"
#include "quit_signals.h"
#include "runtime.h"
#include "sandbox/sandbox_window.h"
#include "ui/clients/clients_page.h"
#include "ui/connections/connections_page.h"
#include "ui/events/events_page.h"
#include "ui/events/events_view.h"
#include "ui/forms/file_picker.h"
#include "ui/groups/groups_page.h"
#include "ui/instances/instances_page.h"
#include "ui/instances/instances_view.h"
#include "ui/secrets/secrets_page.h"
#include "ui/secrets/secrets_view.h"
#include "ui/servers/servers_page.h"
#include "ui/servers/servers_view.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/single_instance.h"
#include "ui/theme/icon_kinds.h"
#include "ui/theme/language.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QProcess>
#include <QTimer>

#include <iostream>

namespace berth::app {

namespace {

bool hasDisplay()
{
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (qEnvironmentVariableIsSet(name)) {
            return true;
        }
    }
    return false;
}

/// The rail's pages, in order. A new page is a folder under ui/ and a line here.
ui::MainWindow::Pages makePages(const base::Clock &clock, ui::FilePicker &files,
                                ui::ThemeManager &theme, const base::Profile &profile,
                                engine::GroupCommands &groups)
{
    ui::MainWindow::Pages pages;
    const QString instances = QString::fromLatin1(ui::InstancesPage::pageId);
    pages.push_back(std::make_unique<ui::InstancesPage>(
        clock, files, QString::fromLatin1(ui::ConnectionsPage::pageId)));
    pages.push_back(std::make_unique<ui::ServersPage>(files, instances));
    pages.push_back(std::make_unique<ui::GroupsPage>(groups));
    pages.push_back(std::make_unique<ui::SecretsPage>(clock, files, instances));
    pages.push_back(std::make_unique<ui::ClientsPage>(clock, groups));
    pages.push_back(std::make_unique<ui::EventsPage>(clock, files, instances));
    pages.push_back(std::make_unique<ui::ConnectionsPage>(clock, files, instances));
    pages.push_back(std::make_unique<ui::SettingsPage>(theme, profile));
    return pages;
}

void connectEngine(Runtime &runtime, engine::EngineFacadeAdapter &facade, bool demo,
                   Sandbox *sandbox)
{
    QObject::connect(&runtime, &Runtime::started, &facade, [&runtime, &facade, demo, sandbox] {
        facade.attach(runtime.engine(), runtime.executor());
        if (sandbox != nullptr) {
            startSandbox(runtime, *sandbox);
        }
        if (demo) {
            runtime.runDemo();
        }
    });
    QObject::connect(&runtime, &Runtime::failed, &facade, &engine::EngineFacade::startFailed,
                     Qt::QueuedConnection);
}

} // namespace

int runWindow(int &argc, char **argv, const Options &options, Sandbox *sandbox)
{
    if (!hasDisplay()) {
        std::cerr << "berth: There is no display. Run the engine without a window: berth "
                     "--headless\n";
        return 1;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("berth"));
    QApplication::setApplicationDisplayName(QStringLiteral("Berth"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.berth.Berth"));
    ui::SingleInstance single(options.profile.windowSocket());
    if (single.tryRaiseOther()) {
        return 0;
    }
    ui::installLanguage(application);
    ui::ThemeManager theme(application);
    ui::applyAppearance(engine::toJson(engine::SettingsFile(options.profile.settings()).load()),
                        theme);
    QuitSignals signals;
    const base::SystemClock clock;
    ui::WidgetDialogs dialogs;
    ui::DialogFilePicker files;
    Runtime runtime(options.profile, bundledDataDir(), options.attached);
    if (options.managerApi) {
        runtime.orderManagerApi(*options.managerApi);
    }
    engine::EngineFacadeAdapter facade;
    connectEngine(runtime, facade, options.demo, sandbox);
    ui::MainWindow window(facade, dialogs,
                          makePages(clock, files, theme, options.profile, facade.groupCommands()),
                          ui::WindowState(options.profile.stateDir() / "window.ini"));
    std::unique_ptr<SandboxWindow> sandboxWindow;
    if (sandbox != nullptr) {
        sandboxWindow = std::make_unique<SandboxWindow>(window);
        QObject::connect(&runtime, &Runtime::sandboxReady, sandboxWindow.get(),
                         &SandboxWindow::showReady);
    }
    reportFirstPaint(window);
    QObject::connect(&single, &ui::SingleInstance::raiseRequested, &window,
                     &ui::MainWindow::raiseToFront);
    QObject::connect(&window, &ui::MainWindow::quitRequested, &application,
                     [] { QApplication::quit(); });
    QObject::connect(&window, &ui::MainWindow::sandboxRequested, &window, [&window] {
        if (!QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                     {QStringLiteral("--sandbox")})) {
            window.toasts().notify(
                {ui::Tone::Danger,
                 QCoreApplication::translate("MainWindow", "The sandbox could not be started."),
                 {},
                 {},
                 {}});
        }
    });
    QObject::connect(&signals, &QuitSignals::quitRequested, &application,
                     [] { QApplication::quit(); });
    window.show();
    // The window comes first; the engine starts when the first events were handled.
    QTimer::singleShot(0, &runtime, &Runtime::start);
    QTimer::singleShot(0, &application, [] { QApplication::setWindowIcon(ui::applicationIcon()); });
    return QApplication::exec();
}

} // namespace berth::app
