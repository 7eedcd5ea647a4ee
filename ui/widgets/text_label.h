// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/typography.h"

#include <QLabel>

namespace berth::ui {

enum class TextColor
{
    Text,
    Muted,
    Faint,
    Accent,
    Success,
    Warning,
    Danger,
    Info
};

/// A label with a type role and a colour of the theme. Plain text unless setTextFormat says so.
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(TextRole role, QWidget *parent = nullptr);
    TextLabel(const QString &text, TextRole role, TextColor color = TextColor::Text,
              QWidget *parent = nullptr);

    void setRole(TextRole role);
    void setColor(TextColor color);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();

    TextColor m_color = TextColor::Text;
};

/// One line, cut with an ellipsis where it does not fit; the tool tip then has all of it.
class ElidedLabel final : public TextLabel
{
    Q_OBJECT
public:
    ElidedLabel(const QString &text, TextRole role, TextColor color = TextColor::Text,
                QWidget *parent = nullptr);
    void setElideMode(Qt::TextElideMode mode);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace berth::ui
