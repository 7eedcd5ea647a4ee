// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/env_form.h"

#include "ui/forms/env_field.h"
#include "ui/forms/responsive_grid.h"

#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

EnvForm::EnvForm(FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_files(files)
    , m_grid(new ResponsiveGrid(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_grid);
}

void EnvForm::setSchema(const model::EnvSchema &schema)
{
    m_grid->clear();
    m_fields.clear();
    for (const model::EnvVariable &variable : schema) {
        append(variable, false);
    }
    Q_EMIT changed();
}

EnvField *EnvForm::addVariable(const model::EnvVariable &variable)
{
    EnvField *added = append(variable, true);
    Q_EMIT changed();
    return added;
}

EnvField *EnvForm::append(const model::EnvVariable &variable, bool removable)
{
    auto *field = new EnvField(variable, m_files, removable, m_grid);
    field->setReferencesOnly(m_referencesFor);
    connect(field, &EnvField::changed, this, [this, field] {
        field->validate(false);
        Q_EMIT changed();
    });
    connect(field, &EnvField::removeRequested, this, [this, field] { remove(field); });
    connect(field, &EnvField::asFileChosen, this,
            [this, name = variable.name](bool asFile) { chooseDelivery(name, asFile); });
    field->setSecretChoices(m_choices);
    showDelivery(field);
    m_fields.push_back(field);
    m_grid->add(field, field->wantsFullWidth());
    return field;
}

void EnvForm::setReferencesOnly(const QString &place)
{
    m_referencesFor = place;
    for (EnvField *field : m_fields) {
        field->setReferencesOnly(place);
    }
}

void EnvForm::remove(EnvField *field)
{
    std::erase(m_fields, field);
    if (m_secretFiles) {
        m_secretFiles->erase(field->variable().name);
    }
    m_grid->remove(field);
    Q_EMIT changed();
}

model::EnvSchema EnvForm::schema() const
{
    model::EnvSchema variables;
    for (const EnvField *field : m_fields) {
        variables.push_back(field->variable());
    }
    return variables;
}

void EnvForm::setEnvironment(const model::Environment &environment)
{
    for (const auto &[name, value] : environment) {
        EnvField *target = field(QString::fromStdString(name));
        if (target == nullptr) {
            model::EnvVariable variable;
            variable.name = name;
            variable.secret = model::looksLikeSecretRef(value);
            target = append(variable, true);
        }
        target->setValue(value);
    }
    Q_EMIT changed();
}

model::Environment EnvForm::environment() const
{
    model::Environment environment;
    for (const EnvField *field : m_fields) {
        std::string value = field->environmentValue();
        if (!value.empty()) {
            environment.emplace_back(field->variable().name, std::move(value));
        }
    }
    return environment;
}

void EnvForm::setSecretFiles(std::optional<std::set<std::string>> names)
{
    m_secretFiles = std::move(names);
    for (EnvField *field : m_fields) {
        showDelivery(field);
    }
    Q_EMIT changed();
}

std::set<std::string> EnvForm::secretFiles() const
{
    return m_secretFiles.value_or(std::set<std::string>());
}

void EnvForm::showDelivery(EnvField *field) const
{
    field->offerFile(m_secretFiles.has_value());
    field->setAsFile(m_secretFiles && m_secretFiles->contains(field->variable().name));
}

void EnvForm::chooseDelivery(const std::string &name, bool asFile)
{
    if (!m_secretFiles) {
        return;
    }
    if (asFile) {
        m_secretFiles->insert(name);
    } else {
        m_secretFiles->erase(name);
    }
    Q_EMIT changed();
}

std::vector<engine::SecretInput> EnvForm::secrets() const
{
    std::vector<engine::SecretInput> secrets;
    for (const EnvField *field : m_fields) {
        if (auto secret = field->typedSecret()) {
            secrets.push_back({field->variable().name, std::move(*secret)});
        }
    }
    return secrets;
}

void EnvForm::setSecretChoices(std::vector<SecretChoice> choices)
{
    m_choices = std::move(choices);
    for (EnvField *field : m_fields) {
        field->setSecretChoices(m_choices);
    }
}

int EnvForm::validate(bool showAll)
{
    int wrong = 0;
    for (EnvField *field : m_fields) {
        wrong += field->validate(showAll) ? 0 : 1;
    }
    return wrong;
}

EnvField *EnvForm::field(const QString &name) const
{
    const std::string wanted = name.toStdString();
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), [&](const EnvField *field) {
        return field->variable().name == wanted;
    });
    return found == m_fields.end() ? nullptr : *found;
}

bool EnvForm::showError(const QString &name, const QString &message)
{
    EnvField *target = field(name);
    if (target == nullptr) {
        return false;
    }
    target->setError(message);
    return true;
}

void EnvForm::orderAfter(QWidget *previous)
{
    for (const EnvField *field : m_fields) {
        QWidget *target = field->editor();
        while (target->focusProxy() != nullptr) {
            target = target->focusProxy();
        }
        QWidget::setTabOrder(previous, target);
        previous = target;
        if (QWidget *delivery = field->fileSwitch(); delivery != nullptr) {
            QWidget::setTabOrder(previous, delivery);
            previous = delivery;
        }
    }
}

bool EnvForm::focusFirstInvalid()
{
    for (EnvField *field : m_fields) {
        if (field->hasError()) {
            field->focusEditor();
            return true;
        }
    }
    return false;
}

} // namespace berth::ui
