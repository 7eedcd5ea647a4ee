// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace berth::ui {

class Banner;
class ClipboardGuard;
class Dialogs;
class IconButton;
class LogView;
class SearchField;
class TextLabel;

/// The log of one instance with what one needs around it: find, times, wrapping, copy, clear.
class LogsTab final : public QWidget
{
    Q_OBJECT
public:
    /// `dialogs` outlives the tab.
    LogsTab(engine::EngineFacade &engine, Dialogs &dialogs, QWidget *parent = nullptr);
    ~LogsTab() override;

    /// Which log; followed from when the tab is first seen, so unseen logs cost nothing.
    void setInstance(const QString &id);
    LogView *view() const
    {
        return m_view;
    }
    /// Masks secret values in the log or, after a question, shows them.
    IconButton *secretsButton() const
    {
        return m_secrets;
    }
    Banner *unmaskedBanner() const
    {
        return m_unmasked;
    }
    QPushButton *jumpButton() const
    {
        return m_jump;
    }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeToolbar();
    void connectView();
    void follow();
    void askUnmask();
    void setMasked(bool masked);
    void onLines(const std::vector<engine::LogLine> &lines);
    void updateMatches();
    void updateJump();
    void placeJump();

    engine::EngineFacade &m_engine;
    Dialogs &m_dialogs;
    ClipboardGuard *m_clipboard; ///< for what holds secret values
    QString m_instance;
    std::unique_ptr<engine::LogFollower> m_follower;
    SearchField *m_find;
    TextLabel *m_matches;
    IconButton *m_previous;
    IconButton *m_next;
    IconButton *m_secrets;
    Banner *m_problem;
    Banner *m_unmasked;
    bool m_masked = true;
    QStackedWidget *m_stack;
    LogView *m_view;
    QPushButton *m_jump;
};

} // namespace berth::ui
