// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/server_editor.h"

#include "ui/forms/env_form.h"
#include "ui/forms/form_field.h"
#include "ui/forms/responsive_grid.h"
#include "ui/forms/text_editors.h"
#include "ui/servers/schema_editor.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"

#include <QScopedValueRollback>
#include <QScrollArea>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

constexpr std::string_view schemaPointer = "/env_schema";

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QScrollArea *scrolled(QWidget *content, Ground ground)
{
    auto *area = new QScrollArea;
    makeScrollPane(*area, content, ground);
    return area;
}

std::vector<std::string> parts(const QString &value, QLatin1Char separator)
{
    std::vector<std::string> found;
    for (const QString &part : value.split(separator, Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty()) {
            found.push_back(part.trimmed().toStdString());
        }
    }
    return found;
}

QString joined(const std::vector<std::string> &values, const QString &separator)
{
    QStringList texts;
    for (const std::string &value : values) {
        texts << text(value);
    }
    return texts.join(separator);
}

} // namespace

ServerEditor::ServerEditor(engine::EngineFacade &engine, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_name(new LineEditor(model::EnvType::String, this))
    , m_image(new LineEditor(model::EnvType::Url, this))
    , m_version(new LineEditor(model::EnvType::Url, this))
    , m_tags(new LineEditor(model::EnvType::String, this))
    , m_description(new LineEditor(model::EnvType::String, this))
    , m_command(new TextEditor(this))
    , m_schema(new SchemaEditor)
    , m_preview(new EnvForm(files))
    , m_problem(new Banner(this))
{
    setGround(this, Ground::Surface);
    m_problem->hide();
    auto *splitter = makeSplitter(Qt::Horizontal, QStringLiteral("serverEditor"),
                                  {{makeFields(), 780, 2}, {makePreview(), 460, 1}});
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_problem);
    layout->addWidget(splitter, 1);
    layout->addWidget(new Separator(Qt::Horizontal, this));
    layout->addWidget(makeFooter());
    connect(m_schema, &SchemaEditor::changed, this, &ServerEditor::refresh);
}

QWidget *ServerEditor::makeFields()
{
    auto *grid = new ResponsiveGrid;
    m_image->setPlaceholder(QStringLiteral("docker.io/mcp/postgres:0.6.2"));
    add(grid, tr("Name"), m_name, "/name", {}, true);
    add(grid, tr("Image"), m_image, "/docker_image_url", tr("Pulled when an instance starts."),
        true);
    add(grid, tr("Description"), m_description, "/description", tr("What it is good for."));
    add(grid, tr("Version"), m_version, "/version", {});
    add(grid, tr("Tags"), m_tags, "/tags", tr("Separated by commas."));
    m_command->setVisibleLines(2);
    add(grid, tr("Arguments"), m_command, "/cmd", tr("Given to the image's program, one a line."));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(26, metrics::space20, 26, metrics::space24);
    layout->setSpacing(metrics::space20);
    layout->addWidget(grid);
    layout->addWidget(m_schema);
    layout->addStretch();
    return scrolled(content, Ground::Surface);
}

QWidget *ServerEditor::makePreview()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(metrics::space20, metrics::space20, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space16);
    m_noVariables = new TextLabel(tr("Add variables to see the form that people fill in."),
                                  TextRole::Body, TextColor::Muted);
    m_noVariables->setWordWrap(true);
    layout->addWidget(new TextLabel(tr("Form preview"), TextRole::Section));
    layout->addWidget(m_noVariables);
    auto *card = new Card;
    card->body()->addWidget(m_preview);
    layout->addWidget(card);
    layout->addStretch();
    QScrollArea *area = scrolled(content, Ground::Background);
    area->setMinimumWidth(300);
    return area;
}

QWidget *ServerEditor::makeFooter()
{
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(26, metrics::space12, 26, metrics::space12);
    row->setSpacing(metrics::space12);
    m_attention = new TextLabel({}, TextRole::Body, TextColor::Danger);
    m_attention->hide();
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Ghost);
    m_save = makeButton(tr("Save server"), ButtonRole::Primary);
    m_save->setToolTip(tr("Ctrl+Enter"));
    row->addWidget(m_attention);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    connect(cancel, &QPushButton::clicked, this, &ServerEditor::cancelled);
    connect(m_save, &QPushButton::clicked, this, &ServerEditor::save);
    addShortcut(this, QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { save(); });
    addShortcut(this, QKeySequence(Qt::Key_Escape), [this] { Q_EMIT cancelled(); });
    return footer;
}

void ServerEditor::add(ResponsiveGrid *grid, const QString &label, ValueEditor *editor,
                       const std::string &pointer, const QString &hint, bool required)
{
    auto *field = new FormField(label, editor, grid);
    field->setHint(hint);
    field->setRequired(required);
    field->setObjectName(text(pointer));
    m_fields.emplace(pointer, field);
    grid->add(field, editor->wantsFullWidth());
    connect(editor, &ValueEditor::changed, this, &ServerEditor::refresh);
}

void ServerEditor::start(const model::Server &server)
{
    {
        const QScopedValueRollback guard(m_loading, true);
        m_loaded = server;
        m_shown = !server.id.empty();
        m_problem->hide();
        m_name->setValue(text(server.name));
        m_image->setValue(text(server.dockerImageUrl));
        m_version->setValue(text(server.version));
        m_tags->setValue(joined(server.tags, QStringLiteral(", ")));
        m_description->setValue(text(server.description));
        m_command->setValue(
            joined(server.cmd.value_or(std::vector<std::string>()), QStringLiteral("\n")));
        m_schema->setSchema(server.envSchema);
        m_preview->setSchema(server.envSchema);
    }
    refresh();
    m_fields.at("/name")->focusEditor();
}

model::Server ServerEditor::server() const
{
    model::Server server = m_loaded;
    server.name = m_name->value().trimmed().toStdString();
    server.dockerImageUrl = m_image->value().toStdString();
    server.version = m_version->value().toStdString();
    server.tags = parts(m_tags->value(), QLatin1Char(','));
    server.description = m_description->value().trimmed().toStdString();
    const std::vector<std::string> command = parts(m_command->value(), QLatin1Char('\n'));
    server.cmd = command.empty() ? std::nullopt : std::optional(command);
    server.envSchema = m_schema->schema();
    return server;
}

void ServerEditor::refresh()
{
    if (m_loading) {
        return;
    }
    if (m_preview->schema() != m_schema->schema()) {
        m_preview->setSchema(m_schema->schema());
    }
    m_noVariables->setVisible(m_schema->schema().empty());
    m_preview->parentWidget()->setVisible(!m_schema->schema().empty());
    const int wrong = validate(m_shown, false);
    m_attention->setVisible(m_shown && wrong > 0);
    m_attention->setText(tr("%n field(s) need attention", nullptr, wrong));
}

int ServerEditor::validate(bool show, bool choose)
{
    const auto read = model::readServer(model::toJson(server()));
    const model::Violations violations = read ? model::Violations() : read.error();
    if (!show) {
        return static_cast<int>(violations.size());
    }
    model::Violations schema;
    for (model::Violation violation : violations) {
        if (violation.pointer.starts_with(schemaPointer)) {
            violation.pointer.erase(0, schemaPointer.size());
            schema.push_back(std::move(violation));
        }
    }
    m_schema->showViolations(schema, choose);
    for (const auto &[pointer, field] : m_fields) {
        QString message;
        for (const model::Violation &violation : violations) {
            const bool here =
                violation.pointer == pointer || violation.pointer.starts_with(pointer + '/');
            if (here && message.isEmpty()) {
                message = text(violation.message);
            }
        }
        field->setError(message);
        static_cast<ValueEditor *>(field->editor())->setInvalid(!message.isEmpty());
    }
    return static_cast<int>(violations.size());
}

void ServerEditor::save()
{
    if (!m_save->isEnabled()) {
        return;
    }
    m_shown = true;
    refresh();
    if (validate(true, true) > 0) {
        for (const char *pointer : {"/name", "/docker_image_url", "/version", "/tags"}) {
            if (m_fields.at(pointer)->hasError()) {
                m_fields.at(pointer)->focusEditor();
                break;
            }
        }
        return;
    }
    m_problem->hide();
    m_save->setEnabled(false);
    whenFinished(m_engine.serverCommands().save(server()), this,
                 [this](const base::Result<std::string> &result) {
                     m_save->setEnabled(true);
                     if (result) {
                         Q_EMIT saved(QString::fromStdString(*result));
                     } else {
                         showFailure(result.error());
                     }
                 });
}

void ServerEditor::showFailure(const base::Error &error)
{
    const auto field = m_fields.find(error.field);
    if (field != m_fields.end()) {
        field->second->setError(text(error.message));
        static_cast<ValueEditor *>(field->second->editor())->setInvalid(true);
        field->second->focusEditor();
        return;
    }
    m_problem->setMessage(Tone::Danger, tr("The server was not saved"), text(error.message));
    m_problem->setDetails(text(error.details));
    m_problem->show();
}

} // namespace berth::ui
