// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/forms/file_picker.h"
#include "ui/secrets/secrets_page.h"
#include "ui/secrets/secrets_view.h"
#include "ui/widgets/action_registry.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {

/// Picks what the test says.
class ChosenFile final : public FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &, Chosen chosen) override
    {
        chosen(path);
    }

    QString path;
};

/// The page in a window of its own, with the sample's secrets once ready() was called.
class SecretsPageTest : public testing::Test
{
protected:
    void SetUp() override
    {
        window.resize(1240, 840);
        const PageContext context{engine, dialogs, notifier, actions, navigator};
        page.prepare(context);
        view()->resize(window.size());
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    SecretsView *view()
    {
        if (page.view() == nullptr) {
            page.createWidget({engine, dialogs, notifier, actions, navigator}, &window);
        }
        return page.view();
    }
    void fill()
    {
        test::fillWithSample(engine, clock.now());
    }
    void open(const char *target)
    {
        page.open(QString::fromLatin1(target));
    }
    /// A visible button by its text.
    QPushButton *button(const QString &text)
    {
        QCoreApplication::processEvents(); // what a layout took in is shown by an event of its own
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
    const std::vector<test::SecretCall> &calls()
    {
        return engine.secretCommands().calls();
    }

    static constexpr const char *token =
        "secret:mcp_instance_inst-github_GITHUB_PERSONAL_ACCESS_TOKEN";
    static constexpr const char *tokenKey = "mcp_instance_inst-github_GITHUB_PERSONAL_ACCESS_TOKEN";

    base::SystemClock clock;
    ChosenFile files;
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    SecretsPage page{clock, files, QStringLiteral("instances")};
    QWidget window;
};

} // namespace berth::ui
