// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "support/ui/fake_groups.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/groups/group_detail.h"
#include "ui/groups/group_form.h"
#include "ui/groups/group_tree.h"
#include "ui/groups/groups_page.h"
#include "ui/groups/groups_view.h"
#include "ui/widgets/action_registry.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

engine::InstanceSnapshot instance(const std::string &id, std::vector<std::string> tools)
{
    engine::InstanceSnapshot view;
    view.instance.id = id;
    view.instance.name = id;
    view.instance.slug = id;
    view.instance.desired = model::DesiredState::Running;
    view.instance.state = model::InstanceState::Running;
    for (std::string &name : tools) {
        model::Tool tool;
        tool.name = std::move(name);
        view.instance.tools.push_back(std::move(tool));
    }
    return view;
}

class GroupsPageTest : public testing::Test
{
protected:
    void SetUp() override
    {
        window.resize(1200, 800);
        const PageContext context{engine, dialogs, notifier, actions, navigator};
        page.prepare(context);
        page.createWidget(context, &window)->resize(window.size());
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        engine.put(instance("github", {"search", "issues"}));
        engine.put(instance("files", {"read"}));
        engine.setReady();
    }
    GroupTree *tree()
    {
        return page.view()->detail()->tree();
    }
    QTreeWidgetItem *item(const QString &text)
    {
        const auto found = tree()->findItems(text, Qt::MatchStartsWith | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.front();
    }
    void tick(const char *text, Qt::CheckState state)
    {
        item(QString::fromLatin1(text))->setCheckState(0, state);
        QCoreApplication::processEvents();
    }
    void addWork()
    {
        model::Group group;
        group.name = "work";
        group.members = {{"github", {}}};
        groups.setGroups({group});
        page.open(QStringLiteral("work"));
    }

    test::FakeEngine engine;
    test::FakeGroups groups;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    GroupsPage page{groups};
    QWidget window;
};

TEST_F(GroupsPageTest, allRunningInstancesComeFirst)
{
    ASSERT_EQ(page.view()->list()->count(), 1);
    const QVariant size = page.view()->list()->item(0)->data(TwoLineDelegate::SecondLineRole);
    EXPECT_TRUE(size.toString().contains(QStringLiteral("3 tool")));
    EXPECT_EQ(tree()->topLevelItemCount(), 2);
    EXPECT_FALSE(item(QStringLiteral("search"))->flags() & Qt::ItemIsEditable);
    EXPECT_FALSE(item(QStringLiteral("search"))->data(0, Qt::CheckStateRole).isValid())
        << "there is nothing to choose in it";
}

TEST_F(GroupsPageTest, aNewGroupIsMadeByKeyboard)
{
    page.open(QStringLiteral("new"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_TRUE(tree()->isVisible()) << "the form is left";
    page.open(QStringLiteral("new"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Work"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_TRUE(groups.groups().empty()) << "no such name";
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("work"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    ASSERT_EQ(groups.groups().size(), 1U);
    EXPECT_EQ(groups.groups()[0].name, "work");
    EXPECT_EQ(page.view()->list()->currentRow(), 1);
    EXPECT_EQ(page.badge(), QStringLiteral("1"));
}

TEST_F(GroupsPageTest, ticksChooseMembersAndTools)
{
    addWork();
    tick("search", Qt::Unchecked);
    ASSERT_EQ(groups.groups()[0].members.size(), 1U);
    EXPECT_EQ(groups.groups()[0].members[0].tools, std::vector<std::string>{"issues"});
    tick("files", Qt::Checked);
    EXPECT_EQ(groups.groups()[0].members.size(), 2U);
    tick("search", Qt::Checked);
    const auto *member = model::findMember(groups.groups()[0], "github");
    ASSERT_NE(member, nullptr);
    EXPECT_FALSE(member->tools) << "all, those too that come later";
    tick("github", Qt::Unchecked);
    EXPECT_EQ(model::findMember(groups.groups()[0], "github"), nullptr);
}

TEST_F(GroupsPageTest, aRefusedChangeIsTakenBackAndTold)
{
    addWork();
    groups.failNext({base::ErrorCode::StorageDamaged, "The disk is full."});
    tick("search", Qt::Unchecked);
    EXPECT_EQ(item(QStringLiteral("search"))->checkState(0), Qt::Checked);
    EXPECT_FALSE(groups.groups()[0].members[0].tools);
}

TEST_F(GroupsPageTest, readingsDoNotCloseWhatIsOpen)
{
    addWork();
    item(QStringLiteral("github"))->setExpanded(true);
    tree()->setCurrentItem(item(QStringLiteral("issues")));
    auto changed = instance("github", {"search", "issues", "more"});
    engine.put(changed);
    EXPECT_TRUE(item(QStringLiteral("github"))->isExpanded());
    EXPECT_EQ(tree()->currentItem(), item(QStringLiteral("issues")));
}

TEST_F(GroupsPageTest, everythingHasANameForScreenReaders)
{
    addWork();
    EXPECT_FALSE(tree()->accessibleName().isEmpty());
    EXPECT_FALSE(page.view()->list()->accessibleName().isEmpty());
    for (const QLineEdit *field : page.view()->form()->findChildren<QLineEdit *>()) {
        EXPECT_FALSE(field->accessibleName().isEmpty());
    }
}

} // namespace
} // namespace berth::ui
