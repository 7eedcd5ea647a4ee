// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Connections in the rail, the status bar and the palette.
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/shell/component_status_view.h"
#include "ui/shell/connection_status.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/rail_entry.h"
#include "ui/shell/status_bar.h"

#include <QAction>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

/// A page with items, as the page of connections is one.
class GroupPage final : public Page
{
public:
    QString id() const override
    {
        return QStringLiteral("group");
    }
    QString title() const override
    {
        return QStringLiteral("Group");
    }
    Icon icon() const override
    {
        return Icon::Network;
    }
    bool isGroup() const override
    {
        return true;
    }
    QString addText() const override
    {
        return QStringLiteral("Add one");
    }
    std::vector<RailItem> items() const override
    {
        return list;
    }
    QString currentItem() const override
    {
        return current;
    }
    void leaveItem() override
    {
        current.clear();
    }
    QWidget *createWidget(const PageContext &, QWidget *parent) override
    {
        return new QWidget(parent);
    }
    void open(const QString &target) override
    {
        opened << target;
        current = target;
        Q_EMIT currentItemChanged();
    }

    std::vector<RailItem> list;
    QString current;
    QStringList opened;
};

class PlainPage final : public Page
{
public:
    QString id() const override
    {
        return QStringLiteral("plain");
    }
    QString title() const override
    {
        return QStringLiteral("Plain");
    }
    Icon icon() const override
    {
        return Icon::Cube;
    }
    QWidget *createWidget(const PageContext &, QWidget *parent) override
    {
        return new QWidget(parent);
    }
};

class ShellConnections : public testing::Test
{
protected:
    void SetUp() override
    {
        MainWindow::Pages pages;
        pages.push_back(std::make_unique<PlainPage>());
        auto made = std::make_unique<GroupPage>();
        group = made.get();
        group->list = {item("connection:a", "a"), item("connection:b", "b")};
        pages.push_back(std::move(made));
        window = std::make_unique<MainWindow>(engine, dialogs, std::move(pages), WindowState({}));
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    }
    static RailItem item(const char *target, const char *title)
    {
        RailItem result;
        result.pageId = QStringLiteral("group");
        result.target = QString::fromLatin1(target);
        result.title = QString::fromLatin1(title);
        return result;
    }
    static engine::ConnectionSnapshot connection(const char *id, engine::ConnectionState state)
    {
        engine::ConnectionSnapshot snapshot;
        snapshot.connection.id = id;
        snapshot.connection.name = id;
        snapshot.state = state;
        snapshot.roundTrip = std::chrono::microseconds(3200);
        return snapshot;
    }
    std::vector<ComponentButton *> shownStatuses() const
    {
        std::vector<ComponentButton *> all = window->statusBar().connections()->buttons();
        std::erase_if(all, [](const auto *one) { return one->isHidden(); });
        return all;
    }

    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    GroupPage *group = nullptr;
    std::unique_ptr<MainWindow> window;
};

TEST_F(ShellConnections, AClickInTheRailOpensTheItemAndMarksIt)
{
    const auto items = window->rail().items();
    ASSERT_EQ(items.size(), 2U);
    QTest::mouseClick(items[1], Qt::LeftButton);
    EXPECT_EQ(group->opened, QStringList{QStringLiteral("connection:b")});
    EXPECT_TRUE(items[1]->isChecked());
    EXPECT_FALSE(items[0]->isChecked());
    window->showPage(QStringLiteral("plain"));
    EXPECT_FALSE(items[1]->isChecked());
}

TEST_F(ShellConnections, ItemsStayWhenOnlyTheirNotesChange)
{
    RailEntry *first = window->rail().items()[0];
    group->list[0].note = QStringLiteral("lost");
    Q_EMIT group->itemsChanged();
    EXPECT_EQ(window->rail().items()[0], first);
    EXPECT_EQ(first->badge(), QStringLiteral("lost"));
    group->list.pop_back();
    Q_EMIT group->itemsChanged();
    EXPECT_EQ(window->rail().items().size(), 1U);
}

TEST_F(ShellConnections, ThePaletteGoesToEachItem)
{
    const auto texts = [this] {
        QStringList found;
        for (const auto &entry : window->actions().entries()) {
            found << entry.action->text();
        }
        return found;
    };
    EXPECT_TRUE(texts().contains(QStringLiteral("b")));
    group->list.pop_back();
    Q_EMIT group->itemsChanged();
    EXPECT_FALSE(texts().contains(QStringLiteral("b")));
}

TEST_F(ShellConnections, ArrowKeysGoFromPagesToItems)
{
    auto *plain = window->rail().findChild<RailEntry *>();
    plain->setFocus();
    QTest::keyClick(plain, Qt::Key_Down);
    EXPECT_EQ(group->opened, QStringList{QStringLiteral("connection:a")});
}

TEST_F(ShellConnections, TheStatusBarHasTheEnabledOnes)
{
    engine::ConnectionSnapshot off = connection("off", engine::ConnectionState::Off);
    off.connection.enabled = false;
    engine.setConnections({connection("staging", engine::ConnectionState::Connected), off});
    ASSERT_EQ(shownStatuses().size(), 1U);
    EXPECT_EQ(shownStatuses()[0]->text(), QStringLiteral("Redis staging, 3 ms"));
    EXPECT_EQ(shownStatuses()[0]->status().state, engine::ComponentState::Ok);
    engine.setConnections({});
    EXPECT_TRUE(shownStatuses().empty());
}

TEST_F(ShellConnections, ALostOneComesFirstAndAClickOpensIt)
{
    engine.setConnections({connection("one", engine::ConnectionState::Connected),
                           connection("two", engine::ConnectionState::Connected),
                           connection("three", engine::ConnectionState::Connected),
                           connection("four", engine::ConnectionState::Lost)});
    const auto shown = shownStatuses();
    ASSERT_EQ(shown.size(), 3U);
    EXPECT_EQ(shown[0]->text(), QStringLiteral("Redis four, lost"));
    EXPECT_EQ(shown[0]->status().state, engine::ComponentState::Unavailable);
    EXPECT_EQ(shown[2]->text(), QStringLiteral("2 more connections"));
    QTest::mouseClick(shown[0], Qt::LeftButton);
    EXPECT_EQ(group->opened, QStringList{QStringLiteral("connection:four")});
}

} // namespace
} // namespace berth::ui
