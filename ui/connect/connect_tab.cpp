// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connect/connect_tab.h"

#include "model/client_snippets.h"
#include "ui/forms/step_row.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/clipboard_guard.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

using engine::ConnectionTestStep;

namespace {

constexpr int fewestLines = 3;
constexpr int mostLines = 13;
constexpr int snippetMargins = 26;

QString timeText(std::chrono::microseconds took)
{
    const double milliseconds = static_cast<double>(took.count()) / 1000;
    return ConnectTab::tr("%1 ms").arg(
        QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0));
}

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

ConnectTab::ConnectTab(engine::ToolCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_clipboard(new ClipboardGuard(ClipboardGuard::defaultTime, this))
    , m_address(new CopyField(tr("address")))
    , m_reach(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_certificate(new CopyField(tr("file of the certificate")))
    , m_tokenNeed(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_tokenChoice(new SegmentedControl(tr("Token")))
    , m_tokenRow(new QWidget)
    , m_token(new QLineEdit)
    , m_create(makeButton(tr("Create a token"), Icon::Key, ButtonRole::Secondary))
    , m_tokenNote(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_client(new QComboBox)
    , m_place(new TextLabel({}, TextRole::Mono, TextColor::Muted))
    , m_text(new JsonView(tr("What the client needs")))
    , m_note(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_copy(makeButton(tr("Copy"), Icon::Copy, ButtonRole::Secondary))
    , m_test(makeButton(tr("Test"), Icon::Play, ButtonRole::Secondary))
    , m_verdict(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
{
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space20);
    column->setSpacing(metrics::space16);
    column->addWidget(makeAddress());
    column->addWidget(makeToken());
    column->addWidget(makeSnippet());
    column->addWidget(makeTest());
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFocusPolicy(Qt::NoFocus);
    makeScrollPane(*scroll, inside, Ground::Background);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(scroll);
    followGateway();
    resetTest({});
}

ConnectTab::~ConnectTab()
{
    m_running.cancel();
}

QWidget *ConnectTab::makeAddress()
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(metrics::space4);
    column->addWidget(new TextLabel(tr("Address"), TextRole::Section));
    column->addWidget(m_address);
    column->addWidget(new WrappedLabel(
        tr("The same after restarts. Clients that speak Streamable HTTP use it as it is; for the "
           "older HTTP+SSE transport, put /sse behind it."),
        TextRole::Secondary, TextColor::Muted));
    column->addWidget(m_reach);
    m_certificate->setObjectName(QStringLiteral("certificate"));
    column->addWidget(m_certificate);
    return part;
}

QWidget *ConnectTab::makeToken()
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(metrics::space8);
    column->addWidget(new TextLabel(tr("Token"), TextRole::Section));
    column->addWidget(m_tokenNeed);
    m_tokenChoice->addOption(tr("Without"), false);
    m_tokenChoice->addOption(tr("With a token"), true);
    m_tokenChoice->setValue(false);
    column->addWidget(m_tokenChoice, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout(m_tokenRow);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("Token of a client"));
    m_token->setAccessibleName(tr("Token of a client"));
    row->addWidget(m_token, 1);
    row->addWidget(m_create);
    m_create->hide();
    column->addWidget(m_tokenRow);
    column->addWidget(m_tokenNote);
    m_tokenNote->hide();
    connect(m_create, &QPushButton::clicked, this, &ConnectTab::createToken);
    connect(m_tokenChoice, &SegmentedControl::valueChosen, this, &ConnectTab::followToken);
    connect(m_token, &QLineEdit::textChanged, this, &ConnectTab::showSnippet);
    // What was found out before says nothing about another token.
    const auto forgetTest = [this] {
        stopTest();
        resetTest({});
    };
    connect(m_token, &QLineEdit::textChanged, this, forgetTest);
    connect(m_tokenChoice, &SegmentedControl::valueChosen, this, forgetTest);
    return part;
}

QWidget *ConnectTab::makeSnippet()
{
    auto *card = new Card(tr("For your client"));
    for (const model::ClientSnippet &snippet : model::clientSnippets()) {
        m_client->addItem(fromView(snippet.name), fromView(snippet.id));
    }
    m_client->setAccessibleName(tr("Client"));
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addWidget(m_client);
    row->addWidget(m_place, 1);
    row->addWidget(m_copy);
    setSmall(m_client);
    setSmall(m_copy);
    m_copy->setAccessibleName(tr("Copy what the client needs"));
    QVBoxLayout *body = card->body();
    body->setSpacing(metrics::space8);
    body->addLayout(row);
    connect(m_text->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged,
            this, &ConnectTab::fitSnippet);
    fitSnippet();
    body->addWidget(m_text);
    body->addWidget(m_note);
    connect(m_client, &QComboBox::currentIndexChanged, this, &ConnectTab::showSnippet);
    connect(m_copy, &QPushButton::clicked, this, &ConnectTab::copySnippet);
    return card;
}

QWidget *ConnectTab::makeTest()
{
    auto *card = new Card(tr("Does it work?"));
    setSmall(m_test);
    card->addHeaderWidget(m_test);
    QVBoxLayout *body = card->body();
    body->setSpacing(0);
    body->addWidget(m_verdict);
    const struct
    {
        const char *name;
        QString title;
    } steps[] = {{"reach", tr("Reach the gateway")},
                 {"initialize", tr("Shake hands with the server")},
                 {"tools", tr("List its tools")}};
    for (const auto &step : steps) {
        auto *row = new StepRow(step.title);
        row->setObjectName(QString::fromLatin1(step.name));
        m_steps.push_back(row);
        body->addWidget(row);
    }
    connect(m_test, &QPushButton::clicked, this,
            [this] { m_isRunning ? stopTest() : startTest(); });
    return card;
}

void ConnectTab::show(const engine::InstanceSnapshot &snapshot)
{
    const bool isOther = snapshot.instance.id != m_id;
    m_id = snapshot.instance.id;
    m_slug = snapshot.instance.slug;
    m_address->setText(QString::fromStdString(snapshot.address));
    m_test->setEnabled(!snapshot.address.empty());
    if (isOther) {
        m_token->clear(); // it may be for the other one only
        m_tokenNote->setWords({});
        stopTest();
        resetTest({});
    }
    followGateway();
}

void ConnectTab::setClients(engine::ClientCommands *clients)
{
    m_clients = clients;
    m_create->setVisible(clients != nullptr);
}

void ConnectTab::setGateway(const GatewayFacts &facts)
{
    m_gateway = facts;
    followGateway();
}

/// For the chosen client and this instance only.
void ConnectTab::createToken()
{
    model::ClientDraft draft;
    draft.name = m_client->currentText().toStdString() + ", " + m_slug;
    draft.limits.instances = {m_id};
    m_create->setEnabled(false);
    whenFinished(
        m_clients->createClient(draft), this,
        [this, id = m_id, name = draft.name](const base::Result<engine::NewClient> &made) {
            m_create->setEnabled(true);
            if (id != m_id) {
                return;
            }
            m_tokenNote->setColor(made ? TextColor::Muted : TextColor::Danger);
            m_tokenNote->setWords(
                made ? tr("Made for the client \"%1\". Copy the text below now: the token is not "
                          "shown again.")
                           .arg(QString::fromStdString(name))
                     : QString::fromStdString(made.error().message));
            m_tokenNote->show();
            if (made) {
                useToken(made->token);
            }
        });
}

void ConnectTab::useToken(const base::Secret &token)
{
    m_tokenChoice->setValue(true);
    m_token->setText(QString::fromStdString(token.expose()));
    followToken();
}

bool ConnectTab::wantsToken() const
{
    return m_gateway.demandsToken || m_tokenChoice->value().toBool();
}

void ConnectTab::followGateway()
{
    const QString reach = GatewayText::reach(m_gateway);
    m_reach->setWords(reach);
    m_reach->setVisible(!reach.isEmpty());
    m_certificate->setText(m_gateway.certificate);
    m_certificate->setVisible(!m_gateway.certificate.isEmpty());
    m_tokenNeed->setWords(GatewayText::token(m_gateway, m_id));
    m_tokenChoice->setVisible(!m_gateway.demandsToken);
    followToken();
}

void ConnectTab::followToken()
{
    m_tokenRow->setVisible(wantsToken());
    m_tokenNote->setVisible(wantsToken() && !m_tokenNote->text().isEmpty());
    showSnippet();
}

std::string ConnectTab::snippetText(std::string_view token) const
{
    const auto *snippet =
        model::findClientSnippet(m_client->currentData().toString().toStdString());
    return snippet == nullptr
               ? std::string()
               : model::renderSnippet(*snippet, m_slug, m_address->text().toStdString(), token);
}

/// A token that was typed does not stand on the screen; the copy has it.
void ConnectTab::showSnippet()
{
    const auto *snippet =
        model::findClientSnippet(m_client->currentData().toString().toStdString());
    if (snippet == nullptr) {
        return;
    }
    const std::string_view shown =
        m_token->text().isEmpty() ? model::tokenPlaceholder : base::secretMask;
    const QString text =
        QString::fromStdString(snippetText(wantsToken() ? shown : std::string_view()));
    snippet->language == model::SnippetLanguage::Json ? m_text->setJson(text)
                                                      : m_text->setOther(text);
    m_place->setText(snippet->place.empty() ? tr("in a terminal") : fromView(snippet->place));
    m_note->setWords(fromView(snippet->note));
    m_note->setVisible(!snippet->note.empty());
}

void ConnectTab::fitSnippet()
{
    // The height of a plain text's document is its number of lines.
    const int lines = static_cast<int>(m_text->document()->size().height());
    m_text->setFixedHeight(QFontMetrics(m_text->font()).lineSpacing() *
                               std::clamp(lines, fewestLines, mostLines) +
                           snippetMargins);
}

void ConnectTab::copySnippet()
{
    confirmCopy(m_copy);
    const std::string token = m_token->text().toStdString();
    if (wantsToken() && !token.empty()) {
        m_clipboard->copy(QString::fromStdString(snippetText(token)));
        return;
    }
    QGuiApplication::clipboard()->setText(QString::fromStdString(
        snippetText(wantsToken() ? model::tokenPlaceholder : std::string_view())));
}

void ConnectTab::resetTest(const QString &words)
{
    for (StepRow *step : m_steps) {
        step->showWaiting(false);
    }
    m_isRunning = false;
    m_test->setText(tr("Test"));
    m_verdict->setColor(TextColor::Muted);
    m_verdict->setWords(
        words.isEmpty() ? tr("Goes through the gateway step by step, as a client does.") : words);
}

void ConnectTab::startTest()
{
    if (m_gateway.demandsToken && m_token->text().isEmpty()) {
        resetTest(tr("Paste or create a token first: without one the gateway refuses."));
        m_token->setFocus(Qt::OtherFocusReason);
        return;
    }
    resetTest(tr("Trying each step."));
    m_isRunning = true;
    m_done = 0;
    m_hasFailed = false;
    m_test->setText(tr("Stop"));
    m_steps.front()->showWaiting(true);
    base::Secret token(wantsToken() ? m_token->text().toStdString() : std::string());
    m_running = m_commands.testAddress(m_id, std::move(token));
    forEachResult(
        m_running, this, [this](const ConnectionTestStep &step) { showStep(step); },
        [this] { endTest(); });
}

void ConnectTab::stopTest()
{
    if (m_isRunning) {
        m_running.cancel();
        resetTest(tr("The test was stopped."));
    }
}

void ConnectTab::showStep(const ConnectionTestStep &step)
{
    if (m_done < m_steps.size()) {
        m_steps[m_done]->showStep(step, timeText(step.took));
    }
    ++m_done;
    m_hasFailed = m_hasFailed || step.outcome == ConnectionTestStep::Outcome::Failed;
    if (m_done < m_steps.size()) {
        m_steps[m_done]->showWaiting(true);
    }
}

void ConnectTab::endTest()
{
    m_isRunning = false;
    m_test->setText(tr("Test again"));
    if (m_done < m_steps.size()) {
        m_steps[m_done]->showWaiting(false);
    }
    const bool passed = m_done > 0 && !m_hasFailed;
    m_verdict->setColor(passed ? TextColor::Success : TextColor::Danger);
    m_verdict->setWords(passed ? tr("It works. A client with this address will do the same.")
                               : tr("A step failed. What to do stands under it."));
}

} // namespace berth::ui
