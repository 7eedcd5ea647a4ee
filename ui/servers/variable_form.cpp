// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/variable_form.h"

#include "ui/forms/choice_editors.h"
#include "ui/forms/form_field.h"
#include "ui/forms/responsive_grid.h"
#include "ui/forms/text_editors.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <array>

namespace berth::ui {

namespace {

constexpr std::array types = {model::EnvType::String, model::EnvType::Integer,
                              model::EnvType::Number, model::EnvType::Boolean,
                              model::EnvType::Url,    model::EnvType::Filepath,
                              model::EnvType::Enum};

std::vector<std::string> typeNames()
{
    std::vector<std::string> names;
    for (const model::EnvType type : types) {
        names.emplace_back(model::envTypeName(type));
    }
    return names;
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QString number(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'g', 15) : QString();
}

std::optional<double> numberIn(const LineEditor *editor)
{
    bool ok = false;
    const double value = editor->value().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

} // namespace

VariableForm::VariableForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new LineEditor(model::EnvType::Url, this))
    , m_type(new ComboEditor(typeNames(), true, this))
    , m_required(new Switch(tr("Required"), this))
    , m_secret(new Switch(tr("Secret"), this))
    , m_lines(new Switch(tr("Several lines"), this))
    , m_default(new LineEditor(model::EnvType::String, this))
    , m_description(new LineEditor(model::EnvType::String, this))
    , m_choices(new TextEditor(this))
    , m_minimum(new LineEditor(model::EnvType::Number, this))
    , m_maximum(new LineEditor(model::EnvType::Number, this))
    , m_pattern(new LineEditor(model::EnvType::String, this))
    , m_placeholder(new LineEditor(model::EnvType::String, this))
    , m_help(new LineEditor(model::EnvType::Url, this))
{
    auto *grid = new ResponsiveGrid(this);
    grid->setColumns(2, 220);
    add(grid, tr("Variable name"), m_name, "/name", tr("As the server reads it: DATABASE_URL"));
    add(grid, tr("Type"), m_type, "/type");
    add(grid, tr("Description"), m_description, "/description");
    add(grid, tr("Default"), m_default, "/default");
    m_choices->setVisibleLines(3);
    add(grid, tr("Choices"), m_choices, "/choices", tr("One a line."));
    add(grid, tr("Minimum"), m_minimum, "/minimum");
    add(grid, tr("Maximum"), m_maximum, "/maximum");
    add(grid, tr("Pattern"), m_pattern, "/pattern",
        tr("A regular expression the whole value has to match."));
    add(grid, tr("Placeholder"), m_placeholder, "/placeholder");
    add(grid, tr("Help link"), m_help, "/help_url");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space16);
    layout->addWidget(makeFlags());
    layout->addWidget(grid);
    updateVisibility();
}

void VariableForm::add(ResponsiveGrid *grid, const QString &label, ValueEditor *editor,
                       const std::string &pointer, const QString &hint)
{
    auto *field = new FormField(label, editor, grid);
    field->setHint(hint);
    field->setObjectName(text(pointer));
    m_fields.emplace(pointer, field);
    grid->add(field, editor->wantsFullWidth());
    connect(editor, &ValueEditor::changed, this, [this] {
        if (!m_loading) {
            updateVisibility();
            Q_EMIT changed();
        }
    });
}

QWidget *VariableForm::makeFlags()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    for (Switch *flag : {m_required, m_secret, m_lines}) {
        row->addWidget(flag);
        row->addWidget(new TextLabel(flag->accessibleName(), TextRole::Body));
        row->addSpacing(metrics::space12);
        connect(flag, &Switch::toggled, this, [this] {
            if (!m_loading) {
                updateVisibility();
                Q_EMIT changed();
            }
        });
    }
    row->addStretch();
    return bar;
}

void VariableForm::updateVisibility()
{
    const auto type = model::envTypeFromName(m_type->value().toStdString());
    const bool numeric = type == model::EnvType::Integer || type == model::EnvType::Number;
    const bool words = type == model::EnvType::String || type == model::EnvType::Url ||
                       type == model::EnvType::Filepath;
    m_fields.at("/choices")->setVisible(type == model::EnvType::Enum);
    m_fields.at("/minimum")->setVisible(numeric);
    m_fields.at("/maximum")->setVisible(numeric);
    m_fields.at("/pattern")->setVisible(words);
    m_fields.at("/placeholder")->setVisible(words || numeric);
    m_fields.at("/default")->setVisible(!m_secret->isChecked());
    m_lines->setEnabled(type == model::EnvType::String && !m_secret->isChecked());
}

void VariableForm::load(const model::EnvVariable &variable)
{
    const QScopedValueRollback guard(m_loading, true);
    m_name->setValue(text(variable.name));
    m_type->setValue(text(std::string(model::envTypeName(variable.type))));
    m_required->setChecked(variable.required);
    m_secret->setChecked(variable.secret);
    m_lines->setChecked(variable.format == "textarea");
    m_format = variable.format == "textarea" ? std::string() : variable.format;
    m_default->setValue(text(variable.defaultValue.value_or("")));
    m_description->setValue(text(variable.description));
    QStringList choices;
    for (const std::string &choice : variable.choices) {
        choices << text(choice);
    }
    m_choices->setValue(choices.join(QLatin1Char('\n')));
    m_minimum->setValue(number(variable.minimum));
    m_maximum->setValue(number(variable.maximum));
    m_pattern->setValue(text(variable.pattern));
    m_placeholder->setValue(text(variable.placeholder));
    m_help->setValue(text(variable.helpUrl));
    updateVisibility();
}

model::EnvVariable VariableForm::variable() const
{
    model::EnvVariable variable;
    variable.name = m_name->value().toStdString();
    variable.type =
        model::envTypeFromName(m_type->value().toStdString()).value_or(model::EnvType::String);
    variable.description = m_description->value().trimmed().toStdString();
    variable.required = m_required->isChecked();
    variable.secret = m_secret->isChecked();
    if (!m_default->value().isEmpty() && !variable.secret) {
        variable.defaultValue = m_default->value().toStdString();
    }
    const bool numeric =
        variable.type == model::EnvType::Integer || variable.type == model::EnvType::Number;
    if (variable.type == model::EnvType::Enum) {
        for (const QString &line :
             m_choices->value().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            variable.choices.push_back(line.trimmed().toStdString());
        }
    }
    if (numeric) {
        variable.minimum = numberIn(m_minimum);
        variable.maximum = numberIn(m_maximum);
    }
    variable.format = m_lines->isChecked() && m_lines->isEnabled() ? "textarea" : m_format;
    variable.pattern = m_fields.at("/pattern")->isHidden() ? "" : m_pattern->value().toStdString();
    variable.placeholder = m_placeholder->value().toStdString();
    variable.helpUrl = m_help->value().toStdString();
    return variable;
}

void VariableForm::showViolations(const model::Violations &violations)
{
    for (const auto &[pointer, field] : m_fields) {
        QString message;
        for (const model::Violation &violation : violations) {
            if (message.isEmpty() &&
                (violation.pointer == pointer || violation.pointer.starts_with(pointer + '/'))) {
                message = text(violation.message);
            }
        }
        field->setError(message);
        static_cast<ValueEditor *>(field->editor())->setInvalid(!message.isEmpty());
    }
}

void VariableForm::focusName()
{
    m_fields.at("/name")->focusEditor();
}

} // namespace berth::ui
