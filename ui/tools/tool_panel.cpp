// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/tool_panel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/tools/arguments_pane.h"
#include "ui/tools/call_history.h"
#include "ui/tools/result_view.h"
#include "ui/tools/tab_order.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using base::Json;

namespace {

bool hint(const model::Tool &tool, const char *name)
{
    const auto flag = tool.annotations.find(name);
    return flag != tool.annotations.end() && flag->is_boolean() && flag->get<bool>();
}

} // namespace

ToolPanel::ToolPanel(Dialogs &dialogs, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_dialogs(dialogs)
    , m_name(new TextLabel({}, TextRole::Section))
    , m_id(new TextLabel({}, TextRole::Mono, TextColor::Muted))
    , m_hints(new QWidget)
    , m_runButton(makeButton(tr("Run"), Icon::Play, ButtonRole::Primary))
    , m_cancel(makeButton(tr("Cancel"), Icon::Stop, ButtonRole::Secondary))
    , m_words(new QScrollArea)
    , m_description(new TextLabel({}, TextRole::Body, TextColor::Muted))
    , m_views(new SegmentedControl(tr("What is shown of the tool")))
    , m_reset(makeButton(tr("Start over"), ButtonRole::Link))
    , m_wrong(new Banner)
    , m_stack(new QStackedWidget)
    , m_arguments(new ArgumentsPane(files))
    , m_result(new ResultView(files))
    , m_history(new CallHistory)
    , m_schema(new JsonView(tr("Schema")))
{
    setGround(this, Ground::Background);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(makeHeader());
    layout->addWidget(new Separator(Qt::Horizontal));
    m_wrong->setAction(tr("Call anyway"));
    m_wrong->setDismissible(true);
    m_wrong->hide();
    layout->addWidget(m_wrong);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_arguments);
    m_stack->addWidget(m_result);
    m_stack->addWidget(m_history);
    m_stack->addWidget(m_schema);
    connectParts();
}

QWidget *ToolPanel::makeHeader()
{
    auto *header = new QWidget;
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(metrics::space20, metrics::space12, metrics::space20,
                               metrics::space12);
    column->setSpacing(metrics::space8);
    auto *hintRow = new QHBoxLayout(m_hints);
    hintRow->setContentsMargins({});
    hintRow->setSpacing(metrics::space4);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSmall(m_runButton);
    setSmall(m_cancel);
    m_runButton->setToolTip(tr("Call the tool (Ctrl+Enter)"));
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addWidget(m_name);
    row->addWidget(m_id);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_runButton);
    column->addLayout(row);
    m_description->setWordWrap(true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_description->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_words->setFrameShape(QFrame::NoFrame);
    m_words->setFocusPolicy(Qt::NoFocus);
    m_words->setWidgetResizable(true);
    m_words->setWidget(m_description);
    setGround(m_words->viewport(), Ground::Background);
    setGround(m_description, Ground::Background);
    column->addWidget(m_words);
    column->addWidget(m_hints);
    m_views->addOption(tr("Arguments"), Arguments);
    m_views->addOption(tr("Result"), Result);
    m_views->addOption(tr("History"), History);
    m_views->addOption(tr("Schema"), Schema);
    m_views->setValue(Arguments);
    auto *viewRow = new QHBoxLayout;
    viewRow->addWidget(m_views);
    viewRow->addStretch();
    setSmall(m_reset);
    m_reset->setToolTip(tr("Empty the form, but for the defaults"));
    viewRow->addWidget(m_reset);
    column->addLayout(viewRow);
    return header;
}

void ToolPanel::connectParts()
{
    addSubmitShortcut(this, [this] { run(); });
    connect(m_runButton, &QPushButton::clicked, this, &ToolPanel::run);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_run != nullptr) {
            m_run->cancel();
        }
    });
    connect(m_reset, &QPushButton::clicked, m_arguments, &ArgumentsPane::reset);
    connect(m_views, &SegmentedControl::valueChosen, this,
            [this](const QVariant &view) { showView(static_cast<View>(view.toInt())); });
    connect(m_wrong, &Banner::actionTriggered, this, &ToolPanel::callUnchecked);
    connect(m_wrong, &Banner::dismissed, m_wrong, &QWidget::hide);
    connect(m_arguments, &ArgumentsPane::changed, this, [this] {
        m_wrong->hide();
        if (m_run != nullptr) {
            m_run->draft = m_arguments->text();
        }
    });
    connect(m_arguments, &ArgumentsPane::restructured, this, &ToolPanel::orderTabs);
    connect(m_history, &CallHistory::restoreRequested, this, [this](int index) {
        const PastCall call = m_run->past().at(static_cast<std::size_t>(index));
        m_arguments->setArguments(call.arguments);
        m_result->showPast(call);
        showView(Arguments);
    });
    connect(m_history, &CallHistory::replayRequested, this, [this](int index) {
        const Json arguments = m_run->past().at(static_cast<std::size_t>(index)).arguments;
        m_arguments->setArguments(arguments);
        call(arguments);
    });
}

void ToolPanel::showTool(const model::Tool &tool, ToolRun *run, const QString &refusal)
{
    const bool isSame = run == m_run && tool == m_tool;
    m_tool = tool;
    m_refusal = refusal;
    if (isSame) {
        updateButtons();
        return;
    }
    if (m_run != nullptr) {
        m_run->disconnect(this);
    }
    m_run = run;
    if (run != nullptr) {
        connect(run, &ToolRun::started, this, &ToolPanel::updateButtons);
        connect(run, &ToolRun::progressed, this, &ToolPanel::updateButtons);
        connect(run, &ToolRun::finished, this, &ToolPanel::updateButtons);
        connect(run, &QObject::destroyed, this, [this] { m_run = nullptr; });
    }
    const QString name = QString::fromStdString(tool.name);
    m_name->setText(tool.title.empty() ? name : QString::fromStdString(tool.title));
    m_id->setText(tool.title.empty() || tool.title == tool.name ? QString() : name);
    m_description->setText(tool.description.empty() ? tr("The server gives no description.")
                                                    : QString::fromStdString(tool.description));
    Json schemas = tool.inputSchema;
    if (!tool.outputSchema.empty()) {
        schemas = {{"inputSchema", tool.inputSchema}, {"outputSchema", tool.outputSchema}};
    }
    m_schema->setJson(QString::fromStdString(base::toPrettyText(schemas)));
    showHints();
    m_wrong->hide();
    const QString draft = run != nullptr ? run->draft : QString();
    m_arguments->setTool(tool.inputSchema, draft);
    m_result->setRun(run, tool.outputSchema);
    m_history->setRun(run);
    showView(run != nullptr && run->isRunning() ? Result : Arguments);
    updateButtons();
    fitWords();
}

void ToolPanel::showHints()
{
    QLayout *row = m_hints->layout();
    while (QLayoutItem *item = row->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [&](const QString &words, Tone tone, const QString &meaning) {
        auto *pill = new StatusPill;
        pill->setStatus(words, tone);
        pill->setToolTip(meaning);
        row->addWidget(pill);
    };
    if (hint(m_tool, "readOnlyHint")) {
        add(tr("Read only"), Tone::Success, tr("The server says that it changes nothing."));
    } else if (hint(m_tool, "destructiveHint")) {
        add(tr("Destructive"), Tone::Danger,
            tr("The server says that it may destroy something. You are asked before the first "
               "call."));
    }
    if (hint(m_tool, "idempotentHint")) {
        add(tr("Repeatable"), Tone::Neutral,
            tr("The server says that calling it again changes nothing more."));
    }
    if (hint(m_tool, "openWorldHint")) {
        add(tr("Reaches outside"), Tone::Info,
            tr("The server says that it deals with things beyond its own."));
    }
    const bool hasAny = row->count() > 0;
    static_cast<QHBoxLayout *>(row)->addStretch();
    m_hints->setVisible(hasAny);
}

void ToolPanel::setRefusal(const QString &refusal)
{
    m_refusal = refusal;
    updateButtons();
}

void ToolPanel::updateButtons()
{
    const bool isRunning = m_run != nullptr && m_run->isRunning();
    m_cancel->setVisible(isRunning);
    m_cancel->setEnabled(isRunning && !m_run->isCancelling());
    m_runButton->setEnabled(m_run != nullptr && !isRunning && m_refusal.isEmpty());
    m_runButton->setToolTip(m_refusal.isEmpty() ? tr("Call the tool (Ctrl+Enter)") : m_refusal);
}

void ToolPanel::showView(View view)
{
    m_views->setValue(view);
    m_stack->setCurrentIndex(view);
    m_reset->setVisible(view == Arguments);
}

ToolPanel::View ToolPanel::view() const
{
    return static_cast<View>(m_stack->currentIndex());
}

void ToolPanel::run()
{
    if (!m_runButton->isEnabled()) {
        return;
    }
    const auto arguments = m_arguments->arguments();
    if (!arguments) {
        showView(Arguments);
        return;
    }
    const auto violations = m_arguments->check();
    if (violations.empty()) {
        m_wrong->hide();
        call(*arguments);
        return;
    }
    showView(Arguments);
    m_wrong->setMessage(
        Tone::Warning,
        tr("%n value(s) do not fit what the tool asks for", nullptr,
           static_cast<int>(violations.size())),
        tr("Mend what is marked, or send it as it is to see what the server says."));
}

void ToolPanel::callUnchecked()
{
    const auto arguments = m_arguments->arguments();
    if (arguments && m_runButton->isEnabled()) {
        m_wrong->hide();
        call(*arguments);
    }
}

void ToolPanel::call(const Json &arguments)
{
    const auto start = [self = QPointer<ToolPanel>(this), run = QPointer<ToolRun>(m_run),
                        arguments] {
        if (run) {
            run->isConfirmed = true;
            run->start(arguments);
        }
        if (self && run == self->m_run) {
            self->showView(Result);
        }
    };
    if (!hint(m_tool, "destructiveHint") || hint(m_tool, "readOnlyHint") || m_run->isConfirmed) {
        start();
        return;
    }
    ConfirmRequest request;
    request.title = tr("Call %1?").arg(QString::fromStdString(m_tool.name));
    request.text = tr("The server says that this tool may destroy something. You are asked once "
                      "for each tool, until Berth is closed.");
    request.confirmText = tr("Call the tool");
    m_dialogs.confirm(this, request, [start](bool yes) {
        if (yes) {
            start();
        }
    });
}

void ToolPanel::orderTabs()
{
    m_arguments->orderAfter(m_reset);
}

/// As tall as the description, up to a limit; longer ones scroll.
void ToolPanel::fitWords()
{
    constexpr int tallest = 76;
    const int needed = m_description->heightForWidth(m_words->viewport()->width());
    m_words->setFixedHeight(std::clamp(needed, 0, tallest));
}

void ToolPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

} // namespace berth::ui
