// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/scalar_editors.h"

#include "model/secret_names.h"
#include "ui/forms/choice_editors.h"
#include "ui/forms/text_editors.h"
#include "ui/theme/roles.h"
#include "ui/theme/typography.h"
#include "ui/widgets/json_highlighter.h"

#include <QFontMetrics>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

using base::Json;
using model::SchemaKind;

namespace {

constexpr std::size_t mostSegments = 3;
constexpr std::size_t longestSegments = 36; ///< characters of all together
constexpr std::size_t longLine = 200;

QString titleOf(const model::SchemaChoice &choice)
{
    return QString::fromStdString(choice.title);
}

ValueEditor *makeChoice(const model::SchemaField &field, bool required, QWidget *parent)
{
    std::size_t letters = 0;
    for (const model::SchemaChoice &choice : field.choices) {
        letters += choice.title.size();
    }
    if (required && field.choices.size() <= mostSegments && letters <= longestSegments) {
        std::vector<SegmentEditor::Choice> segments;
        for (const model::SchemaChoice &choice : field.choices) {
            segments.push_back({titleOf(choice), titleOf(choice)});
        }
        return new SegmentEditor(segments, parent);
    }
    std::vector<std::string> titles;
    for (const model::SchemaChoice &choice : field.choices) {
        titles.push_back(choice.title);
    }
    return new ComboEditor(titles, required, parent);
}

ValueEditor *makeBoolean(const model::SchemaField &field, bool required, QWidget *parent)
{
    if (required && !field.nullable) {
        return new SwitchEditor(parent);
    }
    const std::vector<SegmentEditor::Choice> segments{{ScalarEditor::tr("Not set"), QString()},
                                                      {ScalarEditor::tr("True"), u"true"_s},
                                                      {ScalarEditor::tr("False"), u"false"_s}};
    auto *editor = new SegmentEditor(segments, parent);
    editor->setValue({});
    return editor;
}

ValueEditor *makeText(const ArgumentContext &context, const model::SchemaField &field,
                      const QString &name, QWidget *parent)
{
    const bool isLong = field.format == "textarea" || field.format == "markdown" ||
                        (field.minLength && *field.minLength > longLine);
    if (isLong) {
        return new TextEditor(parent);
    }
    if (field.format == "file-path" || field.format == "path") {
        return new PathEditor(FilePicker::Kind::File, context.files, parent);
    }
    auto *line = new LineEditor(model::EnvType::String, parent);
    if (field.format == "password" || model::looksSecret(name.toStdString())) {
        line->lineEdit()->setEchoMode(QLineEdit::Password);
    }
    return line;
}

ValueEditor *makeEditor(const ArgumentContext &context, const model::SchemaField &field,
                        bool required, const QString &name, QWidget *parent)
{
    switch (field.kind) {
    case SchemaKind::Choice:
        return makeChoice(field, required, parent);
    case SchemaKind::Boolean:
        return makeBoolean(field, required, parent);
    case SchemaKind::Integer:
        return new LineEditor(model::EnvType::Integer, parent);
    case SchemaKind::Number:
        return new LineEditor(model::EnvType::Number, parent);
    default:
        return makeText(context, field, name, parent);
    }
}

} // namespace

ScalarEditor::ScalarEditor(const ArgumentContext &context, const model::SchemaField &field,
                           bool required, const QString &name, QWidget *parent)
    : ArgumentEditor(parent)
    , m_field(field)
    , m_editor(makeEditor(context, field, required, name, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_editor);
    QWidget *target = m_editor;
    while (target->focusProxy() != nullptr) {
        target = target->focusProxy();
    }
    setFocusProxy(target);
    if (auto *text = qobject_cast<PlaceholderEditor *>(m_editor)) {
        const bool hasExample = !field.examples.empty();
        text->setPlaceholder(
            hasExample ? QString::fromStdString(model::textFromValue(field.examples.front()))
                       : QString());
    }
    connect(m_editor, &ValueEditor::changed, this, &ArgumentEditor::changed);
}

bool ScalarEditor::wantsFullWidth() const
{
    return m_editor->wantsFullWidth();
}

std::optional<Json> ScalarEditor::typedValue() const
{
    const QString text = m_editor->value();
    if (m_field.kind == SchemaKind::Choice) {
        const auto chosen =
            std::find_if(m_field.choices.begin(), m_field.choices.end(),
                         [&](const auto &choice) { return titleOf(choice) == text; });
        if (chosen != m_field.choices.end()) {
            return chosen->value;
        }
        return text.isEmpty() ? std::nullopt : std::optional(Json(text.toStdString()));
    }
    if (m_field.kind == SchemaKind::Boolean) {
        return text.isEmpty() ? std::nullopt : std::optional(Json(text == u"true"_s));
    }
    return model::valueFromText(m_field, text.toStdString());
}

std::optional<Json> ScalarEditor::value() const
{
    return m_kept && m_editor->value() == m_keptText ? m_kept : typedValue();
}

QString ScalarEditor::textFor(const Json &value) const
{
    const auto known = std::find_if(m_field.choices.begin(), m_field.choices.end(),
                                    [&](const auto &choice) { return choice.value == value; });
    return known != m_field.choices.end() ? titleOf(*known)
                                          : QString::fromStdString(model::textFromValue(value));
}

void ScalarEditor::setValue(const std::optional<Json> &value)
{
    const QString text = value ? textFor(*value) : QString();
    if (m_editor->value() != text) {
        m_editor->setValue(text);
    }
    m_kept = value;
    m_keptText = m_editor->value();
}

void ScalarEditor::showViolations(const model::Violations &violations, const std::string &pointer)
{
    const bool wrong = std::any_of(violations.begin(), violations.end(),
                                   [&](const auto &one) { return one.pointer == pointer; });
    m_editor->setInvalid(wrong);
}

JsonEditor::JsonEditor(const model::SchemaField &field, const QString &name, QWidget *parent)
    : ArgumentEditor(parent)
    , m_text(new QPlainTextEdit(this))
{
    constexpr int lines = 3;
    constexpr int frame = 26;
    Q_UNUSED(field)
    m_text->setFont(textFont(TextRole::Mono));
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(name);
    m_text->setPlaceholderText(tr("Any JSON: \"text\", 5, [1, 2], {\"key\": true}"));
    m_text->setFixedHeight(QFontMetrics(m_text->font()).lineSpacing() * lines + frame);
    new JsonHighlighter(m_text->document(), themeOf(this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_text);
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ArgumentEditor::changed);
}

std::optional<Json> JsonEditor::value() const
{
    const std::string text = m_text->toPlainText().toStdString();
    auto parsed = base::parseJson(text);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

void JsonEditor::setValue(const std::optional<Json> &value)
{
    if (value != this->value() || !value) {
        m_text->setPlainText(value ? QString::fromStdString(base::toPrettyText(*value))
                                   : QString());
    }
}

void JsonEditor::showViolations(const model::Violations &violations, const std::string &pointer)
{
    const bool wrong = std::any_of(violations.begin(), violations.end(), [&](const auto &one) {
        return one.pointer.starts_with(pointer);
    });
    berth::ui::setInvalid(m_text, wrong);
}

model::Violations JsonEditor::unreadable(const std::string &pointer) const
{
    const std::string text = m_text->toPlainText().trimmed().toStdString();
    if (text.empty()) {
        return {};
    }
    const auto place = model::brokenPlace(text);
    if (!place) {
        return {};
    }
    const QString message =
        tr("This is no JSON yet: see line %1, column %2. Texts stand in quotes.")
            .arg(place->line)
            .arg(place->column);
    return {{pointer, message.toStdString(), {}, "JSON"}};
}

} // namespace berth::ui
