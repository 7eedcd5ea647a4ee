// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/result_view.h"

#include "model/tool_schema.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/tools/argument_form.h"
#include "ui/tools/content_card.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/states.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QDateTime>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int barSteps = 1000;
constexpr int barHeight = 6;
constexpr int tickMs = 250;
constexpr int logLines = 6;
constexpr std::size_t mostBlocks = 50;

QString logText(const engine::ToolLogLine &line)
{
    return QString::fromStdString(line.level) + u"  "_s + QString::fromStdString(line.text);
}

/// Said of what is there, not of what a person shall type.
QStringList misfitTexts(const model::Violations &violations)
{
    QStringList texts;
    for (const model::Violation &violation : violations) {
        const QString place = violation.pointer.empty() ? ResultView::tr("The whole of it")
                                                        : QString::fromStdString(violation.pointer);
        texts << ResultView::tr("%1: %2, where the schema has %3.", "place, what is, what shall be")
                     .arg(place, QString::fromStdString(violation.found),
                          QString::fromStdString(violation.expected));
    }
    return texts;
}

} // namespace

ResultView::ResultView(FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_files(files)
    , m_empty(new EmptyState(Icon::Play, tr("Not called yet"),
                             tr("Fill in the arguments and run the tool. What it answers appears "
                                "here.")))
    , m_scroll(new QScrollArea)
    , m_state(new StatusPill)
    , m_facts(new TextLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_progress(new QWidget)
    , m_bar(new QProgressBar)
    , m_progressText(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_problem(new Banner)
    , m_question(new Card(tr("The server asks")))
    , m_questionText(new WrappedLabel({}, TextRole::Body))
    , m_questionForm(new ArgumentForm(files))
    , m_logBox(new QWidget)
    , m_log(new QPlainTextEdit)
    , m_content(new QVBoxLayout)
{
    m_scroll->setFocusPolicy(Qt::NoFocus);
    makeScrollPane(*m_scroll, makeInside(), Ground::Surface);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_empty);
    layout->addWidget(m_scroll);
    m_clock.setInterval(tickMs);
    connect(&m_clock, &QTimer::timeout, this, &ResultView::tick);
    setRun(nullptr, {});
}

QWidget *ResultView::makeInside()
{
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space20);
    column->setSpacing(metrics::space12);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space12);
    head->addWidget(m_state);
    head->addWidget(m_facts, 1);
    column->addLayout(head);
    auto *progressColumn = new QVBoxLayout(m_progress);
    progressColumn->setContentsMargins({});
    progressColumn->setSpacing(metrics::space4);
    progressColumn->addWidget(m_bar);
    progressColumn->addWidget(m_progressText);
    m_bar->setFixedHeight(barHeight);
    m_bar->setAccessibleName(tr("Progress of the call"));
    column->addWidget(m_progress);
    makeQuestion();
    column->addWidget(m_question);
    column->addWidget(m_problem);
    makeLog();
    m_content->setSpacing(metrics::space16);
    column->addLayout(m_content);
    column->addWidget(m_logBox);
    column->addStretch();
    return inside;
}

void ResultView::makeLog()
{
    auto *logColumn = new QVBoxLayout(m_logBox);
    logColumn->setContentsMargins({});
    logColumn->setSpacing(metrics::space4);
    logColumn->addWidget(new TextLabel(tr("Log messages"), TextRole::BodyStrong));
    logColumn->addWidget(m_log);
    m_log->setReadOnly(true);
    m_log->setFont(textFont(TextRole::Mono));
    m_log->setAccessibleName(tr("Log messages"));
    m_log->setTabChangesFocus(true);
    m_log->setFixedHeight(QFontMetrics(m_log->font()).lineSpacing() * logLines + 26);
}

void ResultView::makeQuestion()
{
    QVBoxLayout *body = static_cast<Card *>(m_question)->body();
    body->setSpacing(metrics::space12);
    body->addWidget(m_questionText);
    body->addWidget(m_questionForm);
    auto *send = makeButton(tr("Answer"), ButtonRole::Primary);
    auto *decline = makeButton(tr("Decline"), ButtonRole::Secondary);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addStretch();
    row->addWidget(decline);
    row->addWidget(send);
    body->addLayout(row);
    connect(send, &QPushButton::clicked, this, [this] {
        if (!m_questionForm->check(true).empty()) {
            m_questionForm->focusFirstInvalid();
        } else if (m_run != nullptr) {
            m_run->answer(m_questionId, m_questionForm->value());
        }
    });
    connect(decline, &QPushButton::clicked, this, [this] {
        if (m_run != nullptr) {
            m_run->answer(m_questionId, std::nullopt);
        }
    });
    connect(m_questionForm, &ArgumentForm::restructured, this,
            [this, decline] { setTabOrder(m_questionForm->orderAfter(m_log), decline); });
}

void ResultView::setRun(ToolRun *run, const base::Json &outputSchema)
{
    m_outputSchema = outputSchema;
    if (m_run != nullptr) {
        m_run->disconnect(this);
    }
    m_run = run;
    if (run != nullptr) {
        connect(run, &ToolRun::started, this, &ResultView::follow);
        connect(run, &ToolRun::progressed, this, &ResultView::showRunning);
        connect(run, &ToolRun::logged, this, [this] { showLog(m_run->log()); });
        connect(run, &ToolRun::asked, this, &ResultView::showQuestion);
        connect(run, &ToolRun::finished, this, &ResultView::follow);
        connect(run, &QObject::destroyed, this, [this] { m_run = nullptr; });
    }
    follow();
}

void ResultView::follow()
{
    const bool isRunning = m_run != nullptr && m_run->isRunning();
    const bool hasAny = isRunning || (m_run != nullptr && !m_run->past().empty());
    m_empty->setVisible(!hasAny);
    m_scroll->setVisible(hasAny);
    m_progress->setVisible(isRunning);
    m_question->hide();
    if (isRunning) {
        m_clock.start();
        clearContent();
        m_problem->hide();
        m_logged = 0;
        showLog(m_run->log());
        showRunning();
        showQuestion();
        return;
    }
    m_clock.stop();
    if (hasAny) {
        showPast(m_run->past().front());
    }
}

void ResultView::showPast(const PastCall &call)
{
    if (m_run != nullptr && m_run->isRunning()) {
        return; // what goes on now has the screen
    }
    m_logged = 0;
    showLog(call.log);
    showOutcome(call.outcome);
}

void ResultView::tick()
{
    if (m_run != nullptr && m_run->isRunning()) {
        const auto elapsed = m_run->startedAt().msecsTo(QDateTime::currentDateTime());
        m_facts->setText(elapsed < 1000 ? QString() : tr("for %1 s").arg(elapsed / 1000));
    }
}

void ResultView::showRunning()
{
    if (m_run == nullptr || !m_run->isRunning()) {
        return;
    }
    m_state->setStatus(m_run->isCancelling() ? tr("Cancelling") : tr("Running"), Tone::Info);
    tick();
    const auto &progress = m_run->progress();
    const bool isKnown = progress && progress->total && *progress->total > 0;
    m_bar->setRange(0, isKnown ? barSteps : 0);
    if (isKnown) {
        const double fraction = std::clamp(progress->done / *progress->total, 0.0, 1.0);
        m_bar->setValue(static_cast<int>(fraction * barSteps));
    }
    QString words;
    if (progress) {
        const QString done = QLocale().toString(progress->done, 'g', 6);
        words =
            isKnown ? tr("%1 of %2").arg(done, QLocale().toString(*progress->total, 'g', 6)) : done;
        if (!progress->message.empty()) {
            words += u"  "_s + QString::fromStdString(progress->message);
        }
    }
    m_progressText->setWords(words);
    m_progressText->setVisible(!words.isEmpty());
}

void ResultView::showQuestion()
{
    const auto question = m_run != nullptr ? m_run->question() : std::nullopt;
    m_question->setVisible(question.has_value());
    if (question && question->id != m_questionId) {
        m_questionId = question->id;
        m_questionText->setWords(QString::fromStdString(question->message));
        m_questionForm->setSchema(question->schema);
    }
}

void ResultView::showLog(const std::vector<engine::ToolLogLine> &log)
{
    m_logBox->setVisible(!log.empty());
    if (log.size() < m_logged || m_logged == 0) {
        m_log->clear();
        m_logged = 0;
    }
    for (; m_logged < log.size(); ++m_logged) {
        m_log->appendPlainText(logText(log[m_logged]));
    }
}

void ResultView::clearContent()
{
    while (QLayoutItem *item = m_content->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void ResultView::showOutcome(const engine::ToolOutcome &outcome)
{
    m_progress->hide();
    clearContent();
    m_facts->setText(tr("%1, %2", "duration, size")
                         .arg(durationText(outcome.took.count()), sizeText(outcome.bytes)));
    if (!outcome.result) {
        const base::Error error = outcome.error.value_or(base::Error{});
        const bool cancelled = error.code == base::ErrorCode::Cancelled;
        m_state->setStatus(cancelled ? tr("Cancelled") : tr("Failed"),
                           cancelled ? Tone::Neutral : Tone::Danger);
        m_facts->setText(tr("after %1").arg(durationText(outcome.took.count())));
        if (!cancelled) {
            m_problem->setMessage(Tone::Danger, tr("The call came to no result"),
                                  QString::fromStdString(error.message));
            m_problem->setDetails(QString::fromStdString(error.details));
        }
        m_problem->setVisible(!cancelled);
        return;
    }
    const auto flag = outcome.result->find("isError");
    const bool isError = flag != outcome.result->end() && flag->is_boolean() && flag->get<bool>();
    m_state->setStatus(isError ? tr("Tool error") : tr("Done"),
                       isError ? Tone::Danger : Tone::Success);
    m_problem->hide();
    if (!isError) {
        showMisfit(*outcome.result);
    }
    auto blocks = contentBlocks(*outcome.result);
    if (blocks.empty()) {
        m_content->addWidget(
            new TextLabel(tr("The result is empty."), TextRole::Body, TextColor::Muted));
    }
    const bool isCut = blocks.size() > mostBlocks;
    blocks.resize(std::min(blocks.size(), mostBlocks));
    for (ContentBlock &block : blocks) {
        m_content->addWidget(new ContentCard(std::move(block), m_files));
    }
    if (isCut) {
        m_content->addWidget(new TextLabel(tr("The result has more blocks than are shown."),
                                           TextRole::Secondary, TextColor::Muted));
    }
}

/// A server may break its own word; its clients would stumble over that.
void ResultView::showMisfit(const base::Json &result)
{
    if (m_outputSchema.empty()) {
        return;
    }
    const auto structured = result.find("structuredContent");
    const QStringList misfits =
        structured == result.end()
            ? QStringList(tr("There is none, though the tool has an output schema."))
            : misfitTexts(model::ToolSchema(m_outputSchema).check(*structured));
    if (!misfits.isEmpty()) {
        m_problem->setMessage(Tone::Warning,
                              tr("The structured content is not what the tool promises"),
                              misfits.front());
        m_problem->setDetails(misfits.size() > 1 ? misfits.join(u'\n') : QString());
    }
}

} // namespace berth::ui
