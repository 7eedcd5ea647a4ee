// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "screens.h"

#include "client_screens.h"
#include "connection_screens.h"
#include "group_screens.h"
#include "secret_screens.h"
#include "support/ui/fake_engine.h"
#include "support/ui/fake_groups.h"
#include "tool_screens.h"
#include "ui/clients/clients_page.h"
#include "ui/connections/connections_page.h"
#include "ui/events/event_detail.h"
#include "ui/events/event_list.h"
#include "ui/events/event_model.h"
#include "ui/events/events_page.h"
#include "ui/events/events_view.h"
#include "ui/events/publish_form.h"
#include "ui/forms/env_field.h"
#include "ui/forms/file_picker.h"
#include "ui/forms/form_field.h"
#include "ui/forms/row_paint.h"
#include "ui/forms/value_editor.h"
#include "ui/groups/groups_page.h"
#include "ui/instances/detail_panel.h"
#include "ui/instances/instance_editor.h"
#include "ui/instances/instance_form.h"
#include "ui/instances/instance_list.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/instances_page.h"
#include "ui/instances/instances_view.h"
#include "ui/instances/logs_tab.h"
#include "ui/secrets/secrets_page.h"
#include "ui/servers/servers_page.h"
#include "ui/servers/servers_view.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/settings_view.h"
#include "ui/shell/component_status_view.h"
#include "ui/shell/status_bar.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>

#include <cmath>

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

/// What the keys do on the page that was opened last.
void trigger(MainWindow &window, QKeySequence keys)
{
    QAction *last = nullptr;
    const auto entries = window.actions().entries();
    for (const auto &entry : entries) {
        last = entry.action->shortcut() == keys ? entry.action.data() : last;
    }
    if (last != nullptr) {
        last->trigger();
    }
}

Screen command(const char *name, QKeySequence keys)
{
    return {QString::fromLatin1(name), true,
            [keys](MainWindow &window, FakeEngine &) { trigger(window, keys); }};
}

template <typename T>
T *only(MainWindow &window)
{
    return window.findChild<T *>();
}

/// Readings of three minutes, so that the charts have a line.
void addReadings(MainWindow &window, FakeEngine &engine)
{
    ui::InstanceModel &model = only<ui::InstancesView>(window)->model();
    for (int i = 0; i < 90; ++i) {
        for (engine::InstanceSnapshot snapshot : engine.instances()) {
            if (snapshot.usage) {
                const double wave = 1 + 0.35 * std::sin(i * 0.31) + 0.2 * std::sin(i * 1.7);
                snapshot.usage->cpuCores *= wave;
                engine.put(snapshot);
            }
        }
        model.sample();
        for (engine::InstanceSnapshot snapshot : engine.instances()) {
            if (snapshot.usage) {
                const double wave = 1 + 0.35 * std::sin(i * 0.31) + 0.2 * std::sin(i * 1.7);
                snapshot.usage->cpuCores /= wave;
                engine.put(snapshot);
            }
        }
    }
}

Screen detail(const char *name, const char *id, ui::DetailPanel::Tab tab)
{
    return {QString::fromLatin1(name), true,
            [to = QStringLiteral("instance:") + QString::fromLatin1(id), tab](MainWindow &window,
                                                                              FakeEngine &engine) {
                addReadings(window, engine);
                window.showPage(QStringLiteral("instances"), to);
                only<ui::DetailPanel>(window)->showTab(tab);
            }};
}

/// The settings where they tell of Traefik, with one of two places out of reach.
void showTraefik(MainWindow &window, FakeEngine &engine)
{
    engine.setConnections(
        {test::sampleConnection("c-edge", "edge", model::ConnectionRole::Console)});
    engine.changeSettings({{"traefik.file", "/etc/traefik/dynamic/berth.yml"},
                           {"traefik.redis", "c-edge"},
                           {"traefik.host", "mcp.example.org"},
                           {"traefik.entry_points", {"websecure"}}});
    engine::SystemSnapshot system = engine.system();
    system.traefik.state = engine::ComponentState::Degraded;
    system.traefik.problem = "The file /etc/traefik/dynamic/berth.yml was not made by Berth and is "
                             "left as it is. Name another file for Traefik, or move this one away.";
    engine.setSystem(system);
    window.showPage(QStringLiteral("settings"));
    QCoreApplication::processEvents(); // a page has its height once it was laid out
    auto *view = only<ui::SettingsView>(window);
    view->findChild<QScrollArea *>()->ensureWidgetVisible(view->row("gateway.record"));
}

/// The form after somebody typed a wrong number and pressed Run.
void fillWrong(MainWindow &window, FakeEngine &)
{
    window.showPage(QStringLiteral("instances"), QStringLiteral("new:srv-postgres"));
    auto *editor = only<ui::InstanceEditor>(window);
    for (ui::EnvField *field : editor->findChildren<ui::EnvField *>()) {
        if (field->objectName() == QLatin1String("MAX_CONNECTIONS")) {
            field->setValue("250");
        } else if (field->objectName() == QLatin1String("PGPASSWORD")) {
            field->setValue("not a real one");
        }
    }
    for (QAction *action : editor->actions()) {
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Return)) {
            action->trigger();
        }
    }
}

/// A new server that speaks stdio, with a container for every client and a wrong number.
void fillStdio(MainWindow &window, FakeEngine &)
{
    window.showPage(QStringLiteral("instances"), QStringLiteral("new:srv-postgres"));
    auto *form = only<ui::InstanceEditor>(window)->form();
    const auto choose = [form](const char *pointer, const char *value) {
        auto *field = form->findChild<ui::FormField *>(QString::fromLatin1(pointer));
        auto *editor = qobject_cast<ui::ValueEditor *>(field->editor());
        editor->setValue(QString::fromLatin1(value));
        Q_EMIT editor->finished();
        return field;
    };
    choose("/json_spec/transport", "stdio");
    choose("/json_spec/gateway/back_ends", "per-client");
    choose("/json_spec/gateway/call_timeout", "90000")->focusEditor();
    QScrollBar *bar = form->verticalScrollBar();
    QObject::connect(bar, &QScrollBar::rangeChanged, bar,
                     [bar](int, int maximum) { bar->setValue(maximum); });
}

engine::SystemSnapshot withoutPodman()
{
    engine::SystemSnapshot system;
    system.podman = {engine::ComponentState::Unavailable, "Podman not found",
                     "There is no Podman on this machine, so no container can run.",
                     "Install it, then check again:\nsudo apt install podman"};
    system.gateway = {engine::ComponentState::Ok, "http://127.0.0.1:7999", {}, {}};
    system.gatewayAddress = "http://127.0.0.1:7999";
    system.keychain = {engine::ComponentState::Degraded,
                       "Keychain locked",
                       "The keychain is locked. Berth asks for it when a secret is needed.",
                       {}};
    return system;
}

void chooseEvent(MainWindow &window, std::int64_t sequence)
{
    ui::EventModel &model = only<ui::EventsView>(window)->model();
    ui::chooseRow(*only<ui::EventList>(window)->table(), model.index(model.rowOf(sequence), 0));
}

/// The monitor with a connection that only watches, and what was asked for in detail.
void showEvents(MainWindow &window, FakeEngine &engine)
{
    engine.setConnections(
        {test::sampleConnection("c-staging", "staging", model::ConnectionRole::Watch)});
    window.showPage(QStringLiteral("events"));
    QCoreApplication::processEvents();
    chooseEvent(window, 8);
}

std::vector<Screen> ownScreens()
{
    return {
        page("instances", "instances"),
        detail("instance", "inst-github", ui::DetailPanel::Overview),
        detail("instance-stdio", "inst-fs", ui::DetailPanel::Overview),
        detail("instance-failed", "inst-pg", ui::DetailPanel::Overview),
        detail("instance-pulling", "inst-play", ui::DetailPanel::Overview),
        detail("logs", "inst-github", ui::DetailPanel::Logs),
        detail("tools", "inst-github", ui::DetailPanel::Tools),
        detail("configuration", "inst-github", ui::DetailPanel::Configuration),
        page("choose-server", "instances", "new"),
        page("paste", "instances", "paste"),
        {QStringLiteral("new-instance-wrong"), true, fillWrong},
        page("new-instance", "instances", "new:srv-postgres"),
        {QStringLiteral("new-instance-stdio"), true, fillStdio},
        page("servers", "servers"),
        page("server", "servers", "server:srv-postgres"),
        {QStringLiteral("server-edit"), true,
         [](MainWindow &window, FakeEngine &) {
             window.showPage(QStringLiteral("servers"), QStringLiteral("server:srv-postgres"));
             trigger(window, Qt::CTRL | Qt::Key_E);
         }},
        page("server-new", "servers", "new"),
        {QStringLiteral("events"), true, showEvents},
        {QStringLiteral("events-raw"), true,
         [](MainWindow &window, FakeEngine &engine) {
             showEvents(window, engine);
             only<ui::EventDetailPanel>(window)->tabs()->setCurrentIndex(ui::EventDetailPanel::Raw);
             only<ui::EventList>(window)->showFilters(true);
         }},
        {QStringLiteral("events-unreadable"), true,
         [](MainWindow &window, FakeEngine &engine) {
             showEvents(window, engine);
             chooseEvent(window, 4);
         }},
        {QStringLiteral("events-narrow"), true,
         [](MainWindow &window, FakeEngine &engine) {
             window.resize(window.minimumSize());
             showEvents(window, engine);
         }},
        {QStringLiteral("events-publish"), true,
         [](MainWindow &window, FakeEngine &engine) {
             engine.setConnections(
                 {test::sampleConnection("c-staging", "staging", model::ConnectionRole::Watch),
                  test::sampleConnection("c-lab", "lab", model::ConnectionRole::Console)});
             window.showPage(QStringLiteral("events"));
             window.showPage(QStringLiteral("events"), QStringLiteral("publish"));
             auto *editor = only<ui::PublishForm>(window)->editor();
             editor->setPlainText(
                 editor->toPlainText().replace(QStringLiteral("8000"), QStringLiteral("80000")));
         }},
        {QStringLiteral("events-empty"), false,
         [](MainWindow &window, FakeEngine &engine) {
             engine.setReady();
             window.showPage(QStringLiteral("events"));
         }},
        page("settings", "settings"),
        {QStringLiteral("settings-traefik"), true, showTraefik},
        {QStringLiteral("confirm"), true,
         [](MainWindow &window, FakeEngine &) {
             window.showPage(QStringLiteral("instances"), QStringLiteral("instance:inst-github"));
             trigger(window, Qt::Key_Delete);
         }},
        {QStringLiteral("none-match"), true,
         [](MainWindow &window, FakeEngine &) {
             only<ui::InstancesView>(window)->list()->setSearch(QStringLiteral("kafka"));
         }},
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
}

} // namespace

const std::vector<Screen> &all()
{
    static const std::vector<Screen> screens = [] {
        std::vector<Screen> found = ownScreens();
        for (const std::vector<Screen> &more : {connectionScreens(), groupScreens(),
                                                secretScreens(), clientScreens(), toolScreens()}) {
            found.insert(found.end(), more.begin(), more.end());
        }
        return found;
    }();
    return screens;
}

ui::MainWindow::Pages makePages(ui::ThemeManager &theme)
{
    static const base::SystemClock clock;
    static ui::DialogFilePicker files;
    ui::MainWindow::Pages pages;
    pages.push_back(std::make_unique<ui::InstancesPage>(
        clock, files, QString::fromLatin1(ui::ConnectionsPage::pageId)));
    pages.push_back(std::make_unique<ui::ServersPage>(files, QStringLiteral("instances")));
    pages.push_back(std::make_unique<ui::GroupsPage>(screenGroups()));
    pages.push_back(std::make_unique<ui::SecretsPage>(clock, files, QStringLiteral("instances")));
    pages.push_back(std::make_unique<ui::ClientsPage>(clock, screenGroups()));
    pages.push_back(std::make_unique<ui::EventsPage>(clock, files, QStringLiteral("instances")));
    pages.push_back(
        std::make_unique<ui::ConnectionsPage>(clock, files, QStringLiteral("instances")));
    pages.push_back(std::make_unique<ui::SettingsPage>(
        theme, base::Profile::at("/home/ada/.local/share/berth")));
    return pages;
}

} // namespace berth::screens
