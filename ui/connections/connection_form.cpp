// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connection_form.h"

#include "ui/connections/address_text.h"
#include "ui/connections/connection_text.h"
#include "ui/connections/role_choice.h"
#include "ui/forms/form_field.h"
#include "ui/forms/responsive_grid.h"
#include "ui/forms/secret_editor.h"
#include "ui/forms/text_editors.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

/// A titled part of the form.
QWidget *section(const QString &title, QWidget *content)
{
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space12);
    if (!title.isEmpty()) {
        auto *label = new TextLabel(title, TextRole::Section);
        label->setContentsMargins(0, metrics::space8, 0, 0);
        layout->addWidget(label);
    }
    layout->addWidget(content);
    return part;
}

void setFieldInvalid(const FormField &field, bool invalid)
{
    if (auto *value = qobject_cast<ValueEditor *>(field.editor())) {
        value->setInvalid(invalid);
    } else if (auto *secret = qobject_cast<SecretEditor *>(field.editor())) {
        secret->setInvalid(invalid);
    }
}

} // namespace

ConnectionForm::ConnectionForm(FilePicker &files, QWidget *parent)
    : QScrollArea(parent)
    , m_name(new LineEditor(model::EnvType::String, this))
    , m_mark(new SegmentedControl(tr("Mark"), this))
    , m_role(new RoleChoice(this))
    , m_url(new LineEditor(model::EnvType::Url, this))
    , m_password(new SecretEditor(this))
    , m_caFile(new PathEditor(FilePicker::Kind::File, files, this))
    , m_certificateFile(new PathEditor(FilePicker::Kind::File, files, this))
    , m_keyFile(new PathEditor(FilePicker::Kind::File, files, this))
    , m_platformUrl(new LineEditor(model::EnvType::Url, this))
    , m_platformToken(new SecretEditor(this))
    , m_lease(new LineEditor(model::EnvType::Integer, this))
{
    setFocusPolicy(Qt::NoFocus); // the fields scroll into sight by themselves
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(26, metrics::space20, 26, metrics::space24);
    layout->setSpacing(metrics::space16);
    for (QWidget *part : {makeBasics(), makeAddress(), makeTls(), makePlatform(), makeAdvanced()}) {
        layout->addWidget(part);
    }
    layout->addStretch();
    makeScrollPane(*this, content, Ground::Surface);
}

QWidget *ConnectionForm::makeBasics()
{
    auto *grid = new ResponsiveGrid;
    m_name->setPlaceholder(tr("staging"));
    for (const auto mark :
         {model::ConnectionMark::Development, model::ConnectionMark::Production}) {
        m_mark->addOption(ConnectionText::markWord(mark), static_cast<int>(mark));
    }
    add(grid, tr("Name"), m_name, "/name", tr("How it is called in this window."))
        ->setRequired(true);
    add(grid, tr("Mark"), m_mark, "/mark", {});
    add(grid, tr("Role"), m_role, "/role", {}, true);
    connect(m_mark, &SegmentedControl::valueChosen, this, &ConnectionForm::onChanged);
    connect(m_role, &RoleChoice::changed, this, &ConnectionForm::onChanged);
    return section({}, grid);
}

QWidget *ConnectionForm::makeAddress()
{
    auto *grid = new ResponsiveGrid;
    m_url->setPlaceholder(QStringLiteral("rediss://redis.example.com:6379"));
    add(grid, tr("Address"), m_url, "/url",
        tr("redis://, rediss:// with TLS, or unix:// and a path. A user's name may stand before "
           "an @."))
        ->setRequired(true);
    add(grid, tr("Password"), m_password, "/password", {});
    return section(tr("Redis"), grid);
}

QWidget *ConnectionForm::makeTls()
{
    auto *grid = new ResponsiveGrid;
    add(grid, tr("Authority's certificate"), m_caFile, "/ca_file",
        tr("PEM, trusted besides the system's. Only for an own authority."), true);
    add(grid, tr("Client certificate"), m_certificateFile, "/certificate_file",
        tr("PEM. Only where the Redis asks for one."));
    add(grid, tr("Key of the client certificate"), m_keyFile, "/key_file", tr("PEM."));
    m_tls = section(tr("TLS"), grid);
    return m_tls;
}

QWidget *ConnectionForm::makePlatform()
{
    auto *grid = new ResponsiveGrid;
    m_platformUrl->setPlaceholder(QStringLiteral("https://agents.example.com/v1"));
    add(grid, tr("Address of its API"), m_platformUrl, "/platform_url",
        tr("May stay empty. With it, Berth catches up on what it missed."));
    add(grid, tr("Token"), m_platformToken, "/platform_token", {});
    return section(tr("Platform"), grid);
}

QWidget *ConnectionForm::makeAdvanced()
{
    auto *grid = new ResponsiveGrid;
    add(grid, tr("Lease, in seconds"), m_lease, "/lease_seconds",
        tr("How long a manager may be silent before another one takes its instances over. Between "
           "%1 and %2.")
            .arg(model::shortestLease.count())
            .arg(model::longestLease.count()));
    m_advanced = grid;
    m_advancedToggle = makeButton(tr("Advanced"), Icon::ChevronRight, ButtonRole::Ghost);
    setSmall(m_advancedToggle);
    m_advancedToggle->setCheckable(true);
    m_advanced->hide();
    connect(m_advancedToggle, &QPushButton::toggled, this, [this](bool open) {
        m_advanced->setVisible(open);
        m_advancedToggle->setIcon(themedIcon(open ? Icon::ChevronDown : Icon::ChevronRight));
    });
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(m_advancedToggle, 0, Qt::AlignLeft);
    layout->addWidget(grid);
    return part;
}

FormField *ConnectionForm::add(ResponsiveGrid *grid, const QString &label, QWidget *editor,
                               const std::string &pointer, const QString &hint, bool fullWidth)
{
    auto *field = new FormField(label, editor, grid);
    field->setObjectName(text(pointer));
    field->setHint(hint);
    m_fields.emplace(pointer, field);
    m_order.push_back(pointer);
    grid->add(field, fullWidth);
    if (auto *value = qobject_cast<ValueEditor *>(editor)) {
        connect(value, &ValueEditor::changed, this, &ConnectionForm::onChanged);
        connect(value, &ValueEditor::finished, this, [this, pointer] { touched(pointer); });
    } else if (auto *secret = qobject_cast<SecretEditor *>(editor)) {
        connect(secret, &SecretEditor::changed, this, [this] {
            ++m_typings;
            onChanged();
        });
    }
    return field;
}

void ConnectionForm::load(const model::Connection &connection)
{
    {
        const QScopedValueRollback guard(m_loading, true);
        m_loaded = connection;
        m_visited.clear();
        m_name->setValue(text(connection.name));
        m_mark->setValue(static_cast<int>(connection.mark));
        m_role->setRole(connection.role);
        m_url->setValue(text(connection.url));
        m_caFile->setValue(text(connection.caFile));
        m_certificateFile->setValue(text(connection.certificateFile));
        m_keyFile->setValue(text(connection.keyFile));
        m_platformUrl->setValue(text(connection.platformUrl));
        m_lease->setValue(QString::number(connection.lease.count()));
        loadSecret(m_password, model::connectionPasswordKey(connection.id));
        loadSecret(m_platformToken, model::connectionTokenKey(connection.id));
        const QString kept = tr("Kept in the secret store, nowhere else.");
        m_fields.at("/password")->setHint(kept);
        m_fields.at("/platform_token")->setHint(kept);
        m_advancedToggle->setChecked(connection.lease != model::Connection{}.lease);
    }
    showParts();
    validate(false);
}

/// Whether there is one is not known here: the store may be locked.
void ConnectionForm::loadSecret(SecretEditor *secret, const std::string &key)
{
    const bool isNew = m_loaded.id.empty();
    secret->setKept(isNew ? std::string() : key, tr("As it was. Type to replace it."));
    secret->setPlaceholder(isNew ? QString() : tr("None. A stored one goes when this is saved."));
}

model::Connection ConnectionForm::connection() const
{
    model::Connection connection = m_loaded;
    connection.name = m_name->value().trimmed().toStdString();
    connection.mark = static_cast<model::ConnectionMark>(m_mark->value().toInt());
    connection.role = m_role->role();
    connection.url = m_url->value().toStdString();
    const bool tls = usesTls(m_url->value());
    connection.caFile = tls ? m_caFile->value().trimmed().toStdString() : std::string();
    connection.certificateFile =
        tls ? m_certificateFile->value().trimmed().toStdString() : std::string();
    connection.keyFile = tls ? m_keyFile->value().trimmed().toStdString() : std::string();
    connection.platformUrl = m_platformUrl->value().toStdString();
    connection.lease = std::chrono::seconds(m_lease->value().toLongLong());
    return connection;
}

/// An empty one removes what is stored.
std::optional<base::Secret> ConnectionForm::given(const SecretEditor *secret) const
{
    const bool isAsItWas =
        m_loaded.id.empty() ? secret->isEmpty() : !secret->keptReference().empty();
    return isAsItWas ? std::nullopt : std::optional(secret->typed());
}

engine::ConnectionSecrets ConnectionForm::secrets() const
{
    return {given(m_password), given(m_platformToken)};
}

std::string ConnectionForm::reachability() const
{
    model::Connection relevant = connection();
    relevant.name.clear();
    relevant.mark = {};
    relevant.role = {};
    relevant.lease = {};
    const bool typed = given(m_password) || given(m_platformToken);
    return base::toText(model::toJson(relevant)) +
           (typed ? std::to_string(m_typings) : std::string());
}

model::Violations ConnectionForm::violations() const
{
    const auto read = model::readConnection(model::toJson(connection()));
    return read ? model::Violations() : read.error();
}

int ConnectionForm::validate(bool showAll)
{
    const model::Violations found = violations();
    for (const std::string &pointer : m_order) {
        FormField *field = m_fields.at(pointer);
        QString message;
        for (const model::Violation &violation : found) {
            if (violation.pointer == pointer && message.isEmpty()) {
                message = tr("%1 Expected: %2.", "what is wrong, what is expected")
                              .arg(text(violation.message), text(violation.expected));
            }
        }
        if (showAll) {
            m_visited.insert(pointer);
        }
        const QString shown = m_visited.contains(pointer) ? message : QString();
        field->setError(shown);
        setFieldInvalid(*field, !shown.isEmpty());
    }
    return static_cast<int>(found.size());
}

bool ConnectionForm::showError(const std::string &pointer, const QString &message)
{
    const auto field = m_fields.find(pointer);
    if (field == m_fields.end()) {
        return false;
    }
    field->second->setError(message);
    setFieldInvalid(*field->second, true);
    return true;
}

void ConnectionForm::touched(const std::string &pointer)
{
    // Leaving an empty new form is no mistake yet.
    if (const auto *editor = qobject_cast<ValueEditor *>(m_fields.at(pointer)->editor());
        editor != nullptr && !editor->value().isEmpty()) {
        m_visited.insert(pointer);
        validate(false);
    }
}

void ConnectionForm::onChanged()
{
    if (m_loading) {
        return;
    }
    takePasswordOut();
    showParts();
    validate(false);
    Q_EMIT changed();
}

void ConnectionForm::takePasswordOut()
{
    const SplitAddress split = splitAddress(m_url->value());
    if (!split.password) {
        return;
    }
    const QScopedValueRollback guard(m_loading, true);
    QLineEdit *edit = m_url->lineEdit();
    const auto behindCursor = edit->text().size() - edit->cursorPosition();
    m_url->setValue(split.address);
    edit->setCursorPosition(static_cast<int>(edit->text().size() - behindCursor)); // typing goes on
    m_password->setTyped(*split.password);
    ++m_typings;
    m_fields.at("/password")
        ->setHint(tr("Taken out of the address. Kept in the secret store, nowhere else."));
}

void ConnectionForm::showParts()
{
    m_tls->setVisible(usesTls(m_url->value()));
    const auto mark = static_cast<model::ConnectionMark>(m_mark->value().toInt());
    m_fields.at("/mark")->setHint(ConnectionText::markMeaning(mark));
}

void ConnectionForm::focusFirst()
{
    m_fields.at("/name")->focusEditor();
}

void ConnectionForm::focusFirstInvalid()
{
    for (const std::string &pointer : m_order) {
        if (m_fields.at(pointer)->hasError()) {
            if (pointer == "/lease_seconds") {
                m_advancedToggle->setChecked(true);
            }
            m_fields.at(pointer)->focusEditor();
            return;
        }
    }
}

} // namespace berth::ui
