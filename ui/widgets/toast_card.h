// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/toast.h"

#include <QFrame>
#include <QTimer>

class QHBoxLayout;

namespace berth::ui {

/// One toast of a ToastStack.
class ToastCard final : public QFrame
{
    Q_OBJECT
public:
    ToastCard(Notice notice, QWidget *parent);

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addButtons(QHBoxLayout &layout);
    void watchFocus(QWidget *button);
    void resumeTimer();

    Notice m_notice;
    QTimer m_lifetime;
};

} // namespace berth::ui
