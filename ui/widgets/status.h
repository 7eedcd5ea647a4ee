// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace berth::ui {

/// A dot in a state's colour; decoration, the word stands beside it.
class StatusDot final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusDot(Tone tone = Tone::Neutral, QWidget *parent = nullptr);
    void setTone(Tone tone);

    static void paint(QPainter &painter, const QPointF &center, const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
};

/// Dot and word on a muted ground: "● Running".
class StatusPill final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusPill(QWidget *parent = nullptr);
    void setStatus(const QString &text, Tone tone);
    QString text() const
    {
        return m_text;
    }
    Tone tone() const
    {
        return m_tone;
    }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override
    {
        return sizeHint();
    }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace berth::ui
