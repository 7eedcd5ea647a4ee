// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/component_status_view.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/popup_frame.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace berth::ui {
namespace {

constexpr int padding = 7;
constexpr int shadow = 12;
constexpr int popoverWidth = 380;

QString stateText(engine::ComponentState state)
{
    switch (state) {
    case engine::ComponentState::Starting:
        return ComponentPopover::tr("Looking for it");
    case engine::ComponentState::Ok:
        return ComponentPopover::tr("Ready");
    case engine::ComponentState::Degraded:
        return ComponentPopover::tr("Works with limits");
    case engine::ComponentState::Unavailable:
        return ComponentPopover::tr("Not available");
    }
    return {};
}

/// A remedy holds sentences, which end in a full stop or colon, and commands, which do not.
bool isCommand(const QString &line)
{
    return !line.endsWith(QLatin1Char('.')) && !line.endsWith(QLatin1Char(':'));
}

} // namespace

Tone toneOf(engine::ComponentState state)
{
    switch (state) {
    case engine::ComponentState::Ok:
        return Tone::Success;
    case engine::ComponentState::Degraded:
        return Tone::Warning;
    case engine::ComponentState::Unavailable:
        return Tone::Danger;
    case engine::ComponentState::Starting:
        break;
    }
    return Tone::Neutral;
}

ComponentButton::ComponentButton(const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_name(name)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setFont(textFont(TextRole::Secondary));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setStatus({});
}

void ComponentButton::setStatus(const engine::ComponentStatus &status)
{
    m_status = status;
    const QString summary = QString::fromStdString(status.summary);
    setText(summary.isEmpty() ? m_name : summary);
    setAccessibleName(QStringLiteral("%1, %2").arg(text(), stateText(status.state)));
    setToolTip(QString::fromStdString(status.problem));
    updateGeometry();
    update();
}

QSize ComponentButton::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(this->text());
    return {text + metrics::dot + 6 + 2 * padding, metrics::statusBarHeight - 6};
}

void ComponentButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.subtle);
        painter.drawRoundedRect(rect(), 5, 5);
    }
    if (showsKeyboardFocus(*this)) {
        painter.setPen(QPen(theme.accentHover, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
    StatusDot::paint(painter, {padding + metrics::dot / 2.0, height() / 2.0},
                     theme.tone(toneOf(m_status.state)));
    painter.setPen(underMouse() ? theme.text : theme.muted);
    painter.drawText(rect().adjusted(padding + metrics::dot + 6, 0, 0, 0), Qt::AlignVCenter,
                     text());
}

ComponentPopover::ComponentPopover(const QString &name, const engine::ComponentStatus &status,
                                   QWidget *parent)
    : QFrame(parent)
    , m_recheck(makeButton(tr("Check again"), Icon::Restart, ButtonRole::Secondary, this))
{
    setFixedWidth(popoverWidth + 2 * shadow);
    setAccessibleName(name);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(shadow + 16, shadow + 14, shadow + 16, shadow + 14);
    layout->setSpacing(metrics::space8);
    auto *header = new QHBoxLayout;
    header->addWidget(new TextLabel(name, TextRole::Section), 1);
    auto *pill = new StatusPill;
    pill->setStatus(stateText(status.state), toneOf(status.state));
    header->addWidget(pill);
    layout->addLayout(header);
    const QString problem = QString::fromStdString(status.problem);
    const QString summary = QString::fromStdString(status.summary);
    auto *text =
        new TextLabel(problem.isEmpty() ? summary : problem, TextRole::Body, TextColor::Muted);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(text);
    addRemedy(QString::fromStdString(status.remedy));
    setSmall(m_recheck);
    layout->addSpacing(metrics::space4);
    layout->addWidget(m_recheck, 0, Qt::AlignLeft);
    connect(m_recheck, &QAbstractButton::clicked, this, &ComponentPopover::recheckRequested);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now != nullptr && now != this && !isAncestorOf(now)) {
            close();
        }
    });
}

void ComponentPopover::addRemedy(const QString &remedy)
{
    const auto lines = remedy.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const QString text = line.trimmed();
        if (isCommand(text)) {
            auto *command = new CopyField(tr("command"));
            command->setText(text);
            layout()->addWidget(command);
        } else {
            auto *sentence = new TextLabel(text, TextRole::Body);
            sentence->setWordWrap(true);
            layout()->addWidget(sentence);
        }
    }
}

void ComponentPopover::popUpAbove(const QWidget &anchor)
{
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                     : layout()->sizeHint().height();
    setFixedHeight(height);
    const QPoint corner = anchor.mapTo(parentWidget(), QPoint(0, 0));
    const int left = qBound(0, corner.x() - shadow, qMax(0, parentWidget()->width() - width()));
    move(left, corner.y() - height + shadow - metrics::space4);
    show();
    raise();
    m_recheck->setFocus(Qt::PopupFocusReason);
}

void ComponentPopover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

void ComponentPopover::paintEvent(QPaintEvent *)
{
    paintPopupFrame(*this, shadow);
}

} // namespace berth::ui
