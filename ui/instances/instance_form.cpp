// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_form.h"

#include "model/secret_names.h"
#include "ui/forms/env_field.h"
#include "ui/forms/env_form.h"
#include "ui/forms/text_editors.h"
#include "ui/instances/basic_fields.h"
#include "ui/instances/gateway_fields.h"
#include "ui/instances/run_on_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/switch_label.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

namespace {

constexpr std::string_view environmentPointer = "/json_spec/environment/";
constexpr std::string_view headersPointer = "/json_spec/headers/";

/// A name out of a JSON pointer's last part (RFC 6901 escapes).
QString variableIn(const std::string &pointer, std::string_view prefix)
{
    if (!pointer.starts_with(prefix)) {
        return {};
    }
    QString name = QString::fromStdString(pointer.substr(prefix.size()));
    return name.replace(QLatin1String("~1"), QLatin1String("/"))
        .replace(QLatin1String("~0"), QLatin1String("~"));
}

QString variableIn(const std::string &pointer)
{
    const QString name = variableIn(pointer, environmentPointer);
    return name.isEmpty() ? variableIn(pointer, headersPointer) : name;
}

/// A tile with the cube, as in the list of servers.
class Tile final : public QWidget
{
public:
    explicit Tile(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(40, 40);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accentMuted);
        painter.drawRoundedRect(rect(), metrics::radiusCard, metrics::radiusCard);
        paintIcon(painter, rect(), Icon::Cube, 20, theme.accent);
    }
};

} // namespace

InstanceForm::InstanceForm(FilePicker &files, const Places &places, QWidget *parent)
    : QScrollArea(parent)
    , m_runOn(new RunOnField(places))
    , m_basics(new BasicFields)
    , m_environmentTitle(new TextLabel({}, TextRole::Section))
    , m_environment(new EnvForm(files))
    , m_addRow(new QWidget)
    , m_containerTitle(new TextLabel(tr("Container"), TextRole::Section))
    , m_container(new ContainerFields)
    , m_remoteTitle(new TextLabel(tr("Remote server"), TextRole::Section))
    , m_remote(new RemoteFields(files))
    , m_limitsTitle(new TextLabel(tr("Limits and isolation"), TextRole::Section))
    , m_limits(new LimitFields)
    , m_gatewayTitle(new TextLabel(tr("Gateway"), TextRole::Section))
    , m_gateway(new GatewayFields)
{
    setFocusPolicy(Qt::NoFocus); // the fields scroll into sight by themselves
    makeAddRow();
    auto *content = new QWidget;
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(26, metrics::space20, 26, metrics::space24);
    m_layout->setSpacing(metrics::space16);
    for (QWidget *part :
         {makeServerHeader(), static_cast<QWidget *>(m_runOn), static_cast<QWidget *>(m_basics),
          static_cast<QWidget *>(m_remoteTitle), static_cast<QWidget *>(m_remote),
          static_cast<QWidget *>(m_containerTitle), static_cast<QWidget *>(m_container),
          static_cast<QWidget *>(m_environmentTitle), static_cast<QWidget *>(m_environment),
          m_addRow, static_cast<QWidget *>(m_limitsTitle), static_cast<QWidget *>(m_limits),
          static_cast<QWidget *>(m_gatewayTitle), static_cast<QWidget *>(m_gateway)}) {
        m_layout->addWidget(part);
    }
    m_layout->addStretch();
    for (TextLabel *title :
         {m_remoteTitle, m_environmentTitle, m_containerTitle, m_limitsTitle, m_gatewayTitle}) {
        title->setContentsMargins(0, metrics::space8, 0, 0); // nearer to what it names
    }
    makeScrollPane(*this, content, Ground::Surface);
    for (SpecFields *section : sections()) {
        connect(section, &SpecFields::changed, this, &InstanceForm::changed);
    }
    connect(m_environment, &EnvForm::changed, this, &InstanceForm::changed);
    connect(m_runOn, &RunOnField::changed, this, &InstanceForm::followTarget);
    connect(m_container, &SpecFields::changed, this, &InstanceForm::followTransport);
}

void InstanceForm::followTarget()
{
    const QString place = m_runOn->targetName();
    m_basics->setElsewhere(!place.isEmpty());
    m_environment->setReferencesOnly(place);
    m_remote->setReferencesOnly(place);
    offerSecretChoices();
    Q_EMIT changed();
}

void InstanceForm::followTransport()
{
    m_gateway->setTransport(m_container->transport());
}

std::vector<SpecFields *> InstanceForm::sections() const
{
    return {m_basics, m_remote, m_container, m_limits, m_gateway};
}

QWidget *InstanceForm::makeServerHeader()
{
    m_serverHeader = new QWidget;
    auto *row = new QHBoxLayout(m_serverHeader);
    row->setContentsMargins({});
    row->setSpacing(metrics::space12);
    m_serverName = new TextLabel({}, TextRole::DetailTitle);
    m_serverText = new ElidedLabel({}, TextRole::Secondary, TextColor::Muted);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_serverName);
    column->addWidget(m_serverText);
    auto *change = makeButton(tr("Change server"), ButtonRole::Secondary);
    setSmall(change);
    row->addWidget(new Tile(m_serverHeader));
    row->addLayout(column, 1);
    row->addWidget(change);
    connect(change, &QPushButton::clicked, this, &InstanceForm::changeServerRequested);
    return m_serverHeader;
}

void InstanceForm::makeAddRow()
{
    QWidget *bar = m_addRow;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    m_addName = new LineEditor(model::EnvType::Url, bar);
    m_addName->setMaximumWidth(260);
    m_addSecret = new Switch(tr("The variable is a secret"), bar);
    auto *add = makeButton(tr("Add"), Icon::Plus, ButtonRole::Secondary);
    add->setAccessibleName(tr("Add the variable"));
    row->addWidget(m_addName);
    row->addWidget(m_addSecret);
    auto *secret = new TextLabel(tr("Secret"), TextRole::Secondary, TextColor::Muted);
    clickThrough(secret, m_addSecret);
    row->addWidget(secret);
    row->addWidget(add);
    row->addStretch();
    connect(add, &QPushButton::clicked, this, &InstanceForm::addVariable);
    connect(m_addName->lineEdit(), &QLineEdit::returnPressed, this, &InstanceForm::addVariable);
    connect(m_addName, &ValueEditor::changed, this, [this] {
        m_addSecret->setChecked(model::looksSecret(m_addName->value().toStdString()));
    });
}

void InstanceForm::addVariable()
{
    const QString name = m_addName->value();
    if (name.isEmpty()) {
        return;
    }
    EnvField *field = m_environment->field(name);
    if (field == nullptr) {
        model::EnvVariable variable;
        variable.name = name.toStdString();
        variable.secret = m_addSecret->isChecked();
        field = m_environment->addVariable(variable);
    }
    m_addName->setValue({});
    orderTabs();
    field->focusEditor();
}

bool InstanceForm::asksForImage() const
{
    return !m_server || m_server->envSchema.empty();
}

/// The fields of variables are made last, and stand in front of what follows them on the screen.
void InstanceForm::orderTabs()
{
    const bool isContainer = m_loaded.spec.docker() != nullptr;
    m_environment->orderAfter(asksForImage() && isContainer ? m_container->lastControl()
                                                            : m_basics->lastControl());
}

void InstanceForm::load(const std::optional<model::Server> &server,
                        const model::InstanceDraft &draft)
{
    m_server = server;
    m_loaded = draft;
    const bool remote = draft.spec.url() != nullptr;
    m_basics->setValues(draft);
    for (SpecFields *section : sections()) {
        section->load(draft.spec);
    }
    m_environment->setSchema(server ? server->envSchema : model::EnvSchema{});
    loadFreeVariables(remote ? draft.spec.url()->headers : draft.spec.docker()->environment);
    m_environment->setSecretFiles(remote ? std::nullopt
                                         : std::optional(draft.spec.docker()->secretFiles));
    showServer();
    orderTabs();
    validate(false);
    Q_EMIT changed();
}

void InstanceForm::setFixedSlug(const std::string &slug)
{
    m_basics->setFixedSlug(slug);
}

void InstanceForm::setDefaults(const base::Json &settings)
{
    m_limits->setDefaults(settings);
}

void InstanceForm::loadFreeVariables(const model::Environment &values)
{
    for (const auto &[name, value] : values) {
        // A pasted password must not end as plain text because nobody declared it a secret.
        const QString variableName = QString::fromStdString(name);
        if (m_environment->field(variableName) == nullptr && model::looksSecret(name)) {
            model::EnvVariable variable;
            variable.name = name;
            variable.secret = true;
            m_environment->addVariable(variable);
        }
    }
    m_environment->setEnvironment(values);
}

void InstanceForm::showServer()
{
    const bool remote = m_loaded.spec.url() != nullptr;
    if (m_server) {
        m_serverName->setText(QString::fromStdString(m_server->name));
        m_serverText->setText(
            QStringLiteral("%1 %2").arg(QString::fromStdString(m_server->description),
                                        QString::fromStdString(m_server->dockerImageUrl)));
    } else {
        m_serverName->setText(remote ? tr("Remote server") : tr("Container image"));
        m_serverText->setText(remote ? tr("Runs elsewhere, reached through Berth's address.")
                                     : tr("Any image that speaks MCP."));
    }
    m_remoteTitle->setVisible(remote);
    m_remote->setVisible(remote);
    for (QWidget *part :
         {static_cast<QWidget *>(m_containerTitle), static_cast<QWidget *>(m_container),
          static_cast<QWidget *>(m_limitsTitle), static_cast<QWidget *>(m_limits),
          static_cast<QWidget *>(m_gatewayTitle), static_cast<QWidget *>(m_gateway)}) {
        part->setVisible(!remote);
    }
    m_environmentTitle->setText(remote ? tr("Headers") : tr("Configuration"));
    const QString another = remote ? tr("Name of another header") : tr("Name of another variable");
    m_addName->setPlaceholder(another);
    m_addName->lineEdit()->setAccessibleName(another);
    const bool free = asksForImage();
    m_addRow->setVisible(free);
    m_environmentTitle->setVisible(free || !m_environment->isEmpty());
    // What an image is comes first when nothing else is known about it.
    m_layout->removeWidget(m_containerTitle);
    m_layout->removeWidget(m_container);
    const int place = m_layout->indexOf(free ? static_cast<QWidget *>(m_remote) : m_addRow) + 1;
    m_layout->insertWidget(place, m_containerTitle);
    m_layout->insertWidget(place + 1, m_container);
}

model::InstanceDraft InstanceForm::draft() const
{
    model::InstanceDraft draft = m_loaded;
    draft.name = m_basics->name().toStdString();
    draft.description = m_basics->description().toStdString();
    for (const SpecFields *section : sections()) {
        section->store(draft.spec);
    }
    if (model::DockerSpec *docker = draft.spec.docker()) {
        docker->environment = m_environment->environment();
        docker->secretFiles = m_environment->secretFiles();
    } else {
        draft.spec.url()->headers = m_environment->environment();
    }
    return draft;
}

std::vector<engine::SecretInput> InstanceForm::secrets() const
{
    std::vector<engine::SecretInput> secrets = m_environment->secrets();
    if (m_loaded.spec.url() != nullptr) {
        for (engine::SecretInput &secret : m_remote->secrets()) {
            secrets.push_back(std::move(secret));
        }
    }
    return secrets;
}

void InstanceForm::setSecretChoices(std::vector<SecretChoice> choices)
{
    m_secretChoices = std::move(choices);
    offerSecretChoices();
}

void InstanceForm::offerSecretChoices()
{
    // A reference is resolved where the instance runs, and what is known here says nothing of
    // there.
    const std::vector<SecretChoice> offered =
        m_runOn->target().isEmpty() ? m_secretChoices : std::vector<SecretChoice>();
    m_environment->setSecretChoices(offered);
    m_remote->setSecretChoices(offered);
}

bool InstanceForm::hasSecrets() const
{
    return !secrets().empty();
}

model::Violations InstanceForm::violations() const
{
    const model::InstanceDraft current = draft();
    model::Violations found = model::checkName(current.name, "/name");
    const auto add = [&found](const model::Violations &more) {
        for (model::Violation violation : more) {
            violation.pointer = "/json_spec" + violation.pointer;
            found.push_back(std::move(violation));
        }
    };
    if (const auto read = model::readJsonSpec(model::toJson(current.spec)); !read) {
        add(read.error());
    }
    if (current.spec.url() != nullptr) {
        const model::Violations token = m_remote->tokenViolations();
        found.insert(found.end(), token.begin(), token.end());
    }
    if (current.spec.docker() != nullptr) {
        const model::Violations gateway = m_gateway->violations();
        found.insert(found.end(), gateway.begin(), gateway.end());
    }
    if (const model::DockerSpec *docker = current.spec.docker(); docker && m_server) {
        add(model::checkEnvironment(docker->environment, m_server->envSchema));
    }
    return found;
}

int InstanceForm::validate(bool showAll)
{
    const model::Violations found = violations();
    std::set<std::string> wrong;
    for (const model::Violation &violation : found) {
        if (variableIn(violation.pointer).isEmpty()) {
            wrong.insert(violation.pointer);
        }
    }
    int external = 0;
    for (SpecFields *section : sections()) {
        section->showViolations(found, showAll);
        external += section->hasExternalError() ? 1 : 0;
    }
    return static_cast<int>(wrong.size()) + external + showEnvironment(found, showAll);
}

int InstanceForm::showEnvironment(const model::Violations &violations, bool showAll)
{
    int wrong = m_environment->validate(showAll);
    for (const model::Violation &violation : violations) {
        const QString name = variableIn(violation.pointer);
        EnvField *field = name.isEmpty() ? nullptr : m_environment->field(name);
        if (field != nullptr && field->validate(false)) { // unknown here, though fine in itself
            field->setError(QString::fromStdString(violation.message));
            ++wrong;
        } else if (field == nullptr && !name.isEmpty()) {
            ++wrong;
        }
    }
    return wrong;
}

bool InstanceForm::showError(const std::string &pointer, const QString &message)
{
    const QString name = variableIn(pointer);
    if (!name.isEmpty() && m_environment->showError(name, message)) {
        return true;
    }
    const std::vector<SpecFields *> all = sections();
    return std::any_of(all.begin(), all.end(), [&](SpecFields *section) {
        return !section->isHidden() && section->showError(pointer, message);
    });
}

void InstanceForm::focusFirst()
{
    m_basics->nameField()->focusEditor();
}

void InstanceForm::focusFirstInvalid()
{
    // In the order of the screen.
    if (m_basics->focusFirstInvalid() || (!m_remote->isHidden() && m_remote->focusFirstInvalid())) {
        return;
    }
    if (!m_server && m_container->focusFirstInvalid()) {
        return;
    }
    if (m_environment->focusFirstInvalid() || m_container->focusFirstInvalid() ||
        m_limits->focusFirstInvalid()) {
        return;
    }
    m_gateway->focusFirstInvalid();
}

} // namespace berth::ui
