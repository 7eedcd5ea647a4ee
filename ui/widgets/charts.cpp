// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/charts.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace berth::ui {
namespace {

constexpr double warnAbove = 0.75;
constexpr double alarmAbove = 0.95;

QPolygonF linePoints(const QRectF &rect, const std::vector<double> &values, double highest)
{
    QPolygonF points;
    const double step = rect.width() / double(values.size() - 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double share = std::clamp(values[i] / highest, 0.0, 1.0);
        points << QPointF(rect.left() + step * double(i),
                          rect.bottom() - share * (rect.height() - 2) - 1);
    }
    return points;
}

/// Where bar `index` of `count` lies: the newest ends at the right edge, a bar is never wider than
/// it is in a full row, gaps are two pixels at most.
QRectF barRect(const QRect &rect, std::size_t index, std::size_t count)
{
    const std::size_t places = std::max(count, HealthBar::fullRow);
    const double gap = std::min(2.0, rect.width() / double(places) / 4);
    const double step = (rect.width() + gap) / double(places);
    const double left = rect.x() + step * double(places - count + index);
    return {left, double(rect.y()), step - gap, double(rect.height())};
}

} // namespace

Sparkline::Sparkline(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(std::vector<double> values, double maximum)
{
    m_values = std::move(values);
    m_maximum = maximum;
    update();
}

void Sparkline::paint(QPainter &painter, const QRectF &rect, const std::vector<double> &values,
                      double maximum, const Theme &theme)
{
    if (values.size() < 2) {
        return;
    }
    double highest = maximum > 0 ? maximum : *std::max_element(values.begin(), values.end());
    if (highest <= 0) {
        highest = 1;
    }
    const QPolygonF line = linePoints(rect, values, highest);
    QPolygonF area = line;
    area << rect.bottomRight() << rect.bottomLeft();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor fill = theme.accent;
    fill.setAlphaF(theme.dark ? 0.16F : 0.13F);
    painter.setBrush(fill);
    painter.drawPolygon(area);
    painter.setPen(QPen(theme.accent, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.restore();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_values, m_maximum, themeOf(this));
}

UsageBar::UsageBar(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageBar::setFraction(std::optional<double> fraction)
{
    m_fraction = fraction;
    update();
}

void UsageBar::paint(QPainter &painter, const QRectF &rect, std::optional<double> fraction,
                     const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = rect.height() / 2;
    painter.setBrush(theme.stroke);
    painter.drawRoundedRect(rect, radius, radius);
    if (fraction && *fraction > 0) {
        const double share = std::min(*fraction, 1.0);
        painter.setBrush(share > alarmAbove  ? theme.danger
                         : share > warnAbove ? theme.warning
                                             : theme.accent);
        QRectF filled = rect;
        filled.setWidth(std::max(rect.height(), rect.width() * share));
        painter.drawRoundedRect(filled, radius, radius);
    }
    painter.restore();
}

void UsageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_fraction, themeOf(this));
}

HealthBar::HealthBar(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Health checks"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HealthBar::setChecks(std::vector<Check> checks)
{
    m_checks = std::move(checks);
    const auto good = std::count_if(m_checks.begin(), m_checks.end(),
                                    [](const Check &check) { return check.tone == Tone::Success; });
    setAccessibleDescription(tr("%1 of %2 checks were answered").arg(good).arg(m_checks.size()));
    update();
}

void HealthBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_checks.size(); ++i) {
        painter.setBrush(theme.tone(m_checks[i].tone));
        painter.drawRoundedRect(barRect(rect(), i, m_checks.size()), 2, 2);
    }
}

bool HealthBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_checks.empty()) {
        return QWidget::event(event);
    }
    const auto *help = static_cast<QHelpEvent *>(event);
    QString words;
    for (std::size_t i = 0; i < m_checks.size(); ++i) {
        if (barRect(rect(), i, m_checks.size()).adjusted(0, 0, 2, 0).contains(help->pos())) {
            words = m_checks[i].description;
        }
    }
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

} // namespace berth::ui
