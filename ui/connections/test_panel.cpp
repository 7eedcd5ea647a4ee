// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/test_panel.h"

#include "ui/connections/connection_text.h"
#include "ui/forms/wrapped_label.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/states.h"
#include "ui/widgets/text_label.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace berth::ui {

using Outcome = engine::ConnectionTestStep::Outcome;

namespace {

constexpr int badge = 22;
constexpr const char *stepNames[] = {"resolve",      "connect",   "tls",
                                     "authenticate", "subscribe", "platform"};

struct Look
{
    Icon icon;
    Tone tone;
};

Look lookOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return {Icon::Check, Tone::Success};
    case Outcome::Failed:
        return {Icon::Close, Tone::Danger};
    case Outcome::Skipped:
        break;
    }
    return {Icon::Minus, Tone::Neutral};
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return TestPanel::tr("passed");
    case Outcome::Failed:
        return TestPanel::tr("failed");
    case Outcome::Skipped:
        break;
    }
    return TestPanel::tr("not needed or not reached");
}

} // namespace

/// One step: its mark, its name, how long it took, and what was found.
class TestPanel::Row final : public QWidget
{
public:
    explicit Row(const std::string &name, QWidget *parent)
        : QWidget(parent)
        , m_mark(new IconLabel(Icon::Minus, metrics::iconSmall - 2, Tone::Neutral))
        , m_spinner(new Spinner(metrics::iconSmall))
        , m_name(
              new TextLabel(ConnectionText::stepName(name), TextRole::BodyStrong, TextColor::Muted))
        , m_time(new TextLabel({}, TextRole::Secondary, TextColor::Muted))
        , m_detail(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    {
        setObjectName(QString::fromStdString(name));
        m_mark->setGroundDiameter(badge);
        m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *marks = new QWidget;
        marks->setFixedSize(badge, badge);
        m_marks = new QStackedLayout(marks);
        auto *turning = new QWidget;
        auto *center = new QVBoxLayout(turning);
        center->setContentsMargins({});
        center->addWidget(m_spinner, 0, Qt::AlignCenter);
        m_marks->addWidget(m_mark);
        m_marks->addWidget(turning);
        auto *head = new QHBoxLayout;
        head->addWidget(m_name, 1);
        head->addWidget(m_time);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(2);
        texts->addLayout(head);
        texts->addWidget(m_detail);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, metrics::space8, 0, metrics::space8);
        row->setSpacing(metrics::space12);
        row->addWidget(marks, 0, Qt::AlignTop);
        row->addLayout(texts, 1);
    }

    /// `running`: nothing is known of it yet, but it is being tried.
    void showWaiting(bool running)
    {
        m_mark->setIcon(Icon::Minus, Tone::Neutral);
        m_marks->setCurrentIndex(running ? 1 : 0);
        m_name->setColor(TextColor::Muted);
        m_time->clear();
        m_detail->setWords({});
        m_detail->hide();
        setAccessibleName(m_name->text());
    }

    void showStep(const engine::ConnectionTestStep &step)
    {
        const Look look = lookOf(step.outcome);
        m_marks->setCurrentIndex(0);
        m_mark->setIcon(look.icon, look.tone);
        const bool skipped = step.outcome == Outcome::Skipped;
        m_name->setColor(skipped ? TextColor::Muted : TextColor::Text);
        m_time->setText(skipped ? QString() : ConnectionText::roundTrip(step.took));
        m_detail->setColor(step.outcome == Outcome::Failed ? TextColor::Danger : TextColor::Muted);
        m_detail->setWords(QString::fromStdString(step.detail));
        m_detail->setVisible(!step.detail.empty());
        setAccessibleName(TestPanel::tr("%1: %2", "step, outcome")
                              .arg(m_name->text(), outcomeWord(step.outcome)));
        setAccessibleDescription(m_detail->text());
    }

private:
    IconLabel *m_mark;
    Spinner *m_spinner;
    QStackedLayout *m_marks;
    TextLabel *m_name;
    TextLabel *m_time;
    WrappedLabel *m_detail;
};

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
        auto *row = new Row(name, card);
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
    for (Row *row : m_steps) {
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

TestPanel::Row *TestPanel::row(std::size_t index) const
{
    return index < m_steps.size() ? m_steps[index] : nullptr;
}

void TestPanel::showRunning()
{
    m_done = 0;
    m_hasFailed = false;
    for (Row *row : m_steps) {
        row->showWaiting(false);
    }
    m_steps.front()->showWaiting(true);
    setVerdict(Verdict::Running, tr("Trying each step."));
}

void TestPanel::showStep(const engine::ConnectionTestStep &step)
{
    if (Row *ended = row(m_done)) {
        ended->showStep(step);
    }
    ++m_done;
    m_hasFailed = m_hasFailed || step.outcome == Outcome::Failed;
    if (Row *next = row(m_done)) {
        next->showWaiting(true);
    }
}

void TestPanel::showEnd()
{
    if (Row *unreached = row(m_done)) {
        unreached->showWaiting(false);
    }
    const bool passed = m_done > 0 && !m_hasFailed;
    passed ? setVerdict(Verdict::Passed, tr("Every step passed. The connection can be saved."))
           : setVerdict(Verdict::Failed, tr("A step failed. What to do stands under it."));
}

} // namespace berth::ui
