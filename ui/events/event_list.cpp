// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_list.h"

#include "engine/facade/connections.h"
#include "ui/events/event_delegate.h"
#include "ui/events/event_model.h"
#include "ui/forms/row_paint.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/arrangement.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/states.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <array>

namespace berth::ui {

namespace {

/// Widths of the columns beside what happened, which takes the rest.
struct ColumnFit
{
    int from;
    int time;
    int event;
    int instance;
    int origin; ///< 0: hidden
};
constexpr std::array<ColumnFit, 3> columnFits{
    {{760, 116, 162, 152, 112}, {560, 116, 150, 130, 92}, {0, 116, 138, 104, 0}}};
constexpr int searchPause = 120;

/// Data of the item that stands for every connection.
const QString everywhere = QStringLiteral("*");

} // namespace

EventList::EventList(EventModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_tabs(new FilterTabs(tr("Show events"), this))
    , m_more(new IconButton(Icon::Sliders, tr("Filter by channel and connection"), this))
    , m_figures(new TextLabel({}, TextRole::Secondary, TextColor::Muted, this))
    , m_filters(makeFilters())
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_nothing(new EmptyState(Icon::Search, tr("Nothing matches"),
                               tr("Instances, types and what happened are searched."), this))
    , m_later(new QTimer(this))
{
    setGround(this, Ground::Surface);
    for (const QString &name : {tr("All"), tr("Lifecycle"), tr("Status"), tr("Errors")}) {
        m_tabs->addTab(name);
    }
    setSmall(m_more);
    m_more->setCheckable(true);
    makeTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::space20, 10, metrics::space20, metrics::space8);
    tabRow->setSpacing(metrics::space8);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    tabRow->addWidget(m_figures);
    tabRow->addWidget(m_more);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addLayout(tabRow);
    layout->addWidget(m_filters);
    layout->addWidget(m_stack, 1);
    m_filters->hide();
    connectAll();
    updateCounts();
    updateEmpty();
}

QWidget *EventList::makeFilters()
{
    auto *row = new QWidget(this);
    m_channel = new QLineEdit;
    m_channel->setPlaceholderText(tr("Channel, such as MCPServerInstance*"));
    m_channel->setAccessibleName(tr("Channel pattern"));
    m_channel->setClearButtonEnabled(true);
    m_connection = new QComboBox;
    m_connection->setAccessibleName(tr("Connection"));
    m_connection->setMinimumWidth(160);
    setSmall(m_channel);
    setSmall(m_connection);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::space20, 0, metrics::space20, metrics::space8);
    layout->setSpacing(metrics::space8);
    layout->addWidget(m_channel, 1);
    layout->addWidget(m_connection);
    return row;
}

void EventList::makeTable()
{
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new EventDelegate(m_table));
    m_table->setAccessibleName(tr("Events"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    makeRowList(*m_table, metrics::rowOneLine);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("events"));
    header->setSectionResizeMode(EventModel::Text, QHeaderView::Stretch);
    header->setMinimumSectionSize(60);
    setHeaderInsets(header, EventDelegate::edgeInset, EventDelegate::edgeInset);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
}

void EventList::connectAll()
{
    m_later->setSingleShot(true);
    m_later->setInterval(searchPause);
    connect(m_later, &QTimer::timeout, this, &EventList::applyFilter);
    connect(m_tabs, &FilterTabs::currentChanged, this, &EventList::applyFilter);
    connect(m_channel, &QLineEdit::textChanged, m_later, qOverload<>(&QTimer::start));
    connect(m_connection, &QComboBox::currentIndexChanged, this, &EventList::applyFilter);
    connect(m_more, &QAbstractButton::toggled, this, &EventList::showFilters);
    connect(m_nothing->addAction(tr("Show all"), ButtonRole::Secondary), &QPushButton::clicked,
            this, [this] {
                m_tabs->setCurrentIndex(0);
                showFilters(false);
                Q_EMIT allRequested();
            });
    connect(m_table, &QTableView::doubleClicked, this, &EventList::activated);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                // The table makes its first row the current one when the focus comes by key,
                // and leaves it unchosen.
                if (current.isValid() && !m_table->selectionModel()->isSelected(current)) {
                    chooseRow(*m_table, current);
                }
                Q_EMIT currentChanged();
            });
    connect(&m_model, &EventModel::countsChanged, this, &EventList::updateCounts);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &EventList::updateEmpty);
}

/// Whoever has scrolled down reads there; rows that come in at the top must not push them away.
void EventList::keepPlace(int first, int last)
{
    updateEmpty();
    QScrollBar *bar = m_table->verticalScrollBar();
    if (first != 0 || bar->value() == 0) {
        return;
    }
    const int shift = (last - first + 1) * metrics::rowOneLine;
    bar->setMaximum(bar->maximum() + shift);
    bar->setValue(bar->value() + shift);
}

void EventList::fitColumns()
{
    const int width = m_table->viewport()->width();
    const auto fit = std::find_if(columnFits.begin(), columnFits.end(),
                                  [width](const ColumnFit &one) { return width >= one.from; });
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(EventModel::Time, fit->time);
    header->resizeSection(EventModel::Event, fit->event);
    header->resizeSection(EventModel::Instance, fit->instance);
    header->setSectionHidden(EventModel::From, fit->origin == 0);
    if (fit->origin > 0) {
        header->resizeSection(EventModel::From, fit->origin);
    }
}

bool EventList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT activated();
            return true;
        }
    }
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    return QWidget::eventFilter(watched, event);
}

void EventList::setSearch(const QString &text)
{
    m_search = text.trimmed();
    m_later->start();
}

void EventList::setConnections(const std::vector<engine::ConnectionSnapshot> &connections)
{
    const QVariant chosen = m_connection->currentData();
    {
        const QSignalBlocker quiet(m_connection);
        m_connection->clear();
        m_connection->addItem(tr("All connections"), everywhere);
        m_connection->addItem(tr("This machine"), QString());
        for (const engine::ConnectionSnapshot &one : connections) {
            m_connection->addItem(QString::fromStdString(one.connection.name),
                                  QString::fromStdString(one.connection.id));
        }
        m_connection->setCurrentIndex(std::max(0, m_connection->findData(chosen)));
    }
    applyFilter();
}

void EventList::showFilters(bool shown)
{
    const QSignalBlocker quiet(m_more);
    m_more->setChecked(shown);
    m_filters->setVisible(shown);
    if (shown) {
        m_channel->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    m_channel->clear();
    m_connection->setCurrentIndex(0);
    applyFilter();
}

void EventList::applyFilter()
{
    m_later->stop();
    EventFilter filter;
    filter.group = static_cast<EventGroup>(std::max(0, m_tabs->currentIndex()));
    filter.search = m_search;
    filter.channel = m_channel->text().trimmed();
    const QString connection = m_connection->currentData().toString();
    if (m_connection->count() > 0 && connection != everywhere) {
        filter.connectionId = connection.toStdString();
    }
    const std::int64_t sequence = currentSequence();
    m_model.setFilter(filter);
    const int row = m_model.rowOf(sequence);
    if (row >= 0) {
        chooseRow(*m_table, m_model.index(row, 0));
    }
    updateEmpty();
    Q_EMIT currentChanged();
}

void EventList::setFigures(std::int64_t perSecond, bool isPaused, int waiting)
{
    const QLocale locale;
    const QString kept = locale.toString(m_model.held());
    if (isPaused) {
        m_figures->setText(tr("%1 kept, paused, %2 new").arg(kept, locale.toString(waiting)));
    } else if (perSecond > 0) {
        m_figures->setText(tr("%1 kept, %2 per second")
                               .arg(kept, locale.toString(static_cast<qlonglong>(perSecond))));
    } else {
        m_figures->setText(tr("%1 kept").arg(kept));
    }
}

std::int64_t EventList::currentSequence() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.data(EventModel::SequenceRole).toLongLong() : 0;
}

void EventList::updateCounts()
{
    for (int group = 1; group < eventGroupCount; ++group) {
        const int count = m_model.count(static_cast<EventGroup>(group));
        m_tabs->setCount(group, count > 0 ? count : -1);
    }
}

void EventList::updateEmpty()
{
    m_stack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_nothing);
}

} // namespace berth::ui
