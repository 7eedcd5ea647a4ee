// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/schema_editor.h"

#include "ui/forms/row_paint.h"
#include "ui/servers/schema_model.h"
#include "ui/servers/variable_form.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <charconv>

namespace berth::ui {

namespace {

constexpr int visibleRows = 5;

/// "/2/name" gives 2 and leaves "/name"; negative when there is no number.
int takeIndex(std::string &pointer)
{
    int index = -1;
    if (pointer.empty()) {
        return index;
    }
    const char *begin = pointer.data() + 1;
    const auto parsed = std::from_chars(begin, pointer.data() + pointer.size(), index);
    if (parsed.ec != std::errc()) {
        return -1;
    }
    pointer.erase(0, static_cast<std::size_t>(parsed.ptr - pointer.data()));
    return index;
}

} // namespace

SchemaEditor::SchemaEditor(QWidget *parent)
    : QWidget(parent)
    , m_model(new SchemaModel(this))
    , m_table(new QTableView(this))
    , m_none(new WrappedLabel(tr("None yet. Add what the server reads from its environment; a "
                                 "server that needs nothing has none."),
                              TextRole::Body, TextColor::Muted, this))
    , m_form(new VariableForm(this))
{
    makeTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space12);
    layout->addWidget(makeToolbar());
    layout->addWidget(m_none);
    layout->addWidget(m_table);
    layout->addWidget(m_form);
    connect(m_model, &SchemaModel::schemaChanged, this, &SchemaEditor::changed);
    connect(m_form, &VariableForm::changed, this,
            [this] { m_model->replace(chosen(), m_form->variable()); });
    onRowChosen();
}

void SchemaEditor::makeTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Variables"));
    makeRowList(*m_table, metrics::rowOneLine);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setFixedHeight(metrics::tableHeaderHeight + visibleRows * metrics::rowOneLine);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(SchemaModel::Name, QHeaderView::Stretch);
    header->setSectionResizeMode(SchemaModel::Default, QHeaderView::Stretch);
    header->resizeSection(SchemaModel::Type, 84);
    header->resizeSection(SchemaModel::Required, 84);
    header->resizeSection(SchemaModel::Secret, 72);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SchemaEditor::onRowChosen);
}

QWidget *SchemaEditor::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(metrics::space4);
    m_up = new IconButton(Icon::ChevronUp, tr("Move up (Alt+Up)"), bar);
    m_down = new IconButton(Icon::ChevronDown, tr("Move down (Alt+Down)"), bar);
    m_remove = new IconButton(Icon::Trash, tr("Remove the variable"), bar);
    m_up->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Up));
    m_down->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    auto *add = makeButton(tr("Add variable"), Icon::Plus, ButtonRole::Secondary);
    row->addWidget(new TextLabel(tr("Variables"), TextRole::Section));
    row->addStretch();
    for (IconButton *button : {m_up, m_down, m_remove}) {
        setSmall(button);
        row->addWidget(button);
    }
    setSmall(add);
    row->addWidget(add);
    connect(m_up, &IconButton::clicked, this, [this] { move(-1); });
    connect(m_down, &IconButton::clicked, this, [this] { move(1); });
    connect(m_remove, &IconButton::clicked, this, &SchemaEditor::removeChosen);
    connect(add, &QPushButton::clicked, this, &SchemaEditor::addVariable);
    return bar;
}

int SchemaEditor::chosen() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void SchemaEditor::setSchema(const model::EnvSchema &schema)
{
    m_violations.clear();
    m_model->setSchema(schema);
    chooseRow(*m_table, m_model->index(0, 0));
    onRowChosen();
}

const model::EnvSchema &SchemaEditor::schema() const
{
    return m_model->schema();
}

void SchemaEditor::onRowChosen()
{
    const int row = chosen();
    m_form->setVisible(row >= 0);
    m_table->setVisible(m_model->rowCount() > 0);
    m_none->setVisible(m_model->rowCount() == 0);
    if (row >= 0) {
        m_form->load(m_model->at(row));
        showOfChosen();
    }
    updateButtons();
}

void SchemaEditor::updateButtons()
{
    const int row = chosen();
    for (IconButton *button : {m_up, m_down, m_remove}) {
        button->setVisible(m_model->rowCount() > 0);
    }
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_model->rowCount());
    m_remove->setEnabled(row >= 0);
}

void SchemaEditor::addVariable()
{
    const int row = m_model->append({});
    chooseRow(*m_table, m_model->index(row, 0));
    onRowChosen();
    m_form->focusName();
}

void SchemaEditor::removeChosen()
{
    m_model->remove(chosen());
    onRowChosen();
}

void SchemaEditor::move(int by)
{
    const int row = chosen();
    if (m_model->move(row, by)) {
        chooseRow(*m_table, m_model->index(row + by, 0));
        onRowChosen();
    }
}

void SchemaEditor::showViolations(const model::Violations &violations, bool choose)
{
    m_violations = violations;
    if (choose) {
        for (model::Violation violation : violations) {
            const int index = takeIndex(violation.pointer);
            if (index >= 0 && index < m_model->rowCount()) {
                chooseRow(*m_table, m_model->index(index, 0));
                break;
            }
        }
    }
    showOfChosen();
}

void SchemaEditor::showOfChosen()
{
    model::Violations mine;
    for (model::Violation violation : m_violations) {
        if (takeIndex(violation.pointer) == chosen()) {
            mine.push_back(violation);
        }
    }
    m_form->showViolations(mine);
}

} // namespace berth::ui
