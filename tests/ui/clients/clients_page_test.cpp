// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "support/ui/fake_groups.h"
#include "ui/clients/client_card.h"
#include "ui/clients/client_form.h"
#include "ui/clients/clients_page.h"
#include "ui/clients/clients_view.h"
#include "ui/widgets/action_registry.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {

class ClientsPageTest : public testing::Test
{
protected:
    void SetUp() override
    {
        window.resize(1000, 700);
        const PageContext context{engine, dialogs, notifier, actions, navigator};
        page.prepare(context);
        page.createWidget(context, &window);
        page.view()->resize(window.size());
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        test::fillWithSample(engine, clock.now());
        page.view()->showHome();
    }
    QPushButton *button(const QString &text)
    {
        QCoreApplication::processEvents();
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                return candidate;
            }
        }
        ADD_FAILURE() << "there is no button " << text.toStdString();
        return nullptr;
    }
    QLineEdit *field(const QString &accessibleName)
    {
        for (QLineEdit *candidate : window.findChildren<QLineEdit *>()) {
            if (candidate->accessibleName() == accessibleName && candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
    void typeName(const QString &name)
    {
        auto *edit = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        ASSERT_NE(edit, nullptr) << "the name has the focus";
        edit->selectAll();
        QTest::keyClicks(edit, name);
    }
    void put(const char *id, const char *name)
    {
        model::Client client;
        client.id = id;
        client.draft.name = name;
        client.createdAt = clock.now();
        auto clients = engine.clients();
        clients.push_back(client);
        engine.clientCommands().setClients(clients);
        engine.clientCommands().onClientsChanged();
    }

    base::SystemClock clock;
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    QWidget window;
    test::FakeGroups groups;
    ClientsPage page{clock, groups};
};

TEST_F(ClientsPageTest, showsTheTokenOnceAndForgetsIt)
{
    button(QStringLiteral("Add client"))->click();
    QCoreApplication::processEvents();
    typeName(QStringLiteral("Editor"));
    button(QStringLiteral("Make client"))->click();
    QLineEdit *token = field(QStringLiteral("Token"));
    ASSERT_NE(token, nullptr);
    EXPECT_EQ(token->text().toStdString(), test::FakeCallers::token);
    button(QStringLiteral("Copy the token"))->click();
    EXPECT_EQ(QApplication::clipboard()->text().toStdString(), test::FakeCallers::token);
    button(QStringLiteral("Done"))->click();
    EXPECT_EQ(token->text(), QString());
    EXPECT_EQ(page.badge(), QStringLiteral("1"));
    EXPECT_EQ(engine.clientCommands().lastDraft.name, "Editor");
    EXPECT_TRUE(engine.clientCommands().lastDraft.limits.isEverything());
}

TEST_F(ClientsPageTest, theFormIsSavedAndLeftByKey)
{
    page.open(QStringLiteral("new"));
    QCoreApplication::processEvents();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_FALSE(page.view()->isEditing());
    page.open(QStringLiteral("new"));
    QCoreApplication::processEvents();
    typeName(QStringLiteral("Editor"));
    button(QStringLiteral("Cancel"))->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(engine.clientCommands().lastDraft.name, "Editor");
}

TEST_F(ClientsPageTest, saysAtTheFieldWhatIsWrong)
{
    page.open(QStringLiteral("new"));
    QCoreApplication::processEvents();
    button(QStringLiteral("Make client"))->click();
    EXPECT_TRUE(page.view()->isEditing());
    EXPECT_TRUE(engine.clientCommands().commands.empty());
    typeName(QStringLiteral("Editor"));
    engine.clientCommands().failNext(
        {base::ErrorCode::AlreadyExists, "There is one already.", {}, "/name"});
    button(QStringLiteral("Make client"))->click();
    EXPECT_TRUE(page.view()->isEditing());
}

TEST_F(ClientsPageTest, changesLimits)
{
    put("c-1", "Editor");
    button(QStringLiteral("Edit"))->click();
    button(QStringLiteral("Save")); // the form is there
    model::ClientDraft draft{"Editor", {{"inst-github"}, {"work"}}, 5};
    page.view()->form()->edit(QStringLiteral("c-1"), draft, engine.instances(), {});
    button(QStringLiteral("Save"))->click();
    EXPECT_EQ(engine.clientCommands().lastDraft, draft) << "a group that is gone is still a limit";
    EXPECT_EQ(engine.clientCommands().commands.back(), "change c-1");
}

TEST_F(ClientsPageTest, groupsAreChosenNotTyped)
{
    groups.setGroups({{"work", "Work", false, {}, {}}});
    page.open(QStringLiteral("new"));
    QCoreApplication::processEvents();
    typeName(QStringLiteral("Editor"));
    for (QAbstractButton *choice : window.findChildren<QAbstractButton *>()) {
        if (choice->text() == QStringLiteral("Only what is chosen")) {
            choice->click();
        }
    }
    for (QCheckBox *box : window.findChildren<QCheckBox *>()) {
        box->setChecked(box->text() == QStringLiteral("Work"));
    }
    button(QStringLiteral("Make client"))->click();
    EXPECT_EQ(engine.clientCommands().lastDraft.limits, (model::ClientLimits{{}, {"work"}}));
}

TEST_F(ClientsPageTest, theKeyForANewOneKeepsWhatIsTyped)
{
    page.open(QStringLiteral("new"));
    QCoreApplication::processEvents();
    typeName(QStringLiteral("Edi"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_N, Qt::ControlModifier);
    EXPECT_EQ(page.view()->form()->draft().name, "Edi");
}

TEST_F(ClientsPageTest, theFocusStaysWithTheClientThatWasRevoked)
{
    put("c-1", "Editor");
    dialogs.answer = true;
    QPushButton *revoke = button(QStringLiteral("Revoke"));
    revoke->setFocus();
    ASSERT_EQ(QApplication::focusWidget(), revoke);
    revoke->click();
    QCoreApplication::processEvents();
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    EXPECT_EQ(QApplication::focusWidget()->accessibleName().toStdString(), "Remove Editor");
}

TEST_F(ClientsPageTest, revokesAfterAQuestion)
{
    put("c-1", "Editor");
    dialogs.answer = false;
    button(QStringLiteral("Revoke"))->click();
    EXPECT_TRUE(engine.clientCommands().commands.empty());
    dialogs.answer = true;
    button(QStringLiteral("Revoke"))->click();
    EXPECT_EQ(engine.clientCommands().commands.back(), "revoke c-1");
    EXPECT_EQ(page.badge(), QString());
    button(QStringLiteral("Remove"))->click();
    EXPECT_EQ(engine.clientCommands().commands.back(), "remove c-1");
    EXPECT_NE(button(QStringLiteral("Add client")), nullptr) << "the empty state";
}

} // namespace berth::ui
