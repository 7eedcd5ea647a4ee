// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include "engine/facade/engine_facade.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/status_bar.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/arrangement.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/keyboard_help.h"
#include "ui/widgets/states.h"
#include "ui/widgets/toast.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace berth::ui {
namespace {

constexpr QSize startSize(1280, 800);
constexpr QSize smallestSize(860, 560);
constexpr std::size_t numberedPages = 9;
/// Where the status bar's word about the secret store leads.
constexpr const char *storePage = "secrets";
constexpr const char *storeTarget = "store";

} // namespace

MainWindow::MainWindow(engine::EngineFacade &engine, Dialogs &dialogs, Pages pages,
                       WindowState state, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
    , m_state(std::move(state))
    , m_rail(new NavigationRail(this))
    , m_stack(new QStackedWidget(this))
    , m_toasts(new ToastStack(this))
    , m_statusBar(new StatusBar(engine, *m_toasts, this))
{
    setWindowTitle(QStringLiteral("Berth"));
    setMinimumSize(smallestSize);
    m_context = std::make_unique<PageContext>(
        PageContext{m_engine, m_dialogs, *m_toasts, m_actions, *this});
    buildLayout();
    addPages(std::move(pages));
    addActions();
    m_statusBar->setLeadsToStore(findSlot(QString::fromLatin1(storePage)) != nullptr);
    connect(m_statusBar, &StatusBar::storeRequested, this,
            [this] { showPage(QString::fromLatin1(storePage), QString::fromLatin1(storeTarget)); });
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::showChosen);
    connect(m_statusBar, &StatusBar::connectionChosen, this, &MainWindow::showConnections);
    connect(&engine, &engine::EngineFacade::startFailed, this, &MainWindow::showStartFailure);
    if (!m_state.restoreGeometry(*this)) {
        resize(startSize);
    }
    const QString remembered = m_state.page();
    if (!m_slots.empty()) {
        showPage(findSlot(remembered) != nullptr ? remembered : m_slots.front().page->id());
    }
}

MainWindow::~MainWindow()
{
    // Page widgets use the registry and the toasts, and may call their page: they go first.
    for (Slot &slot : m_slots) {
        delete slot.widget;
        slot.widget = nullptr;
    }
}

void MainWindow::buildLayout()
{
    auto *upper = new QHBoxLayout;
    makeTight(upper);
    upper->addWidget(m_rail);
    upper->addWidget(m_stack, 1);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addLayout(upper, 1);
    layout->addWidget(m_statusBar);
    setGround(m_stack, Ground::Surface);
    m_toasts->setBottomMargin(metrics::statusBarHeight);
}

void MainWindow::addPages(Pages pages)
{
    for (auto &page : pages) {
        Page *raw = page.get();
        if (raw->isGroup()) {
            m_rail->addGroup(raw->id(), raw->title(), raw->addText());
        } else {
            m_rail->addEntry(raw->id(), raw->title(), raw->icon(), raw->isAtBottom());
        }
        connect(raw, &Page::itemsChanged, this, [this, raw] { showItems(*raw); });
        connect(raw, &Page::currentItemChanged, this, &MainWindow::markRail);
        const auto showBadge = [this, raw] { m_rail->setBadge(raw->id(), raw->badge()); };
        connect(raw, &Page::badgeChanged, this, showBadge);
        raw->prepare(*m_context);
        showBadge();
        m_slots.push_back({std::move(page), nullptr, {}});
        showItems(*raw);
    }
}

void MainWindow::showItems(const Page &page)
{
    const std::vector<RailItem> items = page.items();
    Slot *slot = findSlot(page.id());
    if (slot == nullptr || !page.isGroup()) {
        return;
    }
    m_rail->setItems(items);
    markRail();
    // An action of the palette for each; those that are there stay, a key press may be under way.
    std::erase_if(slot->itemActions, [&](QAction *action) {
        const bool gone = std::none_of(items.begin(), items.end(), [action](const auto &item) {
            return item.target == action->data().toString();
        });
        if (gone) {
            action->deleteLater();
            action->setVisible(false);
        }
        return gone;
    });
    for (const RailItem &item : items) {
        auto found = std::find_if(
            slot->itemActions.begin(), slot->itemActions.end(),
            [&item](const QAction *action) { return item.target == action->data().toString(); });
        if (found == slot->itemActions.end()) {
            QAction *action = addCommand(item.title, item.icon, {}, tr("Go to"));
            action->setData(item.target);
            connect(action, &QAction::triggered, this,
                    [this, id = item.pageId, to = item.target] { showPage(id, to); });
            slot->itemActions.push_back(action);
        } else {
            (*found)->setText(item.title);
        }
    }
}

void MainWindow::showChosen(const QString &pageId, const QString &target)
{
    if (Slot *slot = findSlot(pageId); slot != nullptr && target.isEmpty()) {
        slot->page->leaveItem();
    }
    showPage(pageId, target);
}

void MainWindow::showConnections(const QString &connectionId)
{
    for (const Slot &slot : m_slots) {
        if (slot.page->isGroup()) {
            showChosen(slot.page->id(), connectionId.isEmpty()
                                            ? QString()
                                            : QStringLiteral("connection:") + connectionId);
            return;
        }
    }
}

void MainWindow::markRail()
{
    if (!m_slots.empty()) {
        const Page &page = *m_slots[m_current].page;
        m_rail->setCurrent(page.id(), page.currentItem());
    }
}

QAction *MainWindow::addCommand(const QString &text, Icon icon, const QKeySequence &shortcut,
                                const QString &group)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setShortcut(shortcut);
    addAction(action);
    m_actions.add(action, group);
    return action;
}

void MainWindow::addActions()
{
    const QString goTo = tr("Go to");
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const Page &page = *m_slots[i].page;
        const QKeySequence keys = i < numberedPages
                                      ? QKeySequence(Qt::CTRL | Qt::Key(int(Qt::Key_1) + int(i)))
                                      : QKeySequence();
        const QAction *action = addCommand(page.title(), page.icon(), keys, goTo);
        connect(action, &QAction::triggered, this, [this, id = page.id()] { showChosen(id, {}); });
    }
    const QString window = tr("Window");
    connect(
        addCommand(tr("Find a command"), Icon::Search, QKeySequence(Qt::CTRL | Qt::Key_K), window),
        &QAction::triggered, this, &MainWindow::showPalette);
    connect(addCommand(tr("Keyboard shortcuts"), Icon::Keyboard, QKeySequence(Qt::Key_F1), window),
            &QAction::triggered, this, &MainWindow::showHelp);
    connect(addCommand(tr("Check Podman, gateway and keychain again"), Icon::Restart, {}, window),
            &QAction::triggered, this, [this] { m_engine.recheck(); });
    QAction *sandbox = addCommand(tr("Open a sandbox"), Icon::Terminal, {}, window);
    sandbox->setObjectName(QString::fromLatin1(openSandboxAction));
    connect(sandbox, &QAction::triggered, this, &MainWindow::sandboxRequested);
    connect(addCommand(tr("Quit"), Icon::Close, QKeySequence(Qt::CTRL | Qt::Key_Q), window),
            &QAction::triggered, this, &QWidget::close);
}

void MainWindow::showPage(const QString &pageId, const QString &target)
{
    Slot *slot = findSlot(pageId);
    if (slot == nullptr) {
        return;
    }
    if (slot->widget == nullptr) {
        slot->widget = slot->page->createWidget(*m_context, m_stack);
        m_stack->addWidget(slot->widget);
        arrange(*slot->widget, m_state.arrangement());
    }
    m_current = static_cast<std::size_t>(slot - m_slots.data());
    if (m_startFailure.isNull()) {
        m_stack->setCurrentWidget(slot->widget);
    }
    if (!target.isEmpty()) {
        slot->page->open(target);
    }
    lendKeys(*slot->widget);
    markRail();
}

/// The shown page's keys work while the rail or the status bar has the focus, too. Those without
/// Ctrl (Del, Esc) are for what has the focus itself.
void MainWindow::lendKeys(const QWidget &page)
{
    const QList<QPointer<QAction>> before = std::exchange(m_lent, {});
    for (QAction *action : page.actions()) {
        const QKeySequence keys = action->shortcut();
        if (!keys.isEmpty() && keys[0].keyboardModifiers().testFlag(Qt::ControlModifier)) {
            m_lent.append(action);
        }
    }
    for (QWidget *place : {static_cast<QWidget *>(m_rail), static_cast<QWidget *>(m_statusBar)}) {
        for (const QPointer<QAction> &action : before) {
            place->removeAction(action);
        }
        for (const QPointer<QAction> &action : m_lent) {
            place->addAction(action);
        }
    }
}

QString MainWindow::currentPage() const
{
    return m_slots.empty() ? QString() : m_slots[m_current].page->id();
}

MainWindow::Slot *MainWindow::findSlot(const QString &pageId)
{
    const auto found = std::find_if(m_slots.begin(), m_slots.end(),
                                    [&](const Slot &slot) { return slot.page->id() == pageId; });
    return found == m_slots.end() ? nullptr : &*found;
}

void MainWindow::raiseToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showPalette()
{
    if (m_palette == nullptr) {
        m_palette = new CommandPalette(m_actions, this);
    }
    m_palette->popUp();
}

void MainWindow::showHelp()
{
    if (m_help == nullptr) {
        m_help = new KeyboardHelp(m_actions, this);
    }
    m_help->popUp();
}

void MainWindow::showStartFailure(const QString &message, const QString &details)
{
    if (m_startFailure.isNull()) {
        m_startFailure = new ErrorState(m_stack);
        m_stack->addWidget(m_startFailure);
    }
    m_startFailure->setStartFailure(message, details);
    m_startFailure->setRetryText({});
    m_stack->setCurrentWidget(m_startFailure);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_state.save(*this, currentPage(), arrangementOf(*m_stack));
    QWidget::closeEvent(event);
    Q_EMIT quitRequested();
}

} // namespace berth::ui
