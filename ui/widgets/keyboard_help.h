// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/action_registry.h"

#include <QFrame>

class QScrollArea;

namespace berth::ui {

/// F1: every shortcut, by group.
class KeyboardHelp final : public QFrame
{
    Q_OBJECT
public:
    KeyboardHelp(const ActionRegistry &registry, QWidget *host);
    void popUp();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void build();

    const ActionRegistry &m_registry;
    QWidget *m_host;
    QScrollArea *m_scroll;
    QWidget *m_content = nullptr;
};

} // namespace berth::ui
