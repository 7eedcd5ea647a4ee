// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_list.h"

#include "ui/forms/row_paint.h"
#include "ui/forms/sortable_list.h"
#include "ui/secrets/secret_delegate.h"
#include "ui/secrets/secret_filter.h"
#include "ui/secrets/secret_model.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/arrangement.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/states.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace berth::ui {

namespace {

/// Widths of the columns behind the name, which takes the rest; 0 hides one. What the detail says
/// too goes first when the list gets narrow.
struct ColumnFit
{
    int from;
    int store;
    int usedBy;
    int changed;
    int used;
    int state;
};
constexpr std::array<ColumnFit, 4> columnFits{{{860, 112, 150, 104, 104, 146},
                                               {720, 106, 164, 0, 96, 140},
                                               {560, 112, 130, 0, 0, 140},
                                               {0, 0, 120, 0, 0, 136}}};

void fit(QHeaderView &header, int section, int width)
{
    header.setSectionHidden(section, width == 0);
    if (width > 0) {
        header.resizeSection(section, width);
    }
}

} // namespace

SecretList::SecretList(SecretModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new SecretFilter(this))
    , m_tabs(new FilterTabs(tr("Show secrets"), this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_nothing(new EmptyState(Icon::Search, {}, {}, this))
{
    setGround(this, Ground::Surface);
    m_filter->setSourceModel(&model);
    for (const QString &name : {tr("All"), tr("Missing"), tr("Unused")}) {
        m_tabs->addTab(name);
    }
    makeTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::space20, 10, metrics::space20, metrics::space8);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addLayout(tabRow);
    layout->addWidget(m_stack, 1);
    m_all = m_nothing->addAction(tr("Show all"), ButtonRole::Secondary);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_tabs->setCurrentIndex(0);
        Q_EMIT allRequested();
    });
    connect(m_tabs, &FilterTabs::currentChanged, this, [this](int index) {
        m_filter->setGroup(static_cast<SecretGroup>(index));
        update();
    });
    connect(&model, &SecretModel::refreshed, this, &SecretList::update);
    update();
}

void SecretList::makeTable()
{
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new SecretDelegate(m_table));
    m_table->setAccessibleName(tr("Secrets"));
    makeSortableList(*m_table, {QStringLiteral("secrets"), SecretModel::Name,
                                SecretDelegate::nameIndent, SecretDelegate::endInset});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    connect(m_table, &QTableView::doubleClicked, this, &SecretList::activated);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SecretList::selectionChanged);
}

bool SecretList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !currentId().isEmpty()) {
            Q_EMIT activated();
            return true;
        }
    }
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    return QWidget::eventFilter(watched, event);
}

void SecretList::fitColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    if (areWidthsChosen(*header)) {
        return;
    }
    const int width = m_table->viewport()->width();
    const auto best = std::find_if(columnFits.begin(), columnFits.end(),
                                   [width](const ColumnFit &one) { return width >= one.from; });
    fit(*header, SecretModel::Store, best->store);
    fit(*header, SecretModel::UsedBy, best->usedBy);
    fit(*header, SecretModel::Changed, best->changed);
    fit(*header, SecretModel::Used, best->used);
    fit(*header, SecretModel::State, best->state);
}

void SecretList::setSearch(const QString &text)
{
    m_search = text.trimmed();
    m_filter->setSearch(m_search);
    update();
}

void SecretList::selectRow(int sourceRow)
{
    if (sourceRow < 0) {
        return;
    }
    const QModelIndex source = m_model.index(sourceRow, SecretModel::Name);
    if (!m_filter->mapFromSource(source).isValid()) {
        m_tabs->setCurrentIndex(0);
        m_filter->setGroup(SecretGroup::All);
    }
    const QModelIndex index = m_filter->mapFromSource(source);
    chooseRow(*m_table, index);
    m_table->scrollTo(index);
}

void SecretList::selectFirst()
{
    chooseRow(*m_table, m_filter->index(0, SecretModel::Name));
}

QString SecretList::currentId() const
{
    return m_table->currentIndex().data(SecretModel::IdRole).toString();
}

void SecretList::update()
{
    for (int group = 0; group <= static_cast<int>(SecretGroup::Unused); ++group) {
        m_tabs->setCount(group, m_model.count(static_cast<SecretGroup>(group)));
    }
    if (m_filter->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        if (!m_table->currentIndex().isValid()) {
            selectFirst();
        }
        return;
    }
    if (!m_search.isEmpty()) {
        m_nothing->setTexts(tr("Nothing matches \"%1\"").arg(m_search),
                            tr("Names, instances, stores and states are searched."));
    } else if (m_filter->group() == SecretGroup::Missing && m_model.problem()) {
        m_nothing->setTexts(tr("Not known now"),
                            tr("Berth cannot see now which secrets have a value."));
    } else if (m_filter->group() == SecretGroup::Missing) {
        m_nothing->setTexts(tr("None is missing"),
                            tr("Every secret that an instance refers to has a value."));
    } else if (m_filter->group() == SecretGroup::Unused) {
        m_nothing->setTexts(tr("None is unused"),
                            tr("Every secret in the store belongs to an instance."));
    } else {
        m_nothing->setTexts(tr("No secrets yet"),
                            tr("What is typed into a secret field of an instance is listed here, "
                               "without its value."));
    }
    m_all->setVisible(!m_search.isEmpty() || m_filter->group() != SecretGroup::All);
    m_stack->setCurrentWidget(m_nothing);
}

} // namespace berth::ui
