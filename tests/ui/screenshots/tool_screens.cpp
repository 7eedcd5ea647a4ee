// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "tool_screens.h"

#include "support/ui/fake_engine.h"
#include "ui/connect/connect_tab.h"
#include "ui/instances/detail_panel.h"
#include "ui/tools/arguments_pane.h"
#include "ui/tools/tool_panel.h"
#include "ui/tools/tools_tab.h"
#include "ui/traffic/traffic_tab.h"
#include "ui/widgets/choices.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTableView>

namespace berth::screens {
namespace {

using base::Json;
using test::FakeEngine;
using ui::MainWindow;
using ui::ToolPanel;

constexpr const char *createIssue = R"({"type":"object","required":["repo","title","assignee"],
 "properties":{
  "repo":{"type":"string","description":"Owner and name","examples":["acme/harbour"]},
  "title":{"type":"string","minLength":3,"description":"One line"},
  "body":{"type":"string","format":"markdown"},
  "priority":{"enum":["low","normal","high","urgent"],"default":"normal"},
  "due":{"type":["string","null"],"format":"date","description":"When it shall be done"},
  "labels":{"type":"array","items":{"type":"string"},"maxItems":5,"description":"At most five"},
  "assignee":{"description":"Who works on it","anyOf":[
     {"title":"Person","type":"object","required":["login"],"properties":{
        "login":{"type":"string"},"notify":{"type":"boolean"}}},
     {"title":"Team","type":"string"}]},
  "metadata":{"type":"object","additionalProperties":{"type":"string"},
     "description":"Anything else to keep with it"}}})";

ToolPanel *open(MainWindow &window, FakeEngine &engine)
{
    for (engine::InstanceSnapshot snapshot : engine.instances()) {
        if (snapshot.instance.id == "inst-github") {
            model::Tool tool;
            tool.name = "create_issue";
            tool.title = "Create issue";
            tool.description = "Opens an issue in a repository and returns its number and address.";
            tool.inputSchema = Json::parse(createIssue);
            tool.annotations = Json::parse(R"({"destructiveHint":false,"openWorldHint":true})");
            snapshot.instance.tools.insert(snapshot.instance.tools.begin(), tool);
            engine.put(snapshot);
        }
    }
    window.showPage(QStringLiteral("instances"), QStringLiteral("instance:inst-github"));
    window.findChild<ui::DetailPanel *>()->showTab(ui::DetailPanel::Tools);
    window.findChild<ui::ToolsTab *>()->chooseTool(QStringLiteral("create_issue"));
    return window.findChild<ToolPanel *>();
}

Json filled()
{
    return Json::parse(R"({"repo":"acme/harbour","title":"The crane at quay 4 is stuck",
        "priority":"high","labels":["crane","safety"],
        "assignee":{"login":"mara","notify":true},"metadata":{"shift":"night"}})");
}

std::string picture()
{
    QImage image(360, 180, QImage::Format_RGB32);
    image.fill(QColor(20, 60, 90));
    QPainter painter(&image);
    painter.setPen(QPen(QColor(240, 190, 80), 6));
    painter.drawLine(40, 150, 120, 40);
    painter.drawLine(120, 40, 300, 70);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toBase64().toStdString();
}

void showForm(MainWindow &window, FakeEngine &engine)
{
    open(window, engine)->arguments()->setArguments(filled());
}

void showWrong(MainWindow &window, FakeEngine &engine)
{
    ToolPanel *panel = open(window, engine);
    Json arguments = filled();
    arguments["title"] = "x";
    arguments.erase("repo");
    panel->arguments()->setArguments(arguments);
    panel->run();
}

void showBroken(MainWindow &window, FakeEngine &engine)
{
    ToolPanel *panel = open(window, engine);
    panel->arguments()->setArguments(filled());
    auto *text = panel->arguments()->editor();
    text->setPlainText(
        text->toPlainText().replace(QStringLiteral("\"high\","), QStringLiteral("\"high\"")));
}

void showProgress(MainWindow &window, FakeEngine &engine)
{
    ToolPanel *panel = open(window, engine);
    panel->arguments()->setArguments(filled());
    panel->run();
    auto *call = engine.toolCommands().calls.back().data();
    Q_EMIT call->progressed({42, 100, "Uploading the pictures"});
    Q_EMIT call->logged({"info", "signed in as mara"});
    Q_EMIT call->logged({"warning", "rate limit: 12 calls left"});
}

void showQuestion(MainWindow &window, FakeEngine &engine)
{
    showProgress(window, engine);
    engine::ToolQuestion question;
    question.id = 1;
    question.message = "There is an issue with this title already. Open another one?";
    question.schema = Json::parse(R"({"type":"object","required":["again"],"properties":{
        "again":{"type":"boolean","title":"Open another one"},
        "reason":{"type":"string","title":"Why","description":"Goes into the first comment"}}})");
    Q_EMIT engine.toolCommands().calls.back()->asked(question);
}

void showResult(MainWindow &window, FakeEngine &engine)
{
    showProgress(window, engine);
    Json result = Json::parse(R"({"content":[
        {"type":"text","text":"{\"number\":412,\"state\":\"open\",\"labels\":[\"crane\",\"safety\"]}"},
        {"type":"image","mimeType":"image/png"},
        {"type":"resource_link","uri":"https://github.com/acme/harbour/issues/412","name":"Issue 412",
         "mimeType":"text/html","description":"The issue on GitHub"}]})");
    result["content"][1]["data"] = picture();
    engine.toolCommands().calls.back()->end(result);
}

void showHistory(MainWindow &window, FakeEngine &engine)
{
    showResult(window, engine);
    auto *panel = window.findChild<ToolPanel *>();
    panel->run();
    engine.toolCommands().calls.back()->fail(
        {base::ErrorCode::Timeout, "The tool did not answer within 60 seconds.", {}, {}});
    panel->showView(ToolPanel::History);
}

ui::ConnectTab *openConnect(MainWindow &window)
{
    window.showPage(QStringLiteral("instances"), QStringLiteral("instance:inst-github"));
    window.findChild<ui::DetailPanel *>()->showTab(ui::DetailPanel::Connect);
    return window.findChild<ui::ConnectTab *>();
}

engine::ConnectionTestStep step(const char *name, engine::ConnectionTestStep::Outcome outcome,
                                const char *detail, int microseconds)
{
    return {name, outcome, detail, std::chrono::microseconds(microseconds)};
}

void showConnect(MainWindow &window, FakeEngine &)
{
    openConnect(window);
}

void showConnectFailed(MainWindow &window, FakeEngine &engine)
{
    using Outcome = engine::ConnectionTestStep::Outcome;
    ui::ConnectTab *tab = openConnect(window);
    tab->useToken(base::Secret("brt_0123456789"));
    for (auto *button : tab->findChildren<QAbstractButton *>()) {
        if (button->text() == QStringLiteral("Test")) {
            button->click();
        }
    }
    const auto test = engine.toolCommands().test;
    test->addResult(step("reach", Outcome::Passed, "127.0.0.1:7999", 900));
    test->addResult(step("initialize", Outcome::Failed,
                         "The MCP server at http://127.0.0.1:7999/mcp/github refuses access "
                         "(HTTP 401). Check the token and the headers it is called with.",
                         2100));
    test->addResult(step("tools", Outcome::Skipped, "", 0));
    test->finish();
}

model::RecordedCall said(std::int64_t sequence, const char *client, const char *tool,
                         model::CallOutcome outcome, int milliseconds)
{
    model::RecordedCall call;
    call.record.sequence = sequence;
    call.record.startedAt = base::SystemClock().now() - std::chrono::seconds(90 - 9 * sequence);
    call.record.instanceId = "inst-github";
    call.record.target = "github";
    call.record.client = client;
    call.record.method = "tools/call";
    call.record.tool = tool;
    call.record.toFirstByte = std::chrono::milliseconds(milliseconds / 2);
    call.record.duration = std::chrono::milliseconds(milliseconds);
    call.record.requestBytes = 210;
    call.record.responseBytes = static_cast<std::uint64_t>(milliseconds) * 31;
    call.record.httpStatus = 200;
    call.record.outcome = outcome;
    call.record.isRecorded = true;
    call.request =
        R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search_code"}})";
    call.response =
        R"({"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"3 files"}]}})";
    return call;
}

std::vector<model::RecordedCall> someCalls()
{
    using model::CallOutcome;
    std::vector<model::RecordedCall> calls{
        said(1, "Cursor", "list_issues", CallOutcome::Ok, 240),
        said(2, "Cursor", "search_code", CallOutcome::Ok, 92),
        said(3, "Claude Code", "get_file_contents", CallOutcome::ToolError, 61),
        said(4, "Claude Code", "get_file_contents", CallOutcome::Ok, 48),
        said(5, "anonymous", "", CallOutcome::Refused, 1),
        said(6, "Cursor", "create_issue", CallOutcome::TimedOut, 60000),
        said(7, "Cursor", "search_code", CallOutcome::Ok, 88)};
    calls[4].record.method = "initialize";
    calls[4].record.httpStatus = 401;
    return calls;
}

ui::TrafficTab *openTraffic(MainWindow &window, FakeEngine &engine,
                            std::vector<model::RecordedCall> calls)
{
    engine.callCommands().setCalls(std::move(calls));
    window.showPage(QStringLiteral("instances"), QStringLiteral("instance:inst-github"));
    window.findChild<ui::DetailPanel *>()->showTab(ui::DetailPanel::Traffic);
    auto *tab = window.findChild<ui::TrafficTab *>();
    tab->reload();
    QCoreApplication::processEvents();
    return tab;
}

void showTraffic(MainWindow &window, FakeEngine &engine)
{
    auto *table = openTraffic(window, engine, someCalls())->findChild<QTableView *>();
    table->setCurrentIndex(table->model()->index(0, 0));
}

void showNoTraffic(MainWindow &window, FakeEngine &engine)
{
    openTraffic(window, engine, {});
}

void showNoMatch(MainWindow &window, FakeEngine &engine)
{
    openTraffic(window, engine, someCalls())
        ->findChild<ui::SearchField *>()
        ->setText(QStringLiteral("delete_everything"));
}

void showBrokenTraffic(MainWindow &window, FakeEngine &engine)
{
    ui::TrafficTab *tab = openTraffic(window, engine, {});
    engine.callCommands().failNext({base::ErrorCode::StorageFailed,
                                    "The database could not be read, since the disk is full. Make "
                                    "room and try again.",
                                    "SQLITE_FULL",
                                    {}});
    tab->reload();
}

} // namespace

std::vector<Screen> toolScreens()
{
    return {{QStringLiteral("tool-form"), true, showForm},
            {QStringLiteral("tool-form-wrong"), true, showWrong},
            {QStringLiteral("tool-json-broken"), true, showBroken},
            {QStringLiteral("tool-progress"), true, showProgress},
            {QStringLiteral("tool-question"), true, showQuestion},
            {QStringLiteral("tool-result"), true, showResult},
            {QStringLiteral("tool-history"), true, showHistory},
            {QStringLiteral("connect"), true, showConnect},
            {QStringLiteral("connect-failed"), true, showConnectFailed},
            {QStringLiteral("traffic"), true, showTraffic},
            {QStringLiteral("traffic-empty"), true, showNoTraffic},
            {QStringLiteral("traffic-no-match"), true, showNoMatch},
            {QStringLiteral("traffic-error"), true, showBrokenTraffic}};
}

} // namespace berth::screens
