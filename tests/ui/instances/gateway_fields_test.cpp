// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "page_fixture.h"
#include "support/ui/fake_engine.h"
#include "ui/forms/form_field.h"
#include "ui/instances/gateway_fields.h"
#include "ui/widgets/text_label.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace berth::ui {
namespace {

using namespace std::chrono_literals;

model::JsonSpec specWith(model::Transport transport, const model::GatewayOptions &options)
{
    model::DockerSpec docker;
    docker.image = "mcp/filesystem";
    docker.transport = transport;
    docker.gateway = options;
    model::JsonSpec spec;
    spec.type = docker;
    return spec;
}

model::GatewayOptions unusual()
{
    model::GatewayOptions options;
    options.backEnds = model::BackEnds::PerSession;
    options.maxBackEnds = 4;
    options.backEndIdle = 90s;    // no whole number of minutes
    options.callTimeout = 1234ms; // nor of seconds
    options.stopWhenIdle = 100ms; // a small part of a minute
    options.startOnCall = true;
    options.toolTimeouts = {{"index_everything", 1h}, {"look", 5s}};
    return options;
}

TEST(GatewayFieldsTest, GiveBackWhatTheyWereGiven)
{
    const model::GatewayOptions given = unusual();
    GatewayFields fields;
    fields.load(specWith(model::Transport::Stdio, given));
    model::JsonSpec spec = specWith(model::Transport::Stdio, given);
    fields.store(spec);
    EXPECT_EQ(spec.docker()->gateway, given);
    EXPECT_TRUE(fields.violations().empty());
}

TEST(GatewayFieldsTest, WriteOnlyWhatIsNotUsual)
{
    GatewayFields fields;
    fields.load(specWith(model::Transport::Stdio, {}));
    model::JsonSpec spec = specWith(model::Transport::Stdio, unusual());
    spec.docker()->gateway.toolTimeouts.clear();
    fields.store(spec);
    EXPECT_FALSE(model::toJson(spec).contains("gateway")) << model::toJson(spec).dump();
}

TEST(GatewayFieldsTest, OnlyAStdioServerIsAskedWhoSharesIt)
{
    GatewayFields fields;
    auto *sharing = fields.findChild<FormField *>(QStringLiteral("/json_spec/gateway/back_ends"));
    auto *most = fields.findChild<FormField *>(QStringLiteral("/json_spec/gateway/max_back_ends"));
    ASSERT_NE(sharing, nullptr);
    ASSERT_NE(most, nullptr);
    fields.load(specWith(model::Transport::StreamableHttp, {}));
    EXPECT_FALSE(sharing->editor()->isEnabled());
    fields.setTransport(model::Transport::Stdio);
    EXPECT_TRUE(sharing->editor()->isEnabled());
    EXPECT_FALSE(most->isVisibleTo(&fields)) << "all share one";
    fields.load(specWith(model::Transport::Stdio, unusual()));
    EXPECT_TRUE(most->isVisibleTo(&fields));
    fields.setTransport(model::Transport::Sse);
    EXPECT_TRUE(sharing->editor()->isEnabled()) << "or it could not be put right";
}

class GatewayFormTest : public PageFixture
{
protected:
    void SetUp() override
    {
        engine.setReady();
        open();
    }
    void openImageForm()
    {
        page->open(QStringLiteral("new"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("container image"));
        press(Qt::Key_Return);
        ASSERT_EQ(screen(), Edit);
        QCoreApplication::processEvents();
        edit("name")->setText(QStringLiteral("files"));
        field("json_spec/image")
            ->findChild<QLineEdit *>()
            ->setText(QStringLiteral("docker.io/mcp/filesystem:1"));
    }
    FormField *field(const char *pointer)
    {
        return child<FormField>(QLatin1Char('/') + QString::fromLatin1(pointer));
    }
    QLineEdit *edit(const char *pointer)
    {
        return field(pointer)->findChild<QLineEdit *>();
    }
    FormField *option(const char *name)
    {
        return field((std::string("json_spec/gateway/") + name).c_str());
    }
    void choose(FormField *among, const char *text)
    {
        for (QAbstractButton *button : among->findChildren<QAbstractButton *>()) {
            if (button->text() == QString::fromLatin1(text)) {
                button->click();
                return;
            }
        }
        FAIL() << "no choice " << text;
    }
    void type(FormField *into, const char *text)
    {
        into->focusEditor();
        auto *line = into->findChild<QLineEdit *>();
        line->selectAll();
        QTest::keyClicks(line, QString::fromLatin1(text));
    }
    void run()
    {
        press(Qt::Key_Return, Qt::ControlModifier);
    }
    bool saved() const
    {
        return !engine.calls().empty();
    }
};

TEST_F(GatewayFormTest, WhatIsChosenIsSaved)
{
    openImageForm();
    choose(field("json_spec/transport"), "Stdio");
    choose(option("back_ends"), "Per client");
    type(option("max_back_ends"), "3");
    type(option("back_end_idle"), "2.5");
    type(option("call_timeout"), "60");
    type(option("stop_when_idle"), "30");
    option("start_on_call")->findChild<QAbstractButton *>()->click();
    run();
    ASSERT_TRUE(saved());
    EXPECT_EQ(model::toJson(engine.lastDraft().spec)["gateway"],
              base::Json({{"back_ends", "per-client"},
                          {"max_back_ends", 3},
                          {"back_end_idle", "150s"},
                          {"call_timeout", "1m"},
                          {"start_on_call", true},
                          {"stop_when_idle", "30m"}}));
}

TEST_F(GatewayFormTest, AWrongNumberIsSaidAtItsFieldAndNothingIsSaved)
{
    const std::pair<const char *, const char *> wrong[] = {
        {"max_back_ends", "65"},   {"max_back_ends", "two"}, {"back_end_idle", "0"},
        {"call_timeout", "86401"}, {"call_timeout", "soon"}, {"stop_when_idle", "-1"},
        {"stop_when_idle", "nan"}};
    openImageForm();
    choose(field("json_spec/transport"), "Stdio");
    choose(option("back_ends"), "Per session");
    for (const auto &[name, value] : wrong) {
        type(option(name), value);
        edit("name")->setFocus();
        EXPECT_TRUE(option(name)->hasError()) << name << ' ' << value;
        run();
        EXPECT_FALSE(saved()) << name << ' ' << value;
        EXPECT_EQ(QApplication::focusWidget(), option(name)->findChild<QLineEdit *>());
        option(name)->findChild<QLineEdit *>()->clear();
        EXPECT_FALSE(option(name)->hasError()) << "empty means what is usual";
    }
    run();
    EXPECT_TRUE(saved());
}

TEST_F(GatewayFormTest, AStdioServerIsAskedForNoPort)
{
    openImageForm();
    EXPECT_TRUE(field("json_spec/port")->isEnabled());
    choose(field("json_spec/transport"), "Stdio");
    EXPECT_FALSE(field("json_spec/port")->isEnabled());
    EXPECT_FALSE(field("json_spec/path")->isEnabled());
}

TEST_F(GatewayFormTest, AContainerForEachClientNeedsStdio)
{
    openImageForm();
    choose(field("json_spec/transport"), "Stdio");
    choose(option("back_ends"), "Per client");
    choose(field("json_spec/transport"), "SSE");
    run();
    EXPECT_FALSE(saved());
    EXPECT_TRUE(option("back_ends")->hasError());
    choose(option("back_ends"), "Shared");
    EXPECT_FALSE(option("back_ends")->hasError());
    run();
    EXPECT_TRUE(saved());
}

TEST_F(GatewayFormTest, AnErrorOfAPastedTextIsSeenThoughAllShareOneContainer)
{
    page->open(QStringLiteral("paste"));
    ASSERT_EQ(screen(), Paste);
    qobject_cast<QPlainTextEdit *>(QApplication::focusWidget())
        ->setPlainText(QStringLiteral(R"({"type":"docker","image":"mcp/filesystem",)"
                                      R"("transport":"stdio","gateway":{"max_back_ends":100}})"));
    for (QPushButton *button : page->view()->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Fill in the form")) {
            button->click();
        }
    }
    ASSERT_EQ(screen(), Edit);
    EXPECT_TRUE(option("max_back_ends")->hasError());
    EXPECT_TRUE(option("max_back_ends")->isVisible());
}

TEST_F(GatewayFormTest, TabLeadsThroughTheFieldsInTheirOrder)
{
    openImageForm();
    choose(field("json_spec/transport"), "Stdio");
    choose(option("back_ends"), "Per session");
    QCoreApplication::processEvents();
    field("json_spec/network")->focusEditor(); // the last of the limits
    QStringList seen;
    for (int i = 0; i < 6; ++i) {
        press(Qt::Key_Tab);
        const QWidget *focus = QApplication::focusWidget();
        const auto *button = qobject_cast<const QAbstractButton *>(focus);
        const bool named = button == nullptr || button->text().isEmpty();
        seen << (named ? focus->accessibleName() : button->text());
    }
    EXPECT_EQ(seen.join(QLatin1Char('|')).toStdString(),
              "Per session|Most containers|Remove when unused (minutes)|"
              "Time-out of a call (seconds)|Stop when idle (minutes)|Start on the first call");
}

TEST_F(GatewayFormTest, TheOverviewCountsTheContainersOfClients)
{
    engine::InstanceSnapshot snapshot;
    snapshot.instance.id = "one";
    snapshot.instance.name = "one";
    snapshot.instance.state = model::InstanceState::Running;
    snapshot.instance.spec = specWith(model::Transport::Stdio, unusual());
    snapshot.address = "http://127.0.0.1:7999/mcp/one";
    engine.put(snapshot);
    page->open(QStringLiteral("instance:one"));
    const auto line = [this] {
        for (const TextLabel *label : page->view()->findChildren<TextLabel *>()) {
            if (label->isVisible() && label->text().startsWith(QStringLiteral("Containers for"))) {
                return label->text().toStdString();
            }
        }
        return std::string();
    };
    EXPECT_EQ(line(), "") << "all share one";
    snapshot.backEnds = {3, 8};
    engine.put(snapshot);
    EXPECT_EQ(line(), "Containers for clients: 3 of 8");
    snapshot.backEnds = {};
    engine.put(snapshot);
    EXPECT_EQ(line(), "") << "stopped";
}

} // namespace
} // namespace berth::ui
