// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/arrangement.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/fuzzy_match.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/switch_label.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/wrapped_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

#include <gtest/gtest.h>

#include <optional>

namespace berth::ui {
namespace {

TEST(FuzzyMatching, FindsLettersInOrder)
{
    EXPECT_TRUE(fuzzyMatch(QStringLiteral("ni"), QStringLiteral("New instance")));
    EXPECT_TRUE(fuzzyMatch(QStringLiteral("NEW"), QStringLiteral("New instance")));
    EXPECT_TRUE(fuzzyMatch({}, QStringLiteral("New instance")));
    EXPECT_FALSE(fuzzyMatch(QStringLiteral("in w"), QStringLiteral("New instance")));
}

TEST(FuzzyMatching, PrefersWordStartsAndNeighbours)
{
    const auto words = fuzzyMatch(QStringLiteral("ni"), QStringLiteral("New instance"));
    const auto inside = fuzzyMatch(QStringLiteral("ni"), QStringLiteral("Stop running it"));
    ASSERT_TRUE(words && inside);
    EXPECT_GT(words->score, inside->score);
    EXPECT_EQ(words->positions, (std::vector<int>{0, 4}));
}

TEST(Filter, ArrowKeysChooseAndOnlyTheChosenIsATabStop)
{
    FilterTabs tabs(QStringLiteral("Filter"));
    tabs.addTab(QStringLiteral("All"));
    tabs.addTab(QStringLiteral("Running"));
    tabs.setCount(1, 3);
    tabs.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&tabs));
    tabs.activateWindow();
    QSignalSpy changed(&tabs, &FilterTabs::currentChanged);
    const auto buttons = tabs.findChildren<QAbstractButton *>();
    ASSERT_EQ(buttons.size(), 2);
    buttons[0]->setFocus();
    QTest::keyClick(buttons[0], Qt::Key_Right);
    EXPECT_EQ(tabs.currentIndex(), 1);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(buttons[0]->focusPolicy(), Qt::ClickFocus);
    EXPECT_EQ(buttons[1]->focusPolicy(), Qt::StrongFocus);
    EXPECT_EQ(buttons[1]->accessibleName(), QStringLiteral("Running 3"));
}

TEST(Segments, OnlyThePersonsChoiceIsSignalled)
{
    SegmentedControl control(QStringLiteral("Access"));
    control.addOption(QStringLiteral("Read"), 1);
    control.addOption(QStringLiteral("Write"), 2);
    QSignalSpy chosen(&control, &SegmentedControl::valueChosen);
    control.setValue(2);
    EXPECT_EQ(control.value(), QVariant(2));
    EXPECT_EQ(chosen.count(), 0);
    control.findChildren<QAbstractButton *>()[0]->click();
    EXPECT_EQ(control.value(), QVariant(1));
    EXPECT_EQ(chosen.count(), 1);
    control.setValue(7);
    EXPECT_FALSE(control.value().isValid());
}

TEST(Switches, ToggleByKeyAndByClickAnywhere)
{
    Switch control(QStringLiteral("Verify"));
    control.resize(control.sizeHint());
    QTest::keyClick(&control, Qt::Key_Space);
    EXPECT_TRUE(control.isChecked());
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(control.width() - 3, 3));
    EXPECT_FALSE(control.isChecked());
}

TEST(CopyFields, CopyTheWholeText)
{
    CopyField field(QStringLiteral("address"));
    field.resize(60, field.height()); // what is shown is cut, what is copied is not
    field.setText(QStringLiteral("http://127.0.0.1:7999/mcp/github"));
    QSignalSpy copied(&field, &CopyField::copied);
    field.findChild<QAbstractButton *>()->click();
    EXPECT_EQ(copied.count(), 1);
    EXPECT_EQ(QGuiApplication::clipboard()->text(),
              QStringLiteral("http://127.0.0.1:7999/mcp/github"));
}

TEST(Toasts, AreThreeAtMostAndErrorsStay)
{
    QWidget host;
    host.resize(800, 600);
    host.show();
    ToastStack stack(&host);
    for (int i = 0; i < 5; ++i) {
        stack.notify({Tone::Danger, QStringLiteral("Could not stop instance %1").arg(i)});
    }
    EXPECT_EQ(stack.count(), 3);
    const auto closers = host.findChildren<QAbstractButton *>();
    ASSERT_FALSE(closers.isEmpty());
    closers.last()->click();
    EXPECT_EQ(stack.count(), 2);
}

TEST(Toasts, TheActionRunsOnceAndCloses)
{
    QWidget host;
    host.resize(800, 600);
    ToastStack stack(&host);
    int ran = 0;
    stack.notify(
        {Tone::Info, QStringLiteral("Deleted github"), QStringLiteral("Undo"), [&ran] { ++ran; }});
    host.findChild<QPushButton *>()->click();
    EXPECT_EQ(ran, 1);
    EXPECT_EQ(stack.count(), 0);
}

TEST(Notices, OfFailuresOfferTheDetails)
{
    const base::Error error{base::ErrorCode::Unavailable, "Podman does not answer.", "EOF"};
    EXPECT_EQ(failureNotice(error).tone, Tone::Danger);
    EXPECT_EQ(failureNotice(error).text, QStringLiteral("Podman does not answer."));
    EXPECT_EQ(failureNotice(error).details, QStringLiteral("EOF"));
    const QString text = QStringLiteral("github was not stopped. Podman does not answer.");
    EXPECT_EQ(failureNotice(text, error).text, text);
    EXPECT_EQ(failureNotice(text, error).details, QStringLiteral("EOF"));
}

TEST(Banners, FoldTheDetails)
{
    Banner banner;
    EXPECT_TRUE(banner.isHidden());
    banner.setMessage(Tone::Danger, QStringLiteral("Pull failed"), QStringLiteral("Try later."));
    banner.setDetails(QStringLiteral("dial tcp: lookup ghcr.io"));
    banner.setAction(QStringLiteral("Try again"));
    EXPECT_FALSE(banner.isHidden());
    EXPECT_EQ(banner.title(), QStringLiteral("Pull failed"));
    QSignalSpy action(&banner, &Banner::actionTriggered);
    const auto buttons = banner.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == QStringLiteral("Try again")) {
            button->click();
        }
    }
    EXPECT_EQ(action.count(), 1);
}

TEST(JsonViews, KeepTheScrollPosition)
{
    JsonView view(QStringLiteral("Specification"));
    view.resize(300, 120);
    view.show();
    QString text = QStringLiteral("{\n");
    for (int i = 0; i < 60; ++i) {
        text += QStringLiteral("  \"key%1\": %1,\n").arg(i);
    }
    view.setJson(text + QStringLiteral("  \"last\": true\n}"));
    view.verticalScrollBar()->setValue(20);
    view.setJson(text + QStringLiteral("  \"last\": false\n}"));
    EXPECT_EQ(view.verticalScrollBar()->value(), 20);
}

TEST(PageCommands, AreForThePaletteAndByKeyInsideTheirScope)
{
    QWidget window;
    auto *scope = new QWidget(&window);
    auto *inside = new QPushButton(scope);
    auto *outside = new QPushButton(&window);
    ActionRegistry registry;
    int calls = 0;
    PageActions(registry, QStringLiteral("Servers"))
        .add(scope, Icon::Edit, QStringLiteral("Edit server"), QKeySequence(Qt::CTRL | Qt::Key_E),
             [&calls] { ++calls; });
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    outside->setFocus();
    QTest::keyClick(outside, Qt::Key_E, Qt::ControlModifier);
    EXPECT_EQ(calls, 0);
    inside->setFocus();
    QTest::keyClick(inside, Qt::Key_E, Qt::ControlModifier);
    EXPECT_EQ(calls, 1);
    ASSERT_EQ(registry.entries().size(), 1);
    EXPECT_EQ(registry.entries().first().group, QStringLiteral("Servers"));
    EXPECT_EQ(registry.entries().first().action->text(), QStringLiteral("Edit server"));
}

TEST(Splitters, KeepTheirPartsAndAreRemembered)
{
    QWidget root;
    QSplitter *splitter = makeSplitter(Qt::Horizontal, QStringLiteral("servers"),
                                       {{new QWidget, 300, 1}, {new QWidget, 100}});
    splitter->setParent(&root);
    EXPECT_EQ(splitter->count(), 2);
    EXPECT_FALSE(splitter->childrenCollapsible());
    EXPECT_EQ(splitter->widget(0)->sizePolicy().horizontalStretch(), 1);
    EXPECT_EQ(splitter->widget(1)->sizePolicy().horizontalStretch(), 0);
    EXPECT_EQ(arrangementOf(root).keys(), QStringList(QStringLiteral("splitter.servers")));
}

TEST(Confirmations, EscapeSaysNoAndCancelHasTheFocus)
{
    QWidget host;
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    WidgetDialogs dialogs;
    std::vector<bool> answers;
    const auto ask = [&] {
        dialogs.confirm(&host,
                        {QStringLiteral("Delete github?"), QStringLiteral("Its logs go too."),
                         QStringLiteral("Delete instance"), true},
                        [&answers](bool yes) { answers.push_back(yes); });
        return host.findChildren<QDialog *>().last();
    };
    QDialog *dialog = ask();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog));
    QTest::keyClick(dialog, Qt::Key_Return); // the default is Cancel
    dialog = ask();
    QTest::keyClick(dialog, Qt::Key_Escape);
    dialog = ask();
    const auto buttons = dialog->findChildren<QPushButton *>();
    buttons.last()->click();
    EXPECT_EQ(answers, (std::vector<bool>{false, false, true}));
}

TEST(Confirmations, EnterPressesTheButtonThatHasTheFocus)
{
    QWidget host;
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    WidgetDialogs dialogs;
    std::optional<bool> answer;
    dialogs.confirm(&host,
                    {QStringLiteral("Revoke curl?"), QStringLiteral("Its token is refused."),
                     QStringLiteral("Revoke client"), true},
                    [&answer](bool yes) { answer = yes; });
    auto *dialog = host.findChild<QDialog *>();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog));
    QPushButton *revoke = dialog->findChildren<QPushButton *>().last();
    revoke->setFocus(Qt::TabFocusReason);
    QTest::keyClick(revoke, Qt::Key_Return);
    EXPECT_EQ(answer, true);
}

TEST(States, WordsStandInTheMiddle)
{
    EmptyState state(Icon::Key, QStringLiteral("No secrets yet"),
                     QStringLiteral("What is typed into a secret field is listed here."));
    ErrorState error;
    error.setError(QStringLiteral("Nothing can be listed"), QStringLiteral("It is locked."), {});
    for (QWidget *widget : {static_cast<QWidget *>(&state), static_cast<QWidget *>(&error)}) {
        for (const int width : {1200, 300}) {
            widget->resize(width, 600);
            widget->show();
            ASSERT_TRUE(QTest::qWaitForWindowExposed(widget));
            for (const QLabel *label : widget->findChildren<WrappedLabel *>()) {
                if (label->isVisible()) {
                    EXPECT_NEAR(label->geometry().center().x(), width / 2, 3)
                        << qPrintable(label->text());
                }
            }
        }
    }
}

TEST(Switches, ToggleByAClickOnTheirLabel)
{
    QWidget host;
    Switch control(QStringLiteral("Record"), &host);
    QLabel label(QStringLiteral("Record"), &host);
    clickThrough(&label, &control);
    QTest::mouseClick(&label, Qt::LeftButton);
    EXPECT_TRUE(control.isChecked());
}

TEST(CopyButtons, SayThatTheyCopied)
{
    QPushButton *button = makeButton(QStringLiteral("Copy the token"), ButtonRole::Primary);
    confirmCopy(button);
    EXPECT_EQ(button->text(), QStringLiteral("Copied"));
    confirmCopy(button);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return button->text() == QStringLiteral("Copy the token"); }));
    delete button;
}

TEST(JsonViews, ColourJsonOnly)
{
    JsonView view(QStringLiteral("Text"));
    const auto isColoured = [&view] {
        return !view.document()->firstBlock().layout()->formats().isEmpty();
    };
    view.setJson(QStringLiteral("{\"port\": 8000}"));
    EXPECT_TRUE(isColoured());
    view.setOther(QStringLiteral("claude mcp add echo 8000"));
    EXPECT_FALSE(isColoured());
    view.setJson(QStringLiteral("{\"port\": 8001}"));
    EXPECT_TRUE(QTest::qWaitFor(isColoured));
}

TEST(Splitters, StandOneAboveTheOtherWhereTheyAreTooNarrow)
{
    QWidget host;
    auto *left = new QWidget;
    auto *right = new QWidget;
    left->setMinimumWidth(420);
    right->setMinimumWidth(380);
    QSplitter *splitter =
        makeSplitter(Qt::Horizontal, QStringLiteral("instances"), {{left, 600, 1}, {right, 400}});
    splitter->setParent(&host);
    splitter->resize(1000, 400);
    host.resize(1100, 500);
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    EXPECT_EQ(splitter->orientation(), Qt::Horizontal);
    const int before = splitter->sizes().last();
    splitter->resize(660, 400);
    EXPECT_EQ(splitter->orientation(), Qt::Vertical);
    EXPECT_TRUE(arrangementOf(host).isEmpty()) << "nobody arranged it so";
    splitter->resize(1000, 400);
    EXPECT_EQ(splitter->orientation(), Qt::Horizontal);
    EXPECT_NEAR(splitter->sizes().last(), before, 2);
}

} // namespace
} // namespace berth::ui
