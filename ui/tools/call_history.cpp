// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/call_history.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/tools/result_content.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/states.h"

#include <QListWidget>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostArgumentText = 200;

QString outcomeWord(const engine::ToolOutcome &outcome)
{
    if (!outcome.result) {
        const bool cancelled = outcome.error && outcome.error->code == base::ErrorCode::Cancelled;
        return cancelled ? CallHistory::tr("Cancelled") : CallHistory::tr("Failed");
    }
    const auto flag = outcome.result->find("isError");
    const bool isError = flag != outcome.result->end() && flag->is_boolean() && flag->get<bool>();
    return isError ? CallHistory::tr("Tool error") : CallHistory::tr("Done");
}

} // namespace

CallHistory::CallHistory(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_list(new QListWidget)
    , m_restore(makeButton(tr("Take its arguments"), ButtonRole::Secondary))
    , m_replay(makeButton(tr("Call again"), Icon::Play, ButtonRole::Secondary))
{
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_stack);
    m_stack->addWidget(new EmptyState(
        Icon::Activity, tr("No calls yet"),
        tr("Calls of this tool are kept here until Berth is closed. Nothing is written to disk.")));
    auto *page = new QWidget;
    setGround(page, Ground::Surface);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::space20, metrics::space12, metrics::space20,
                               metrics::space12);
    column->setSpacing(metrics::space8);
    column->addWidget(m_list, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addStretch();
    row->addWidget(m_restore);
    row->addWidget(m_replay);
    setSmall(m_restore);
    setSmall(m_replay);
    column->addLayout(row);
    m_stack->addWidget(page);
    m_list->setAccessibleName(tr("Calls of this tool"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    connect(m_list, &QListWidget::itemActivated, this,
            [this] { Q_EMIT restoreRequested(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemSelectionChanged, this, &CallHistory::updateButtons);
    connect(m_restore, &QPushButton::clicked, this,
            [this] { Q_EMIT restoreRequested(m_list->currentRow()); });
    connect(m_replay, &QPushButton::clicked, this,
            [this] { Q_EMIT replayRequested(m_list->currentRow()); });
}

void CallHistory::setRun(ToolRun *run)
{
    if (m_run != nullptr) {
        m_run->disconnect(this);
    }
    m_run = run;
    if (run != nullptr) {
        connect(run, &ToolRun::started, this, &CallHistory::updateButtons);
        connect(run, &ToolRun::finished, this, &CallHistory::fill);
        connect(run, &QObject::destroyed, this, [this] { m_run = nullptr; });
    }
    fill();
}

void CallHistory::fill()
{
    m_list->clear();
    const bool hasAny = m_run != nullptr && !m_run->past().empty();
    m_stack->setCurrentIndex(hasAny ? 1 : 0);
    if (!hasAny) {
        return;
    }
    for (const PastCall &call : m_run->past()) {
        const QString arguments = QString::fromStdString(base::toText(call.arguments));
        const QString words =
            tr("%1   %2   %3   %4", "time, outcome, duration, arguments")
                .arg(QLocale().toString(call.at.time(), u"HH:mm:ss"_s), outcomeWord(call.outcome),
                     durationText(call.outcome.took.count()), arguments.left(mostArgumentText));
        auto *item = new QListWidgetItem(words, m_list);
        item->setSizeHint({0, metrics::rowOneLine});
        item->setToolTip(arguments.left(4 * mostArgumentText));
    }
    m_list->setCurrentRow(0);
    updateButtons();
}

void CallHistory::updateButtons()
{
    const bool isChosen = m_list->currentRow() >= 0;
    m_restore->setEnabled(isChosen);
    m_replay->setEnabled(isChosen && m_run != nullptr && !m_run->isRunning());
}

} // namespace berth::ui
