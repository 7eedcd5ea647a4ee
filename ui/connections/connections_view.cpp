// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connections_view.h"

#include "engine/facade/engine_facade.h"
#include "ui/connections/connection_delegate.h"
#include "ui/connections/connection_detail.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_list_model.h"
#include "ui/connections/connection_text.h"
#include "ui/forms/row_paint.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"

#include <QKeyEvent>
#include <QListView>
#include <QPointer>
#include <QStackedWidget>

namespace berth::ui {

ConnectionsView::ConnectionsView(const PageContext &context, ConnectionListModel &model,
                                 const base::Clock &clock, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(model)
    , m_clock(clock)
    , m_header(new PageHeader(tr("Connections"), this))
    , m_new(makeButton(tr("Add connection"), Icon::Plus, ButtonRole::Primary))
    , m_stack(new QStackedWidget(this))
    , m_failure(new ErrorState)
    , m_list(new QListView)
    , m_detail(new ConnectionDetail)
    , m_editor(new ConnectionEditor(context.engine, files))
{
    m_header->addWidget(m_new);
    makeScreens();
    layOutPage(this, m_header, m_stack);
    makeActions();
    connectAll();
    showHome();
}

void ConnectionsView::makeScreens()
{
    // In the order of Screen.
    m_stack->addWidget(new LoadingState(tr("Reading the connections")));
    m_stack->addWidget(m_failure);
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(makeBrowser());
    m_stack->addWidget(m_editor);
    m_failure->setRetryText({});
}

QWidget *ConnectionsView::makeEmpty()
{
    auto *empty = new EmptyState(
        Icon::Network, tr("Only this machine so far"),
        tr("A connection attaches Berth to the Redis of an agent platform: to watch what managers "
           "elsewhere run, to command them, or to make this machine one of them. On one machine "
           "none is needed."));
    QPushButton *add = empty->addAction(tr("Add connection"), ButtonRole::Primary);
    connect(add, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    return empty;
}

QWidget *ConnectionsView::makeBrowser()
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ConnectionDelegate(m_list));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setMinimumWidth(380);
    m_list->installEventFilter(this);
    m_detail->setMinimumWidth(380);
    return makeSplitter(Qt::Horizontal, QStringLiteral("connections"),
                        {{m_list, 720, 1}, {m_detail, 520}});
}

void ConnectionsView::makeActions()
{
    const PageActions actions(m_context.actions, tr("Connections"));
    actions.addNew(
        this, Icon::Plus, tr("New connection"), [this] { return m_stack->currentIndex() == Edit; },
        [this] { open(QStringLiteral("new")); });
    QWidget *browser = m_stack->widget(Browse);
    actions.add(browser, Icon::Edit, tr("Edit connection"), QKeySequence(Qt::CTRL | Qt::Key_E),
                [this] { startEdit(); });
    actions.add(browser, Icon::Trash, tr("Remove connection…"), QKeySequence(Qt::Key_Delete),
                [this] { confirmRemove(); });
    actions.add(browser, Icon::Instances, tr("Show the connection's instances"), {}, [this] {
        if (!chosenId().isEmpty()) {
            Q_EMIT instancesRequested(chosenId());
        }
    });
}

void ConnectionsView::connectAll()
{
    using engine::EngineFacade;
    connect(m_new, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    connect(m_header, &PageHeader::backRequested, this, &ConnectionsView::showHome);
    connect(&m_context.engine, &EngineFacade::startFailed, this,
            [this](const QString &message, const QString &details) {
                m_failure->setStartFailure(message, details);
                show(Failed);
            });
    connect(&m_model, &ConnectionListModel::changed, this, &ConnectionsView::onModelChanged);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ConnectionsView::showChosen);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showChosen();
        Q_EMIT chosenChanged();
    });
    connect(m_list, &QListView::doubleClicked, this, [this] { startEdit(); });
    connect(m_detail, &ConnectionDetail::editRequested, this, &ConnectionsView::startEdit);
    connect(m_detail, &ConnectionDetail::removeRequested, this, &ConnectionsView::confirmRemove);
    connect(m_detail, &ConnectionDetail::enableRequested, this,
            &ConnectionsView::setConnectionEnabled);
    connect(m_detail, &ConnectionDetail::instancesRequested, this,
            [this] { Q_EMIT instancesRequested(chosenId()); });
    connect(m_editor, &ConnectionEditor::cancelled, this, &ConnectionsView::showHome);
    connect(m_editor, &ConnectionEditor::saved, this, [this](const QString &id) {
        m_wanted = id;
        showHome();
        select(id);
    });
}

bool ConnectionsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            startEdit();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConnectionsView::show(Screen screen)
{
    m_stack->setCurrentIndex(screen);
    m_header->setBackVisible(screen == Edit);
    m_header->setTitle(tr("Connections"));
    m_new->setVisible(screen == Browse);
    if (screen == Browse) {
        if (!m_list->currentIndex().isValid()) {
            chooseRow(*m_list, m_model.index(0));
        }
        m_list->setFocus();
    }
    Q_EMIT chosenChanged();
}

void ConnectionsView::showHome()
{
    if (!m_context.engine.isReady()) {
        show(Loading);
    } else {
        show(m_model.rowCount() == 0 ? Empty : Browse);
    }
}

void ConnectionsView::onModelChanged()
{
    const int current = m_stack->currentIndex();
    const bool failed = current == Failed && !m_context.engine.isReady();
    const bool stays = current == Browse && m_model.rowCount() > 0;
    if (current != Edit && !failed && !stays) {
        showHome();
    }
    if (!m_wanted.isEmpty()) {
        select(m_wanted);
    }
    showChosen();
}

bool ConnectionsView::isBrowsing() const
{
    return m_stack->currentIndex() == Browse;
}

QString ConnectionsView::chosenId() const
{
    return m_list->currentIndex().data(ConnectionListModel::IdRole).toString();
}

void ConnectionsView::showChosen()
{
    const auto *snapshot = m_model.find(chosenId());
    m_detail->setVisible(snapshot != nullptr);
    if (snapshot != nullptr) {
        m_detail->show(*snapshot, m_clock.now(), m_busy.contains(chosenId()));
    }
}

void ConnectionsView::select(const QString &id)
{
    const int row = m_model.rowOf(id);
    if (row >= 0) {
        m_wanted.clear();
        chooseRow(*m_list, m_model.index(row));
    }
}

void ConnectionsView::startEdit()
{
    const auto *snapshot = m_model.find(chosenId());
    if (snapshot == nullptr || snapshot->isTransient) {
        return;
    }
    show(Edit);
    m_header->setTitle(tr("Edit %1").arg(QString::fromStdString(snapshot->connection.name)));
    m_editor->start(snapshot->connection);
}

void ConnectionsView::confirmRemove()
{
    const auto *snapshot = m_model.find(chosenId());
    if (snapshot == nullptr || snapshot->isTransient) {
        return;
    }
    const QString name = QString::fromStdString(snapshot->connection.name);
    ConfirmRequest request;
    request.title = tr("Remove %1?").arg(name);
    request.text = ConnectionText::removalText(*snapshot);
    request.confirmText = tr("Remove connection");
    m_context.dialogs.confirm(this, request,
                              [self = QPointer(this), id = chosenId(), name](bool yes) {
                                  if (self && yes) {
                                      auto &commands = self->m_context.engine.connectionCommands();
                                      self->follow(id, commands.removeConnection(id.toStdString()),
                                                   tr("%1 was not removed.").arg(name));
                                  }
                              });
}

void ConnectionsView::setConnectionEnabled(bool enabled)
{
    const auto *snapshot = m_model.find(chosenId());
    if (snapshot == nullptr) {
        return;
    }
    const QString name = QString::fromStdString(snapshot->connection.name);
    auto &commands = m_context.engine.connectionCommands();
    follow(chosenId(), commands.setConnectionEnabled(chosenId().toStdString(), enabled),
           enabled ? tr("%1 was not turned on.").arg(name)
                   : tr("%1 was not turned off.").arg(name));
}

void ConnectionsView::follow(const QString &id, QFuture<base::Status> command,
                             const QString &failure)
{
    m_busy.insert(id);
    showChosen();
    whenFinished(command, this, [this, id, failure](const base::Status &status) {
        m_busy.remove(id);
        showChosen();
        if (!status) {
            const QString message = QString::fromStdString(status.error().message);
            m_context.notifier.notify(
                failureNotice(failure + QLatin1Char(' ') + message, status.error()));
        }
    });
}

void ConnectionsView::open(const QString &target)
{
    if (target == QLatin1String("new")) {
        show(Edit);
        m_header->setTitle(tr("Add connection"));
        m_editor->start({});
    } else if (target.startsWith(QLatin1String("connection:"))) {
        m_wanted = target.section(QLatin1Char(':'), 1);
        showHome();
        select(m_wanted);
    }
}

} // namespace berth::ui
