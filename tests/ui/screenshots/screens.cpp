// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "screens.h"

#include "support/ui/fake_engine.h"
#include "ui/forms/file_picker.h"
#include "ui/instances/instances_page.h"
#include "ui/instances/instances_view.h"
#include "ui/servers/servers_page.h"
#include "ui/servers/servers_view.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/component_status_view.h"
#include "ui/shell/status_bar.h"
#include "ui/widgets/toast.h"

#include <QAction>

namespace berth::screens {
namespace {

using test::FakeEngine;
using ui::MainWindow;

Screen page(const char *name, const char *id, const char *target = "")
{
    return {QString::fromLatin1(name), true,
            [page = QString::fromLatin1(id), to = QString::fromLatin1(target)](
                MainWindow &window, FakeEngine &) { window.showPage(page, to); }};
}

Screen command(const char *name, QKeySequence keys)
{
    return {QString::fromLatin1(name), true, [keys](MainWindow &window, FakeEngine &) {
                const auto entries = window.actions().entries();
                for (const auto &entry : entries) {
                    if (entry.action->shortcut() == keys) {
                        entry.action->trigger();
                    }
                }
            }};
}

engine::SystemSnapshot withoutPodman()
{
    engine::SystemSnapshot system;
    system.podman = {engine::ComponentState::Unavailable, "Podman not found",
                     "There is no Podman on this machine, so no container can run.",
                     "Install it, then check again:\nsudo apt install podman"};
    system.gateway = {engine::ComponentState::Ok, "Gateway 127.0.0.1:7999", {}, {}};
    system.keychain = {engine::ComponentState::Degraded,
                       "Keychain locked",
                       "The keychain is locked. Berth asks for it when a secret is needed.",
                       {}};
    return system;
}

} // namespace

const std::vector<Screen> &all()
{
    static const std::vector<Screen> screens{
        page("instances", "instances"),
        page("instance", "instances", "instance:inst-github"),
        page("instance-failed", "instances", "instance:inst-pg"),
        page("new-instance", "instances", "new:srv-postgres"),
        page("servers", "servers"),
        page("server", "servers", "server:srv-postgres"),
        page("server-new", "servers", "new"),
        page("settings", "settings"),
        command("palette", QKeySequence(Qt::CTRL | Qt::Key_K)),
        command("keyboard", QKeySequence(Qt::Key_F1)),
        {QStringLiteral("loading"), false, [](MainWindow &, FakeEngine &) {}},
        {QStringLiteral("first-start"), false,
         [](MainWindow &window, FakeEngine &engine) {
             engine.setSystem(withoutPodman());
             engine.setReady();
             window.showPage(QStringLiteral("instances"));
         }},
        {QStringLiteral("podman-missing"), true,
         [](MainWindow &window, FakeEngine &engine) {
             engine.setSystem(withoutPodman());
             window.statusBar().component(0)->click();
             window.toasts().notify(
                 {ui::Tone::Success, QStringLiteral("github was restarted"), {}, {}, {}});
             window.toasts().notify({ui::Tone::Danger,
                                     QStringLiteral("postgres-prod could not start: PGPASSWORD is "
                                                    "not in the keychain."),
                                     QStringLiteral("Show"),
                                     {},
                                     QStringLiteral("details")});
         }},
        {QStringLiteral("start-failed"), false,
         [](MainWindow &, FakeEngine &engine) {
             engine.failStart(
                 QStringLiteral("The database is damaged and was left as it is. Move it away to "
                                "start anew, or put a copy in its place."),
                 QStringLiteral("/home/ada/.local/share/berth/berth.db: file is not a database"));
         }},
    };
    return screens;
}

ui::MainWindow::Pages makePages(ui::ThemeManager &theme)
{
    static const base::SystemClock clock;
    static ui::DialogFilePicker files;
    ui::MainWindow::Pages pages;
    pages.push_back(std::make_unique<ui::InstancesPage>(clock, files));
    pages.push_back(std::make_unique<ui::ServersPage>(files, QStringLiteral("instances")));
    pages.push_back(std::make_unique<ui::SettingsPage>(
        theme, base::Profile::at("/home/ada/.local/share/berth")));
    return pages;
}

} // namespace berth::screens
