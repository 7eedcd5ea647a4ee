// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/env_field.h"

#include "model/secret_ref.h"
#include "model/validation.h"
#include "ui/forms/humanise.h"
#include "ui/forms/secret_editor.h"
#include "ui/forms/value_editor.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QLocale>

namespace berth::ui {

namespace {

/// The base class needs its editor before the members exist, hence this holder.
QString labelOf(const model::EnvVariable &variable)
{
    return humanise(QString::fromStdString(variable.name));
}

QString sentence(QString text)
{
    text = text.trimmed();
    if (!text.isEmpty() && !text.endsWith(QLatin1Char('.'))) {
        text.append(QLatin1Char('.'));
    }
    return text;
}

QString number(double value)
{
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

EnvField::EnvField(const model::EnvVariable &variable, FilePicker &files, bool removable,
                   QWidget *parent)
    : FormField(labelOf(variable),
                variable.secret ? static_cast<QWidget *>(new SecretEditor)
                                : makeValueEditor(variable, files, nullptr),
                parent)
    , m_variable(variable)
    , m_value(qobject_cast<ValueEditor *>(editor()))
    , m_secret(qobject_cast<SecretEditor *>(editor()))
{
    setObjectName(QString::fromStdString(variable.name));
    setRequired(variable.required);
    const auto visited = [this] {
        m_visited = true;
        validate(true);
    };
    if (m_secret != nullptr) {
        m_secret->setPlaceholder(QString::fromStdString(variable.placeholder));
        connect(m_secret, &SecretEditor::changed, this, &EnvField::changed);
        connect(m_secret, &SecretEditor::finished, this, visited);
        addFileSwitch();
    } else {
        connect(m_value, &ValueEditor::changed, this, &EnvField::changed);
        connect(m_value, &ValueEditor::finished, this, visited);
    }
    if (removable) {
        addRemoveButton();
    }
    showHint();
}

void EnvField::addFileSwitch()
{
    m_delivery = new QWidget;
    auto *row = new QHBoxLayout(m_delivery);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    m_asFile = new Switch(
        tr("Give %1 to the server as a file").arg(QString::fromStdString(m_variable.name)));
    auto *label = new TextLabel(tr("Give it to the server as a file"), TextRole::Secondary);
    label->setBuddy(m_asFile);
    row->addWidget(m_asFile);
    row->addWidget(label);
    row->addStretch();
    addBelow(m_delivery);
    m_delivery->hide();
    connect(m_asFile, &Switch::toggled, this, &EnvField::showHint);
    connect(m_asFile, &Switch::clicked, this, &EnvField::asFileChosen);
}

void EnvField::offerFile(bool offered)
{
    if (m_delivery != nullptr) {
        m_delivery->setVisible(offered);
        showHint();
    }
}

QWidget *EnvField::fileSwitch() const
{
    return m_asFile;
}

void EnvField::setAsFile(bool asFile)
{
    if (m_asFile != nullptr) {
        m_asFile->setChecked(asFile);
    }
}

void EnvField::addRemoveButton()
{
    auto *button = new IconButton(
        Icon::Close, tr("Remove %1").arg(QString::fromStdString(m_variable.name)), this);
    setSmall(button);
    connect(button, &IconButton::clicked, this, &EnvField::removeRequested);
    addLabelButton(button);
}

bool EnvField::wantsFullWidth() const
{
    return m_value != nullptr && m_value->wantsFullWidth();
}

QString EnvField::rangeText() const
{
    const auto low = m_variable.minimum;
    const auto high = m_variable.maximum;
    if (low && high) {
        return tr("Between %1 and %2.").arg(number(*low), number(*high));
    }
    if (low) {
        return tr("%1 or more.").arg(number(*low));
    }
    return high ? tr("%1 or less.").arg(number(*high)) : QString();
}

QString EnvField::secretHint() const
{
    const QString name = QString::fromStdString(m_variable.name);
    const QString text =
        m_referencesFor.isEmpty()
            ? tr("%1, kept in the secret store", "variable name").arg(name)
            : tr("%1, named by reference: secret_ref:scope:NAME", "variable name").arg(name);
    if (m_delivery->isHidden() || !m_asFile->isChecked()) {
        return text;
    }
    return tr("%1. The server gets the file /run/secrets/%2 and its path in %2_FILE.")
        .arg(text, name);
}

void EnvField::showHint()
{
    setHint(hintText(), QString::fromStdString(m_variable.helpUrl));
}

QString EnvField::hintText() const
{
    QString text = m_variable.secret ? secretHint() : QString::fromStdString(m_variable.name);
    const QString more = sentence(QString::fromStdString(m_variable.description));
    const QString range = rangeText();
    for (const QString &part : {more, range}) {
        if (!part.isEmpty()) {
            text = sentence(text) + QLatin1Char(' ') + part;
        }
    }
    return text;
}

void EnvField::setValue(const std::string &value)
{
    if (m_value != nullptr) {
        m_value->setValue(QString::fromStdString(value));
    } else if (model::looksLikeSecretRef(value)) {
        m_secret->setKept(value);
    } else {
        m_secret->setTyped(base::Secret(value));
    }
}

void EnvField::setSecretChoices(const std::vector<SecretChoice> &choices)
{
    if (m_secret != nullptr) {
        m_secret->setChoices(choices);
    }
}

std::string EnvField::environmentValue() const
{
    if (m_value != nullptr) {
        return m_value->value().toStdString();
    }
    if (!m_referencesFor.isEmpty()) {
        return m_secret->hasTyped() ? m_secret->typedReference() : m_secret->keptReference();
    }
    if (m_secret->hasTyped()) {
        return model::toText(model::SecretRef{{}, m_variable.name});
    }
    return m_secret->keptReference();
}

std::optional<base::Secret> EnvField::typedSecret() const
{
    if (m_secret == nullptr || !m_secret->hasTyped() || !m_referencesFor.isEmpty()) {
        return std::nullopt;
    }
    return m_secret->typed();
}

void EnvField::setReferencesOnly(const QString &place)
{
    if (m_secret == nullptr || m_referencesFor == place) {
        return;
    }
    m_referencesFor = place;
    m_secret->setReferencesOnly(!place.isEmpty());
    showHint();
}

/// What is asked for, rather than what is wrong: that can be seen in the field above.
QString EnvField::expectation(const model::Violation &violation) const
{
    const bool whole = m_variable.type == model::EnvType::Integer;
    if (!whole && m_variable.type != model::EnvType::Number) {
        return tr("Needed here: %1.").arg(QString::fromStdString(violation.expected));
    }
    bool isNumber = false;
    const QString value = QString::fromStdString(environmentValue());
    whole ? void(value.toLongLong(&isNumber)) : void(value.toDouble(&isNumber));
    const QString range = rangeText();
    if (isNumber && !range.isEmpty()) {
        return range;
    }
    const QString kind = whole ? tr("A whole number is needed.") : tr("A number is needed.");
    return range.isEmpty() ? kind : kind + QLatin1Char(' ') + range;
}

QString EnvField::problem() const
{
    const std::string pointer = base::appendPointer("/environment", m_variable.name);
    std::optional<model::Violation> violation;
    if (!m_referencesFor.isEmpty() && m_secret->hasTyped() && m_secret->typedReference().empty()) {
        return tr("A secret's value is not sent to %1. Write a reference to one that is known "
                  "there: secret_ref:scope:NAME.")
            .arg(m_referencesFor);
    }
    if (const auto secret = typedSecret()) {
        violation = model::checkValue(m_variable, secret->expose(), pointer);
    } else {
        const std::string value = environmentValue();
        if (value.empty() && !m_variable.required) {
            return {};
        }
        if (value.empty()) {
            return tr("This is needed.");
        }
        violation = model::checkValue(m_variable, value, pointer);
    }
    if (!violation) {
        return {};
    }
    QString message = expectation(*violation);
    if (m_variable.defaultValue && !m_variable.secret) {
        message = tr("%1 The default is %2.")
                      .arg(sentence(message), QString::fromStdString(*m_variable.defaultValue));
    }
    return message;
}

bool EnvField::validate(bool show)
{
    m_visited = m_visited || show;
    const QString found = problem();
    // While a person types for the first time nothing is called wrong; once it was, it is cleared
    // with the key that mends it.
    const QString shown = m_visited ? found : QString();
    setError(shown);
    return found.isEmpty();
}

void EnvField::setError(const QString &message)
{
    FormField::setError(message);
    const bool invalid = !message.isEmpty();
    if (m_secret != nullptr) {
        m_secret->setInvalid(invalid);
    } else {
        m_value->setInvalid(invalid);
    }
}

} // namespace berth::ui
