// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QFrame>

class QPushButton;

namespace berth::ui {

Tone toneOf(engine::ComponentState state);

/// "● Podman 4.3.1, rootful" in the status bar.
class ComponentButton final : public QAbstractButton
{
    Q_OBJECT
public:
    /// `name` stands until the engine says more.
    explicit ComponentButton(const QString &name, QWidget *parent = nullptr);

    void setStatus(const engine::ComponentStatus &status);
    const engine::ComponentStatus &status() const
    {
        return m_status;
    }
    const QString &name() const
    {
        return m_name;
    }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    engine::ComponentStatus m_status;
};

/// What is wrong with a component and how to mend it, above its button. Esc, a click elsewhere
/// and losing the focus close it.
class ComponentPopover final : public QFrame
{
    Q_OBJECT
public:
    ComponentPopover(const QString &name, const engine::ComponentStatus &status,
                     QWidget *parent = nullptr);

    /// Places itself above `anchor` inside the window and takes the focus.
    void popUpAbove(const QWidget &anchor);

Q_SIGNALS:
    void recheckRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addRemedy(const QString &remedy);

    QPushButton *m_recheck;
};

} // namespace berth::ui
