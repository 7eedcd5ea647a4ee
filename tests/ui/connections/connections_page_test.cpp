// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections_fixture.h"
#include "ui/connections/connection_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace berth::ui {
namespace {

using namespace std::chrono_literals;

class ConnectionsPageTest : public ConnectionsFixture
{};

TEST_F(ConnectionsPageTest, LoadsThenIsEmptyThenLists)
{
    EXPECT_EQ(screen(), Loading);
    engine.setReady();
    EXPECT_EQ(screen(), Empty);
    EXPECT_NE(button(QStringLiteral("Add connection")), nullptr);
    putTwo();
    EXPECT_EQ(screen(), Browse);
}

TEST_F(ConnectionsPageTest, SaysWhyTheEngineDidNotStart)
{
    engine.failStart(QStringLiteral("The database is damaged."), QStringLiteral("berth.db"));
    EXPECT_EQ(screen(), Failed);
}

TEST_F(ConnectionsPageTest, TheRailHasThisMachineAndEveryConnection)
{
    putTwo();
    const std::vector<RailItem> items = page.items();
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].title, QStringLiteral("This machine"));
    EXPECT_EQ(items[0].pageId, QStringLiteral("instances"));
    EXPECT_EQ(items[0].target, QStringLiteral("place:local"));
    EXPECT_EQ(items[1].title, QStringLiteral("staging"));
    EXPECT_EQ(items[1].note, QStringLiteral("watch"));
    EXPECT_EQ(items[1].tone, Tone::Warning);
    EXPECT_EQ(items[2].note, QStringLiteral("console"));
    EXPECT_EQ(items[2].tone, Tone::Neutral);
}

TEST_F(ConnectionsPageTest, TellsTheRailWhichConnectionIsShown)
{
    putTwo();
    QSignalSpy told(&page, &Page::currentItemChanged);
    page.open(QStringLiteral("connection:lab"));
    EXPECT_EQ(page.currentItem(), QStringLiteral("connection:lab"));
    EXPECT_GE(told.count(), 1);
    page.open(QStringLiteral("new"));
    EXPECT_EQ(page.currentItem(), QString());
}

TEST_F(ConnectionsPageTest, ShowsALostConnectionWithWhyAndWhen)
{
    engine::ConnectionSnapshot lost = connection("staging", model::ConnectionRole::Watch);
    lost.state = engine::ConnectionState::Lost;
    lost.problem = "Nobody listens there.";
    lost.problemDetails = "connection refused";
    lost.nextAttempt = clock.time + 5s;
    engine.setConnections({lost});
    engine.setReady();
    const QModelIndex row = page.view()->list()->model()->index(0, 0);
    EXPECT_EQ(row.data(ConnectionListModel::StateRole).toString(), QStringLiteral("Lost"));
    EXPECT_EQ(row.data(ConnectionListModel::FiguresRole).toString(),
              QStringLiteral("Next attempt in 5 s"));
    const Banner *problem = page.view()->detail()->problem();
    EXPECT_TRUE(problem->isVisible());
    EXPECT_EQ(problem->text(), QStringLiteral("Nobody listens there.\nNext attempt in 5 s."));
    EXPECT_NE(button(QStringLiteral("Copy details")), nullptr);
}

TEST_F(ConnectionsPageTest, RemovesAfterAQuestionThatSaysWhatHappens)
{
    putTwo();
    page.open(QStringLiteral("connection:lab"));
    dialogs.answer = false;
    press(Qt::Key_Delete);
    EXPECT_TRUE(engine.calls().empty());
    dialogs.answer = true;
    press(Qt::Key_Delete);
    ASSERT_EQ(dialogs.asked.size(), 2U);
    EXPECT_EQ(dialogs.asked[0].title, QStringLiteral("Remove lab?"));
    EXPECT_TRUE(dialogs.asked[0].text.contains(QStringLiteral("go on where they run")));
    EXPECT_EQ(calls(), QStringList{QStringLiteral("removeConnection lab")});
}

TEST_F(ConnectionsPageTest, TurnsOffAndSaysWhenThatFailed)
{
    putTwo();
    page.open(QStringLiteral("connection:lab"));
    engine.failNext({base::ErrorCode::Internal, "The store is full."});
    button(QStringLiteral("Turn off"))->click();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !notifier.notices.empty(); }));
    EXPECT_EQ(calls(), QStringList{QStringLiteral("disableConnection lab")});
    EXPECT_TRUE(notifier.notices[0].text.contains(QStringLiteral("The store is full.")));
}

TEST_F(ConnectionsPageTest, ATransientConnectionCannotBeChanged)
{
    engine::ConnectionSnapshot own = connection("sandbox", model::ConnectionRole::Manager);
    own.isTransient = true;
    engine.setConnections({own});
    engine.setReady();
    EXPECT_FALSE(button(QStringLiteral("Edit"))->isEnabled());
    EXPECT_FALSE(button(QStringLiteral("Remove"))->isEnabled());
    press(Qt::Key_Delete);
    EXPECT_TRUE(dialogs.asked.empty());
}

TEST_F(ConnectionsPageTest, LeadsToItsInstances)
{
    engine::ConnectionSnapshot lab = connection("lab", model::ConnectionRole::Console);
    lab.instances = 2;
    engine.setConnections({lab});
    engine.setReady();
    button(QStringLiteral("Show them"))->click();
    ASSERT_EQ(navigator.visits.size(), 1U);
    EXPECT_EQ(navigator.visits[0].first, QStringLiteral("instances"));
    EXPECT_EQ(navigator.visits[0].second, QStringLiteral("place:lab"));
}

TEST_F(ConnectionsPageTest, StaysOnTheChosenOneWhileOthersComeAndGo)
{
    putTwo();
    const QAbstractItemModelTester tester(page.view()->list()->model());
    page.open(QStringLiteral("connection:lab"));
    engine.setConnections({connection("lab", model::ConnectionRole::Console),
                           connection("third", model::ConnectionRole::Watch)});
    EXPECT_EQ(page.view()->chosenId(), QStringLiteral("lab"));
    engine.setConnections({});
    EXPECT_EQ(screen(), Empty);
}

} // namespace
} // namespace berth::ui
