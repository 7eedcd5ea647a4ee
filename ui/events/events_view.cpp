// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/events_view.h"

#include "ui/events/event_detail.h"
#include "ui/events/event_feed.h"
#include "ui/events/event_list.h"
#include "ui/events/event_model.h"
#include "ui/events/publish_form.h"
#include "ui/forms/row_paint.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"

#include <QLocale>
#include <QPointer>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

namespace berth::ui {

namespace {

constexpr int wideSearch = 230;
constexpr int narrowSearch = 150;
/// From here on the header has room for the pill, and the detail stands beside the list.
constexpr int wideFrom = 900;

} // namespace

EventsView::EventsView(const PageContext &context, const base::Clock &clock, FilePicker &files,
                       QString instancesPageId, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_files(files)
    , m_instancesPageId(std::move(instancesPageId))
    , m_model(new EventModel(clock, this))
    , m_feed(new EventFeed(context.engine, *m_model, this))
    , m_header(new PageHeader(tr("Events"), this))
    , m_watching(new StatusPill)
    , m_search(new SearchField(tr("Instance, type or text"), this))
    , m_pause(makeButton(tr("Pause"), Icon::Pause, ButtonRole::Secondary))
    , m_clear(makeButton(tr("Clear"), ButtonRole::Secondary))
    , m_export(makeButton(tr("Export"), ButtonRole::Secondary))
    , m_publish(makeButton(tr("Publish"), Icon::Send, ButtonRole::Primary))
    , m_stack(new QStackedWidget(this))
    , m_failure(new ErrorState)
    , m_list(new EventList(*m_model))
    , m_detail(new EventDetailPanel)
    , m_form(new PublishForm(context.dialogs))
{
    makeHeader();
    makeScreens();
    layOutPage(this, m_header, m_stack);
    makeActions();
    connectAll();
    updateConnections();
    updateFigures();
    showHome();
}

void EventsView::makeHeader()
{
    m_header->addWidget(m_watching);
    m_header->addWidget(m_search);
    for (QPushButton *button : {m_pause, m_clear, m_export, m_publish}) {
        m_header->addWidget(button);
    }
}

void EventsView::makeScreens()
{
    m_list->setMinimumWidth(400);
    m_detail->setMinimumWidth(300);
    m_splitter =
        makeSplitter(Qt::Horizontal, QStringLiteral("events"), {{m_list, 810, 1}, {m_detail, 430}});
    auto *empty = new EmptyState(Icon::Activity, tr("No events yet"),
                                 tr("What happens to instances and servers is listed here, of this "
                                    "machine and of every connection, as it happens."));
    // In the order of Screen.
    m_stack->addWidget(new LoadingState(tr("Reading the events")));
    m_stack->addWidget(m_failure);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_form);
    m_failure->setRetryText(tr("Try again"));
}

void EventsView::makeActions()
{
    const PageActions actions(m_context.actions, tr("Events"));
    actions.addNew(
        this, Icon::Send, tr("Publish an event"),
        [this] { return m_stack->currentIndex() == Publish; }, [this] { m_publish->click(); });
    actions.add(this, Icon::Pause, tr("Pause or resume the list"),
                QKeySequence(Qt::CTRL | Qt::Key_P), [this] { togglePause(); });
    actions.add(this, Icon::External, tr("Export events…"), QKeySequence::Save,
                [this] { m_export->click(); });
    actions.add(this, Icon::Trash, tr("Clear events…"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete), [this] { m_clear->click(); });
    actions.add(this, Icon::Search, tr("Search events"), QKeySequence::Find, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    QWidget *browser = m_stack->widget(Browse);
    actions.add(browser, Icon::Sliders, tr("Filter by channel and connection"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
                [this] { m_list->showFilters(!m_list->channel()->isVisible()); });
    actions.add(browser, Icon::Instances, tr("Open the event's instance"),
                QKeySequence(Qt::CTRL | Qt::Key_O),
                [this] { Q_EMIT m_detail->openInstanceRequested(); });
    actions.add(browser, Icon::Copy, tr("Copy the event"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] { m_detail->copy(); });
}

void EventsView::connectAll()
{
    using engine::EngineFacade;
    connect(m_search, &SearchField::textChanged, m_list, &EventList::setSearch);
    connect(m_pause, &QPushButton::clicked, this, &EventsView::togglePause);
    connect(m_clear, &QPushButton::clicked, this, &EventsView::confirmClear);
    connect(m_export, &QPushButton::clicked, this, &EventsView::exportEvents);
    connect(m_publish, &QPushButton::clicked, this, [this] {
        m_form->start();
        show(Publish);
    });
    connect(m_header, &PageHeader::backRequested, this, &EventsView::showHome);
    connect(m_failure, &ErrorState::retryRequested, m_feed, &EventFeed::reload);
    connect(m_feed, &EventFeed::loaded, this, &EventsView::updateHome);
    connect(m_feed, &EventFeed::changed, this, &EventsView::updateFigures);
    connect(m_feed, &EventFeed::failed, this, [this](const base::Error &error) {
        m_failure->setError(tr("The events cannot be read"), QString::fromStdString(error.message),
                            QString::fromStdString(error.details));
        if (m_stack->currentIndex() != Publish) {
            show(Failed);
        }
    });
    connect(m_model, &EventModel::countsChanged, this, &EventsView::updateHome);
    connect(m_list, &EventList::currentChanged, this, &EventsView::showChosen);
    connect(m_list, &EventList::activated, this, [this] { m_detail->tabs()->setFocus(); });
    connect(m_list, &EventList::allRequested, m_search, &SearchField::clear);
    connect(m_detail, &EventDetailPanel::publishAgainRequested, this, &EventsView::publishAgain);
    connect(m_detail, &EventDetailPanel::openInstanceRequested, this, [this] {
        if (m_shown && !m_shown->record.subjectId.empty()) {
            m_context.navigator.showPage(m_instancesPageId,
                                         QStringLiteral("instance:") +
                                             QString::fromStdString(m_shown->record.subjectId));
        }
    });
    connect(m_form, &PublishForm::cancelled, this, &EventsView::showHome);
    connect(m_form, &PublishForm::publishRequested, this, &EventsView::publish);
    connect(&m_context.engine, &EngineFacade::connectionsChanged, this,
            &EventsView::updateConnections);
}

void EventsView::show(Screen screen)
{
    const bool isHome = screen != Publish;
    m_stack->setCurrentIndex(screen);
    m_header->setBackVisible(!isHome);
    m_header->setTitle(isHome ? tr("Events") : tr("Publish event"));
    m_search->setVisible(screen == Browse);
    for (QPushButton *button : {m_pause, m_clear, m_export}) {
        button->setVisible(screen == Browse);
    }
    m_publish->setVisible(screen == Browse || screen == Empty);
    if (screen == Browse) {
        m_list->table()->setFocus();
    }
    updateWatchPill();
}

void EventsView::showHome()
{
    if (!m_feed->isLoaded()) {
        show(Loading);
        return;
    }
    const bool isEmpty = m_model->held() == 0 && m_feed->waiting() == 0;
    show(isEmpty ? Empty : Browse);
    if (!isEmpty && m_list->currentSequence() == 0 && m_model->rowCount() > 0) {
        chooseRow(*m_list->table(), m_model->index(0, 0));
    }
}

/// Nobody is thrown out of the form because something happened elsewhere.
void EventsView::updateHome()
{
    const int current = m_stack->currentIndex();
    const bool isRight = current == Browse && m_model->held() > 0;
    if (current != Publish && !isRight) {
        showHome();
    }
}

void EventsView::updateConnections()
{
    const auto connections = m_context.engine.connections();
    std::map<std::string, QString> names{{"", QString()}};
    QStringList watching;
    for (const engine::ConnectionSnapshot &one : connections) {
        const QString name = QString::fromStdString(one.connection.name);
        names[one.connection.id] = name;
        if (!mayPublish(one) && one.connection.enabled) {
            watching << name;
        }
    }
    m_model->setConnectionNames(std::move(names));
    m_list->setConnections(connections);
    m_form->setConnections(connections);
    m_watchers = static_cast<int>(watching.size());
    m_watching->setStatus(m_watchers == 1 ? tr("%1: watch only").arg(watching.first())
                                          : tr("%n connection(s) watch only", nullptr, m_watchers),
                          Tone::Warning);
    m_watching->setToolTip(watching.join(QStringLiteral(", ")));
    const bool publishable = std::any_of(connections.begin(), connections.end(), mayPublish);
    const QString reason = publishable           ? QString()
                           : connections.empty() ? tr("There is no connection to publish on")
                                                 : tr("Every connection only watches");
    m_publish->setEnabled(publishable);
    m_publish->setToolTip(reason);
    m_detail->setPublishable(publishable, reason);
    updateWatchPill();
}

void EventsView::updateWatchPill()
{
    m_watching->setVisible(m_watchers > 0 && m_stack->currentIndex() == Browse &&
                           width() >= wideFrom);
}

void EventsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateWatchPill();
    fitWidth();
}

void EventsView::fitWidth()
{
    const bool isWide = width() >= wideFrom;
    m_search->setFixedWidth(isWide ? wideSearch : narrowSearch);
    m_splitter->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
}

void EventsView::updateFigures()
{
    m_list->setFigures(m_feed->perSecond(), m_feed->isPaused(), m_feed->waiting());
}

void EventsView::showChosen()
{
    const std::int64_t sequence = m_list->currentSequence();
    if (sequence == 0) {
        m_shown.reset();
        m_detail->showNothing();
        return;
    }
    if (m_shown && m_shown->record.sequence == sequence) {
        return;
    }
    whenFinished(m_context.engine.eventCommands().detail(sequence), this,
                 [this, sequence](const base::Result<engine::EventDetail> &detail) {
                     takeDetail(sequence, detail);
                 });
}

void EventsView::takeDetail(std::int64_t sequence, const base::Result<engine::EventDetail> &detail)
{
    if (sequence != m_list->currentSequence()) {
        return; // another one was chosen meanwhile
    }
    if (!detail) {
        m_shown.reset();
        m_detail->showProblem(QString::fromStdString(detail.error().message),
                              QString::fromStdString(detail.error().details));
        return;
    }
    m_shown = *detail;
    m_detail->showDetail(*detail, m_model->connectionName(detail->record.connectionId));
}

void EventsView::togglePause()
{
    m_feed->setPaused(!m_feed->isPaused());
    const bool isPaused = m_feed->isPaused();
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(themedIcon(isPaused ? Icon::Play : Icon::Pause));
}

void EventsView::confirmClear()
{
    ConfirmRequest request;
    request.title = tr("Clear the events?");
    request.text = tr("Every event that is kept is forgotten. Instances and connections stay as "
                      "they are.");
    request.confirmText = tr("Clear events");
    m_context.dialogs.confirm(this, request, [self = QPointer(this)](bool yes) {
        if (!self || !yes) {
            return;
        }
        whenFinished(self->m_context.engine.eventCommands().clearLog(), self.data(),
                     [self](const base::Status &status) {
                         if (status) {
                             self->m_feed->reload();
                         } else {
                             self->report(tr("The events were not cleared. %1"), status.error());
                         }
                     });
    });
}

void EventsView::exportEvents()
{
    m_files.pick(this, FilePicker::Kind::NewFile, QStringLiteral("berth-events.jsonl"),
                 [self = QPointer(this)](const QString &file) {
                     if (self) {
                         self->writeExport(file);
                     }
                 });
}

void EventsView::writeExport(const QString &file)
{
    // With a filter only what is shown.
    auto sequences =
        m_model->filter().isEmpty() ? std::vector<std::int64_t>() : m_model->visibleSequences();
    whenFinished(
        m_context.engine.eventCommands().exportLog(file.toStdString(), std::move(sequences)), this,
        [this, file](const base::Result<int> &count) {
            if (count) {
                m_context.notifier.notify(
                    {Tone::Success,
                     tr("%n event(s) were written to %1.", nullptr, *count).arg(file)});
            } else {
                report(tr("The events were not exported. %1"), count.error());
            }
        });
}

void EventsView::publish(const QString &connectionId, const QString &type,
                         const base::Json &payload)
{
    whenFinished(
        m_context.engine.eventCommands().publish(connectionId.toStdString(), type.toStdString(),
                                                 payload),
        this, [this, type](const base::Status &status) {
            if (!status) {
                m_form->showError(status.error());
                return;
            }
            m_context.notifier.notify(
                {Tone::Success, tr("%1 was published.").arg(EventText::type(type.toStdString()))});
            showHome();
        });
}

void EventsView::publishAgain()
{
    if (m_shown && m_shown->decoded && m_shown->decoded->contains("data")) {
        m_form->start(QString::fromStdString(m_shown->record.connectionId),
                      QString::fromStdString(m_shown->record.type), (*m_shown->decoded)["data"]);
        show(Publish);
    }
}

void EventsView::report(const QString &text, const base::Error &error)
{
    m_context.notifier.notify(
        failureNotice(text.arg(QString::fromStdString(error.message)), error));
}

void EventsView::open(const QString &target)
{
    if (target == QLatin1String("publish") && m_publish->isEnabled()) {
        m_form->start();
        show(Publish);
    }
}

} // namespace berth::ui
