// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/status.h"

#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace berth::ui {
namespace {

constexpr int pillHeight = 22;
constexpr int pillPadding = 9;

} // namespace

StatusDot::StatusDot(Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
{
    setFixedSize(metrics::dot + 2, metrics::dot + 2);
}

void StatusDot::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void StatusDot::paint(QPainter &painter, const QPointF &center, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(center, metrics::dot / 2.0, metrics::dot / 2.0);
    painter.restore();
}

void StatusDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, QRectF(rect()).center(), themeOf(this).tone(m_tone));
}

StatusPill::StatusPill(QWidget *parent)
    : QWidget(parent)
{
    setFont(textFont(TextRole::Secondary));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusPill::setStatus(const QString &text, Tone tone)
{
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(m_text);
    return {text + metrics::dot + 6 + 2 * pillPadding, pillHeight};
}

void StatusPill::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.toneMuted(m_tone));
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    StatusDot::paint(painter, {pillPadding + metrics::dot / 2.0, height() / 2.0},
                     theme.tone(m_tone));
    painter.setPen(m_tone == Tone::Neutral ? theme.muted : theme.tone(m_tone));
    painter.drawText(rect().adjusted(pillPadding + metrics::dot + 6, 0, 0, 0), Qt::AlignVCenter,
                     m_text);
}

} // namespace berth::ui
