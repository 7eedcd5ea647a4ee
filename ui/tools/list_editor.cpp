// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/tools/argument_field.h"
#include "ui/tools/container_editors.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using base::Json;

namespace {

/// More entries than this are edited as JSON text; so many widgets help nobody.
constexpr std::size_t mostRows = 200;

} // namespace

ListEditor::ListEditor(const ArgumentContext &context, const model::SchemaField &field,
                       const QString &name, int depth, QWidget *parent)
    : ArgumentEditor(parent)
    , m_context(context)
    , m_field(field)
    , m_name(name)
    , m_depth(depth)
    , m_rowsLayout(new QVBoxLayout)
    , m_add(makeButton(tr("Add entry"), Icon::Plus, ButtonRole::Secondary, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space8);
    m_rowsLayout->setSpacing(metrics::space8);
    layout->addLayout(m_rowsLayout);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    setSmall(m_add);
    m_add->setAccessibleName(tr("Add entry to %1").arg(name));
    setFocusProxy(m_add);
    while (isPlace(m_rows.size())) {
        append(std::nullopt);
    }
    m_add->setVisible(!m_field.maxItems || *m_field.maxItems > m_field.places.size());
    connect(m_add, &QPushButton::clicked, this, [this] {
        append(m_context.schema.startValue(m_context.schema.field(m_field.items)));
        Q_EMIT restructured();
        Q_EMIT changed();
        m_rows.back().field->focusEditor();
    });
}

/// A place may stay empty, so nothing in it is begun for the person.
ListEditor::Row ListEditor::makePlace()
{
    const std::size_t index = m_rows.size();
    const Json &schema = m_field.places[index];
    const model::SchemaField field = m_context.schema.field(schema);
    const bool isTyped = field.kind == model::SchemaKind::Text ||
                         field.kind == model::SchemaKind::Integer ||
                         field.kind == model::SchemaKind::Number;
    const QString label =
        field.title.empty() ? tr("Entry %1").arg(index + 1) : QString::fromStdString(field.title);
    Row row{};
    row.frame = new QWidget(this);
    auto *line = new QHBoxLayout(row.frame);
    line->setContentsMargins({});
    row.field = new ArgumentField(
        m_context, {{}, label, schema, isTyped && index < m_field.minItems, false, false}, m_depth,
        row.frame);
    line->addWidget(row.field, 1);
    return row;
}

ListEditor::Row ListEditor::makeRow()
{
    Row row{};
    row.frame = new QWidget(this);
    auto *line = new QHBoxLayout(row.frame);
    line->setContentsMargins({});
    line->setSpacing(metrics::space4);
    const QString label = tr("Entry %1").arg(m_rows.size() + 1);
    const model::SchemaKind kind = m_context.schema.field(m_field.items).kind;
    const bool bare = kind != model::SchemaKind::Object && kind != model::SchemaKind::List;
    row.field = new ArgumentField(m_context, {{}, label, m_field.items, true, false, bare}, m_depth,
                                  row.frame);
    line->addWidget(row.field, 1);
    addButtons(row);
    return row;
}

void ListEditor::addButtons(Row &row)
{
    row.up = new IconButton(Icon::ChevronUp, tr("Move up"), row.frame);
    row.down = new IconButton(Icon::ChevronDown, tr("Move down"), row.frame);
    auto *remove = new IconButton(Icon::Trash, tr("Remove the entry"), row.frame);
    QWidget *frame = row.frame;
    connect(row.up, &QToolButton::clicked, this, [this, frame] { move(frame, -1); });
    connect(row.down, &QToolButton::clicked, this, [this, frame] { move(frame, 1); });
    connect(remove, &QToolButton::clicked, this, [this, frame] { this->remove(frame); });
    for (QToolButton *button : {row.up, row.down, static_cast<QToolButton *>(remove)}) {
        setSmall(button);
        static_cast<QHBoxLayout *>(row.frame->layout())->addWidget(button, 0, Qt::AlignTop);
    }
}

void ListEditor::append(const std::optional<Json> &value)
{
    Row row = isPlace(m_rows.size()) ? makePlace() : makeRow();
    connect(row.field, &ArgumentField::changed, this, &ArgumentEditor::changed);
    connect(row.field, &ArgumentField::restructured, this, &ArgumentEditor::restructured);
    row.field->setValue(value);
    m_rowsLayout->addWidget(row.frame);
    m_rows.push_back(row);
    renumber();
}

std::size_t ListEditor::indexOf(const QWidget *frame) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [frame](const Row &row) { return row.frame == frame; });
    return static_cast<std::size_t>(found - m_rows.begin());
}

void ListEditor::remove(const QWidget *frame)
{
    const std::size_t index = indexOf(frame);
    m_rowsLayout->removeWidget(m_rows[index].frame);
    m_rows[index].frame->hide();
    m_rows[index].frame->deleteLater();
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(index));
    renumber();
    Q_EMIT restructured();
    Q_EMIT changed();
    m_rows.empty() ? m_add->setFocus()
                   : m_rows[std::min(index, m_rows.size() - 1)].field->focusEditor();
}

/// The values change places, not the widgets: numbers, keyboard order and focus stay right.
void ListEditor::move(const QWidget *frame, int by)
{
    const std::size_t from = indexOf(frame);
    const auto to = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(from) + by);
    if (to >= m_rows.size() || isPlace(to)) {
        return;
    }
    const auto first = m_rows[from].field->value();
    const auto second = m_rows[to].field->value();
    m_rows[from].field->setValue(second);
    m_rows[to].field->setValue(first);
    QToolButton *next = by < 0 ? m_rows[to].up : m_rows[to].down;
    (next->isEnabled() ? static_cast<QWidget *>(next) : m_rows[to].frame)->setFocus();
    Q_EMIT changed();
}

void ListEditor::renumber()
{
    const std::size_t first = std::min(m_field.places.size(), m_rows.size());
    for (std::size_t i = first; i < m_rows.size(); ++i) {
        m_rows[i].up->setEnabled(i > first);
        m_rows[i].down->setEnabled(i + 1 < m_rows.size());
    }
    const bool full =
        (m_field.maxItems && m_rows.size() >= *m_field.maxItems) || m_rows.size() >= mostRows;
    m_add->setEnabled(!full);
    m_add->setToolTip(full ? tr("There are no more than %n entries here.", nullptr,
                                static_cast<int>(m_rows.size()))
                           : QString());
}

/// An entry cannot be left out: it would move those behind it. Places behind the last that is
/// filled in can.
std::optional<Json> ListEditor::valueOf(const Row &row) const
{
    if (auto value = row.field->value()) {
        return value;
    }
    const bool isText = row.field->schemaField().kind == model::SchemaKind::Text;
    return isText ? std::optional(Json("")) : std::nullopt;
}

std::optional<Json> ListEditor::value() const
{
    std::size_t filled = m_rows.size();
    while (filled > 0 && isPlace(filled - 1) && !m_rows[filled - 1].field->value()) {
        --filled;
    }
    Json list = Json::array();
    for (std::size_t i = 0; i < filled; ++i) {
        list.push_back(valueOf(m_rows[i]).value_or(Json(nullptr)));
    }
    list.insert(list.end(), m_rest.begin(), m_rest.end());
    return list;
}

void ListEditor::setValue(const std::optional<Json> &value)
{
    const Json list = value && value->is_array() ? *value : Json::array();
    const std::size_t count = std::min(list.size(), mostRows);
    m_rest = Json::array();
    m_rest.insert(m_rest.end(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end());
    const std::size_t rows = std::max(count, m_field.places.size());
    const bool restructures = rows != m_rows.size();
    while (m_rows.size() > rows) {
        m_rowsLayout->removeWidget(m_rows.back().frame);
        m_rows.back().frame->hide();
        m_rows.back().frame->deleteLater();
        m_rows.pop_back();
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (i < m_rows.size()) {
            m_rows[i].field->setValue(list[i]);
        } else {
            append(list[i]);
        }
    }
    for (std::size_t i = count; i < rows; ++i) {
        m_rows[i].field->setValue(std::nullopt);
    }
    renumber();
    if (restructures) {
        Q_EMIT restructured();
    }
}

void ListEditor::showViolations(const model::Violations &violations, const std::string &pointer)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].field->showViolations(violations, base::appendPointer(pointer, i));
    }
}

model::Violations ListEditor::unreadable(const std::string &pointer) const
{
    model::Violations all;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto own = m_rows[i].field->unreadable(base::appendPointer(pointer, i));
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

} // namespace berth::ui
