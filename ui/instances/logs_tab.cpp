// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/logs_tab.h"

#include "ui/instances/log_view.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/clipboard_guard.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/states.h"
#include "ui/widgets/switch_label.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

constexpr int pastLines = 5000;

/// A switch with its name beside it, both of which can be pressed.
Switch *addSwitch(QHBoxLayout *row, const QString &name)
{
    auto *label = new TextLabel(name, TextRole::Secondary, TextColor::Muted);
    auto *control = new Switch(name);
    clickThrough(label, control);
    row->addWidget(control);
    row->addWidget(label);
    return control;
}

} // namespace

LogsTab::LogsTab(engine::EngineFacade &engine, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_dialogs(dialogs)
    , m_clipboard(new ClipboardGuard(ClipboardGuard::defaultTime, this))
    , m_find(new SearchField(tr("Find"), this))
    , m_matches(new TextLabel({}, TextRole::Secondary, TextColor::Muted, this))
    , m_previous(new IconButton(Icon::ChevronUp, tr("Previous match (Shift+F3)"), this))
    , m_next(new IconButton(Icon::ChevronDown, tr("Next match (F3)"), this))
    , m_secrets(new IconButton(Icon::Eye, tr("Show secret values"), this))
    , m_problem(new Banner(this))
    , m_unmasked(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new LogView(this))
    , m_jump(makeButton(tr("Jump to newest"), Icon::ChevronDown, ButtonRole::Primary, m_view))
{
    setGround(this, Ground::Surface);
    m_problem->hide();
    m_unmasked->setMessage(Tone::Warning, tr("Secret values are shown"));
    m_unmasked->setAction(tr("Mask them"));
    m_unmasked->hide();
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(makeToolbar());
    layout->addWidget(new Separator(Qt::Horizontal, this));
    layout->addWidget(m_problem);
    layout->addWidget(m_unmasked);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(new EmptyState(Icon::Terminal, tr("Nothing written yet"),
                                      tr("What the server writes appears here as it comes."),
                                      this));
    m_stack->addWidget(m_view);
    setSmall(m_jump);
    m_jump->setFont(textFont(TextRole::BodyStrong)); // the log around it is in fixed pitch
    m_jump->hide();
    connectView();
    updateMatches();
}

LogsTab::~LogsTab() = default;

QWidget *LogsTab::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::space16, metrics::space8, metrics::space12, metrics::space8);
    row->setSpacing(metrics::space8);
    setSmall(m_find);
    m_find->setHint(tr("Ctrl F"));
    m_find->setMinimumWidth(96);
    row->addWidget(m_find, 1);
    row->addWidget(m_matches);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    Switch *times = addSwitch(row, tr("Times"));
    Switch *wrap = addSwitch(row, tr("Wrap"));
    auto *copy = new IconButton(Icon::Copy, tr("Copy the selection, or everything"), bar);
    auto *clear = new IconButton(Icon::Trash, tr("Clear the view"), bar);
    row->addWidget(m_secrets);
    row->addWidget(copy);
    row->addWidget(clear);
    for (IconButton *button : {m_previous, m_next, m_secrets, copy, clear}) {
        setSmall(button);
    }
    connect(times, &Switch::toggled, m_view, &LogView::setTimestampsVisible);
    connect(wrap, &Switch::toggled, m_view, &LogView::setWrapped);
    connect(copy, &IconButton::clicked, this, [this] {
        if (m_masked) {
            QGuiApplication::clipboard()->setText(m_view->copyText());
        } else {
            m_clipboard->copy(m_view->copyText());
        }
    });
    connect(m_secrets, &IconButton::clicked, this, [this] {
        if (m_masked) {
            askUnmask();
        } else {
            setMasked(true);
        }
    });
    connect(m_unmasked, &Banner::actionTriggered, this, [this] { setMasked(true); });
    connect(clear, &IconButton::clicked, this, [this] {
        m_view->clearLines();
        m_stack->setCurrentIndex(0);
    });
    return bar;
}

void LogsTab::connectView()
{
    connect(m_find, &SearchField::textChanged, m_view, &LogView::setSearch);
    connect(m_next, &IconButton::clicked, m_view, &LogView::findNext);
    connect(m_previous, &IconButton::clicked, m_view, &LogView::findPrevious);
    connect(m_view, &LogView::matchesChanged, this, &LogsTab::updateMatches);
    connect(m_view, &LogView::followingChanged, this, &LogsTab::updateJump);
    connect(m_view, &LogView::unseenChanged, this, &LogsTab::updateJump);
    connect(m_jump, &QPushButton::clicked, this, [this] {
        m_view->setFollowing(true);
        m_view->setFocus();
    });
    addShortcut(this, QKeySequence::Find, [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    addShortcut(this, QKeySequence(Qt::Key_F3), [this] { m_view->findNext(); });
    addShortcut(this, QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { m_view->findPrevious(); });
    m_find->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
}

bool LogsTab::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (key->modifiers() & Qt::ShiftModifier) {
                m_view->findPrevious();
            } else {
                m_view->findNext();
            }
            return true;
        }
    }
    if (watched == m_view->viewport() && event->type() == QEvent::Resize) {
        placeJump();
    }
    return QWidget::eventFilter(watched, event);
}

void LogsTab::setInstance(const QString &id)
{
    if (m_instance == id) {
        return;
    }
    m_instance = id;
    setMasked(true);
}

void LogsTab::askUnmask()
{
    ConfirmRequest request;
    request.title = tr("Show secret values in this log?");
    request.text = tr("What the server wrote is shown as it wrote it, values of secrets included, "
                      "until you mask them or look at another instance. What you copy has them "
                      "too.");
    request.confirmText = tr("Show values");
    request.destructive = false;
    m_dialogs.confirm(this, request, [self = QPointer(this), id = m_instance](bool yes) {
        if (self && yes && self->m_instance == id) {
            self->setMasked(false);
        }
    });
}

/// Reads the log from its beginning: masking is done where it is read.
void LogsTab::setMasked(bool masked)
{
    m_masked = masked;
    m_secrets->setIconAndName(masked ? Icon::Eye : Icon::EyeOff,
                              masked ? tr("Show secret values") : tr("Mask secret values"));
    m_unmasked->setVisible(!masked);
    m_follower.reset();
    m_view->clearLines();
    m_problem->hide();
    m_stack->setCurrentIndex(0);
    if (isVisible()) {
        follow();
    }
}

void LogsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void LogsTab::follow()
{
    if (m_follower || m_instance.isEmpty()) {
        return;
    }
    m_follower = m_engine.followLogs(m_instance.toStdString(), pastLines, m_masked);
    if (!m_follower) {
        return;
    }
    connect(m_follower.get(), &engine::LogFollower::linesArrived, this, &LogsTab::onLines);
    connect(m_follower.get(), &engine::LogFollower::failed, this, [this](const QString &message) {
        m_problem->setMessage(Tone::Warning, tr("The log cannot be read now"), message);
        m_problem->show();
    });
    connect(m_follower.get(), &engine::LogFollower::restarted, this, [this] {
        engine::LogLine line;
        line.time = std::chrono::time_point_cast<base::Timestamp::duration>(
            std::chrono::system_clock::now());
        line.text = tr("--- a new container starts here ---").toStdString();
        onLines({line});
    });
}

void LogsTab::onLines(const std::vector<engine::LogLine> &lines)
{
    m_problem->hide();
    m_view->appendLines(lines);
    m_stack->setCurrentWidget(m_view);
}

void LogsTab::updateMatches()
{
    const bool searching = !m_find->text().isEmpty();
    const int count = m_view->matchCount();
    m_matches->setVisible(searching);
    m_previous->setVisible(searching);
    m_next->setVisible(searching);
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    setInvalid(m_find, searching && count == 0);
    if (count == 0) {
        m_matches->setText(tr("None"));
    } else {
        m_matches->setText(
            tr("%1 of %2")
                .arg(QLocale().toString(m_view->currentMatch()), QLocale().toString(count)));
    }
}

void LogsTab::updateJump()
{
    const int unseen = m_view->unseenLines();
    m_jump->setText(unseen > 0 ? tr("%n new line(s)", nullptr, unseen) : tr("Jump to newest"));
    m_jump->setVisible(!m_view->isFollowing());
    placeJump();
}

void LogsTab::placeJump()
{
    m_jump->adjustSize();
    const QRect area = m_view->viewport()->geometry();
    m_jump->move(area.center().x() - m_jump->width() / 2,
                 area.bottom() - m_jump->height() - metrics::space12);
    m_jump->raise();
}

void LogsTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeJump();
}

} // namespace berth::ui
