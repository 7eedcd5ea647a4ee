// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/forms/file_picker.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/instances_page.h"
#include "ui/instances/instances_view.h"
#include "ui/widgets/action_registry.h"

#include <QStackedWidget>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace berth::ui {

class PageClock final : public base::Clock
{
public:
    base::Timestamp now() const override
    {
        return time;
    }
    base::Timestamp time{std::chrono::hours(24 * 365 * 56)};
};

/// A person who gives up, or chooses `answer`.
class FakeFiles final : public FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &, Chosen chosen) override
    {
        if (!answer.isEmpty()) {
            chosen(answer);
        }
    }
    QString answer;
};

/// The page of instances over an engine in memory, in a window of the usual size.
class PageFixture : public testing::Test
{
protected:
    void open()
    {
        page = std::make_unique<InstancesPage>(clock, files);
        window.resize(1240, 840);
        const PageContext context{engine, dialogs, notifier, actions, navigator};
        page->prepare(context);
        QWidget *widget = page->createWidget(context, &window);
        widget->resize(window.size());
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    /// The screen that is shown: the page's own stack.
    int screen() const
    {
        return page->view()->findChild<QStackedWidget *>()->currentIndex();
    }
    /// Sends a key to where the focus is, as a person does.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window, key, modifiers);
    }
    template <typename T>
    T *child(const QString &name)
    {
        return page->view()->findChild<T *>(name);
    }

    enum Screen
    {
        Loading,
        Failed,
        First,
        Browse,
        Choose,
        Paste,
        Edit
    };

    PageClock clock;
    FakeFiles files;
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    std::unique_ptr<InstancesPage> page;
    QWidget window;
};

} // namespace berth::ui
