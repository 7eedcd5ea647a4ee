// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/test_panel.h"

#include "ui/connections/connection_text.h"
#include "ui/forms/step_row.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QVBoxLayout>

namespace berth::ui {

using Outcome = engine::ConnectionTestStep::Outcome;

namespace {

constexpr const char *stepNames[] = {"resolve",      "connect",   "tls",
                                     "authenticate", "subscribe", "platform"};

} // namespace

TestPanel::TestPanel(QWidget *parent)
    : QWidget(parent)
    , m_text(new WrappedLabel({}, TextRole::Body, TextColor::Muted))
    , m_test(makeButton({}, ButtonRole::Secondary))
    , m_rows(nullptr)
{
    setGround(this, Ground::Background);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Test"), TextRole::Section), 1);
    head->addWidget(m_test);
    setSmall(m_test);
    auto *card = new Card;
    m_rows = card->body();
    m_rows->setSpacing(0);
    for (const char *name : stepNames) {
        auto *row = new StepRow(ConnectionText::stepName(name), card);
        row->setObjectName(QString::fromLatin1(name));
        m_steps.push_back(row);
        m_rows->addWidget(row);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space20, metrics::space20, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addLayout(head);
    layout->addWidget(m_text);
    layout->addWidget(card);
    layout->addStretch();
    connect(m_test, &QPushButton::clicked, this, [this] {
        m_verdict == Verdict::Running ? Q_EMIT stopRequested() : Q_EMIT testRequested();
    });
    showNothing();
}

void TestPanel::setVerdict(Verdict verdict, const QString &text)
{
    m_verdict = verdict;
    m_text->setWords(text);
    m_text->setColor(verdict == Verdict::Failed   ? TextColor::Danger
                     : verdict == Verdict::Passed ? TextColor::Success
                                                  : TextColor::Muted);
    m_test->setText(verdict == Verdict::Running ? tr("Stop the test")
                    : verdict == Verdict::None  ? tr("Test connection")
                                                : tr("Test again"));
}

void TestPanel::showNothing()
{
    for (StepRow *row : m_steps) {
        row->showWaiting(false);
    }
    setVerdict(
        Verdict::None,
        tr("Tries the connection step by step, as it would be saved. Nothing is published."));
}

void TestPanel::showOutdated()
{
    if (m_verdict == Verdict::Passed || m_verdict == Verdict::Failed) {
        setVerdict(Verdict::None, tr("The fields were changed since this test."));
    }
}

StepRow *TestPanel::row(std::size_t index) const
{
    return index < m_steps.size() ? m_steps[index] : nullptr;
}

void TestPanel::showRunning()
{
    m_done = 0;
    m_hasFailed = false;
    for (StepRow *row : m_steps) {
        row->showWaiting(false);
    }
    m_steps.front()->showWaiting(true);
    setVerdict(Verdict::Running, tr("Trying each step."));
}

void TestPanel::showStep(const engine::ConnectionTestStep &step)
{
    if (StepRow *ended = row(m_done)) {
        ended->showStep(step, ConnectionText::roundTrip(step.took));
    }
    ++m_done;
    m_hasFailed = m_hasFailed || step.outcome == Outcome::Failed;
    if (StepRow *next = row(m_done)) {
        next->showWaiting(true);
    }
}

void TestPanel::showEnd()
{
    if (StepRow *unreached = row(m_done)) {
        unreached->showWaiting(false);
    }
    const bool passed = m_done > 0 && !m_hasFailed;
    passed ? setVerdict(Verdict::Passed, tr("Every step passed. The connection can be saved."))
           : setVerdict(Verdict::Failed, tr("A step failed. What to do stands under it."));
}

} // namespace berth::ui
