// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/spec_fields.h"

#include "model/secret_ref.h"
#include "ui/forms/choice_editors.h"
#include "ui/forms/form_field.h"
#include "ui/forms/responsive_grid.h"
#include "ui/forms/secret_editor.h"
#include "ui/forms/text_editors.h"
#include "ui/instances/isolation_text.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Under this name the token of a remote server lies in the secret store.
constexpr const char *tokenName = "AUTH_TOKEN";
constexpr std::array transports = {model::Transport::StreamableHttp, model::Transport::Sse,
                                   model::Transport::Stdio};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

ResponsiveGrid *gridIn(QWidget *owner)
{
    auto *grid = new ResponsiveGrid(owner);
    auto *layout = new QVBoxLayout(owner);
    layout->setContentsMargins({});
    layout->addWidget(grid);
    return grid;
}

std::vector<std::string> transportChoices()
{
    std::vector<std::string> names;
    for (const model::Transport transport : transports) {
        names.emplace_back(model::transportName(transport));
    }
    return names;
}

} // namespace

// --- SpecFields ---------------------------------------------------------------------------------

FormField *SpecFields::addEntry(ResponsiveGrid *grid, const QString &label, QWidget *editor,
                                const std::string &pointer)
{
    auto *field = new FormField(label, editor, grid);
    field->setObjectName(text(pointer));
    m_entries.push_back({pointer, field, editor, false, {}});
    return field;
}

FormField *SpecFields::addField(ResponsiveGrid *grid, const QString &label, ValueEditor *editor,
                                const std::string &pointer)
{
    FormField *field = addEntry(grid, label, editor, pointer);
    connect(editor, &ValueEditor::changed, this, [this, editor] {
        entryFor(editor)->external.clear();
        Q_EMIT changed();
    });
    connect(editor, &ValueEditor::finished, this, [this, editor] { touched(editor); });
    grid->add(field, editor->wantsFullWidth());
    return field;
}

FormField *SpecFields::addField(ResponsiveGrid *grid, const QString &label, SecretEditor *editor,
                                const std::string &pointer)
{
    FormField *field = addEntry(grid, label, editor, pointer);
    connect(editor, &SecretEditor::changed, this, [this, editor] {
        entryFor(editor)->external.clear();
        Q_EMIT changed();
    });
    connect(editor, &SecretEditor::finished, this, [this, editor] { touched(editor); });
    grid->add(field);
    return field;
}

SpecFields::Entry *SpecFields::entryFor(const QWidget *editor)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(),
                     [editor](const Entry &entry) { return entry.editor == editor; });
    return found == m_entries.end() ? nullptr : &*found;
}

SpecFields::Entry *SpecFields::entryFor(const std::string &pointer)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return pointer == entry.pointer || pointer.starts_with(entry.pointer + '/');
    });
    return found == m_entries.end() ? nullptr : &*found;
}

bool SpecFields::owns(const std::string &pointer) const
{
    return const_cast<SpecFields *>(this)->entryFor(pointer) != nullptr;
}

void SpecFields::touched(const QWidget *editor)
{
    Entry *entry = entryFor(editor);
    if (!entry->visited) {
        entry->visited = true;
        Q_EMIT changed(); // what was held back may be shown now
    }
}

void SpecFields::show(Entry &entry, const QString &message)
{
    entry.field->setError(message);
    if (auto *value = qobject_cast<ValueEditor *>(entry.editor)) {
        value->setInvalid(!message.isEmpty());
    } else if (auto *secret = qobject_cast<SecretEditor *>(entry.editor)) {
        secret->setInvalid(!message.isEmpty());
    }
}

void SpecFields::showViolations(const model::Violations &violations, bool showAll)
{
    for (Entry &entry : m_entries) {
        entry.visited = entry.visited || showAll;
        QString message = entry.external;
        for (const model::Violation &violation : violations) {
            if (message.isEmpty() && entry.visited && entryFor(violation.pointer) == &entry) {
                message = text(violation.message);
            }
        }
        show(entry, message);
    }
}

bool SpecFields::showError(const std::string &pointer, const QString &message)
{
    Entry *entry = entryFor(pointer);
    if (entry == nullptr) {
        return false;
    }
    entry->external = message;
    show(*entry, message);
    return true;
}

bool SpecFields::hasExternalError() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return !entry.external.isEmpty(); });
}

bool SpecFields::focusFirstInvalid()
{
    for (const Entry &entry : m_entries) {
        if (entry.field->hasError()) {
            entry.field->focusEditor();
            return true;
        }
    }
    return false;
}

// --- ContainerFields ----------------------------------------------------------------------------

ContainerFields::ContainerFields(QWidget *parent)
    : SpecFields(parent)
    , m_image(new LineEditor(model::EnvType::Url, this))
    , m_transport(new SegmentEditor(transportChoices(), this))
    , m_port(new LineEditor(model::EnvType::Integer, this))
    , m_path(new LineEditor(model::EnvType::Url, this))
    , m_command(new TextEditor(this))
{
    ResponsiveGrid *grid = gridIn(this);
    m_image->setPlaceholder(u"ghcr.io/github/github-mcp-server:latest"_s);
    FormField *image = addField(grid, tr("Image"), m_image, "/json_spec/image");
    image->setRequired(true);
    image->setHint(tr("Pulled when it is not on this machine yet."));
    addField(grid, tr("Transport"), m_transport, "/json_spec/transport")
        ->setHint(tr("How the server speaks MCP."));
    m_portField = addField(grid, tr("Port"), m_port, "/json_spec/port");
    m_pathField = addField(grid, tr("Path"), m_path, "/json_spec/path");
    m_command->setVisibleLines(2);
    addField(grid, tr("Arguments"), m_command, "/json_spec/cmd")
        ->setHint(tr("Given to the image's program, one a line."));
    connect(m_transport, &ValueEditor::changed, this, &ContainerFields::followTransport);
    followTransport();
}

void ContainerFields::followTransport()
{
    const bool listens = transport() != model::Transport::Stdio;
    m_portField->setEnabled(listens);
    m_pathField->setEnabled(listens);
    m_portField->setHint(listens ? tr("Where the server listens inside the container.")
                                 : tr("A server that speaks stdio needs none."));
    m_pathField->setHint(listens ? tr("Where it answers MCP, usually /mcp.") : QString());
}

QWidget *ContainerFields::lastControl() const
{
    return m_command->focusProxy();
}

model::Transport ContainerFields::transport() const
{
    const std::string chosen = m_transport->value().toStdString();
    const auto *found =
        std::find_if(transports.begin(), transports.end(), [&](model::Transport transport) {
            return model::transportName(transport) == chosen;
        });
    return found == transports.end() ? model::DockerSpec{}.transport : *found;
}

void ContainerFields::load(const model::JsonSpec &spec)
{
    const model::DockerSpec docker =
        spec.docker() != nullptr ? *spec.docker() : model::DockerSpec{};
    m_image->setValue(text(docker.image));
    m_port->setValue(QString::number(docker.port));
    m_transport->setValue(text(std::string(model::transportName(docker.transport))));
    m_path->setValue(text(docker.path));
    QStringList arguments;
    for (const std::string &argument : docker.command) {
        arguments << text(argument);
    }
    m_command->setValue(arguments.join(u'\n'));
}

void ContainerFields::store(model::JsonSpec &spec) const
{
    model::DockerSpec *docker = spec.docker();
    if (docker == nullptr) {
        return;
    }
    docker->image = m_image->value().toStdString();
    docker->port = m_port->value().toUShort(); // 0 where it is no port: the check says so
    docker->transport = transport();
    docker->path = m_path->value().toStdString();
    docker->command.clear();
    for (const QString &line : m_command->value().split(u'\n', Qt::SkipEmptyParts)) {
        docker->command.push_back(line.toStdString());
    }
}

// --- RemoteFields -------------------------------------------------------------------------------

RemoteFields::RemoteFields(FilePicker &files, QWidget *parent)
    : SpecFields(parent)
    , m_endpoint(new LineEditor(model::EnvType::Url, this))
    , m_token(new SecretEditor(this))
    , m_caFile(new PathEditor(FilePicker::Kind::File, files, this))
{
    ResponsiveGrid *grid = gridIn(this);
    m_endpoint->setPlaceholder(u"https://mcp.example.com/mcp"_s);
    FormField *endpoint = addField(grid, tr("Endpoint"), m_endpoint, "/json_spec/endpoint");
    endpoint->setRequired(true);
    endpoint->setHint(tr("Where the server answers MCP."));
    m_tokenField = addField(grid, tr("Bearer token"), m_token, "/json_spec/authentication");
    m_caFile->setPlaceholder(u"/etc/ssl/certs/ours.pem"_s);
    m_caFileField =
        addField(grid, tr("Authority's certificate"), m_caFile, "/json_spec/tls/ca_file");
    setReferencesOnly({});
}

void RemoteFields::load(const model::JsonSpec &spec)
{
    const model::UrlSpec url = spec.url() != nullptr ? *spec.url() : model::UrlSpec{};
    m_endpoint->setValue(text(url.endpoint));
    if (url.bearerToken.empty() || model::looksLikeSecretRef(url.bearerToken)) {
        m_token->setKept(url.bearerToken);
    } else {
        m_token->setTyped(base::Secret(url.bearerToken));
    }
    m_caFile->setValue(text(url.caFile));
}

void RemoteFields::store(model::JsonSpec &spec) const
{
    model::UrlSpec *url = spec.url();
    if (url == nullptr) {
        return;
    }
    url->endpoint = m_endpoint->value().toStdString();
    url->caFile = m_caFile->value().trimmed().toStdString();
    if (!m_referencesFor.isEmpty()) {
        url->bearerToken =
            m_token->hasTyped() ? m_token->typedReference() : m_token->keptReference();
        return;
    }
    url->bearerToken = m_token->hasTyped() ? model::toText(model::SecretRef{{}, tokenName})
                                           : m_token->keptReference();
}

void RemoteFields::setSecretChoices(const std::vector<SecretChoice> &choices)
{
    m_token->setChoices(choices);
}

std::vector<engine::SecretInput> RemoteFields::secrets() const
{
    if (!m_token->hasTyped() || !m_referencesFor.isEmpty()) {
        return {};
    }
    return {{tokenName, m_token->typed()}};
}

void RemoteFields::setReferencesOnly(const QString &place)
{
    m_referencesFor = place;
    m_token->setReferencesOnly(!place.isEmpty());
    m_tokenField->setHint(place.isEmpty() ? tr("Sent with every request, kept in the secret store.")
                                          : tr("Named by reference: secret_ref:scope:NAME."));
    m_caFileField->setHint(
        place.isEmpty()
            ? tr("A PEM file, where the server's certificate is of an authority of your own.")
            : tr("A PEM file on the machine that runs it, for an authority of your own."));
}

model::Violations RemoteFields::tokenViolations() const
{
    model::Violations found;
    if (!m_referencesFor.isEmpty() && m_token->hasTyped() && m_token->typedReference().empty()) {
        const QString message =
            tr("A secret's value is not sent to %1. Write a reference to one that is known there.")
                .arg(m_referencesFor);
        found.push_back({"/json_spec/authentication", message.toStdString(), "a value",
                         "secret_ref:scope:NAME"});
    }
    return found;
}

// --- LimitFields --------------------------------------------------------------------------------

/// A list of named values; one that is not among them is added as it is.
class LimitFields::Choice final : public ValueEditor
{
public:
    explicit Choice(QWidget *parent)
        : ValueEditor(parent)
        , m_combo(new QComboBox(this))
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins({});
        layout->addWidget(m_combo);
        setFocusProxy(m_combo);
        connect(m_combo, &QComboBox::currentIndexChanged, this, &ValueEditor::changed);
        connect(m_combo, &QComboBox::activated, this, &ValueEditor::finished);
    }

    void add(const QString &name, const QString &value)
    {
        m_combo->addItem(name, value);
    }
    QString value() const override
    {
        return m_combo->currentData().toString();
    }
    void setValue(const QString &value) override
    {
        int index = m_combo->findData(value);
        if (index < 0) {
            m_combo->addItem(value, value);
            index = m_combo->count() - 1;
        }
        m_combo->setCurrentIndex(index);
    }
    void setInvalid(bool) override {}
    /// The first entry leaves the choice to the settings; this says what they hold.
    void setDefault(const QString &value)
    {
        const int same = m_combo->findData(value);
        const QString name = same > 0 ? m_combo->itemText(same) : value;
        if (!value.isEmpty()) {
            m_combo->setItemText(0, LimitFields::tr("Default, %1").arg(name));
        }
    }

private:
    QComboBox *m_combo;
};

LimitFields::LimitFields(QWidget *parent)
    : SpecFields(parent)
    , m_memory(new Choice(this))
    , m_cpu(new Choice(this))
    , m_pids(new Choice(this))
    , m_network(new Choice(this))
{
    ResponsiveGrid *grid = gridIn(this);
    grid->setColumns(4, 140);
    const QString standard = tr("Default");
    for (Choice *choice : {m_memory, m_cpu, m_pids}) {
        choice->add(standard, {});
    }
    for (const char *size : {"128m", "256m", "512m", "1g", "2g", "4g", "8g"}) {
        const QString value = QString::fromLatin1(size);
        const QString number = value.chopped(1);
        m_memory->add(value.endsWith(u'm') ? tr("%1 MB").arg(number) : tr("%1 GB").arg(number),
                      value);
    }
    for (const char *cores : {"0.25", "0.5", "1", "2", "4"}) {
        const QString value = QString::fromLatin1(cores);
        m_cpu->add(value == u"1"_s ? tr("1 core") : tr("%1 cores").arg(value), value);
    }
    for (const char *count : {"64", "128", "256", "512", "1024"}) {
        m_pids->add(QString::fromLatin1(count), QString::fromLatin1(count));
    }
    m_network->add(tr("Default"), {});
    m_network->add(tr("Internet"), u"bridge"_s);
    m_network->add(tr("None"), u"none"_s);
    m_network->add(tr("This machine's"), u"host"_s);
    addField(grid, tr("Memory"), m_memory, "/json_spec/resources/memory_limit");
    addField(grid, tr("CPU"), m_cpu, "/json_spec/resources/cpu_limit");
    addField(grid, tr("Processes"), m_pids, "/json_spec/resources/pids_limit");
    m_networkField = addField(grid, tr("Network"), m_network, "/json_spec/network");
}

void LimitFields::setDefaults(const base::Json &settings)
{
    m_memory->setDefault(text(base::stringOr(settings, "defaults.memory_limit")));
    m_cpu->setDefault(text(base::stringOr(settings, "defaults.cpu_limit")));
    if (settings.contains("defaults.pids_limit")) {
        m_pids->setDefault(text(base::toText(settings["defaults.pids_limit"])));
    }
}

void LimitFields::load(const model::JsonSpec &spec)
{
    const model::DockerSpec docker =
        spec.docker() != nullptr ? *spec.docker() : model::DockerSpec{};
    m_memory->setValue(text(docker.resources.memoryLimit.value_or("")));
    m_cpu->setValue(text(docker.resources.cpuLimit.value_or("")));
    m_pids->setValue(docker.resources.pidsLimit ? QString::number(*docker.resources.pidsLimit)
                                                : QString());
    m_network->setValue(text(docker.network));
}

void LimitFields::store(model::JsonSpec &spec) const
{
    model::DockerSpec *docker = spec.docker();
    if (docker == nullptr) {
        return;
    }
    const auto optional = [](const Choice *choice) -> std::optional<std::string> {
        const std::string value = choice->value().toStdString();
        return value.empty() ? std::nullopt : std::optional(value);
    };
    docker->resources.memoryLimit = optional(m_memory);
    docker->resources.cpuLimit = optional(m_cpu);
    docker->resources.pidsLimit.reset();
    if (!m_pids->value().isEmpty()) {
        docker->resources.pidsLimit = m_pids->value().toLongLong();
    }
    docker->network = m_network->value().toStdString();
    m_networkField->setHint(IsolationText::network(docker->network, docker->transport));
}

} // namespace berth::ui
