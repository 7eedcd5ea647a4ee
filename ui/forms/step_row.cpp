// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/step_row.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/states.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace berth::ui {

using Outcome = engine::ConnectionTestStep::Outcome;

namespace {

constexpr int badge = 22;
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
        return StepRow::tr("passed");
    case Outcome::Failed:
        return StepRow::tr("failed");
    case Outcome::Skipped:
        break;
    }
    return StepRow::tr("not needed or not reached");
}

} // namespace

StepRow::StepRow(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_mark(new IconLabel(Icon::Minus, metrics::iconSmall - 2, Tone::Neutral))
    , m_name(new TextLabel(name, TextRole::BodyStrong, TextColor::Muted))
    , m_time(new TextLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_detail(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
{
    m_mark->setGroundDiameter(badge);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *marks = new QWidget;
    marks->setFixedSize(badge, badge);
    m_marks = new QStackedLayout(marks);
    auto *turning = new QWidget;
    auto *center = new QVBoxLayout(turning);
    center->setContentsMargins({});
    center->addWidget(new Spinner(metrics::iconSmall), 0, Qt::AlignCenter);
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

void StepRow::showWaiting(bool running)
{
    m_mark->setIcon(Icon::Minus, Tone::Neutral);
    m_marks->setCurrentIndex(running ? 1 : 0);
    m_name->setColor(TextColor::Muted);
    m_time->clear();
    m_detail->setWords({});
    m_detail->hide();
    setAccessibleName(m_name->text());
}

void StepRow::showStep(const engine::ConnectionTestStep &step, const QString &time)
{
    const Look look = lookOf(step.outcome);
    m_marks->setCurrentIndex(0);
    m_mark->setIcon(look.icon, look.tone);
    const bool skipped = step.outcome == Outcome::Skipped;
    m_name->setColor(skipped ? TextColor::Muted : TextColor::Text);
    m_time->setText(skipped ? QString() : time);
    m_detail->setColor(step.outcome == Outcome::Failed ? TextColor::Danger : TextColor::Muted);
    m_detail->setWords(QString::fromStdString(step.detail));
    m_detail->setVisible(!step.detail.empty());
    setAccessibleName(tr("%1: %2", "step, outcome").arg(m_name->text(), outcomeWord(step.outcome)));
    setAccessibleDescription(m_detail->text());
}

} // namespace berth::ui
