// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "screens.h"

#include "support/ui/fake_engine.h"
#include "ui/forms/env_field.h"
#include "ui/forms/file_picker.h"
#include "ui/forms/secret_editor.h"
#include "ui/instances/detail_panel.h"
#include "ui/instances/instance_editor.h"
#include "ui/instances/instance_list.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/instances_page.h"
#include "ui/instances/instances_view.h"
#include "ui/instances/logs_tab.h"
#include "ui/secrets/import_panel.h"
#include "ui/secrets/secret_detail.h"
#include "ui/secrets/secrets_page.h"
#include "ui/secrets/secrets_view.h"
#include "ui/secrets/store_panel.h"
#include "ui/secrets/value_card.h"
#include "ui/servers/servers_page.h"
#include "ui/servers/servers_view.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/component_status_view.h"
#include "ui/shell/status_bar.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QTemporaryDir>

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

using Kind = engine::SecretStoreKind;

void openToken(MainWindow &window)
{
    window.showPage(QStringLiteral("secrets"),
                    QStringLiteral("secret:mcp_instance_inst-github_GITHUB_PERSONAL_ACCESS_TOKEN"));
}

void useStore(FakeEngine &engine, Kind kind, engine::ComponentState state, const base::Error &error)
{
    engine.changeSettings({{"secrets.store", std::string(engine::secretStoreName(kind))},
                           {"secrets.infisical.url", "https://secrets.example.org"},
                           {"secrets.infisical.project", "0b8f6d52"},
                           {"secrets.infisical.environment", "prod"},
                           {"secrets.infisical.path", "/berth"}});
    engine.secretCommands().setStoreError(kind, error);
    engine.secretCommands().setProblem(error);
    auto entries = test::sampleSecrets(base::SystemClock().now());
    std::erase_if(entries, [](const auto &entry) { return entry.isOrphan; });
    for (auto &entry : entries) {
        entry.state = engine::SecretState::Unknown;
        entry.store = kind;
        entry.restartPending = false;
    }
    engine.secretCommands().setEntries(entries);
    engine::SystemSnapshot system = engine.system();
    system.secretStore = engine::secretStoreName(kind);
    system.keychain.state = state;
    engine.setSystem(system);
}

void lockFile(FakeEngine &engine)
{
    useStore(engine, Kind::EncryptedFile, engine::ComponentState::Degraded,
             {base::ErrorCode::SecretStoreLocked, "The encrypted file is locked.", {}, {}});
}

void cutInfisical(FakeEngine &engine)
{
    useStore(engine, Kind::Infisical, engine::ComponentState::Unavailable,
             {base::ErrorCode::Unavailable,
              "Infisical at https://secrets.example.org does not answer. Check its address and "
              "the network.",
              "connect: connection refused",
              {}});
}

/// A file as somebody might have it; what is shown of it are names.
void previewImport(MainWindow &window, FakeEngine &)
{
    static QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral(".env")));
    if (file.open(QIODevice::WriteOnly)) {
        file.write("# of the search service\nexport INDEX_KEY=abc\nDATABASE_URL=\"postgres://\"\n"
                   "PGPASSWORD='x y'\n");
        file.close();
    }
    window.showPage(QStringLiteral("secrets"), QStringLiteral("import"));
    only<ui::ImportPanel>(window)->load(file.fileName());
}

} // namespace

const std::vector<Screen> &all()
{
    static const std::vector<Screen> screens{
        page("instances", "instances"),
        detail("instance", "inst-github", ui::DetailPanel::Overview),
        detail("instance-failed", "inst-pg", ui::DetailPanel::Overview),
        detail("instance-pulling", "inst-play", ui::DetailPanel::Overview),
        detail("logs", "inst-github", ui::DetailPanel::Logs),
        detail("tools", "inst-github", ui::DetailPanel::Tools),
        detail("configuration", "inst-github", ui::DetailPanel::Configuration),
        page("choose-server", "instances", "new"),
        page("paste", "instances", "paste"),
        {QStringLiteral("new-instance-wrong"), true, fillWrong},
        page("new-instance", "instances", "new:srv-postgres"),
        page("servers", "servers"),
        page("server", "servers", "server:srv-postgres"),
        {QStringLiteral("server-edit"), true,
         [](MainWindow &window, FakeEngine &) {
             window.showPage(QStringLiteral("servers"), QStringLiteral("server:srv-postgres"));
             trigger(window, Qt::CTRL | Qt::Key_E);
         }},
        page("server-new", "servers", "new"),
        page("secrets", "secrets", "secret:mcp_instance_team/search_INDEX_KEY"),
        page("secret-missing", "secrets", "secret:mcp_instance_inst-pg_PGPASSWORD"),
        {QStringLiteral("secret-rotate"), true,
         [](MainWindow &window, FakeEngine &) {
             openToken(window);
             only<ui::ValueCard>(window)->startEdit();
             only<ui::ValueCard>(window)->editor()->setTyped(base::Secret("never seen"));
         }},
        {QStringLiteral("secret-revealed"), true,
         [](MainWindow &window, FakeEngine &engine) {
             engine.secretCommands().setRevealed(base::Secret("sample-value-5rT8"));
             openToken(window);
             only<ui::ValueCard>(window)->askReveal();
             window.findChild<QDialog *>()->accept();
         }},
        {QStringLiteral("secret-reveal-question"), true,
         [](MainWindow &window, FakeEngine &) {
             openToken(window);
             only<ui::ValueCard>(window)->askReveal();
         }},
        page("secrets-unused", "secrets", "unused"),
        {QStringLiteral("secrets-import"), true, previewImport},
        {QStringLiteral("secrets-empty"), true,
         [](MainWindow &window, FakeEngine &engine) {
             engine.secretCommands().setEntries({});
             window.showPage(QStringLiteral("secrets"));
         }},
        {QStringLiteral("secrets-failed"), true,
         [](MainWindow &window, FakeEngine &engine) {
             engine.secretCommands().setEntries({});
             engine.secretCommands().setFailure(
                 base::Error{base::ErrorCode::Unavailable, "Berth is still starting.", {}, {}});
             window.showPage(QStringLiteral("secrets"));
         }},
        {QStringLiteral("secrets-loading"), false,
         [](MainWindow &window, FakeEngine &) { window.showPage(QStringLiteral("secrets")); }},
        {QStringLiteral("secrets-locked"), true,
         [](MainWindow &window, FakeEngine &engine) {
             lockFile(engine);
             window.showPage(QStringLiteral("secrets"));
         }},
        {QStringLiteral("secrets-unreachable"), true,
         [](MainWindow &window, FakeEngine &engine) {
             cutInfisical(engine);
             window.showPage(QStringLiteral("secrets"));
         }},
        page("secret-store", "secrets", "store"),
        {QStringLiteral("secret-store-locked"), true,
         [](MainWindow &window, FakeEngine &engine) {
             lockFile(engine);
             window.showPage(QStringLiteral("secrets"), QStringLiteral("store"));
         }},
        {QStringLiteral("secret-store-file"), true,
         [](MainWindow &window, FakeEngine &engine) {
             engine.secretCommands().setStoreError(
                 Kind::EncryptedFile,
                 base::Error{base::ErrorCode::SecretStoreMissing, "none", {}, {}});
             window.showPage(QStringLiteral("secrets"), QStringLiteral("store"));
             only<ui::StorePanel>(window)->showStore(Kind::EncryptedFile);
         }},
        {QStringLiteral("secret-store-infisical"), true,
         [](MainWindow &window, FakeEngine &) {
             window.showPage(QStringLiteral("secrets"), QStringLiteral("store"));
             only<ui::StorePanel>(window)->showStore(Kind::Infisical);
         }},
        {QStringLiteral("secret-store-unreachable"), true,
         [](MainWindow &window, FakeEngine &engine) {
             cutInfisical(engine);
             window.showPage(QStringLiteral("secrets"), QStringLiteral("store"));
         }},
        {QStringLiteral("logs-unmasked"), true,
         [](MainWindow &window, FakeEngine &) {
             window.showPage(QStringLiteral("instances"), QStringLiteral("instance:inst-github"));
             only<ui::DetailPanel>(window)->showTab(ui::DetailPanel::Logs);
             only<ui::LogsTab>(window)->secretsButton()->click();
             window.findChild<QDialog *>()->accept();
         }},
        page("settings", "settings"),
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
    return screens;
}

ui::MainWindow::Pages makePages(ui::ThemeManager &theme)
{
    static const base::SystemClock clock;
    static ui::DialogFilePicker files;
    ui::MainWindow::Pages pages;
    pages.push_back(std::make_unique<ui::InstancesPage>(clock, files));
    pages.push_back(std::make_unique<ui::ServersPage>(files, QStringLiteral("instances")));
    pages.push_back(std::make_unique<ui::SecretsPage>(clock, files, QStringLiteral("instances")));
    pages.push_back(std::make_unique<ui::SettingsPage>(
        theme, base::Profile::at("/home/ada/.local/share/berth")));
    return pages;
}

} // namespace berth::screens
