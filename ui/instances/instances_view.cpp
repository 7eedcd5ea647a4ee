// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instances_view.h"

#include "model/instance_copy.h"
#include "ui/instances/detail_panel.h"
#include "ui/instances/first_start.h"
#include "ui/instances/instance_actions.h"
#include "ui/instances/instance_editor.h"
#include "ui/instances/instance_form.h"
#include "ui/instances/instance_list.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/paste_panel.h"
#include "ui/instances/server_chooser.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace berth::ui {

InstancesView::InstancesView(const PageContext &context, InstanceModel &model, const Places &places,
                             const base::Clock &clock, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(model)
    , m_files(files)
    , m_header(new PageHeader(tr("Instances"), this))
    , m_search(new SearchField(tr("Filter instances"), this))
    , m_new(makeButton(tr("New instance"), Icon::Plus, ButtonRole::Primary))
    , m_paste(makeButton(tr("Paste configuration"), ButtonRole::Ghost))
    , m_stack(new QStackedWidget(this))
    , m_actions(new InstanceActions(context.engine, model, places, context.dialogs,
                                    context.notifier, m_stack))
    , m_list(new InstanceList(model, places, *m_actions))
    , m_detail(new DetailPanel(context.engine, context.dialogs, model, *m_actions, files, clock))
    , m_failure(new ErrorState)
    , m_first(new FirstStart(context.engine))
    , m_chooser(new ServerChooser(context.engine))
    , m_pastePanel(new PastePanel)
    , m_editor(new InstanceEditor(context.engine, files, context.dialogs, places))
{
    makeHeader();
    makeScreens();
    layOutPage(this, m_header, m_stack);
    makeShortcuts();
    connectEngine();
    connectCreation();
    updateHome();
}

void InstancesView::makeHeader()
{
    m_search->setFixedWidth(260);
    m_search->setHint(tr("Ctrl F"));
    m_header->addWidget(m_search);
    m_header->addWidget(m_new);
    m_header->addWidget(m_paste);
    connect(m_header, &PageHeader::backRequested, this, &InstancesView::showHome);
    connect(m_search, &SearchField::textChanged, m_list, &InstanceList::setSearch);
    connect(m_new, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    connect(m_paste, &QPushButton::clicked, this, [this] { show(Paste); });
}

QWidget *InstancesView::makeBrowser()
{
    m_list->setMinimumWidth(420);
    m_detail->setMinimumWidth(380);
    return makeSplitter(Qt::Horizontal, QStringLiteral("instances"),
                        {{m_list, 790, 1}, {m_detail, 450}});
}

void InstancesView::makeScreens()
{
    // In the order of Screen.
    m_stack->addWidget(new LoadingState(tr("Reading the instances")));
    m_stack->addWidget(m_failure);
    m_stack->addWidget(m_first);
    m_stack->addWidget(makeBrowser());
    m_stack->addWidget(m_chooser);
    m_stack->addWidget(m_pastePanel);
    m_stack->addWidget(m_editor);
    m_failure->setRetryText({});
}

void InstancesView::makeShortcuts()
{
    const PageActions actions(m_context.actions, tr("Instances"));
    const auto isEditing = [this] {
        return m_stack->currentIndex() == Edit || m_stack->currentIndex() == Paste;
    };
    QAction *create = actions.addNew(this, Icon::Plus, tr("New instance"), isEditing,
                                     [this] { open(QStringLiteral("new")); });
    m_new->setToolTip(tr("New instance (%1)").arg(create->shortcut().toString()));
    actions.add(this, Icon::Copy, tr("Paste a configuration"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V),
                [this] { open(QStringLiteral("paste")); });
    m_actions->registerAt(m_context.actions);
    // Logs have their own search while the focus is there, so this one belongs to the list.
    for (QWidget *place : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_header)}) {
        QAction *find = addShortcut(place, QKeySequence::Find, [this] {
            m_search->setFocus(Qt::ShortcutFocusReason);
            m_search->selectAll();
        });
        find->setText(tr("Filter instances"));
    }
}

void InstancesView::connectEngine()
{
    using engine::EngineFacade;
    connect(&m_context.engine, &EngineFacade::ready, this, &InstancesView::updateHome);
    connect(&m_context.engine, &EngineFacade::startFailed, this,
            [this](const QString &message, const QString &details) {
                m_failure->setStartFailure(message, details);
                show(Failed);
            });
    connect(&m_model, &InstanceModel::countsChanged, this, &InstancesView::updateHome);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_wanted.isEmpty() && m_model.rowOf(m_wanted) >= 0) {
            m_list->select(std::exchange(m_wanted, {}));
        }
    });
    connect(m_list, &InstanceList::allRequested, m_search, &SearchField::clear);
    connect(m_list, &InstanceList::selectionChanged, this, &InstancesView::onSelection);
    connect(m_list, &InstanceList::activated, this, [this](const QString &id) {
        m_detail->setInstance(id);
        m_detail->showTab(DetailPanel::Overview);
    });
    connect(m_detail, &DetailPanel::connectionRequested, this, &InstancesView::connectionRequested);
    connect(m_actions, &InstanceActions::editRequested, this, &InstancesView::startEdit);
    connect(m_actions, &InstanceActions::duplicateRequested, this, &InstancesView::startCopy);
}

void InstancesView::connectCreation()
{
    connect(m_first, &FirstStart::newRequested, this, [this] { open(QStringLiteral("new")); });
    if (QAction *sandbox = m_context.actions.find(QString::fromLatin1(openSandboxAction))) {
        m_first->offerSandbox();
        connect(m_first, &FirstStart::sandboxRequested, sandbox, &QAction::trigger);
    }
    connect(m_first, &FirstStart::connectRequested, this,
            [this] { Q_EMIT connectionRequested({}); });
    connect(m_first, &FirstStart::pasteRequested, this, [this] { show(Paste); });
    connect(m_first, &FirstStart::echoStarted, this, &InstancesView::onSaved);
    connect(m_first, &FirstStart::echoFailed, this,
            [this](const QString &message, const QString &details) {
                m_context.notifier.notify(
                    {Tone::Danger,
                     tr("The echo server could not be started. %1").arg(message),
                     {},
                     {},
                     details});
            });
    connect(m_chooser, &ServerChooser::serverChosen, this, &InstancesView::startServer);
    connect(m_chooser, &ServerChooser::imageChosen, this, [this] { startDraft({}); });
    connect(m_chooser, &ServerChooser::remoteChosen, this, [this] {
        model::InstanceDraft draft;
        draft.spec.type = model::UrlSpec{};
        startDraft(std::move(draft));
    });
    connect(m_chooser, &ServerChooser::pasteChosen, this, [this] { show(Paste); });
    connect(m_pastePanel, &PastePanel::accepted, this, &InstancesView::startPasted);
    connect(m_pastePanel, &PastePanel::cancelled, this, &InstancesView::showHome);
    connect(m_editor, &InstanceEditor::cancelled, this, &InstancesView::showHome);
    connect(m_editor, &InstanceEditor::changeServerRequested, this,
            [this] { open(QStringLiteral("new")); });
    connect(m_editor, &InstanceEditor::saved, this, &InstancesView::onSaved);
}

void InstancesView::show(Screen screen)
{
    const bool home = screen <= Browse;
    m_stack->setCurrentIndex(screen);
    m_header->setBackVisible(!home);
    m_header->setTitle(home ? tr("Instances") : tr("New instance"));
    m_search->setVisible(screen == Browse);
    m_new->setVisible(screen == Browse || screen == First);
    m_paste->setVisible(screen == Choose || screen == Edit);
    if (screen == Choose) {
        m_chooser->begin();
    } else if (screen == Paste) {
        m_pastePanel->begin();
    } else if (screen == Browse) {
        m_list->table()->setFocus();
    }
}

void InstancesView::showHome()
{
    if (!m_context.engine.isReady()) {
        show(Loading);
    } else {
        show(m_model.rowCount() == 0 ? First : Browse);
    }
}

void InstancesView::updateHome()
{
    const int current = m_stack->currentIndex();
    if (current > Browse || (current == Failed && !m_context.engine.isReady())) {
        return; // nobody is thrown out of a form because something happened elsewhere
    }
    const bool wasBrowsing = current == Browse && m_model.rowCount() > 0;
    if (!wasBrowsing) {
        showHome();
    }
    if (m_list->currentId().isEmpty() && m_model.rowCount() > 0) {
        m_list->selectFirst();
    }
}

void InstancesView::onSelection()
{
    const QStringList ids = m_list->selectedIds();
    m_actions->setTargets(ids);
    if (ids.size() > 1) {
        m_detail->setSeveral(static_cast<int>(ids.size()));
    } else {
        m_detail->setInstance(m_list->currentId());
    }
}

void InstancesView::onSaved(const QString &id)
{
    m_wanted = id;
    showHome();
    if (m_model.rowOf(id) >= 0) {
        m_list->select(std::exchange(m_wanted, {}));
    }
}

std::optional<model::Server> InstancesView::server(const std::string &id) const
{
    const std::vector<model::Server> servers = m_context.engine.servers();
    const auto found = std::find_if(servers.begin(), servers.end(),
                                    [&](const model::Server &server) { return server.id == id; });
    return found == servers.end() ? std::nullopt : std::optional(*found);
}

void InstancesView::startServer(const QString &serverId)
{
    const auto chosen = server(serverId.toStdString());
    if (!chosen) {
        show(Choose);
        return;
    }
    model::InstanceDraft draft;
    draft.name = model::slugify(chosen->name);
    draft.serverSpecId = chosen->id;
    model::DockerSpec docker;
    docker.image = chosen->dockerImageUrl;
    docker.command = chosen->cmd.value_or(std::vector<std::string>());
    draft.spec.type = docker;
    show(Edit);
    m_editor->startNew(chosen, draft);
}

void InstancesView::startDraft(model::InstanceDraft draft)
{
    show(Edit);
    m_editor->startNew(std::nullopt, draft);
}

void InstancesView::startPasted(const PastedSpec &pasted)
{
    startDraft(pasted.draft);
    m_editor->showViolations(pasted.violations);
}

void InstancesView::startEdit(const QString &id)
{
    const auto *snapshot = m_model.find(id);
    if (snapshot == nullptr) {
        return;
    }
    const model::Instance instance = snapshot->instance;
    show(Edit);
    m_header->setTitle(tr("Edit %1").arg(QString::fromStdString(instance.name)));
    m_paste->hide();
    m_editor->startEdit(instance,
                        instance.serverSpecId ? server(*instance.serverSpecId) : std::nullopt);
}

void InstancesView::startCopy(const QString &id)
{
    const auto *snapshot = m_model.find(id);
    if (snapshot == nullptr) {
        return;
    }
    const model::Instance instance = snapshot->instance;
    const QString name = tr("%1 copy").arg(QString::fromStdString(instance.name));
    show(Edit);
    m_header->setTitle(tr("Duplicate %1").arg(QString::fromStdString(instance.name)));
    m_editor->startNew(instance.serverSpecId ? server(*instance.serverSpecId) : std::nullopt,
                       model::copyOf(instance, name.toStdString()));
}

void InstancesView::open(const QString &target)
{
    const QString word = target.section(QLatin1Char(':'), 0, 0);
    const QString id = target.section(QLatin1Char(':'), 1);
    if (word == QLatin1String("new") && !id.isEmpty()) {
        startServer(id);
    } else if (word == QLatin1String("new")) {
        show(Choose);
    } else if (word == QLatin1String("paste")) {
        show(Paste);
    } else if (word == QLatin1String("instance")) {
        onSaved(id);
    } else if (word == QLatin1String("place")) {
        showHome();
        m_list->setPlace(id);
    }
}

} // namespace berth::ui
