// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/event_monitor.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace berth::ui {

class ElidedLabel;
class ErrorState;
class JsonView;
class TextLabel;

/// Everything about the chosen event: decoded, and as it came.
class EventDetailPanel final : public QWidget
{
    Q_OBJECT
public:
    enum Tab
    {
        Decoded,
        Raw
    };

    explicit EventDetailPanel(QWidget *parent = nullptr);

    void showNothing();
    void showDetail(const engine::EventDetail &detail, const QString &connection);
    void showProblem(const QString &message, const QString &details);
    /// Whether anything may be published; `reason` says why not.
    void setPublishable(bool publishable, const QString &reason);
    /// What "Copy" copies: the text of the tab that is shown.
    QString shownText() const;
    QTabWidget *tabs() const
    {
        return m_tabs;
    }
    QPushButton *publishAgain() const
    {
        return m_again;
    }

public Q_SLOTS:
    void copy();

Q_SIGNALS:
    void openInstanceRequested();
    void publishAgainRequested();

private:
    QWidget *makeContent();
    void updateButtons();

    QStackedWidget *m_stack;
    ErrorState *m_problem;
    TextLabel *m_title;
    TextLabel *m_origin;
    TextLabel *m_unreadable;
    QTabWidget *m_tabs;
    JsonView *m_decoded;
    QPlainTextEdit *m_raw;
    TextLabel *m_cut;
    QPushButton *m_copy;
    QPushButton *m_open;
    QPushButton *m_again;
    bool m_isPublishable = false;
    bool m_isReadable = false;
};

} // namespace berth::ui
