// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "client_screens.h"

#include "support/ui/fake_engine.h"
#include "ui/clients/client_form.h"
#include "ui/clients/clients_view.h"

#include <QLineEdit>
#include <QPushButton>

namespace berth::screens {
namespace {

using test::FakeEngine;
using ui::MainWindow;

model::Client client(const char *id, const char *name, std::chrono::minutes made)
{
    model::Client made_;
    made_.id = id;
    made_.draft.name = name;
    made_.createdAt = base::SystemClock().now() - made;
    return made_;
}

void showClients(MainWindow &window, FakeEngine &engine)
{
    using namespace std::chrono_literals;
    const auto now = base::SystemClock().now();
    model::Client desktop = client("c-1", "Claude Desktop", 60h);
    desktop.lastUsedAt = now - 3min;
    desktop.calls = 1284;
    model::Client editor = client("c-2", "VS Code", 30h);
    editor.draft.limits.instances = {"inst-github", "inst-fs"};
    editor.draft.limits.groups = {"work"};
    editor.draft.rateLimit = 120;
    editor.lastUsedAt = now - 2h;
    editor.calls = 57;
    model::Client script = client("c-3", "nightly report", 5min);
    model::Client old = client("c-4", "laptop of last year", 24h * 300);
    old.revokedAt = now - 24h * 20;
    engine.clientCommands().setClients({desktop, editor, script, old});
    engine.clientCommands().onClientsChanged();
    window.showPage(QStringLiteral("clients"));
}

Screen screen(const char *name, std::function<void(MainWindow &, FakeEngine &)> prepare)
{
    return {QString::fromLatin1(name), true, std::move(prepare)};
}

} // namespace

std::vector<Screen> clientScreens()
{
    return {
        screen("clients", showClients),
        screen("clients-empty", [](MainWindow &window,
                                   FakeEngine &) { window.showPage(QStringLiteral("clients")); }),
        screen("client-new",
               [](MainWindow &window, FakeEngine &engine) {
                   showClients(window, engine);
                   window.showPage(QStringLiteral("clients"), QStringLiteral("client:c-2"));
               }),
        screen("client-token", [](MainWindow &window, FakeEngine &engine) {
            showClients(window, engine);
            window.showPage(QStringLiteral("clients"), QStringLiteral("new"));
            auto *form = window.findChild<ui::ClientForm *>();
            form->edit({}, {"Cursor", {}, {}}, {}, {});
            Q_EMIT form->accepted();
        })};
}

} // namespace berth::screens
