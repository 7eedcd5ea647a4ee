// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/infisical_form.h"

#include "ui/forms/form_field.h"
#include "ui/forms/secret_editor.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/wrapped_label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

constexpr const char *urlKey = "secrets.infisical.url";
constexpr const char *projectKey = "secrets.infisical.project";

} // namespace

InfisicalForm::InfisicalForm(QWidget *parent)
    : QWidget(parent)
    , m_clientId(new SecretEditor)
    , m_clientSecret(new SecretEditor)
    , m_secretField(new FormField(tr("Client secret"), m_clientSecret))
    , m_error(new WrappedLabel({}, TextRole::Secondary, TextColor::Danger))
    , m_save(makeButton(tr("Save and test"), ButtonRole::Secondary))
{
    auto *server = new Card(tr("Server and project"));
    auto *identity = new Card(tr("Machine identity"));
    for (Card *card : {server, identity}) {
        card->body()->setSpacing(metrics::space12);
    }
    const auto add = [this, server](const char *key, const QString &label, const QString &hint,
                                    const QString &placeholder = {}) {
        server->body()->addWidget(addRow(key, label, hint, placeholder));
    };
    add(urlKey, tr("Address"), {}, QStringLiteral("https://app.infisical.com"));
    add(projectKey, tr("Project id"), tr("In Infisical under Project settings."));
    add("secrets.infisical.environment", tr("Environment"), tr("Its slug, such as dev or prod."));
    add("secrets.infisical.path", tr("Folder"), {}, QStringLiteral("/"));
    add("secrets.infisical.names", tr("Names"), tr("Empty for the names that AgentArea uses."),
        QStringLiteral("mcp_instance_{id}_{NAME}"));
    add("secrets.infisical.ca_file", tr("Authority"),
        tr("PEM file of an authority of your own, if the server needs one."));
    auto *idField = new FormField(tr("Client id"), m_clientId);
    m_secretField->setHint(tr("Of a machine identity with Universal Auth. Both are kept in the "
                              "keychain; leave them empty to keep what is there."));
    identity->body()->addWidget(idField);
    identity->body()->addWidget(m_secretField);
    m_error->hide();
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->setSpacing(metrics::space12);
    layout->addWidget(server);
    layout->addWidget(identity);
    layout->addWidget(m_error);
    layout->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &InfisicalForm::submit);
    for (SecretEditor *editor : {m_clientId, m_clientSecret}) {
        connect(editor->lineEdit(), &QLineEdit::returnPressed, this, &InfisicalForm::submit);
    }
}

FormField *InfisicalForm::addRow(const std::string &key, const QString &label, const QString &hint,
                                 const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    auto *field = new FormField(label, edit);
    field->setHint(hint);
    field->setObjectName(QString::fromStdString(key));
    connect(edit, &QLineEdit::returnPressed, this, &InfisicalForm::submit);
    m_rows.push_back({key, edit, field});
    return field;
}

void InfisicalForm::load(const base::Json &settings)
{
    m_loaded = settings;
    for (const Row &row : m_rows) {
        row.edit->setText(QString::fromStdString(base::stringOr(settings, row.key.c_str(), "")));
    }
    clearErrors();
}

base::Json InfisicalForm::changes() const
{
    base::Json changed = base::Json::object();
    for (const Row &row : m_rows) {
        std::string now = row.edit->text().trimmed().toStdString();
        if (now != base::stringOr(m_loaded, row.key.c_str(), "")) {
            changed[row.key] = std::move(now);
        }
    }
    return changed;
}

std::optional<engine::InfisicalLogin> InfisicalForm::login() const
{
    if (!m_clientId->hasTyped() || !m_clientSecret->hasTyped()) {
        return std::nullopt;
    }
    return engine::InfisicalLogin{m_clientId->typed(), m_clientSecret->typed()};
}

bool InfisicalForm::isConfigured() const
{
    return !base::stringOr(m_loaded, urlKey, "").empty() &&
           !base::stringOr(m_loaded, projectKey, "").empty();
}

void InfisicalForm::clearErrors()
{
    for (const Row &row : m_rows) {
        row.field->setError({});
        setInvalid(row.edit, false);
    }
    m_secretField->setError({});
    m_error->hide();
}

void InfisicalForm::setError(const std::string &key, const QString &message)
{
    for (const Row &row : m_rows) {
        if (row.key == key) {
            row.field->setError(message);
            setInvalid(row.edit, true);
            row.field->focusEditor();
            return;
        }
    }
    m_error->setWords(message);
    m_error->setVisible(!message.isEmpty());
}

void InfisicalForm::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
    m_save->setText(busy ? tr("Testing") : tr("Save and test"));
}

void InfisicalForm::forgetLogin()
{
    m_clientId->lineEdit()->clear();
    m_clientSecret->lineEdit()->clear();
}

void InfisicalForm::submit()
{
    clearErrors();
    for (const char *key : {urlKey, projectKey}) {
        for (const Row &row : m_rows) {
            if (row.key == key && row.edit->text().trimmed().isEmpty()) {
                setError(row.key, tr("This is needed."));
                return;
            }
        }
    }
    if (m_clientId->hasTyped() != m_clientSecret->hasTyped()) {
        m_secretField->setError(tr("The client id and the client secret belong together."));
        return;
    }
    Q_EMIT saveRequested();
}

} // namespace berth::ui
