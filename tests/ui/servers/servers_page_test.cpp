// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/forms/env_field.h"
#include "ui/forms/env_form.h"
#include "ui/forms/file_picker.h"
#include "ui/forms/form_field.h"
#include "ui/servers/schema_editor.h"
#include "ui/servers/schema_model.h"
#include "ui/servers/server_editor.h"
#include "ui/servers/servers_page.h"
#include "ui/servers/servers_view.h"
#include "ui/widgets/action_registry.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

#include <gtest/gtest.h>

#include <memory>

namespace berth::ui {
namespace {

class NoFiles final : public FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &, Chosen) override {}
};

class ServersPageTest : public testing::Test
{
protected:
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
    void putServer()
    {
        model::Server server;
        server.id = "srv";
        server.name = "Postgres";
        server.dockerImageUrl = "docker.io/mcp/postgres:0.6.2";
        engine.setServers({server});
        engine.setReady();
    }
    int screen()
    {
        return page.view()->findChild<QStackedWidget *>()->currentIndex();
    }
    QLineEdit *edit(const char *field)
    {
        return page.view()
            ->editor()
            ->findChild<FormField *>(QString::fromLatin1(field))
            ->findChild<QLineEdit *>();
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
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window, key, modifiers);
    }

    enum Screen
    {
        Loading,
        Failed,
        Empty,
        Browse,
        Edit
    };

    NoFiles files;
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    ServersPage page{files, QStringLiteral("instances")};
    QWidget window;
};

TEST(ServersPageBadge, CountsBeforeThePageWasEverShown)
{
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    NoFiles files;
    ServersPage page(files, QStringLiteral("instances"));
    QSignalSpy changed(&page, &Page::badgeChanged);
    page.prepare({engine, dialogs, notifier, actions, navigator});
    EXPECT_EQ(page.badge(), QString());
    model::Server server;
    server.id = "srv";
    engine.setServers({server});
    EXPECT_EQ(page.badge(), QStringLiteral("1"));
    EXPECT_EQ(changed.count(), 1);
}

TEST_F(ServersPageTest, LoadsThenIsEmptyThenLists)
{
    EXPECT_EQ(screen(), Loading);
    engine.setReady();
    EXPECT_EQ(screen(), Empty);
    putServer();
    EXPECT_EQ(screen(), Browse);
    EXPECT_EQ(page.badge(), QStringLiteral("1"));
}

TEST_F(ServersPageTest, SaysWhyBerthDidNotStart)
{
    Q_EMIT engine.startFailed(QStringLiteral("The profile is in use."), {});
    EXPECT_EQ(screen(), Failed);
}

TEST_F(ServersPageTest, TheKeyForANewOneKeepsWhatIsTyped)
{
    putServer();
    page.view()->list()->setFocus();
    press(Qt::Key_N, Qt::ControlModifier);
    ASSERT_EQ(screen(), Edit);
    edit("/name")->setFocus();
    edit("/name")->setText(QStringLiteral("Post"));
    press(Qt::Key_N, Qt::ControlModifier);
    EXPECT_EQ(edit("/name")->text(), QStringLiteral("Post"));
}

TEST_F(ServersPageTest, MakesAServerWithAVariableAndShowsItsForm)
{
    engine.setReady();
    page.open(QStringLiteral("new"));
    ASSERT_EQ(screen(), Edit);
    edit("/docker_image_url")->setText(QStringLiteral("docker.io/mcp/echo:1"));
    SchemaEditor *schema = page.view()->editor()->schema();
    schema->addVariable();
    // Both the server and the variable have a name; the variable's is the one with the focus.
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("MAX_ROWS"));
    QComboBox *type =
        schema->findChild<FormField *>(QStringLiteral("/type"))->findChild<QComboBox *>();
    type->setCurrentIndex(type->findData(QStringLiteral("integer")));
    ASSERT_EQ(schema->schema().size(), 1U);
    EXPECT_EQ(schema->schema()[0].type, model::EnvType::Integer);
    EXPECT_NE(page.view()->editor()->preview()->field(QStringLiteral("MAX_ROWS")), nullptr);

    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(engine.calls().empty()) << "it has no name yet";
    edit("/name")->setText(QStringLiteral("Echo"));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_EQ(engine.calls().size(), 1U);
    EXPECT_EQ(engine.calls()[0].name, "save");
    ASSERT_EQ(engine.servers().size(), 1U);
    EXPECT_EQ(engine.servers()[0].envSchema, schema->schema());
    EXPECT_TRUE(QTest::qWaitFor([&] { return screen() == Browse; }));
}

TEST_F(ServersPageTest, AWrongVariableIsShownAtItsField)
{
    engine.setReady();
    page.open(QStringLiteral("new"));
    edit("/name")->setText(QStringLiteral("Echo"));
    edit("/docker_image_url")->setText(QStringLiteral("docker.io/mcp/echo:1"));
    page.view()->editor()->schema()->addVariable();
    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(engine.calls().empty());
    const auto fields =
        page.view()->editor()->schema()->findChildren<FormField *>(QStringLiteral("/name"));
    ASSERT_EQ(fields.size(), 1);
    EXPECT_TRUE(fields[0]->hasError());
}

TEST_F(ServersPageTest, LeadsToANewInstanceAndAsksBeforeItDeletes)
{
    putServer();
    button(QStringLiteral("New instance"))->click();
    ASSERT_EQ(navigator.visits.size(), 1U);
    EXPECT_EQ(navigator.visits[0].first, QStringLiteral("instances"));
    EXPECT_EQ(navigator.visits[0].second, QStringLiteral("new:srv"));
    dialogs.answer = false;
    page.view()->list()->setFocus();
    press(Qt::Key_Delete);
    EXPECT_EQ(dialogs.asked.size(), 1U);
    EXPECT_TRUE(engine.calls().empty());
    dialogs.answer = true;
    press(Qt::Key_Delete);
    ASSERT_EQ(engine.calls().size(), 1U);
    EXPECT_EQ(engine.calls()[0].name, "removeServer");
}

TEST_F(ServersPageTest, EditsFromTheKeyboard)
{
    putServer();
    page.view()->list()->setFocus();
    press(Qt::Key_Return);
    ASSERT_EQ(screen(), Edit);
    EXPECT_EQ(edit("/name")->text(), QStringLiteral("Postgres"));
    press(Qt::Key_Escape);
    EXPECT_EQ(screen(), Browse);
}

} // namespace
} // namespace berth::ui
