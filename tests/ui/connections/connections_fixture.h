// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/connections/connection_detail.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_form.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/connections_view.h"
#include "ui/connections/test_panel.h"
#include "ui/forms/file_picker.h"
#include "ui/forms/form_field.h"
#include "ui/forms/secret_editor.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {

class FixedClock final : public base::Clock
{
public:
    base::Timestamp now() const override
    {
        return time;
    }
    base::Timestamp time{std::chrono::hours(24 * 365 * 56)};
};

/// Answers with one path.
class OneFile final : public FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &, Chosen chosen) override
    {
        chosen(QStringLiteral("/etc/ca.pem"));
    }
};

/// The page of connections over an engine in memory, in a window of the usual size.
class ConnectionsFixture : public testing::Test
{
protected:
    using Outcome = engine::ConnectionTestStep::Outcome;

    void SetUp() override
    {
        window.resize(1240, 840);
        const PageContext context{engine, dialogs, notifier, actions, navigator};
        page.prepare(context);
        QWidget *widget = page.createWidget(context, &window);
        widget->resize(window.size());
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    static engine::ConnectionSnapshot connection(const char *id, model::ConnectionRole role)
    {
        engine::ConnectionSnapshot snapshot;
        snapshot.connection.id = id;
        snapshot.connection.name = id;
        snapshot.connection.role = role;
        snapshot.connection.url = "redis://host:6379";
        snapshot.state = engine::ConnectionState::Connected;
        return snapshot;
    }
    void putTwo()
    {
        engine::ConnectionSnapshot staging = connection("staging", model::ConnectionRole::Watch);
        staging.connection.mark = model::ConnectionMark::Production;
        engine.setConnections({staging, connection("lab", model::ConnectionRole::Console)});
        engine.setReady();
    }
    int screen() const
    {
        return page.view()->findChild<QStackedWidget *>()->currentIndex();
    }
    FormField *field(const char *pointer) const
    {
        return page.view()->editor()->form()->findChild<FormField *>(QString::fromLatin1(pointer));
    }
    QLineEdit *edit(const char *pointer) const
    {
        return field(pointer)->findChild<QLineEdit *>();
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window, key, modifiers);
    }
    /// Everything that reached the engine, as "name id".
    QStringList calls() const
    {
        QStringList found;
        for (const test::Call &call : engine.calls()) {
            found << QString::fromStdString(call.name + ' ' + call.id);
        }
        return found;
    }

    enum Screen
    {
        Loading,
        Failed,
        Empty,
        Browse,
        Edit
    };

    FixedClock clock;
    OneFile files;
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    ConnectionsPage page{clock, files, QStringLiteral("instances")};
    QWidget window;
};

} // namespace berth::ui
