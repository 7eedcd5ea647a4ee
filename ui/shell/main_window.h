// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/window_state.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/page.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <vector>

class QStackedWidget;

namespace berth::engine {
class EngineFacade;
}

namespace berth::ui {

class CommandPalette;
class ErrorState;
class KeyboardHelp;
class NavigationRail;
class StatusBar;
class ToastStack;

/// Rail, page and status bar. Shows before the engine is ready; a page's widget is made when the
/// page is shown for the first time.
class MainWindow final : public QWidget, public Navigator
{
    Q_OBJECT
public:
    using Pages = std::vector<std::unique_ptr<Page>>;

    /// `engine` and `dialogs` outlive the window.
    MainWindow(engine::EngineFacade &engine, Dialogs &dialogs, Pages pages, WindowState state,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(const QString &pageId, const QString &target = {}) override;
    QString currentPage() const;
    /// To the front, out of the task bar; what a second start asks for.
    void raiseToFront();

    ActionRegistry &actions()
    {
        return m_actions;
    }
    NavigationRail &rail()
    {
        return *m_rail;
    }
    StatusBar &statusBar()
    {
        return *m_statusBar;
    }
    ToastStack &toasts()
    {
        return *m_toasts;
    }
    /// Opened by Ctrl+K and F1; nullptr before the first time.
    CommandPalette *palettePopup() const
    {
        return m_palette;
    }
    KeyboardHelp *keyboardHelp() const
    {
        return m_help;
    }

Q_SIGNALS:
    /// Ctrl+Q or the window's close button; whoever runs the application ends it.
    void quitRequested();
    /// Whoever runs the application starts another Berth with a throw-away profile.
    void sandboxRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    struct Slot
    {
        std::unique_ptr<Page> page;
        QWidget *widget = nullptr;
        std::vector<QAction *> itemActions;
    };

    void buildLayout();
    void addPages(Pages pages);
    void addActions();
    QAction *addCommand(const QString &text, Icon icon, const QKeySequence &shortcut,
                        const QString &group);
    void showItems(const Page &page);
    /// As the rail or a command asks: the page itself means all of it.
    void showChosen(const QString &pageId, const QString &target);
    /// Empty: the page of connections.
    void showConnections(const QString &connectionId);
    void lendKeys(const QWidget &page);
    void markRail();
    void showPalette();
    void showHelp();
    void showStartFailure(const QString &message, const QString &details);
    Slot *findSlot(const QString &pageId);

    engine::EngineFacade &m_engine;
    Dialogs &m_dialogs;
    WindowState m_state;
    ActionRegistry m_actions;
    std::unique_ptr<PageContext> m_context;
    NavigationRail *m_rail;
    QStackedWidget *m_stack;
    ToastStack *m_toasts;
    StatusBar *m_statusBar;
    CommandPalette *m_palette = nullptr;
    KeyboardHelp *m_help = nullptr;
    QPointer<ErrorState> m_startFailure;
    std::vector<Slot> m_slots;
    QList<QPointer<QAction>> m_lent; ///< see lendKeys()
    std::size_t m_current = 0;
};

} // namespace berth::ui
