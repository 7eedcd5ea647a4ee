// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections_fixture.h"
#include "ui/connections/role_choice.h"

#include <QAction>
#include <QRadioButton>

namespace berth::ui {
namespace {

using Verdict = TestPanel::Verdict;

class ConnectionEditorTest : public ConnectionsFixture
{
protected:
    void openNew()
    {
        engine.setReady();
        page.open(QStringLiteral("new"));
        edit("/name")->setText(QStringLiteral("staging"));
        edit("/url")->setText(QStringLiteral("rediss://host:6380"));
    }
    TestPanel *test() const
    {
        return page.view()->editor()->test();
    }
    void answerTests(Outcome outcome)
    {
        engine.setTestSteps({{"resolve", Outcome::Passed, "10.0.0.1", {}},
                             {"connect", outcome, "10.0.0.1:6380", {}}});
    }
};

TEST_F(ConnectionEditorTest, SavesAfterAPassedTest)
{
    openNew();
    ASSERT_NE(button(QStringLiteral("Save connection")), nullptr);
    EXPECT_FALSE(button(QStringLiteral("Save connection"))->isEnabled());
    answerTests(Outcome::Passed);
    test()->testButton()->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return test()->verdict() == Verdict::Passed; }));
    EXPECT_EQ(button(QStringLiteral("Save without a passed test")), nullptr);
    button(QStringLiteral("Save connection"))->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return screen() == Empty; }));
    EXPECT_EQ(engine.lastConnection().url, "rediss://host:6380");
    EXPECT_EQ(engine.lastConnection().role, model::ConnectionRole::Console);
    EXPECT_FALSE(engine.lastConnectionSecrets().password.has_value());
}

TEST_F(ConnectionEditorTest, AFailedTestLeavesOnlyTheExpressWay)
{
    openNew();
    answerTests(Outcome::Failed);
    test()->testButton()->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return test()->verdict() == Verdict::Failed; }));
    EXPECT_FALSE(button(QStringLiteral("Save connection"))->isEnabled());
    button(QStringLiteral("Save without a passed test"))->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return screen() == Empty; }));
    EXPECT_EQ(calls().last().section(QLatin1Char(' '), 0, 0), QStringLiteral("saveConnection"));
}

TEST_F(ConnectionEditorTest, ChangingTheAddressOutdatesTheTestAndTheNameDoesNot)
{
    openNew();
    answerTests(Outcome::Passed);
    test()->testButton()->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return test()->verdict() == Verdict::Passed; }));
    edit("/name")->setText(QStringLiteral("other"));
    EXPECT_TRUE(button(QStringLiteral("Save connection"))->isEnabled());
    edit("/url")->setText(QStringLiteral("rediss://elsewhere:6380"));
    EXPECT_EQ(test()->verdict(), Verdict::None);
    EXPECT_FALSE(button(QStringLiteral("Save connection"))->isEnabled());
}

TEST_F(ConnectionEditorTest, TheKeyForANewOneKeepsWhatIsTyped)
{
    openNew();
    edit("/name")->setFocus();
    press(Qt::Key_N, Qt::ControlModifier);
    EXPECT_EQ(edit("/name")->text(), QStringLiteral("staging"));
}

TEST_F(ConnectionEditorTest, AnAnswerForAnOlderAddressDoesNotCount)
{
    openNew();
    answerTests(Outcome::Passed);
    engine.holdTests();
    test()->testButton()->click();
    EXPECT_EQ(test()->verdict(), Verdict::Running);
    edit("/url")->setText(QStringLiteral("rediss://elsewhere:6380"));
    engine.releaseTests();
    QApplication::processEvents();
    EXPECT_EQ(test()->verdict(), Verdict::None);
    EXPECT_FALSE(button(QStringLiteral("Save connection"))->isEnabled());
}

TEST_F(ConnectionEditorTest, ShowsEachStepAsItEnds)
{
    openNew();
    engine.holdTests();
    test()->testButton()->click();
    const auto nameOf = [this](const char *step) {
        return test()->findChild<QWidget *>(QString::fromLatin1(step))->accessibleName();
    };
    EXPECT_FALSE(nameOf("resolve").contains(QStringLiteral("passed")));
    engine.deliverTestStep({"resolve", Outcome::Passed, "10.0.0.1", {}});
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return nameOf("resolve").contains(QStringLiteral("passed")); }));
    EXPECT_EQ(test()->verdict(), Verdict::Running);
    EXPECT_FALSE(nameOf("connect").contains(QStringLiteral("passed")));
    engine.setTestSteps({{"connect", Outcome::Failed, "Nobody listens.", {}}});
    engine.releaseTests();
    EXPECT_TRUE(QTest::qWaitFor([&] { return test()->verdict() == Verdict::Failed; }));
    EXPECT_TRUE(nameOf("connect").contains(QStringLiteral("failed")));
}

TEST_F(ConnectionEditorTest, MovesThePasswordOutOfAPastedAddress)
{
    openNew();
    edit("/url")->setText(QStringLiteral("rediss://ada:p%40ss@host:6380"));
    EXPECT_EQ(edit("/url")->text(), QStringLiteral("rediss://ada@host:6380"));
    EXPECT_EQ(edit("/password")->text(), QStringLiteral("p@ss"));
    EXPECT_EQ(edit("/password")->echoMode(), QLineEdit::Password);
    answerTests(Outcome::Passed);
    test()->testButton()->click();
    EXPECT_EQ(engine.lastConnection().url, "rediss://ada@host:6380");
    ASSERT_TRUE(engine.lastConnectionSecrets().password.has_value());
    EXPECT_EQ(engine.lastConnectionSecrets().password->expose(), "p@ss");
}

TEST_F(ConnectionEditorTest, AnAddressWithAPasswordCanBeTyped)
{
    openNew();
    edit("/url")->clear();
    QTest::keyClicks(edit("/url"), QStringLiteral("redis://ada:pass@host:6380/2"));
    EXPECT_EQ(edit("/url")->text(), QStringLiteral("redis://ada@host:6380/2"));
    EXPECT_EQ(edit("/password")->text(), QStringLiteral("pass"));
}

TEST_F(ConnectionEditorTest, AStoredPasswordStaysIsReplacedOrRemoved)
{
    auto *editor = page.view()->editor();
    editor->start(connection("lab", model::ConnectionRole::Console).connection);
    auto *form = editor->form();
    EXPECT_FALSE(form->secrets().password);
    const std::string before = form->reachability();
    edit("/password")->setText(QStringLiteral("new"));
    EXPECT_EQ(form->secrets().password->expose(), "new");
    edit("/password")->clear();
    EXPECT_FALSE(form->secrets().password) << "cleared again: as it was";
    form->password()->findChild<QAction *>(QStringLiteral("forget"))->trigger();
    ASSERT_TRUE(form->secrets().password);
    EXPECT_TRUE(form->secrets().password->empty());
    EXPECT_NE(form->reachability(), before) << "has to be tested again";
    EXPECT_FALSE(form->secrets().platformToken);
}

TEST_F(ConnectionEditorTest, SaysWhatIsWrongWithTheAddressOnceItWasLeft)
{
    openNew();
    edit("/url")->setText(QStringLiteral("http://host"));
    EXPECT_FALSE(field("/url")->hasError());
    Q_EMIT edit("/url")->editingFinished();
    EXPECT_TRUE(field("/url")->hasError());
    edit("/url")->setText(QStringLiteral("redis://host"));
    EXPECT_FALSE(field("/url")->hasError());
}

TEST_F(ConnectionEditorTest, DoesNotTestWhatCannotBeRead)
{
    openNew();
    edit("/url")->setText({});
    test()->testButton()->click();
    EXPECT_TRUE(field("/url")->hasError());
    EXPECT_EQ(test()->verdict(), Verdict::None);
    EXPECT_TRUE(engine.calls().empty());
}

TEST_F(ConnectionEditorTest, OffersTlsOnlyWhereItIsUsed)
{
    openNew();
    EXPECT_TRUE(field("/ca_file")->isVisible());
    const auto offered = edit("/ca_file")->actions();
    for (QAction *action : offered) {
        action->trigger();
    }
    EXPECT_EQ(edit("/ca_file")->text(), QStringLiteral("/etc/ca.pem"));
    edit("/url")->setText(QStringLiteral("redis://host:6379"));
    EXPECT_FALSE(field("/ca_file")->isVisible());
    EXPECT_TRUE(page.view()->editor()->form()->connection().caFile.empty());
}

TEST_F(ConnectionEditorTest, ARoleIsChosenByKeyboard)
{
    openNew();
    RoleChoice *role = page.view()->editor()->form()->role();
    role->findChild<QRadioButton *>(QStringLiteral("console"))->setFocus();
    press(Qt::Key_Down);
    EXPECT_EQ(role->role(), model::ConnectionRole::Manager);
}

TEST_F(ConnectionEditorTest, EditsWithoutANewTestWhileTheAddressStays)
{
    putTwo();
    page.open(QStringLiteral("connection:lab"));
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_EQ(screen(), Edit);
    EXPECT_TRUE(button(QStringLiteral("Save connection"))->isEnabled());
    edit("/name")->setText(QStringLiteral("laboratory"));
    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([&] { return screen() == Browse; }));
    EXPECT_EQ(engine.lastConnection().name, "laboratory");
    EXPECT_EQ(engine.lastConnection().id, "lab");
}

TEST_F(ConnectionEditorTest, ShowsARefusalAtItsField)
{
    openNew();
    engine.failNext({base::ErrorCode::InvalidArgument, "The name is taken.", {}, "/name"});
    button(QStringLiteral("Save without a passed test"))->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return field("/name")->hasError(); }));
    EXPECT_EQ(screen(), Edit);
}

TEST_F(ConnectionEditorTest, EscapeLeavesAndStopsTheTest)
{
    openNew();
    engine.holdTests();
    test()->testButton()->click();
    press(Qt::Key_Escape);
    EXPECT_EQ(screen(), Empty);
    EXPECT_EQ(test()->verdict(), Verdict::None);
    engine.releaseTests();
}

} // namespace
} // namespace berth::ui
