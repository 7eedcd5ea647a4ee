// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/basic_fields.h"

#include "ui/forms/form_field.h"
#include "ui/forms/responsive_grid.h"
#include "ui/forms/text_editors.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace berth::ui {

BasicFields::BasicFields(QWidget *parent)
    : SpecFields(parent)
    , m_name(new LineEditor(model::EnvType::Url, this))
    , m_description(new LineEditor(model::EnvType::String, this))
{
    auto *grid = new ResponsiveGrid(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(grid);
    m_description->setPlaceholder(tr("What is it for?"));
    m_nameField = addField(grid, tr("Name"), m_name, "/name");
    m_nameField->setRequired(true);
    addField(grid, tr("Description"), m_description, "/description");
    connect(m_name, &ValueEditor::changed, this, &BasicFields::updateAddress);
    updateAddress();
}

void BasicFields::setValues(const model::InstanceDraft &draft)
{
    m_name->setValue(QString::fromStdString(draft.name));
    m_description->setValue(QString::fromStdString(draft.description));
}

QWidget *BasicFields::lastControl() const
{
    return m_description->lineEdit();
}

QString BasicFields::name() const
{
    return m_name->value();
}

QString BasicFields::description() const
{
    return m_description->value().trimmed();
}

void BasicFields::setFixedSlug(const std::string &slug)
{
    m_fixedSlug = slug;
    updateAddress();
}

void BasicFields::setElsewhere(bool elsewhere)
{
    m_elsewhere = elsewhere;
    updateAddress();
}

void BasicFields::updateAddress()
{
    if (m_elsewhere) {
        m_nameField->setHint({});
        return;
    }
    if (!m_fixedSlug.empty()) {
        m_nameField->setHint(
            tr("The address stays /mcp/%1").arg(QString::fromStdString(m_fixedSlug)));
        return;
    }
    const QString slug = QString::fromStdString(model::slugify(m_name->value().toStdString()));
    m_nameField->setHint(m_name->value().isEmpty() ? tr("The address is made from it.")
                                                   : tr("Address: /mcp/%1").arg(slug));
}

} // namespace berth::ui
