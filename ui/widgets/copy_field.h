// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;
class QTimer;

namespace berth::ui {

class IconButton;
class ElidedLabel;

/// An address or command in fixed pitch with a copy button; selects and copies by keyboard too.
class CopyField final : public QWidget
{
    Q_OBJECT
public:
    /// `what` is named to screen readers: "address".
    explicit CopyField(const QString &what, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const
    {
        return m_text;
    }

Q_SIGNALS:
    void copied();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void copy();

    QString m_text;
    QString m_what;
    ElidedLabel *m_label;
    IconButton *m_button;
    QTimer *m_confirmation;
};

/// Says on `button` for a moment that it has copied.
void confirmCopy(QPushButton *button);

} // namespace berth::ui
