// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/servers_view.h"

#include "ui/forms/row_paint.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/servers/server_detail.h"
#include "ui/servers/server_editor.h"
#include "ui/servers/server_list_model.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
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
#include <QSortFilterProxyModel>
#include <QStackedWidget>

namespace berth::ui {

ServersView::ServersView(const PageContext &context, ServerListModel &model, FilePicker &files,
                         QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(model)
    , m_filter(new QSortFilterProxyModel(this))
    , m_header(new PageHeader(tr("Servers"), this))
    , m_search(new SearchField(tr("Filter servers"), this))
    , m_new(makeButton(tr("New server"), Icon::Plus, ButtonRole::Primary))
    , m_stack(new QStackedWidget(this))
    , m_failure(new ErrorState)
    , m_empty(new EmptyState(Icon::Cube, tr("No servers defined yet"),
                             tr("A server is an image and the form people fill in to run it.")))
    , m_list(new QListView)
    , m_detail(new ServerDetail)
    , m_editor(new ServerEditor(context.engine, files))
{
    m_filter->setSourceModel(&model);
    m_filter->setFilterRole(ServerListModel::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_filter->sort(0);
    makeHeader();
    // In the order of Screen.
    m_stack->addWidget(new LoadingState(tr("Reading the servers")));
    m_stack->addWidget(m_failure);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeBrowser());
    m_stack->addWidget(m_editor);
    m_failure->setRetryText({});
    layOutPage(this, m_header, m_stack);
    makeActions();
    connectAll();
    showHome();
}

void ServersView::makeHeader()
{
    m_search->setFixedWidth(260);
    m_search->setHint(tr("Ctrl F"));
    m_header->addWidget(m_search);
    m_header->addWidget(m_new);
    connect(m_new, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    connect(m_header, &PageHeader::backRequested, this, &ServersView::showHome);
    connect(m_search, &SearchField::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text.trimmed());
        if (!m_list->currentIndex().isValid()) {
            chooseRow(*m_list, m_filter->index(0, 0));
        }
    });
}

QWidget *ServersView::makeBrowser()
{
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setAccessibleName(tr("Servers"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setMinimumWidth(320);
    m_list->installEventFilter(this);
    m_detail->setMinimumWidth(380);
    return makeSplitter(Qt::Horizontal, QStringLiteral("servers"),
                        {{m_list, 720, 1}, {m_detail, 520}});
}

void ServersView::makeActions()
{
    const PageActions actions(m_context.actions, tr("Servers"));
    actions.addNew(
        this, Icon::Plus, tr("New server"), [this] { return m_stack->currentIndex() == Edit; },
        [this] { open(QStringLiteral("new")); });
    actions.add(this, Icon::Search, tr("Filter servers"), QKeySequence::Find, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    QWidget *browser = m_stack->widget(Browse);
    actions.add(browser, Icon::Edit, tr("Edit server"), QKeySequence(Qt::CTRL | Qt::Key_E),
                [this] { startEdit(); });
    actions.add(browser, Icon::Trash, tr("Delete server…"), QKeySequence(Qt::Key_Delete),
                [this] { confirmRemove(); });
    actions.add(browser, Icon::Play, tr("New instance of the server"),
                QKeySequence(Qt::CTRL | Qt::Key_R),
                [this] { Q_EMIT newInstanceRequested(chosenId()); });
}

void ServersView::connectAll()
{
    QPushButton *first = m_empty->addAction(tr("New server"), ButtonRole::Primary);
    connect(first, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    for (auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_filter, changed, this, &ServersView::onModelChanged);
    }
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ServersView::showChosen);
    connect(&m_context.engine, &engine::EngineFacade::ready, this, &ServersView::onModelChanged);
    connect(&m_context.engine, &engine::EngineFacade::startFailed, this,
            [this](const QString &message, const QString &details) {
                m_failure->setStartFailure(message, details);
                show(Failed);
            });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ServersView::showChosen);
    connect(m_list, &QListView::doubleClicked, this, [this] { startEdit(); });
    connect(m_detail, &ServerDetail::newInstanceRequested, this,
            [this] { Q_EMIT newInstanceRequested(chosenId()); });
    connect(m_detail, &ServerDetail::editRequested, this, &ServersView::startEdit);
    connect(m_detail, &ServerDetail::removeRequested, this, &ServersView::confirmRemove);
    connect(m_editor, &ServerEditor::cancelled, this, &ServersView::showHome);
    connect(m_editor, &ServerEditor::saved, this, [this](const QString &id) {
        m_wanted = id;
        showHome();
        select(id);
    });
}

bool ServersView::eventFilter(QObject *watched, QEvent *event)
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

void ServersView::show(Screen screen)
{
    m_stack->setCurrentIndex(screen);
    m_header->setBackVisible(screen == Edit);
    m_header->setTitle(tr("Servers"));
    m_search->setVisible(screen == Browse);
    m_new->setVisible(screen == Browse);
    if (screen == Browse) {
        if (!m_list->currentIndex().isValid()) {
            chooseRow(*m_list, m_filter->index(0, 0));
        }
        m_list->setFocus();
    }
}

void ServersView::showHome()
{
    if (!m_context.engine.isReady()) {
        show(Loading);
    } else {
        show(m_model.rowCount() == 0 ? Empty : Browse);
    }
}

void ServersView::onModelChanged()
{
    if (m_stack->currentIndex() != Edit) {
        const bool browsing = m_stack->currentIndex() == Browse && m_model.rowCount() > 0;
        if (!browsing) {
            showHome();
        }
    }
    if (!m_wanted.isEmpty()) {
        select(m_wanted);
    }
    showChosen();
}

QString ServersView::chosenId() const
{
    return m_list->currentIndex().data(ServerListModel::IdRole).toString();
}

void ServersView::showChosen()
{
    const model::Server *server = m_model.find(chosenId());
    m_detail->setVisible(server != nullptr);
    if (server != nullptr) {
        m_detail->show(*server);
    }
}

void ServersView::select(const QString &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0) {
        return;
    }
    m_wanted.clear();
    m_search->clear();
    chooseRow(*m_list, m_filter->mapFromSource(m_model.index(row)));
}

void ServersView::startEdit()
{
    const model::Server *server = m_model.find(chosenId());
    if (server == nullptr) {
        return;
    }
    show(Edit);
    m_header->setTitle(tr("Edit %1").arg(QString::fromStdString(server->name)));
    m_editor->start(*server);
}

void ServersView::confirmRemove()
{
    const model::Server *server = m_model.find(chosenId());
    if (server == nullptr) {
        return;
    }
    ConfirmRequest request;
    request.title = tr("Delete %1?").arg(QString::fromStdString(server->name));
    request.text = tr("The definition is removed. Instances made from it keep running with the "
                      "configuration they have.");
    request.confirmText = tr("Delete server");
    m_context.dialogs.confirm(this, request, [self = QPointer(this), id = chosenId()](bool yes) {
        if (!self || !yes) {
            return;
        }
        whenFinished(self->m_context.engine.serverCommands().removeServer(id.toStdString()),
                     self.data(), [self](const base::Status &status) {
                         if (!status && self) {
                             const QString message = QString::fromStdString(status.error().message);
                             self->m_context.notifier.notify(
                                 failureNotice(tr("The server was not deleted. %1").arg(message),
                                               status.error()));
                         }
                     });
    });
}

void ServersView::open(const QString &target)
{
    if (target == QLatin1String("new")) {
        show(Edit);
        m_header->setTitle(tr("New server"));
        m_editor->start({});
    } else if (target.startsWith(QLatin1String("server:"))) {
        showHome();
        select(target.section(QLatin1Char(':'), 1));
    }
}

} // namespace berth::ui
