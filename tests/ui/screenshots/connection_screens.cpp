// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connection_screens.h"

#include "support/ui/fake_engine.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connections_view.h"
#include "ui/connections/test_panel.h"
#include "ui/forms/env_field.h"
#include "ui/forms/form_field.h"
#include "ui/instances/instance_editor.h"
#include "ui/instances/instance_form.h"
#include "ui/instances/run_on_field.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

namespace berth::screens {
namespace {

using namespace std::chrono_literals;
using engine::ConnectionTestStep;
using test::FakeEngine;
using ui::MainWindow;

constexpr auto connections = "connections";

void show(MainWindow &window, const char *page, const char *target)
{
    window.showPage(QString::fromLatin1(page), QString::fromLatin1(target));
}

void type(MainWindow &window, const char *field, const char *text)
{
    auto *editor = window.findChild<ui::ConnectionEditor *>();
    auto *found = editor->findChild<ui::FormField *>(QString::fromLatin1(field));
    found->findChild<QLineEdit *>()->setText(QString::fromLatin1(text));
}

void trigger(QWidget &widget, QKeySequence keys)
{
    for (QAction *action : widget.actions()) {
        if (action->shortcut() == keys) {
            action->trigger();
        }
    }
}

void stopChosen(MainWindow &window)
{
    const auto entries = window.actions().entries();
    for (const auto &entry : entries) {
        if (entry.action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Period)) {
            entry.action->trigger();
        }
    }
}

void changeSample(FakeEngine &engine, auto &&change)
{
    std::vector<engine::ConnectionSnapshot> all = engine.connections();
    change(all);
    engine.setConnections(std::move(all));
}

std::vector<ConnectionTestStep> goodSteps()
{
    using Outcome = ConnectionTestStep::Outcome;
    return {{"resolve", Outcome::Passed, "10.20.3.14", 4100us},
            {"connect", Outcome::Passed, "10.20.3.14:6380", 9300us},
            {"tls", Outcome::Passed, "TLS 1.3, certificate of redis.staging.example.com", 21400us},
            {"authenticate", Outcome::Passed, "as berth", 3300us},
            {"subscribe", Outcome::Passed, "7 channels", 3100us},
            {"platform", Outcome::Skipped, "No platform is named.", 0us}};
}

std::vector<ConnectionTestStep> badSteps()
{
    using Outcome = ConnectionTestStep::Outcome;
    std::vector<ConnectionTestStep> steps = goodSteps();
    steps[3] = {"authenticate", Outcome::Failed,
                "The Redis refused the password of the user berth. Check both, and whether the "
                "user is enabled.",
                3300us};
    steps[4] = {"subscribe", Outcome::Skipped, "", 0us};
    steps[5] = {"platform", Outcome::Skipped, "", 0us};
    return steps;
}

/// The form of a new connection, filled in and tested.
void fillForm(MainWindow &window)
{
    show(window, connections, "new");
    type(window, "/name", "staging");
    type(window, "/url", "rediss://berth:s3cret@redis.staging.example.com:6380");
}

Screen tested(const char *name, std::vector<ConnectionTestStep> steps)
{
    return {QString::fromLatin1(name), true, [steps](MainWindow &window, FakeEngine &engine) {
                fillForm(window);
                engine.setTestSteps(steps);
                window.findChild<ui::TestPanel *>()->testButton()->click();
            }};
}

void loseStaging(MainWindow &window, FakeEngine &engine)
{
    changeSample(engine, [](auto &all) {
        all[0].state = engine::ConnectionState::Lost;
        all[0].problem = "Nobody listens at redis.staging.example.com:6380 any more. Check that "
                         "the Redis runs and that this machine may reach it.";
        all[0].problemDetails = "connect: Connection refused (10.20.3.14:6380)";
        all[0].nextAttempt = base::SystemClock().now() + 8s;
        all[0].roundTrip.reset();
        all[0].managers.clear();
        all[1].connection.enabled = false;
        all[1].state = engine::ConnectionState::Off;
    });
    show(window, connections, "connection:con-staging");
}

void makeLabProduction(FakeEngine &engine)
{
    changeSample(engine,
                 [](auto &all) { all[1].connection.mark = model::ConnectionMark::Production; });
}

void openRemoteForm(MainWindow &window, FakeEngine &)
{
    show(window, "instances", "new:srv-postgres");
    auto *editor = window.findChild<ui::InstanceEditor *>();
    editor->form()->runOn()->setTarget(QStringLiteral("con-lab"));
    for (ui::EnvField *field : editor->findChildren<ui::EnvField *>()) {
        if (field->objectName() == QLatin1String("PGPASSWORD")) {
            field->setValue("not a reference");
        }
    }
    trigger(*editor, Qt::CTRL | Qt::Key_Return);
}

Screen with(const char *name, std::function<void(MainWindow &, FakeEngine &)> prepare)
{
    return {QString::fromLatin1(name), true, std::move(prepare)};
}

} // namespace

std::vector<Screen> connectionScreens()
{
    return {
        with("connections",
             [](MainWindow &window, FakeEngine &) {
                 show(window, connections, "connection:con-staging");
             }),
        with("connection-lost", loseStaging),
        with("connection-edit",
             [](MainWindow &window, FakeEngine &) {
                 show(window, connections, "connection:con-staging");
                 trigger(*window.findChild<ui::ConnectionsView *>()->list()->parentWidget(),
                         Qt::CTRL | Qt::Key_E);
             }),
        with("connection-new",
             [](MainWindow &window, FakeEngine &) { show(window, connections, "new"); }),
        with("connection-testing",
             [](MainWindow &window, FakeEngine &engine) {
                 fillForm(window);
                 engine.holdTests();
                 window.findChild<ui::TestPanel *>()->testButton()->click();
             }),
        tested("connection-passed", goodSteps()),
        tested("connection-failed", badSteps()),
        with("connection-remove",
             [](MainWindow &window, FakeEngine &) {
                 show(window, connections, "connection:con-lab");
                 trigger(*window.findChild<ui::ConnectionsView *>()->list()->parentWidget(),
                         Qt::Key_Delete);
             }),
        with("connections-empty",
             [](MainWindow &window, FakeEngine &engine) {
                 engine.setConnections({});
                 show(window, connections, "");
             }),
        with("instances-local",
             [](MainWindow &window, FakeEngine &) { show(window, "instances", "place:local"); }),
        with("instance-watched",
             [](MainWindow &window, FakeEngine &) {
                 show(window, "instances", "instance:rem-search");
             }),
        with("instance-remote",
             [](MainWindow &window, FakeEngine &) {
                 show(window, "instances", "instance:rem-crawler");
             }),
        with("instance-asking",
             [](MainWindow &window, FakeEngine &engine) {
                 show(window, "instances", "instance:rem-crawler");
                 engine.hold();
                 stopChosen(window);
             }),
        with("instance-nobody",
             [](MainWindow &window, FakeEngine &engine) {
                 show(window, "instances", "instance:rem-crawler");
                 engine.failNext({base::ErrorCode::Timeout,
                                  "Nobody on lab answered within 10 s. The manager lab-runner was "
                                  "last heard of 40 s ago."});
                 stopChosen(window);
             }),
        with("instance-production",
             [](MainWindow &window, FakeEngine &engine) {
                 makeLabProduction(engine);
                 show(window, "instances", "instance:rem-crawler");
                 stopChosen(window);
             }),
        with("new-instance-remote", openRemoteForm),
    };
}

} // namespace berth::screens
