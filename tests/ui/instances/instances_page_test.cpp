// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "page_fixture.h"
#include "ui/connect/connect_tab.h"
#include "ui/instances/detail_panel.h"
#include "ui/instances/first_start.h"
#include "ui/instances/instance_list.h"
#include "ui/instances/log_view.h"
#include "ui/instances/logs_tab.h"
#include "ui/traffic/traffic_tab.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/json_view.h"

#include <QAccessible>
#include <QAction>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

namespace berth::ui {
namespace {

class InstancesPageTest : public PageFixture
{
protected:
    void openFilled()
    {
        test::fillWithSample(engine, clock.now());
        open();
    }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *candidate : window.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
    bool called(const std::string &name, const std::string &id) const
    {
        for (const test::Call &call : engine.calls()) {
            if (call.name == name && call.id == id) {
                return true;
            }
        }
        return false;
    }
    QTableView *table()
    {
        return page->view()->list()->table();
    }
};

TEST_F(InstancesPageTest, LoadsThenOffersTheFirstStartThenTheList)
{
    open();
    EXPECT_EQ(screen(), Loading);
    engine.setReady();
    EXPECT_EQ(screen(), First);
    engine::InstanceSnapshot one;
    one.instance.id = "one";
    one.instance.name = "one";
    engine.put(one);
    EXPECT_EQ(screen(), Browse);
    EXPECT_EQ(page->view()->list()->currentId(), QStringLiteral("one"));
    engine.drop("one");
    EXPECT_EQ(screen(), First);
}

TEST_F(InstancesPageTest, SaysWhyTheEngineCouldNotStart)
{
    open();
    engine.failStart(QStringLiteral("The database is damaged."), QStringLiteral("details"));
    EXPECT_EQ(screen(), Failed);
}

TEST_F(InstancesPageTest, RunsTheEchoServerAndTellsWhenItCannot)
{
    engine.setReady();
    open();
    engine.failNext({base::ErrorCode::PodmanMissing, "There is no Podman."});
    QPushButton *echo = button(QStringLiteral("Run the echo server"));
    ASSERT_NE(echo, nullptr);
    echo->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return notifier.notices.size() == 1; }));
    EXPECT_TRUE(notifier.notices[0].text.contains(QStringLiteral("There is no Podman.")));
    EXPECT_TRUE(echo->isEnabled());
}

TEST_F(InstancesPageTest, AppliesBulkActionsOnlyWhereTheyMakeSense)
{
    openFilled();
    table()->selectAll();
    press(Qt::Key_Period, Qt::ControlModifier);
    EXPECT_TRUE(called("stop", "inst-github"));
    EXPECT_TRUE(called("stop", "inst-play"));
    EXPECT_FALSE(called("stop", "inst-memory")) << "it is stopped";
    press(Qt::Key_R, Qt::ControlModifier);
    EXPECT_TRUE(called("start", "inst-memory"));
    EXPECT_FALSE(called("start", "inst-github"));
}

TEST_F(InstancesPageTest, DeletesOnlyAfterTheQuestion)
{
    openFilled();
    page->view()->list()->select(QStringLiteral("inst-github"));
    table()->setFocus();
    dialogs.answer = false;
    press(Qt::Key_Delete);
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_TRUE(dialogs.asked[0].destructive);
    EXPECT_FALSE(called("remove", "inst-github"));
    dialogs.answer = true;
    press(Qt::Key_Delete);
    EXPECT_TRUE(called("remove", "inst-github"));
}

TEST_F(InstancesPageTest, ADuplicateUsesTheSameSecrets)
{
    openFilled();
    page->view()->list()->select(QStringLiteral("inst-github"));
    table()->setFocus();
    press(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(screen(), Edit);
    QCoreApplication::processEvents();
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return screen() == Browse; }));
    EXPECT_EQ(engine.calls().back().name, "createAndStart");
    EXPECT_EQ(engine.lastDraft().name, "github copy");
    const model::DockerSpec *docker = engine.lastDraft().spec.docker();
    ASSERT_NE(docker, nullptr);
    std::string references;
    for (const auto &[name, value] : docker->environment) {
        references += value + ' ';
    }
    EXPECT_NE(references.find("secret_ref:inst-github:"), std::string::npos) << references;
    EXPECT_TRUE(engine.lastSecrets().empty());
}

TEST_F(InstancesPageTest, ReportsAFailedCommandWithItsDetails)
{
    openFilled();
    page->view()->list()->select(QStringLiteral("inst-memory"));
    table()->setFocus();
    engine.failNext({base::ErrorCode::Unavailable, "Podman does not answer.", "connect: refused"});
    press(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return notifier.notices.size() == 1; }));
    EXPECT_TRUE(notifier.notices[0].text.contains(QStringLiteral("memory")));
    EXPECT_TRUE(notifier.notices[0].text.contains(QStringLiteral("Podman does not answer.")));
    EXPECT_EQ(notifier.notices[0].details, QStringLiteral("connect: refused"));
}

TEST_F(InstancesPageTest, KeepsTheSelectionWhileTheListChanges)
{
    openFilled();
    page->view()->list()->select(QStringLiteral("inst-github"));
    engine.drop("inst-fs");
    auto changed = *page->model()->find(QStringLiteral("inst-github"));
    changed.instance.state = model::InstanceState::Unhealthy;
    engine.put(changed);
    EXPECT_EQ(page->view()->list()->currentId(), QStringLiteral("inst-github"));
}

TEST_F(InstancesPageTest, FiltersAndFindsItsWayBack)
{
    openFilled();
    page->view()->list()->setSearch(QStringLiteral("postgres"));
    EXPECT_EQ(table()->model()->rowCount(), 1);
    page->view()->list()->setSearch(QStringLiteral("no such thing"));
    EXPECT_FALSE(table()->isVisible());
    page->view()->list()->setSearch({});
    EXPECT_EQ(table()->model()->rowCount(), 10);
}

TEST_F(InstancesPageTest, ShowsTheLogOfTheChosenInstanceAsItComes)
{
    openFilled();
    page->view()->list()->select(QStringLiteral("inst-github"));
    page->view()->detail()->showTab(DetailPanel::Logs);
    LogView *view = page->view()->detail()->logs()->view();
    ASSERT_TRUE(QTest::qWaitFor([&] { return view->lineCount() == 120; }));
    engine.appendLog("inst-github", {{clock.now(), false, "fresh"}});
    EXPECT_EQ(view->lineCount(), 121);
    page->view()->list()->select(QStringLiteral("inst-fs"));
    EXPECT_EQ(view->lineCount(), 0) << "another instance, another log";
    press(Qt::Key_F, Qt::ControlModifier);
}

TEST_F(InstancesPageTest, TheLogIsSearchedFromTheKeyboard)
{
    openFilled();
    page->view()->list()->select(QStringLiteral("inst-github"));
    page->view()->detail()->showTab(DetailPanel::Logs);
    LogsTab *logs = page->view()->detail()->logs();
    ASSERT_TRUE(QTest::qWaitFor([&] { return logs->view()->lineCount() == 120; }));
    logs->view()->setFocus();
    press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("rate limit"));
    EXPECT_EQ(logs->view()->matchCount(), 17);
    const int before = logs->view()->currentMatch();
    press(Qt::Key_Return);
    EXPECT_NE(logs->view()->currentMatch(), before);
    EXPECT_TRUE(logs->jumpButton()->isVisible());
    logs->jumpButton()->click();
    EXPECT_TRUE(logs->view()->isFollowing());
}

TEST_F(InstancesPageTest, ShowAllAlsoForgetsTheSearch)
{
    openFilled();
    auto *search = page->view()->findChild<SearchField *>();
    search->setText(QStringLiteral("kafka"));
    EXPECT_EQ(table()->model()->rowCount(), 0);
    QPushButton *all = button(QStringLiteral("Show all"));
    ASSERT_NE(all, nullptr);
    all->click();
    EXPECT_EQ(table()->model()->rowCount(), 10);
    EXPECT_EQ(search->text(), QString());
}

TEST_F(InstancesPageTest, EveryControlHasANameForThoseWhoListen)
{
    openFilled();
    for (const char *target : {"instance:inst-github", "new", "paste", "new:srv-postgres"}) {
        page->open(QString::fromLatin1(target));
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0) {
                continue;
            }
            QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            ASSERT_NE(spoken, nullptr);
            EXPECT_FALSE(spoken->text(QAccessible::Name).isEmpty())
                << target << ": " << widget->metaObject()->className() << ' '
                << widget->objectName().toStdString() << " in "
                << widget->parentWidget()->metaObject()->className();
        }
    }
}

TEST_F(InstancesPageTest, ConnectAndTrafficFollowTheSettings)
{
    openFilled();
    page->view()->detail()->showTab(DetailPanel::Connect);
    auto *text = page->view()->findChild<ConnectTab *>()->findChild<JsonView *>();
    EXPECT_FALSE(text->toPlainText().contains(QStringLiteral("YOUR_TOKEN")));
    engine.changeSettings({{"gateway.require_token", true}, {"gateway.record", true}});
    EXPECT_TRUE(text->toPlainText().contains(QStringLiteral("YOUR_TOKEN")));
    EXPECT_TRUE(page->view()->findChild<TrafficTab *>()->findChild<Switch *>()->isChecked());
}

/// A page beside the panel decides how wide it is, never what the panel holds.
TEST_F(InstancesPageTest, ThePanelFitsIntoItsWidth)
{
    openFilled();
    auto *panel = page->view()->detail();
    panel->resize(panel->minimumWidth(), 700);
    for (const auto tab : {DetailPanel::Overview, DetailPanel::Logs, DetailPanel::Tools,
                           DetailPanel::Connect, DetailPanel::Traffic}) {
        panel->showTab(tab);
        QCoreApplication::processEvents();
        const auto *tabs = panel->findChild<QTabWidget *>();
        EXPECT_LE(tabs->mapTo(panel, QPoint(tabs->width(), 0)).x(), panel->width()) << tab;
    }
}

} // namespace
} // namespace berth::ui
