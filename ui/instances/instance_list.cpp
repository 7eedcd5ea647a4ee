// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_list.h"

#include "ui/forms/row_paint.h"
#include "ui/forms/sortable_list.h"
#include "ui/instances/instance_actions.h"
#include "ui/instances/instance_delegate.h"
#include "ui/instances/instance_filter.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/places.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/arrangement.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/states.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace berth::ui {

namespace {

/// Widths of the columns behind the name, which takes the rest. What says least goes first when
/// the list gets narrow: the line beside the CPU's number, then how long the instance is up.
struct ColumnFit
{
    int from;
    int state;
    int cpu;
    int memory;
    int uptime;
    int where;
};
constexpr std::array<ColumnFit, 4> columnFits{{{860, 190, 136, 132, 92, 0},
                                               {700, 168, 124, 124, 84, 0},
                                               {560, 130, 66, 124, 76, 0},
                                               {0, 130, 66, 120, 0, 0}}};
/// With the column of places, which says more than how long something is up.
constexpr std::array<ColumnFit, 4> columnFitsWithPlaces{{{980, 190, 136, 132, 92, 130},
                                                         {680, 146, 66, 118, 92, 104},
                                                         {580, 130, 66, 120, 0, 112},
                                                         {0, 120, 0, 112, 0, 96}}};

constexpr int narrowestName = 140;

bool leavesRoomForNames(const QHeaderView &header, int width)
{
    int others = 0;
    for (int section = InstanceModel::State; section < header.count(); ++section) {
        others += header.isSectionHidden(section) ? 0 : header.sectionSize(section);
    }
    return width - others >= narrowestName;
}

} // namespace

InstanceList::InstanceList(InstanceModel &model, const Places &places, InstanceActions &actions,
                           QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_places(places)
    , m_actions(actions)
    , m_filter(new InstanceFilter(this))
    , m_tabs(new FilterTabs(tr("Show instances"), this))
    , m_place(new QComboBox(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_nothing(new EmptyState(Icon::Search, {}, {}, this))
{
    setGround(this, Ground::Surface);
    m_filter->setSourceModel(&model);
    for (const QString &name : {tr("All"), tr("Running"), tr("Attention"), tr("Stopped")}) {
        m_tabs->addTab(name);
    }
    makeTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::space20, 10, metrics::space20, metrics::space8);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    tabRow->addWidget(m_place);
    setSmall(m_place);
    m_place->setAccessibleName(tr("Place"));
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addLayout(tabRow);
    layout->addWidget(m_stack, 1);

    QPushButton *all = m_nothing->addAction(tr("Show all"), ButtonRole::Secondary);
    connect(all, &QPushButton::clicked, this, [this] {
        m_tabs->setCurrentIndex(0);
        setPlace({});
        Q_EMIT allRequested();
    });
    connect(m_place, &QComboBox::activated, this,
            [this] { setPlace(m_place->currentData().toString()); });
    connect(&places, &Places::changed, this, &InstanceList::updatePlaces);
    connect(m_tabs, &FilterTabs::currentChanged, this, [this](int index) {
        m_filter->setGroup(static_cast<InstanceGroup>(index));
        updateEmpty();
    });
    connect(&model, &InstanceModel::countsChanged, this, &InstanceList::updateCounts);
    for (auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_filter, changed, this, &InstanceList::updateEmpty);
    }
    connect(m_filter, &QAbstractItemModel::modelReset, this, &InstanceList::updateEmpty);
    updatePlaces();
    updateCounts();
    updateEmpty();
}

void InstanceList::makeTable()
{
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new InstanceDelegate(m_places, m_table));
    m_table->setAccessibleName(tr("Instances"));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    makeSortableList(*m_table, {QStringLiteral("instances"), InstanceModel::Name,
                                InstanceDelegate::nameIndent, InstanceDelegate::endInset});
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    connect(m_table, &QTableView::customContextMenuRequested, this, &InstanceList::showMenu);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT activated(index.data(InstanceModel::IdRole).toString());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &InstanceList::selectionChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &InstanceList::selectionChanged);
}

bool InstanceList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) &&
            !currentId().isEmpty()) {
            Q_EMIT activated(currentId());
            return true;
        }
    }
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    return QWidget::eventFilter(watched, event);
}

void InstanceList::fitColumns()
{
    const int width = m_table->viewport()->width();
    const bool several = m_places.areSeveral();
    const auto &fits = several ? columnFitsWithPlaces : columnFits;
    const auto fit = std::find_if(fits.begin(), fits.end(),
                                  [width](const ColumnFit &one) { return width >= one.from; });
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionHidden(InstanceModel::Where, !several);
    if (areWidthsChosen(*header) && leavesRoomForNames(*header, width)) {
        return;
    }
    header->resizeSection(InstanceModel::State, fit->state);
    header->resizeSection(InstanceModel::Memory, fit->memory);
    const auto resizeOrHide = [header](int section, int size) {
        header->setSectionHidden(section, size == 0);
        if (size > 0) {
            header->resizeSection(section, size);
        }
    };
    resizeOrHide(InstanceModel::Cpu, fit->cpu);
    resizeOrHide(InstanceModel::Uptime, fit->uptime);
    resizeOrHide(InstanceModel::Where, fit->where);
}

void InstanceList::updatePlaces()
{
    const QString chosen = place();
    QStringList names{tr("All places"), tr("This machine")};
    QStringList targets{QString(), QStringLiteral("local")};
    for (const engine::ConnectionSnapshot &one : m_places.connections()) {
        names << QString::fromStdString(one.connection.name);
        targets << QString::fromStdString(one.connection.id);
    }
    // Round trips change all the time; a list somebody has opened must not close over them.
    const QStringList shown = names + targets;
    if (m_place->property("shown").toStringList() == shown) {
        return;
    }
    m_place->setProperty("shown", shown);
    m_place->clear();
    for (qsizetype i = 0; i < names.size(); ++i) {
        m_place->addItem(names[i], targets[i]);
    }
    m_place->setVisible(m_places.areSeveral());
    const int index = m_place->findData(chosen);
    m_place->setCurrentIndex(std::max(index, 0));
    if (index < 0 && m_places.areSeveral()) {
        setPlace({}); // the connection is gone
    }
    fitColumns();
}

QString InstanceList::place() const
{
    return m_filter->place();
}

void InstanceList::setPlace(const QString &place)
{
    if (place == this->place()) {
        return;
    }
    m_filter->setPlace(place);
    m_place->setCurrentIndex(std::max(m_place->findData(place), 0));
    updateCounts();
    if (currentId().isEmpty()) {
        selectFirst();
    }
    Q_EMIT placeChanged();
}

void InstanceList::setSearch(const QString &text)
{
    m_search = text.trimmed();
    m_filter->setSearch(m_search);
    updateEmpty();
}

void InstanceList::select(const QString &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0) {
        return;
    }
    const QModelIndex source = m_model.index(row, InstanceModel::Name);
    if (!m_filter->mapFromSource(source).isValid()) {
        m_tabs->setCurrentIndex(0);
        m_filter->setGroup(InstanceGroup::All);
        if (!m_filter->mapFromSource(source).isValid()) {
            setPlace({});
        }
    }
    const QModelIndex index = m_filter->mapFromSource(source);
    chooseRow(*m_table, index);
    m_table->scrollTo(index);
}

void InstanceList::selectFirst()
{
    chooseRow(*m_table, m_filter->index(0, InstanceModel::Name));
}

QStringList InstanceList::selectedIds() const
{
    QStringList ids;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        ids.append(row.data(InstanceModel::IdRole).toString());
    }
    return ids;
}

QString InstanceList::currentId() const
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_table->selectionModel()->isRowSelected(current.row())) {
        return current.data(InstanceModel::IdRole).toString();
    }
    const QStringList ids = selectedIds();
    return ids.isEmpty() ? QString() : ids.first();
}

void InstanceList::updateCounts()
{
    for (int i = 0; i <= static_cast<int>(InstanceGroup::Stopped); ++i) {
        m_tabs->setCount(i, m_model.count(static_cast<InstanceGroup>(i), place()));
    }
    updateEmpty();
}

void InstanceList::updateEmpty()
{
    if (m_filter->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    if (!m_search.isEmpty()) {
        m_nothing->setTexts(tr("Nothing matches \"%1\"").arg(m_search),
                            tr("Names, images, servers and states are searched."));
    } else if (!place().isEmpty() && m_filter->group() == InstanceGroup::All) {
        m_nothing->setTexts(tr("None here"),
                            tr("No instance is at %1 now.").arg(m_place->currentText()));
    } else {
        m_nothing->setTexts(tr("None here"), tr("No instance is in this state now."));
    }
    m_stack->setCurrentWidget(m_nothing);
}

void InstanceList::showMenu(const QPoint &position)
{
    if (!m_table->indexAt(position).isValid()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions.start(), m_actions.stop(), m_actions.restart()});
    menu->addSeparator();
    menu->addActions({m_actions.copyAddress(), m_actions.edit(), m_actions.duplicate()});
    menu->addSeparator();
    menu->addAction(m_actions.remove());
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace berth::ui
