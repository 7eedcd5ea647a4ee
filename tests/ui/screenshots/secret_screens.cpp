// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secret_screens.h"

#include "support/ui/fake_engine.h"
#include "ui/forms/secret_editor.h"
#include "ui/instances/detail_panel.h"
#include "ui/instances/logs_tab.h"
#include "ui/secrets/import_panel.h"
#include "ui/secrets/store_panel.h"
#include "ui/secrets/value_card.h"
#include "ui/widgets/buttons.h"

#include <QDialog>
#include <QFile>
#include <QTemporaryDir>

namespace berth::screens {
namespace {

using test::FakeEngine;
using ui::MainWindow;
using Kind = engine::SecretStoreKind;

Screen page(const char *name, const char *target)
{
    return {QString::fromLatin1(name), true,
            [to = QString::fromLatin1(target)](MainWindow &window, FakeEngine &) {
                window.showPage(QStringLiteral("secrets"), to);
            }};
}

template <typename T>
T *only(MainWindow &window)
{
    return window.findChild<T *>();
}

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

std::vector<Screen> listScreens()
{
    return {
        page("secrets", "secret:mcp_instance_team/search_INDEX_KEY"),
        page("secret-missing", "secret:mcp_instance_inst-pg_PGPASSWORD"),
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
        page("secrets-unused", "unused"),
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
    };
}

std::vector<Screen> storeScreens()
{
    return {
        page("secret-store", "store"),
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
    };
}

} // namespace

std::vector<Screen> secretScreens()
{
    std::vector<Screen> found = listScreens();
    const std::vector<Screen> stores = storeScreens();
    found.insert(found.end(), stores.begin(), stores.end());
    return found;
}

} // namespace berth::screens
