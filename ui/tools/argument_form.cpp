// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/argument_form.h"

#include "ui/theme/metrics.h"
#include "ui/tools/argument_field.h"
#include "ui/tools/tab_order.h"
#include "ui/widgets/wrapped_label.h"

#include <QVBoxLayout>

#include <algorithm>
#include <memory>
#include <utility>

namespace berth::ui {

using base::Json;

/// What the editors refer to as long as they live.
struct ArgumentForm::Schema
{
    Schema(const Json &json, FilePicker &files)
        : tool(json)
        , root(tool.root())
        , context{tool, files}
    {}

    model::ToolSchema tool;
    model::SchemaField root;
    ArgumentContext context;
};

ArgumentForm::ArgumentForm(FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_files(files)
    , m_note(new WrappedLabel({}, TextRole::Body, TextColor::Muted))
    , m_problem(new WrappedLabel({}, TextRole::Secondary, TextColor::Danger))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space12);
    layout->addWidget(m_problem);
    layout->addWidget(m_note);
    m_problem->hide();
    m_note->hide();
}

ArgumentForm::~ArgumentForm()
{
    delete m_editor; // before what it refers to
}

void ArgumentForm::setSchema(const Json &schema)
{
    delete std::exchange(m_editor, nullptr);
    m_schema = std::make_unique<Schema>(schema, m_files);
    m_editor =
        makeArgumentEditor(m_schema->context, m_schema->root, true, tr("Arguments"), 0, this);
    layout()->addWidget(m_editor);
    const bool none = m_schema->root.kind == model::SchemaKind::Object &&
                      m_schema->root.members.empty() && !m_schema->root.additional;
    m_note->setWords(none ? tr("The tool takes no arguments.") : QString());
    m_note->setVisible(none);
    connect(m_editor, &ArgumentEditor::changed, this, [this] {
        if (!m_quiet) {
            Q_EMIT changed();
        }
    });
    connect(m_editor, &ArgumentEditor::restructured, this, &ArgumentForm::restructured);
    setValue(startValue());
    clearViolations();
}

Json ArgumentForm::startValue() const
{
    if (!m_schema) {
        return Json::object();
    }
    auto start = m_schema->tool.startValue(m_schema->root);
    return start && start->is_object() ? *start : Json::object();
}

Json ArgumentForm::value() const
{
    auto value = m_editor != nullptr ? m_editor->value() : std::nullopt;
    return value && value->is_object() ? *value : Json::object();
}

void ArgumentForm::setValue(const Json &arguments)
{
    if (m_editor != nullptr) {
        const bool before = std::exchange(m_quiet, true);
        m_editor->setValue(arguments);
        m_quiet = before;
    }
}

model::Violations ArgumentForm::check(bool showThem)
{
    if (m_editor == nullptr) {
        return {};
    }
    model::Violations violations = m_editor->unreadable({});
    for (model::Violation &violation : m_schema->tool.check(value())) {
        const bool known = std::any_of(violations.begin(), violations.end(), [&](const auto &one) {
            return one.pointer == violation.pointer;
        });
        if (!known) {
            violations.push_back(std::move(violation));
        }
    }
    if (showThem) {
        mark(violations);
    }
    return violations;
}

model::Violations ArgumentForm::checkValue(const Json &arguments)
{
    model::Violations violations = m_schema ? m_schema->tool.check(arguments) : model::Violations{};
    mark(violations);
    return violations;
}

void ArgumentForm::clearViolations()
{
    mark({});
}

void ArgumentForm::mark(const model::Violations &violations)
{
    QString whole;
    for (const model::Violation &violation : violations) {
        if (violation.pointer.empty()) {
            whole = QString::fromStdString(violation.message);
        }
    }
    m_problem->setWords(whole);
    m_problem->setVisible(!whole.isEmpty());
    if (m_editor != nullptr) {
        m_editor->showViolations(violations, {});
    }
}

bool ArgumentForm::focusFirstInvalid()
{
    for (ArgumentField *field : findChildren<ArgumentField *>()) {
        const auto inner = field->findChildren<ArgumentField *>();
        const bool deeper = std::any_of(inner.begin(), inner.end(),
                                        [](const auto *one) { return one->hasError(); });
        if (field->hasError() && !deeper) {
            field->focusEditor();
            return true;
        }
    }
    return false;
}

QWidget *ArgumentForm::orderAfter(QWidget *previous)
{
    return orderTabs(previous, this);
}

} // namespace berth::ui
