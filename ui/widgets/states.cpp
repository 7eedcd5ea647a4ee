// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/states.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <QTimerEvent>
#include <QVBoxLayout>

namespace berth::ui {
namespace {

constexpr int textWidth = 460;
constexpr int loadingDelayMs = 150;
constexpr int spinnerStepMs = 40;

WrappedLabel *centred(TextRole role, TextColor color)
{
    auto *label = new WrappedLabel({}, role, color);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setMaximumWidth(textWidth);
    label->resize(textWidth, 0); // hidden pages count for the height, too
    return label;
}

/// A layout puts what cannot grow at the left; room on both sides keeps it in the middle.
void addCentred(QVBoxLayout &column, WrappedLabel *label)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(label, textWidth);
    row->addStretch(1);
    column.addLayout(row);
}

void setWrapped(WrappedLabel &label, const QString &text)
{
    label.setWords(text);
    label.setVisible(!text.isEmpty());
}

/// A column in the middle of `widget`, slightly above it, as the eye expects.
QVBoxLayout *middleColumn(QWidget *widget)
{
    auto *outer = new QVBoxLayout(widget);
    outer->setContentsMargins(metrics::space24, metrics::space24, metrics::space24,
                              metrics::space24);
    auto *column = new QVBoxLayout;
    column->setSpacing(metrics::space8);
    outer->addStretch(4);
    outer->addLayout(column);
    outer->addStretch(5);
    return column;
}

} // namespace

EmptyState::EmptyState(Icon icon, const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_title(centred(TextRole::EmptyTitle, TextColor::Text))
    , m_text(centred(TextRole::Body, TextColor::Muted))
    , m_actions(new QHBoxLayout)
    , m_column(middleColumn(this))
{
    m_column->addWidget(new IconLabel(icon, 40, Tone::Accent), 0, Qt::AlignHCenter);
    m_column->addSpacing(metrics::space8);
    addCentred(*m_column, m_title);
    addCentred(*m_column, m_text);
    m_column->addSpacing(metrics::space12);
    m_actions->setSpacing(10);
    m_actions->addStretch(1);
    m_actions->addStretch(1);
    m_column->addLayout(m_actions);
    setTexts(title, text);
}

void EmptyState::setTexts(const QString &title, const QString &text)
{
    setWrapped(*m_title, title);
    setWrapped(*m_text, text);
    setAccessibleName(title);
}

QPushButton *EmptyState::addAction(const QString &text, ButtonRole role)
{
    QPushButton *button = makeButton(text, role);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void EmptyState::addWidget(QWidget *widget)
{
    m_column->addSpacing(metrics::space16);
    m_column->addWidget(widget, 0, Qt::AlignHCenter);
}

LoadingState::LoadingState(const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_content(new QWidget(this))
    , m_text(new TextLabel(text, TextRole::Body, TextColor::Muted))
{
    auto *column = middleColumn(this);
    column->addWidget(m_content);
    auto *layout = new QVBoxLayout(m_content);
    layout->setSpacing(metrics::space12);
    layout->addWidget(new Spinner(24), 0, Qt::AlignHCenter);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    m_content->hide();
    setAccessibleName(text);
}

void LoadingState::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void LoadingState::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    QTimer::singleShot(loadingDelayMs, m_content, &QWidget::show);
}

ErrorState::ErrorState(QWidget *parent)
    : QWidget(parent)
    , m_title(centred(TextRole::EmptyTitle, TextColor::Text))
    , m_message(centred(TextRole::Body, TextColor::Muted))
    , m_details(centred(TextRole::Mono, TextColor::Muted))
    , m_copy(makeButton(tr("Copy details"), Icon::Copy, ButtonRole::Ghost))
    , m_retry(makeButton(tr("Try again"), Icon::Restart, ButtonRole::Primary))
{
    auto *column = middleColumn(this);
    auto *icon = new IconLabel(Icon::Alert, 26, Tone::Danger);
    icon->setGroundDiameter(52);
    column->addWidget(icon, 0, Qt::AlignHCenter);
    column->addSpacing(metrics::space8);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (WrappedLabel *label : {m_title, m_message, m_details}) {
        addCentred(*column, label);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_retry);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    column->addSpacing(metrics::space8);
    column->addLayout(buttons);
    connect(m_retry, &QAbstractButton::clicked, this, &ErrorState::retryRequested);
    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_details->text()); });
}

void ErrorState::setError(const QString &title, const QString &message, const QString &details)
{
    setWrapped(*m_title, title);
    setWrapped(*m_message, message);
    setWrapped(*m_details, details);
    m_copy->setVisible(!details.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(message);
}

void ErrorState::setStartFailure(const QString &message, const QString &details)
{
    setError(tr("Berth could not start"), message, details);
}

void ErrorState::setRetryText(const QString &text)
{
    m_retry->setText(text);
    m_retry->setVisible(!text.isEmpty());
}

Spinner::Spinner(int size, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(size, size);
}

void Spinner::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(theme.stroke, 2.5));
    painter.drawEllipse(circle);
    painter.setPen(QPen(theme.accent, 2.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, -m_angle * 16, 90 * 16);
}

void Spinner::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer) {
        m_angle = (m_angle + 14) % 360;
        update();
    }
}

void Spinner::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    const bool motion = style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (motion && m_timer == 0) {
        m_timer = startTimer(spinnerStepMs);
    }
}

void Spinner::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_timer != 0) {
        killTimer(std::exchange(m_timer, 0));
    }
}

} // namespace berth::ui
