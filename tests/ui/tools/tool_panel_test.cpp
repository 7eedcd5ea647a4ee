// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_tools.h"
#include "tools_fixture.h"
#include "ui/tools/argument_field.h"
#include "ui/tools/arguments_pane.h"
#include "ui/tools/content_card.h"
#include "ui/tools/result_view.h"
#include "ui/tools/tool_panel.h"
#include "ui/tools/tools_tab.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/status.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace berth::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

using base::Json;
using test::click;
using test::FakeToolCall;

/// A red picture of 2 x 1.
constexpr const char *picture = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4"
                                "z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==";

class ToolsTabTest : public testing::Test
{
protected:
    ToolsTabTest()
    {
        m_snapshot.instance.id = "i1";
        m_snapshot.instance.state = model::InstanceState::Running;
        model::Tool search;
        search.name = "search";
        search.description = "Finds things";
        search.inputSchema = Json::parse(
            R"({"type":"object","required":["query"],"properties":{"query":{"type":"string"}}})");
        model::Tool wipe;
        wipe.name = "wipe";
        wipe.inputSchema = Json::parse(R"({"type":"object","additionalProperties":false})");
        wipe.annotations = Json::parse(R"({"destructiveHint":true})");
        m_snapshot.instance.tools = {search, wipe};
        m_tab.resize(720, 800);
        m_tab.show(m_snapshot);
        static_cast<QWidget &>(m_tab).show();
    }

    ToolPanel &panel()
    {
        return *m_tab.panel();
    }
    FakeToolCall *call(std::size_t index = 0)
    {
        return index < m_tools.calls.size() ? m_tools.calls[index].data() : nullptr;
    }
    void callSearch(const char *query)
    {
        panel().arguments()->setArguments(Json{{"query", query}});
        panel().run();
    }
    QString state()
    {
        return panel().findChild<ResultView *>()->findChild<StatusPill *>()->text();
    }

    test::FakeTools m_tools;
    test::FakeDialogs m_dialogs;
    test::FixedFilePicker m_files;
    engine::InstanceSnapshot m_snapshot;
    ToolsTab m_tab{m_tools, m_dialogs, m_files};
};

TEST_F(ToolsTabTest, CallsWithWhatTheFormHas)
{
    auto *query = m_tab.findChild<ArgumentField *>(u"query"_s)->findChild<QLineEdit *>();
    query->setText(u"cranes"_s);
    m_tab.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_tab));
    query->setFocus();
    QTest::keyClick(query, Qt::Key_Return, Qt::ControlModifier);
    ASSERT_NE(call(), nullptr);
    EXPECT_EQ(call()->instanceId, "i1");
    EXPECT_EQ(call()->tool, "search");
    EXPECT_EQ(call()->arguments, Json::parse(R"({"query":"cranes"})"));
    EXPECT_EQ(panel().view(), ToolPanel::Result);
    EXPECT_FALSE(panel().runButton()->isEnabled());
    call()->end(Json::parse(R"({"content":[{"type":"text","text":"three"}]})"));
    EXPECT_EQ(state(), u"Done"_s);
    EXPECT_TRUE(panel().runButton()->isEnabled());
    const auto cards = panel().findChildren<ContentCard *>();
    ASSERT_EQ(cards.size(), 1);
    EXPECT_EQ(cards[0]->findChild<QPlainTextEdit *>()->toPlainText(), u"three"_s);
}

TEST_F(ToolsTabTest, WhatDoesNotFitIsSentOnlyWhenThePersonInsists)
{
    panel().run();
    EXPECT_EQ(call(), nullptr);
    EXPECT_TRUE(m_tab.findChild<ArgumentField *>(u"query"_s)->hasError());
    click(panel(), "Call anyway");
    ASSERT_NE(call(), nullptr);
    EXPECT_EQ(call()->arguments, Json::object());
}

TEST_F(ToolsTabTest, BrokenTextIsNeverSent)
{
    panel().arguments()->editor()->setPlainText(u"{"_s);
    panel().run();
    EXPECT_EQ(call(), nullptr);
    EXPECT_EQ(panel().view(), ToolPanel::Arguments);
}

TEST_F(ToolsTabTest, ShowsProgressAndLogAndCancels)
{
    callSearch("x");
    Q_EMIT call()->progressed({3, 10, "half way"});
    Q_EMIT call()->logged({"info", "opened the hatch"});
    auto *bar = panel().findChild<QProgressBar *>();
    EXPECT_EQ(bar->value() * 10, bar->maximum() * 3);
    bool hasMessage = false;
    for (const auto *label : panel().findChildren<QLabel *>()) {
        hasMessage = hasMessage || label->text().contains(u"half way"_s);
    }
    EXPECT_TRUE(hasMessage);
    bool hasLog = false;
    for (const auto *view : panel().findChildren<QPlainTextEdit *>()) {
        hasLog = hasLog || view->toPlainText().contains(u"opened the hatch"_s);
    }
    EXPECT_TRUE(hasLog);
    click(panel(), "Cancel");
    EXPECT_TRUE(call()->isCancelled);
    EXPECT_EQ(state(), u"Cancelling"_s);
    call()->fail({base::ErrorCode::Cancelled, "The call was cancelled.", {}, {}});
    EXPECT_EQ(state(), u"Cancelled"_s);
}

TEST_F(ToolsTabTest, ToldErrorsApart)
{
    callSearch("x");
    call(0)->end(Json::parse(R"({"isError":true,"content":[{"type":"text","text":"no"}]})"));
    EXPECT_EQ(state(), u"Tool error"_s);
    callSearch("x");
    call(1)->fail({base::ErrorCode::Timeout, "It took too long.", "details", {}});
    EXPECT_EQ(state(), u"Failed"_s);
}

TEST_F(ToolsTabTest, SaysWhenTheToolBreaksItsWord)
{
    m_snapshot.instance.tools[0].outputSchema = Json::parse(
        R"({"type":"object","required":["hits"],"properties":{"hits":{"type":"integer"}}})");
    m_tab.show(m_snapshot);
    auto *notice = panel().findChild<ResultView *>()->findChild<Banner *>();
    const struct
    {
        const char *result;
        const char *words; ///< null: it fits, or is an error, of which nothing is promised
    } cases[] = {
        {R"({"content":[],"structuredContent":{"hits":3}})", nullptr},
        {R"({"content":[],"structuredContent":{"hits":"3"}})", "/hits: \"3\", where"},
        {R"({"content":[],"structuredContent":{}})", "/hits"},
        {R"({"content":[]})", "There is none"},
        {R"({"content":[],"isError":true})", nullptr},
    };
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        callSearch("x");
        ASSERT_NE(call(i), nullptr);
        call(i)->end(Json::parse(cases[i].result));
        EXPECT_EQ(notice->isVisible(), cases[i].words != nullptr) << cases[i].result;
        if (cases[i].words != nullptr) {
            EXPECT_TRUE(notice->text().contains(QString::fromUtf8(cases[i].words)))
                << notice->text().toStdString();
        }
    }
}

TEST_F(ToolsTabTest, PicturesAreDecodedAndSaved)
{
    callSearch("x");
    Json content = Json::parse(R"({"content":[{"type":"image","mimeType":"image/png"}]})");
    content["content"][0]["data"] = picture;
    call()->end(content);
    auto *card = panel().findChild<ContentCard *>();
    ASSERT_NE(card, nullptr);
    QLabel *shown = nullptr;
    for (auto *label : card->findChildren<QLabel *>()) {
        shown = label->accessibleName() == u"Image"_s ? label : shown;
    }
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([shown] { return !shown->pixmap(Qt::ReturnByValue).isNull(); }));
    EXPECT_EQ(shown->pixmap(Qt::ReturnByValue).size(), QSize(2, 1));
    const QTemporaryDir folder;
    m_files.path = folder.filePath(u"out.png"_s);
    constexpr const char *save = "Save Image to a file";
    ASSERT_TRUE(QTest::qWaitFor([card] { return test::buttonNamed(*card, save) != nullptr; }));
    click(*card, save);
    ASSERT_TRUE(QTest::qWaitFor([this] { return QFile::exists(m_files.path); }));
    QFile file(m_files.path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), QByteArray::fromBase64(picture));
}

TEST_F(ToolsTabTest, AsksOnceBeforeATerribleTool)
{
    m_tab.chooseTool(u"wipe"_s);
    m_dialogs.answer = false;
    panel().run();
    EXPECT_EQ(call(), nullptr);
    m_dialogs.answer = true;
    panel().run();
    ASSERT_NE(call(), nullptr);
    call()->end(Json::object());
    const auto asked = m_dialogs.asked.size();
    panel().run();
    EXPECT_EQ(m_dialogs.asked.size(), asked);
    EXPECT_NE(call(1), nullptr);
}

TEST_F(ToolsTabTest, KeepsWhatWasTypedAndCalledForEachTool)
{
    callSearch("first");
    call(0)->end(Json::object());
    callSearch("second");
    m_tab.chooseTool(u"wipe"_s);
    EXPECT_TRUE(panel().runButton()->isEnabled()) << "the other tool's call does not hold this one";
    call(1)->end(Json::object());
    m_tab.chooseTool(u"search"_s);
    EXPECT_EQ((*panel().arguments()->arguments())["query"], "second");
    panel().showView(ToolPanel::History);
    QListWidget *list = nullptr;
    for (auto *one : panel().findChildren<QListWidget *>()) {
        list = one->accessibleName() == u"Calls of this tool"_s ? one : list;
    }
    ASSERT_NE(list, nullptr);
    ASSERT_EQ(list->count(), 2);
    list->setCurrentRow(1);
    click(panel(), "Take its arguments");
    EXPECT_EQ((*panel().arguments()->arguments())["query"], "first");
    panel().showView(ToolPanel::History);
    list->setCurrentRow(0);
    click(panel(), "Call again");
    ASSERT_NE(call(2), nullptr);
    EXPECT_EQ(call(2)->arguments["query"], "second");
}

TEST_F(ToolsTabTest, AnswersWhatTheServerAsks)
{
    callSearch("x");
    engine::ToolQuestion question;
    question.id = 7;
    question.message = "Which harbour?";
    question.schema = Json::parse(
        R"({"type":"object","required":["port"],"properties":{"port":{"type":"string"}}})");
    Q_EMIT call()->asked(question);
    click(panel(), "Answer");
    EXPECT_TRUE(call()->answers.empty()) << "a value is missing";
    auto *port = panel().findChild<ArgumentField *>(u"port"_s);
    ASSERT_NE(port, nullptr);
    port->findChild<QLineEdit *>()->setText(u"Bremen"_s);
    click(panel(), "Answer");
    ASSERT_EQ(call()->answers.size(), 1U);
    EXPECT_EQ(call()->answers[0].first, 7);
    EXPECT_EQ(*call()->answers[0].second, Json::parse(R"({"port":"Bremen"})"));
}

TEST_F(ToolsTabTest, WhatDoesNotRunCannotBeCalled)
{
    m_snapshot.instance.state = model::InstanceState::Stopped;
    m_tab.show(m_snapshot);
    EXPECT_FALSE(panel().runButton()->isEnabled());
    EXPECT_TRUE(panel().runButton()->toolTip().contains(u"Start it"_s));
    m_snapshot.instance.spec.docker()->gateway.startOnCall = true;
    m_tab.show(m_snapshot);
    EXPECT_TRUE(panel().runButton()->isEnabled());
}

} // namespace
} // namespace berth::ui
