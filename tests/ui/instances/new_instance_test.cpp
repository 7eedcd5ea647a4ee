// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "page_fixture.h"
#include "ui/forms/env_field.h"
#include "ui/forms/env_form.h"
#include "ui/instances/instance_editor.h"
#include "ui/instances/instance_form.h"
#include "ui/instances/instance_list.h"
#include "ui/widgets/json_view.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

namespace berth::ui {
namespace {

class NewInstanceTest : public PageFixture
{
protected:
    void SetUp() override
    {
        model::Server server;
        server.id = "srv-pg";
        server.name = "Postgres";
        server.dockerImageUrl = "docker.io/mcp/postgres:0.6.2";
        model::EnvVariable url;
        url.name = "DATABASE_URL";
        url.type = model::EnvType::Url;
        url.required = true;
        model::EnvVariable password;
        password.name = "PGPASSWORD";
        password.secret = true;
        password.required = true;
        model::EnvVariable most;
        most.name = "MAX_CONNECTIONS";
        most.type = model::EnvType::Integer;
        most.minimum = 1;
        most.maximum = 100;
        most.defaultValue = "10";
        server.envSchema = {url, password, most};
        engine.setServers({server});
        engine.setReady();
        QGuiApplication::clipboard()->clear();
        open();
    }
    EnvForm *environment()
    {
        return page->view()->editor()->form()->environment();
    }
    QLineEdit *edit(const char *variable)
    {
        return environment()->field(QString::fromLatin1(variable))->findChild<QLineEdit *>();
    }
    QString preview()
    {
        for (JsonView *view : page->view()->editor()->findChildren<JsonView *>()) {
            return view->toPlainText();
        }
        return {};
    }
    void fill()
    {
        edit("DATABASE_URL")->setText(QStringLiteral("postgresql://db.internal:5432/app"));
        edit("PGPASSWORD")->setText(QStringLiteral("hunter2"));
    }
    bool saved() const
    {
        return !engine.calls().empty();
    }
};

TEST_F(NewInstanceTest, ThePreviewFollowsAndNeverHoldsTheSecret)
{
    page->open(QStringLiteral("new:srv-pg"));
    ASSERT_EQ(screen(), Edit);
    fill();
    EXPECT_TRUE(preview().contains(QStringLiteral("postgresql://db.internal:5432/app")));
    EXPECT_TRUE(preview().contains(QStringLiteral("secret_ref:PGPASSWORD")));
    EXPECT_FALSE(preview().contains(QStringLiteral("hunter2")));
}

TEST_F(NewInstanceTest, NothingIsSavedWhileAFieldIsWrong)
{
    page->open(QStringLiteral("new:srv-pg"));
    edit("MAX_CONNECTIONS")->setText(QStringLiteral("250"));
    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_FALSE(saved());
    EXPECT_TRUE(environment()->field(QStringLiteral("MAX_CONNECTIONS"))->hasError());
    EXPECT_EQ(QApplication::focusWidget(), edit("DATABASE_URL")) << "the first wrong field";
}

TEST_F(NewInstanceTest, TheKeyForANewOneKeepsWhatIsTyped)
{
    page->open(QStringLiteral("new:srv-pg"));
    QCoreApplication::processEvents();
    fill();
    edit("DATABASE_URL")->setFocus();
    press(Qt::Key_N, Qt::ControlModifier);
    ASSERT_EQ(screen(), Edit);
    EXPECT_EQ(edit("PGPASSWORD")->text(), QStringLiteral("hunter2"));
}

TEST_F(NewInstanceTest, RunsFromTheKeyboardAlone)
{
    press(Qt::Key_N, Qt::ControlModifier);
    ASSERT_EQ(screen(), Choose);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("postg"));
    press(Qt::Key_Return);
    ASSERT_EQ(screen(), Edit);
    QCoreApplication::processEvents(); // fields made just now become visible with the next events
    // The name comes from the server; one tab a field from there.
    press(Qt::Key_Tab);
    press(Qt::Key_Tab);
    ASSERT_EQ(QApplication::focusWidget(), edit("DATABASE_URL"))
        << QApplication::focusWidget()->accessibleName().toStdString();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("postgresql://db/app"));
    press(Qt::Key_Tab);
    ASSERT_EQ(QApplication::focusWidget(), edit("PGPASSWORD"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("hunter2"));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(saved());
    EXPECT_EQ(engine.calls().back().name, "createAndStart");
    EXPECT_EQ(engine.lastDraft().name, "postgres");
    EXPECT_EQ(engine.lastDraft().serverSpecId, "srv-pg");
    const model::DockerSpec *docker = engine.lastDraft().spec.docker();
    ASSERT_NE(docker, nullptr);
    EXPECT_EQ(docker->image, "docker.io/mcp/postgres:0.6.2");
    EXPECT_EQ(docker->environment, (model::Environment{{"DATABASE_URL", "postgresql://db/app"},
                                                       {"PGPASSWORD", "secret_ref:PGPASSWORD"},
                                                       {"MAX_CONNECTIONS", "10"}}));
    ASSERT_EQ(engine.lastSecrets().size(), 1U);
    EXPECT_EQ(engine.lastSecrets()[0].value.expose(), "hunter2");
}

TEST_F(NewInstanceTest, TabFollowsWhatIsOnTheScreen)
{
    page->open(QStringLiteral("new"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("container image"));
    press(Qt::Key_Return); // nothing is known of it
    ASSERT_EQ(screen(), Edit);
    QCoreApplication::processEvents();
    const QWidget *form = page->view()->editor()->form()->widget();
    int lowest = -1;
    for (QWidget *focus = QApplication::focusWidget();
         focus->accessibleName() != QStringLiteral("Add the variable");
         focus = QApplication::focusWidget()) {
        const int top = focus->mapTo(form, QPoint()).y();
        ASSERT_GE(top, lowest - 4) << focus->accessibleName().toStdString();
        lowest = std::max(lowest, top);
        press(Qt::Key_Tab);
    }
    EXPECT_GT(lowest, 300) << "the fields of the container come before the variables";
}

TEST_F(NewInstanceTest, ShowsAnEngineErrorAtItsField)
{
    page->open(QStringLiteral("new:srv-pg"));
    fill();
    engine.failNext(
        {base::ErrorCode::AlreadyExists, "Another instance has this name.", {}, "/name"});
    press(Qt::Key_Return, Qt::ControlModifier);
    FormField *name = child<FormField>(QStringLiteral("/name"));
    ASSERT_NE(name, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([&] { return name->hasError(); }));
    EXPECT_EQ(name->error(), QStringLiteral("Another instance has this name."));
    EXPECT_EQ(screen(), Edit);
    edit("DATABASE_URL")->setText(QStringLiteral("postgresql://other/app"));
    EXPECT_TRUE(name->hasError()) << "it stays until the name changes";
    name->findChild<QLineEdit *>()->setText(QStringLiteral("other"));
    EXPECT_FALSE(name->hasError());
}

TEST_F(NewInstanceTest, ShowsAnEngineErrorOfAVariableAtItsField)
{
    page->open(QStringLiteral("new:srv-pg"));
    fill();
    engine.failNext({base::ErrorCode::InvalidArgument,
                     "No such host.",
                     {},
                     "/json_spec/environment/DATABASE_URL"});
    press(Qt::Key_Return, Qt::ControlModifier);
    EnvField *field = environment()->field(QStringLiteral("DATABASE_URL"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return field->hasError(); }));
    EXPECT_EQ(field->error(), QStringLiteral("No such host."));
}

TEST_F(NewInstanceTest, PastesAConfigurationAndMasksItsSecrets)
{
    page->open(QStringLiteral("paste"));
    ASSERT_EQ(screen(), Paste);
    auto *text = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
    ASSERT_NE(text, nullptr);
    text->setPlainText(QStringLiteral(
        R"({"type":"docker","image":"mcp/echo:1","port":70000,"environment":{"API_KEY":"hunter2","MODE":"x"}})"));
    for (QPushButton *button : page->view()->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Fill in the form")) {
            button->click();
        }
    }
    ASSERT_EQ(screen(), Edit);
    EXPECT_TRUE(text->toPlainText().isEmpty()) << "it may hold secrets";
    EXPECT_TRUE(child<FormField>(QStringLiteral("/json_spec/port"))->hasError());
    EXPECT_TRUE(environment()->field(QStringLiteral("API_KEY"))->variable().secret);
    EXPECT_FALSE(preview().contains(QStringLiteral("hunter2")));
}

TEST_F(NewInstanceTest, EditingKeepsWhatHasNoField)
{
    engine::InstanceSnapshot snapshot;
    snapshot.instance.id = "one";
    snapshot.instance.name = "one";
    snapshot.instance.slug = "one";
    snapshot.instance.serverSpecId = "srv-pg";
    snapshot.instance.state = model::InstanceState::Running;
    model::DockerSpec docker;
    docker.image = "docker.io/mcp/postgres:0.6.2";
    docker.environment = {{"DATABASE_URL", "postgresql://db/app"},
                          {"PGPASSWORD", "secret_ref:PGPASSWORD"}};
    docker.secretFiles = {"PGPASSWORD"};
    docker.volumes = {{"/srv/data", "/data", true}};
    snapshot.instance.spec.type = docker;
    snapshot.instance.spec.extra = {{"x-owner", "team"}};
    engine.put(snapshot);
    page->view()->list()->select(QStringLiteral("one"));
    page->view()->list()->table()->setFocus();
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_EQ(screen(), Edit);
    edit("DATABASE_URL")->setText(QStringLiteral("postgresql://db/other"));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(saved());
    EXPECT_EQ(engine.calls().back().name, "update");
    EXPECT_TRUE(engine.lastSecrets().empty()) << "set, unchanged";
    const model::JsonSpec &spec = engine.lastDraft().spec;
    EXPECT_EQ(spec.extra, snapshot.instance.spec.extra);
    EXPECT_EQ(spec.docker()->volumes, docker.volumes);
    EXPECT_EQ(spec.docker()->secretFiles, docker.secretFiles);
    EXPECT_EQ(spec.docker()->environment[0].second, "postgresql://db/other");
    EXPECT_EQ(spec.docker()->environment[1].second, "secret_ref:PGPASSWORD");
}

TEST_F(NewInstanceTest, ARemoteServersAuthorityIsChosenCheckedAndKept)
{
    engine::InstanceSnapshot snapshot;
    snapshot.instance.id = "far";
    snapshot.instance.name = "far";
    snapshot.instance.slug = "far";
    model::UrlSpec url;
    url.endpoint = "https://mcp.example.com/mcp";
    url.caFile = "/etc/ssl/ours.pem";
    snapshot.instance.spec.type = url;
    snapshot.instance.spec.extra = {{"tls", {{"min_version", "1.3"}}}};
    engine.put(snapshot);
    page->view()->list()->select(QStringLiteral("far"));
    page->view()->list()->table()->setFocus();
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_EQ(screen(), Edit);
    auto *field = child<FormField>(QStringLiteral("/json_spec/tls/ca_file"));
    auto *path = field->findChild<QLineEdit *>();
    EXPECT_EQ(path->text(), QStringLiteral("/etc/ssl/ours.pem"));

    path->setText(QStringLiteral("ours.pem"));
    press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_FALSE(saved());
    EXPECT_TRUE(field->error().contains(QStringLiteral("whole path")))
        << field->error().toStdString();

    files.answer = QStringLiteral("/etc/ssl/theirs.pem");
    path->actions().back()->trigger();
    EXPECT_FALSE(field->hasError());
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(saved());
    EXPECT_EQ(engine.lastDraft().spec.url()->caFile, "/etc/ssl/theirs.pem");
    EXPECT_EQ(engine.lastDraft().spec.extra, snapshot.instance.spec.extra);
}

TEST_F(NewInstanceTest, ASecretCanBeAFile)
{
    page->open(QStringLiteral("new:srv-pg"));
    fill();
    qobject_cast<QAbstractButton *>(
        environment()->field(QStringLiteral("PGPASSWORD"))->fileSwitch())
        ->click();
    EXPECT_TRUE(preview().contains(QStringLiteral("secret_delivery")));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(saved());
    EXPECT_EQ(engine.lastDraft().spec.docker()->secretFiles, std::set<std::string>{"PGPASSWORD"});
}

TEST_F(NewInstanceTest, EscapeLeadsBack)
{
    page->open(QStringLiteral("new:srv-pg"));
    press(Qt::Key_Escape);
    EXPECT_EQ(screen(), First);
    EXPECT_FALSE(saved());
}

} // namespace
} // namespace berth::ui
