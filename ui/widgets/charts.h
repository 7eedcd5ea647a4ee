// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace berth::ui {

/// A line over a muted area. Values are scaled to `maximum`, or to their own highest when 0.
class Sparkline final : public QWidget
{
    Q_OBJECT
public:
    explicit Sparkline(const QString &accessibleName, QWidget *parent = nullptr);
    void setValues(std::vector<double> values, double maximum = 0);

    /// For delegates. `selected`: on the selected ground.
    static void paint(QPainter &painter, const QRectF &rect, const std::vector<double> &values,
                      double maximum, const Theme &theme);

    QSize sizeHint() const override
    {
        return {160, 44};
    }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<double> m_values;
    double m_maximum = 0;
};

/// How much of a limit is used; turns amber above 75 % and red above 95 %.
class UsageBar final : public QWidget
{
    Q_OBJECT
public:
    explicit UsageBar(const QString &accessibleName, QWidget *parent = nullptr);
    /// 0..1; no value paints the empty track.
    void setFraction(std::optional<double> fraction);

    static void paint(QPainter &painter, const QRectF &rect, std::optional<double> fraction,
                      const Theme &theme);

    QSize sizeHint() const override
    {
        return {96, 5};
    }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<double> m_fraction;
};

/// One bar a check, oldest at the left.
class HealthBar final : public QWidget
{
    Q_OBJECT
public:
    struct Check
    {
        Tone tone = Tone::Neutral;
        QString description; ///< tool tip: "14:02:11, answered in 12 ms"
    };

    /// Bars a full row has; with fewer checks the left stays free.
    static constexpr std::size_t fullRow = 48;

    explicit HealthBar(QWidget *parent = nullptr);
    void setChecks(std::vector<Check> checks);

    QSize sizeHint() const override
    {
        return {320, 20};
    }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    std::vector<Check> m_checks;
};

} // namespace berth::ui
