// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Instances that belong to connections, beside those of this machine.
#include "page_fixture.h"
#include "ui/forms/env_field.h"
#include "ui/forms/secret_editor.h"
#include "ui/instances/detail_panel.h"
#include "ui/instances/instance_editor.h"
#include "ui/instances/instance_form.h"
#include "ui/instances/instance_list.h"
#include "ui/instances/places.h"
#include "ui/instances/run_on_field.h"
#include "ui/widgets/choices.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>

namespace berth::ui {
namespace {

class PlacesTest : public PageFixture
{
protected:
    void SetUp() override
    {
        putConnections(model::ConnectionRole::Console, model::ConnectionMark::Development);
        engine.put(instance("here", "", model::InstanceState::Running));
        engine.put(instance("there", "con", model::InstanceState::Running));
        engine.setReady();
        open();
    }
    void putConnections(model::ConnectionRole role, model::ConnectionMark mark)
    {
        engine::ConnectionSnapshot one;
        one.connection.id = "con";
        one.connection.name = "staging";
        one.connection.role = role;
        one.connection.mark = mark;
        one.state = engine::ConnectionState::Connected;
        engine.setConnections({one});
    }
    static engine::InstanceSnapshot instance(const char *id, const char *connection,
                                             model::InstanceState state)
    {
        engine::InstanceSnapshot snapshot;
        snapshot.instance.id = id;
        snapshot.instance.name = id;
        snapshot.instance.state = state;
        snapshot.instance.spec.type = model::DockerSpec{};
        snapshot.instance.spec.docker()->image = "echo:1";
        snapshot.instance.connectionId = connection;
        if (snapshot.instance.connectionId.empty()) {
            snapshot.address = "http://127.0.0.1:7999/mcp/here";
            return snapshot;
        }
        snapshot.connectionName = "staging";
        snapshot.isRemote = true;
        snapshot.manager = "harbour-01";
        return snapshot;
    }
    void choose(const char *id)
    {
        page->open(QStringLiteral("instance:") + QString::fromLatin1(id));
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
    QString cell(const char *id, int column) const
    {
        InstanceModel *model = page->model();
        return model->index(model->rowOf(QString::fromLatin1(id)), column).data().toString();
    }
    QStringList calls() const
    {
        QStringList found;
        for (const test::Call &call : engine.calls()) {
            found << QString::fromStdString(call.name + ' ' + call.id);
        }
        return found;
    }
    EnvField *secretField()
    {
        model::Server server;
        server.id = "srv";
        server.name = "Server";
        server.dockerImageUrl = "echo:1";
        model::EnvVariable variable;
        variable.name = "API_KEY";
        variable.secret = true;
        variable.required = true;
        server.envSchema = {variable};
        engine.setServers({server});
        page->open(QStringLiteral("new:srv"));
        page->view()->editor()->form()->runOn()->setTarget(QStringLiteral("con"));
        return page->view()->editor()->findChild<EnvField *>(QStringLiteral("API_KEY"));
    }
};

TEST_F(PlacesTest, ListSaysWhereOnlyWhileThereIsMoreThanOnePlace)
{
    InstanceList *list = page->view()->list();
    EXPECT_FALSE(list->table()->isColumnHidden(InstanceModel::Where));
    EXPECT_TRUE(list->placeChoice()->isVisible());
    EXPECT_EQ(cell("here", InstanceModel::Where), QStringLiteral("This machine"));
    EXPECT_EQ(cell("there", InstanceModel::Where), QStringLiteral("staging"));
    engine.setConnections({});
    EXPECT_TRUE(list->table()->isColumnHidden(InstanceModel::Where));
    EXPECT_FALSE(list->placeChoice()->isVisible());
}

TEST_F(PlacesTest, FiltersByPlaceAndCountsThere)
{
    InstanceList *list = page->view()->list();
    QSignalSpy told(page.get(), &Page::currentItemChanged);
    page->open(QStringLiteral("place:local"));
    EXPECT_EQ(list->table()->model()->rowCount(), 1);
    EXPECT_EQ(page->currentItem(), QStringLiteral("place:local"));
    EXPECT_EQ(told.count(), 1);
    page->open(QStringLiteral("place:con"));
    EXPECT_EQ(list->table()->model()->rowCount(), 1);
    EXPECT_EQ(list->placeChoice()->currentText(), QStringLiteral("staging"));
    page->leaveItem();
    EXPECT_EQ(list->table()->model()->rowCount(), 2);
}

TEST_F(PlacesTest, AConnectionThatGoesTakesItsFilterAlong)
{
    page->open(QStringLiteral("place:con"));
    engine::ConnectionSnapshot other;
    other.connection.id = "other";
    engine.setConnections({other});
    EXPECT_EQ(page->view()->list()->place(), QString());
}

TEST_F(PlacesTest, RemoteOnesAreCommandedButNotRestartedEditedOrRead)
{
    choose("there");
    EXPECT_TRUE(button(QStringLiteral("Stop"))->isEnabled());
    QPushButton *restart = button(QStringLiteral("Restart"));
    ASSERT_NE(restart, nullptr);
    EXPECT_FALSE(restart->isEnabled());
    EXPECT_TRUE(restart->toolTip().contains(QStringLiteral("another machine")));
    QTabWidget *tabs = page->view()->detail()->tabs();
    EXPECT_FALSE(tabs->isTabEnabled(DetailPanel::Logs));
    EXPECT_FALSE(tabs->tabToolTip(DetailPanel::Logs).isEmpty());
    EXPECT_FALSE(tabs->isTabEnabled(DetailPanel::Tools));
    press(Qt::Key_E, Qt::ControlModifier);
    EXPECT_EQ(screen(), Browse);
    choose("here");
    EXPECT_TRUE(tabs->isTabEnabled(DetailPanel::Logs));
    EXPECT_TRUE(button(QStringLiteral("Restart"))->isEnabled());
}

TEST_F(PlacesTest, SaysWhomItAsksUntilTheyAnswer)
{
    choose("there");
    engine.hold();
    button(QStringLiteral("Stop"))->click();
    EXPECT_EQ(cell("there", InstanceModel::State),
              QStringLiteral("Asking the managers on staging…"));
    EXPECT_FALSE(button(QStringLiteral("Stop"))->isEnabled());
    engine.release(base::fail(base::ErrorCode::Timeout, "Nobody on staging answered within 10 s."));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !notifier.notices.empty(); }));
    EXPECT_EQ(
        notifier.notices[0].text,
        QStringLiteral("there could not be stopped. Nobody on staging answered within 10 s."));
    EXPECT_EQ(cell("there", InstanceModel::State), QStringLiteral("Running"));
    EXPECT_TRUE(button(QStringLiteral("Stop"))->isEnabled());
}

TEST_F(PlacesTest, AnAnswerAfterTheWindowClosedHarmsNobody)
{
    choose("there");
    engine.hold();
    button(QStringLiteral("Stop"))->click();
    delete page->view();
    engine.release({});
    QApplication::processEvents();
    EXPECT_TRUE(notifier.notices.empty());
}

TEST_F(PlacesTest, AWatchedConnectionHasNoWritingActions)
{
    putConnections(model::ConnectionRole::Watch, model::ConnectionMark::Development);
    choose("there");
    QPushButton *stop = button(QStringLiteral("Stop"));
    ASSERT_NE(stop, nullptr);
    EXPECT_FALSE(stop->isEnabled());
    EXPECT_TRUE(stop->toolTip().contains(QStringLiteral("only watched")));
    press(Qt::Key_Delete);
    EXPECT_TRUE(dialogs.asked.empty());
    EXPECT_TRUE(engine.calls().empty());
}

TEST_F(PlacesTest, ProductionAsksBeforeItWrites)
{
    putConnections(model::ConnectionRole::Console, model::ConnectionMark::Production);
    choose("there");
    dialogs.answer = false;
    button(QStringLiteral("Stop"))->click();
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_EQ(dialogs.asked[0].title, QStringLiteral("Stop there on staging?"));
    EXPECT_EQ(dialogs.asked[0].confirmText, QStringLiteral("Stop on staging"));
    EXPECT_TRUE(engine.calls().empty());
    dialogs.answer = true;
    button(QStringLiteral("Stop"))->click();
    EXPECT_EQ(calls(), QStringList{QStringLiteral("stop there")});
    // One command at a time: the next one is possible once the first was answered.
    ASSERT_TRUE(QTest::qWaitFor([&] { return button(QStringLiteral("Stop"))->isEnabled(); }));
    press(Qt::Key_Delete);
    EXPECT_EQ(dialogs.asked.back().confirmText, QStringLiteral("Delete on staging"));
    EXPECT_EQ(dialogs.asked.size(), 3U); // one question, not two
}

TEST_F(PlacesTest, ProductionAsksForWhatThisMachineRunsForItToo)
{
    putConnections(model::ConnectionRole::Manager, model::ConnectionMark::Production);
    engine::InstanceSnapshot managed = instance("managed", "con", model::InstanceState::Running);
    managed.isRemote = false;
    engine.put(managed);
    choose("managed");
    button(QStringLiteral("Restart"))->click();
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_EQ(calls(), QStringList{QStringLiteral("restart managed")});
    choose("here");
    button(QStringLiteral("Stop"))->click();
    EXPECT_EQ(dialogs.asked.size(), 1U);
}

TEST_F(PlacesTest, DevelopmentDoesNotAsk)
{
    choose("there");
    button(QStringLiteral("Stop"))->click();
    EXPECT_TRUE(dialogs.asked.empty());
    EXPECT_EQ(calls(), QStringList{QStringLiteral("stop there")});
}

TEST_F(PlacesTest, ANewInstanceElsewhereTakesReferencesAndNoValues)
{
    EnvField *field = secretField();
    ASSERT_NE(field, nullptr);
    field->setValue("a value");
    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(field->hasError());
    EXPECT_TRUE(engine.calls().empty());
    const model::InstanceDraft draft = page->view()->editor()->form()->draft();
    EXPECT_EQ(base::toText(model::toJson(draft.spec)).find("a value"), std::string::npos);
    EXPECT_EQ(field->findChild<QLineEdit *>()->echoMode(), QLineEdit::Password);
    field->setValue("secret_ref:team:API_KEY");
    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(calls(), QStringList{QStringLiteral("createRemote con")});
    const model::Environment sent{{"API_KEY", "secret_ref:team:API_KEY"}};
    EXPECT_EQ(engine.lastDraft().spec.docker()->environment, sent);
}

TEST_F(PlacesTest, GoingElsewhereDropsAValueThatWasTyped)
{
    EnvField *field = secretField();
    RunOnField *runOn = page->view()->editor()->form()->runOn();
    runOn->setTarget({});
    field->setValue("a value");
    EXPECT_TRUE(field->typedSecret().has_value());
    runOn->setTarget(QStringLiteral("con"));
    EXPECT_FALSE(field->typedSecret().has_value());
    EXPECT_EQ(field->environmentValue(), "");
}

TEST_F(PlacesTest, SecretsOfThisMachineAreOfferedForThisMachineOnly)
{
    auto *secret = secretField()->findChild<SecretEditor *>();
    InstanceForm *form = page->view()->editor()->form();
    form->setSecretChoices({{QStringLiteral("API_KEY of team"), "secret_ref:team:API_KEY"}});
    EXPECT_TRUE(secret->choiceMenu()->isEmpty());
    form->runOn()->setTarget({});
    ASSERT_EQ(secret->choiceMenu()->actions().size(), 1);
    secret->choiceMenu()->actions().constFirst()->trigger();
    EXPECT_EQ(secretField()->environmentValue(), "secret_ref:team:API_KEY");
}

TEST_F(PlacesTest, AReferenceIsSeenElsewhereAndComesBackAsOne)
{
    EnvField *field = secretField();
    auto *secret = field->findChild<SecretEditor *>();
    RunOnField *runOn = page->view()->editor()->form()->runOn();
    runOn->setTarget({});
    secret->setKept("secret_ref:team:API_KEY");
    EXPECT_EQ(secret->lineEdit()->text(), QString());
    runOn->setTarget(QStringLiteral("con"));
    EXPECT_EQ(secret->lineEdit()->text(), QStringLiteral("secret_ref:team:API_KEY"));
    EXPECT_EQ(secret->lineEdit()->echoMode(), QLineEdit::Normal);
    EXPECT_EQ(field->environmentValue(), "secret_ref:team:API_KEY");
    runOn->setTarget({});
    EXPECT_FALSE(field->typedSecret().has_value());
    EXPECT_EQ(field->environmentValue(), "secret_ref:team:API_KEY");
}

TEST_F(PlacesTest, WaitsForAManagerAndSaysWhyNoneTookIt)
{
    secretField()->setValue("secret_ref:team:API_KEY");
    engine.hold();
    button(QStringLiteral("Run on staging"))->click();
    EXPECT_FALSE(page->view()->editor()->form()->isEnabled());
    engine.release(base::fail(base::ErrorCode::Timeout, "Nobody on staging answered."));
    EXPECT_TRUE(QTest::qWaitFor([&] { return page->view()->editor()->form()->isEnabled(); }));
    EXPECT_EQ(screen(), Edit);
}

TEST_F(PlacesTest, ProductionAsksBeforeItMakesAnInstance)
{
    putConnections(model::ConnectionRole::Console, model::ConnectionMark::Production);
    secretField()->setValue("secret_ref:team:API_KEY");
    dialogs.answer = false;
    button(QStringLiteral("Run on staging"))->click();
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_EQ(dialogs.asked[0].confirmText, QStringLiteral("Run on staging"));
    EXPECT_TRUE(engine.calls().empty());
}

TEST_F(PlacesTest, NothingIsOfferedElsewhereWithoutAConsole)
{
    putConnections(model::ConnectionRole::Watch, model::ConnectionMark::Development);
    page->open(QStringLiteral("new"));
    EXPECT_FALSE(page->view()->editor()->form()->runOn()->isVisibleTo(page->view()->editor()));
}

} // namespace
} // namespace berth::ui
