// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/responsive_grid.h"
#include "ui/theme/metrics.h"
#include "ui/tools/argument_field.h"
#include "ui/tools/container_editors.h"
#include "ui/tools/schema_text.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using base::Json;

ObjectEditor::ObjectEditor(const ArgumentContext &context, const model::SchemaField &field,
                           int depth, QWidget *parent)
    : ArgumentEditor(parent)
    , m_context(context)
    , m_field(field)
    , m_depth(depth)
    , m_grid(new ResponsiveGrid(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space12);
    layout->addWidget(m_grid);
    for (const model::SchemaMember &member : field.members) {
        append(member.name, member.schema, member.required, false);
    }
    m_grid->setVisible(!m_fields.empty());
    if (field.additional) {
        makeAddRow();
    }
}

ArgumentField *ObjectEditor::append(const std::string &name, const Json &schema, bool required,
                                    bool added)
{
    const QString label = added ? QString::fromStdString(name)
                                : SchemaText::label(m_context.schema.field(schema), name);
    auto *field =
        new ArgumentField(m_context, {name, label, schema, required, added}, m_depth, m_grid);
    connect(field, &ArgumentField::changed, this, &ArgumentEditor::changed);
    connect(field, &ArgumentField::restructured, this, &ArgumentEditor::restructured);
    connect(field, &ArgumentField::removeRequested, this, [this, field] { remove(field); });
    m_fields.push_back(field);
    if (added) {
        m_added.push_back(field);
    }
    m_grid->add(field, field->wantsFullWidth());
    m_grid->show();
    return field;
}

ArgumentField *ObjectEditor::find(const std::string &name) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const auto *field) { return field->name() == name; });
    return found == m_fields.end() ? nullptr : *found;
}

void ObjectEditor::makeAddRow()
{
    m_addRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_addRow);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    m_addName = new QLineEdit;
    m_addName->setMaximumWidth(220);
    m_addName->setPlaceholderText(tr("Name of a further entry"));
    m_addName->setAccessibleName(m_addName->placeholderText());
    setSmall(m_addName);
    auto *add = makeButton(tr("Add"), Icon::Plus, ButtonRole::Secondary);
    add->setAccessibleName(tr("Add the entry"));
    setSmall(add);
    row->addWidget(m_addName);
    row->addWidget(add);
    row->addStretch();
    layout()->addWidget(m_addRow);
    connect(add, &QPushButton::clicked, this, &ObjectEditor::addNamed);
    connect(m_addName, &QLineEdit::returnPressed, this, &ObjectEditor::addNamed);
}

void ObjectEditor::addNamed()
{
    const std::string name = m_addName->text().toStdString();
    if (name.empty()) {
        m_addName->setFocus();
        return;
    }
    ArgumentField *field = find(name);
    if (field == nullptr) {
        field = append(name, m_field.additional.value_or(Json(true)), false, true);
        field->setValue(m_context.schema.startValue(field->schemaField()));
        Q_EMIT restructured();
        Q_EMIT changed();
    }
    m_addName->clear();
    field->focusEditor();
}

void ObjectEditor::remove(ArgumentField *field)
{
    std::erase(m_fields, field);
    std::erase(m_added, field);
    m_grid->remove(field);
    Q_EMIT restructured();
    Q_EMIT changed();
}

std::optional<Json> ObjectEditor::value() const
{
    Json object = Json::object();
    for (const ArgumentField *field : m_fields) {
        if (auto value = field->value()) {
            object[field->name()] = std::move(*value);
        }
    }
    return object;
}

void ObjectEditor::setValue(const std::optional<Json> &value)
{
    const Json object = value && value->is_object() ? *value : Json::object();
    const auto added = m_added;
    bool changedRows = false;
    for (ArgumentField *field : added) {
        if (!object.contains(field->name())) {
            std::erase(m_fields, field);
            std::erase(m_added, field);
            m_grid->remove(field);
            changedRows = true;
        }
    }
    for (const auto &[name, member] : object.items()) {
        if (find(name) == nullptr) {
            append(name, m_field.additional.value_or(Json(true)), false, true);
            changedRows = true;
        }
    }
    for (ArgumentField *field : m_fields) {
        const auto member = object.find(field->name());
        field->setValue(member == object.end() ? std::nullopt : std::optional(*member));
    }
    if (changedRows) {
        Q_EMIT restructured();
    }
}

void ObjectEditor::showViolations(const model::Violations &violations, const std::string &pointer)
{
    for (ArgumentField *field : m_fields) {
        field->showViolations(violations, base::appendPointer(pointer, field->name()));
    }
}

model::Violations ObjectEditor::unreadable(const std::string &pointer) const
{
    model::Violations all;
    for (const ArgumentField *field : m_fields) {
        const auto own = field->unreadable(base::appendPointer(pointer, field->name()));
        all.insert(all.end(), own.begin(), own.end());
    }
    return all;
}

} // namespace berth::ui
