// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/publish_form.h"

#include "base/ids.h"
#include "base/secret.h"
#include "model/event_check.h"
#include "ui/events/event_text.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/json_highlighter.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QEvent>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace berth::ui {

namespace {

constexpr qsizetype shownViolations = 4;

/// Where a value stands that was masked when the event was kept.
std::optional<std::string> maskedPlace(const base::Json &json, const std::string &pointer)
{
    if (json.is_string()) {
        const bool isMasked =
            json.get_ref<const std::string &>().find(base::secretMask) != std::string::npos;
        return isMasked ? std::optional(pointer) : std::nullopt;
    }
    if (json.is_object()) {
        for (const auto &[key, value] : json.items()) {
            if (auto place = maskedPlace(value, base::appendPointer(pointer, key))) {
                return place;
            }
        }
    }
    for (std::size_t i = 0; json.is_array() && i < json.size(); ++i) {
        if (auto place = maskedPlace(json[i], base::appendPointer(pointer, i))) {
            return place;
        }
    }
    return std::nullopt;
}

TextLabel *fieldName(const QString &text, QWidget *buddy)
{
    auto *label = new TextLabel(text, TextRole::BodyStrong);
    label->setBuddy(buddy);
    return label;
}

} // namespace

bool mayPublish(const engine::ConnectionSnapshot &connection)
{
    return connection.connection.role != model::ConnectionRole::Watch;
}

PublishForm::PublishForm(Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_dialogs(dialogs)
    , m_connection(new QComboBox)
    , m_connectionHint(new TextLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_type(new QComboBox)
    , m_editor(new QPlainTextEdit)
    , m_highlighter(new JsonHighlighter(m_editor->document(), themeOf(this)))
    , m_error(new TextLabel({}, TextRole::Secondary, TextColor::Danger))
    , m_template(makeButton(tr("New id"), Icon::Restart, ButtonRole::Secondary))
    , m_cancel(makeButton(tr("Cancel"), ButtonRole::Secondary))
    , m_publish(makeButton(tr("Publish"), Icon::Send, ButtonRole::Primary))
{
    setGround(this, Ground::Background);
    m_connection->setAccessibleName(tr("Connection"));
    m_type->setAccessibleName(tr("Type of event"));
    for (const char *type : model::eventTypes()) {
        m_type->addItem(QString::fromLatin1(type), QString::fromLatin1(type));
    }
    makeEditor();
    makeLayout();
    connect(m_type, &QComboBox::currentIndexChanged, this, &PublishForm::useTemplate);
    connect(m_connection, &QComboBox::currentIndexChanged, this, &PublishForm::updatePublish);
    connect(m_template, &QPushButton::clicked, this, &PublishForm::useTemplate);
    connect(m_cancel, &QPushButton::clicked, this, &PublishForm::cancelled);
    connect(m_publish, &QPushButton::clicked, this, &PublishForm::request);
    addShortcut(this, QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { m_publish->click(); });
    addShortcut(this, QKeySequence(Qt::Key_Escape), [this] { Q_EMIT cancelled(); });
    setConnections({});
    useTemplate();
}

void PublishForm::makeEditor()
{
    m_editor->setAccessibleName(tr("Data of the event"));
    m_editor->setFont(textFont(TextRole::Mono));
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(true);
    m_editor->document()->setDocumentMargin(metrics::space12);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &PublishForm::check);
}

void PublishForm::makeLayout()
{
    auto *column = new QWidget;
    column->setMaximumWidth(metrics::readableWidth);
    auto *form = new QVBoxLayout(column);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(metrics::space8);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(metrics::space16);
    for (auto [name, box] :
         {std::pair(tr("Connection"), m_connection), std::pair(tr("Type of event"), m_type)}) {
        auto *field = new QVBoxLayout;
        field->setSpacing(metrics::space4);
        field->addWidget(fieldName(name, box));
        field->addWidget(box);
        choices->addLayout(field, 1);
    }
    form->addLayout(choices);
    m_connectionHint->setWordWrap(true);
    form->addWidget(m_connectionHint);
    form->addSpacing(metrics::space8);
    auto *title = new QHBoxLayout;
    title->addWidget(fieldName(tr("Data"), m_editor));
    title->addStretch(1);
    setSmall(m_template);
    m_template->setToolTip(tr("Start again from the template, with a fresh id"));
    title->addWidget(m_template);
    form->addLayout(title);
    form->addWidget(m_editor, 1);
    form->addWidget(m_error);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_publish);
    form->addSpacing(metrics::space4);
    form->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::space24, metrics::space20, metrics::space24,
                               metrics::space20);
    layout->addWidget(column, 1);
    layout->addStretch(0);
}

void PublishForm::setConnections(const std::vector<engine::ConnectionSnapshot> &connections)
{
    m_connections = connections;
    const QVariant chosen = m_connection->currentData();
    {
        const QSignalBlocker quiet(m_connection);
        m_connection->clear();
        for (const engine::ConnectionSnapshot &one : connections) {
            const QString name = QString::fromStdString(one.connection.name);
            m_connection->addItem(mayPublish(one) ? name : tr("%1, only watches").arg(name),
                                  QString::fromStdString(one.connection.id));
            const auto *items = qobject_cast<QStandardItemModel *>(m_connection->model());
            items->item(m_connection->count() - 1)->setEnabled(mayPublish(one));
        }
        const auto first = std::find_if(connections.begin(), connections.end(), mayPublish);
        const int kept = chosen.isValid() ? m_connection->findData(chosen) : -1;
        m_connection->setCurrentIndex(kept >= 0 ? kept
                                      : first != connections.end()
                                          ? static_cast<int>(first - connections.begin())
                                          : -1);
    }
    updatePublish();
}

void PublishForm::start()
{
    {
        const QSignalBlocker quiet(m_type);
        m_type->setCurrentIndex(0);
    }
    useTemplate();
    m_editor->setFocus();
}

void PublishForm::start(const QString &connectionId, const QString &type, const base::Json &payload)
{
    const int connection = m_connection->findData(connectionId);
    if (connection >= 0 && mayPublish(m_connections[static_cast<std::size_t>(connection)])) {
        m_connection->setCurrentIndex(connection);
    }
    {
        const QSignalBlocker quiet(m_type);
        m_type->setCurrentIndex(m_type->findData(type));
    }
    m_editor->setPlainText(QString::fromStdString(base::toPrettyText(payload)));
    m_editor->setFocus();
}

void PublishForm::useTemplate()
{
    const std::string type = m_type->currentData().toString().toStdString();
    m_editor->setPlainText(
        QString::fromStdString(base::toPrettyText(model::eventTemplate(type, base::newUuid()))));
}

void PublishForm::check()
{
    QStringList problems;
    const auto payload = base::parseJson(m_editor->toPlainText().toStdString());
    if (!payload) {
        problems << QString::fromStdString(payload.error().message);
    } else {
        const auto violations =
            model::checkEvent(m_type->currentData().toString().toStdString(), *payload);
        for (const model::Violation &violation : violations) {
            const QString message = QString::fromStdString(violation.message);
            problems << (violation.pointer.empty()
                             ? message
                             : QStringLiteral("%1: %2").arg(
                                   QString::fromStdString(violation.pointer), message));
        }
        if (const auto place = maskedPlace(*payload, {})) {
            problems << tr("%1: This value was masked when it was kept. Put a secret reference in "
                           "its place.")
                            .arg(QString::fromStdString(*place));
        }
        m_data = *payload;
    }
    m_isValid = problems.isEmpty();
    m_error->setText(problems.mid(0, shownViolations).join(QLatin1Char('\n')));
    setInvalid(m_editor, !m_isValid);
    updatePublish();
}

void PublishForm::updatePublish()
{
    const int index = m_connection->currentIndex();
    const bool hasConnection = index >= 0;
    m_publish->setEnabled(m_isValid && hasConnection);
    if (!hasConnection) {
        m_connectionHint->setText(
            m_connections.empty()
                ? tr("There is no connection to publish on. Events of this machine are told by "
                     "what "
                     "happens on it.")
                : tr("Every connection only watches; nothing is ever published there."));
        return;
    }
    const model::Connection &chosen = m_connections[static_cast<std::size_t>(index)].connection;
    m_connectionHint->setText(chosen.mark == model::ConnectionMark::Production
                                  ? tr("This connection is marked as production. Berth asks before "
                                       "it publishes.")
                                  : tr("Everybody who listens on that channel gets the event."));
}

void PublishForm::request()
{
    const int index = m_connection->currentIndex();
    if (index < 0 || !m_isValid) {
        return;
    }
    const model::Connection chosen = m_connections[static_cast<std::size_t>(index)].connection;
    const QString type = m_type->currentData().toString();
    const auto publish = [self = QPointer(this), id = QString::fromStdString(chosen.id), type,
                          data = m_data](bool yes) {
        if (yes && self) {
            Q_EMIT self->publishRequested(id, type, data);
        }
    };
    if (chosen.mark != model::ConnectionMark::Production) {
        publish(true);
        return;
    }
    ConfirmRequest request;
    request.title =
        tr("Publish %1 on %2?")
            .arg(EventText::type(type.toStdString()), QString::fromStdString(chosen.name));
    request.text = tr("The connection is marked as production. Managers there act on the event at "
                      "once.");
    request.confirmText = tr("Publish event");
    m_dialogs.confirm(this, request, publish);
}

void PublishForm::showError(const base::Error &error)
{
    QString text = QString::fromStdString(error.message);
    if (!error.field.empty() && !text.contains(QString::fromStdString(error.field))) {
        text = QStringLiteral("%1: %2").arg(QString::fromStdString(error.field), text);
    }
    m_error->setText(text);
}

void PublishForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->setTheme(themeOf(this));
    }
}

} // namespace berth::ui
