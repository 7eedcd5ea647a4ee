// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connection_detail.h"

#include "ui/connections/address_text.h"
#include "ui/connections/connection_text.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QFormLayout>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

WrappedLabel *wrapped(TextRole role, TextColor color)
{
    auto *label = new WrappedLabel({}, role, color);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ConnectionDetail::ConnectionDetail(QWidget *parent)
    : QScrollArea(parent)
    , m_problem(new Banner)
{
    setAccessibleName(tr("Details"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addWidget(makeHeader());
    layout->addWidget(m_problem);
    layout->addWidget(makeFacts());
    layout->addWidget(makeOthers());
    layout->addStretch();
    makeScrollPane(*this, content, Ground::Background);
}

QWidget *ConnectionDetail::makeHeader()
{
    m_name = new ElidedLabel({}, TextRole::DetailTitle);
    m_pill = new StatusPill;
    m_mark = new StatusPill;
    m_meaning = wrapped(TextRole::Body, TextColor::Muted);
    m_edit = makeButton(tr("Edit"), Icon::Edit, ButtonRole::Secondary);
    m_enable = makeButton(tr("Turn off"), ButtonRole::Secondary);
    m_remove = makeButton(tr("Remove"), Icon::Trash, ButtonRole::DangerGhost);
    m_transient = wrapped(TextRole::Secondary, TextColor::Muted);
    m_transient->setWords(tr("Made by the command line or the sandbox: it lives as long as this "
                             "Berth and cannot be changed."));
    auto *title = new QHBoxLayout;
    title->setSpacing(metrics::space8);
    title->addWidget(m_name);
    title->addWidget(m_pill);
    title->addWidget(m_mark);
    title->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space8);
    for (QPushButton *button : {m_edit, m_enable, m_remove}) {
        setSmall(button);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *header = new QWidget;
    auto *layout = new QVBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space8);
    layout->addLayout(title);
    layout->addWidget(m_meaning);
    layout->addLayout(buttons);
    layout->addWidget(m_transient);
    connect(m_edit, &QPushButton::clicked, this, &ConnectionDetail::editRequested);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDetail::removeRequested);
    connect(m_enable, &QPushButton::clicked, this, [this] { Q_EMIT enableRequested(!m_enabled); });
    return header;
}

QWidget *ConnectionDetail::makeFacts()
{
    auto *card = new Card(tr("Redis"));
    m_address = new CopyField(tr("address"));
    card->body()->addWidget(m_address);
    m_facts = new QFormLayout;
    m_facts->setHorizontalSpacing(metrics::space24);
    m_facts->setVerticalSpacing(metrics::space8);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    card->body()->addLayout(m_facts);
    return card;
}

QWidget *ConnectionDetail::makeOthers()
{
    auto *card = new Card(tr("Seen there"));
    m_instances = new TextLabel({}, TextRole::Body);
    m_showInstances = makeButton(tr("Show them"), ButtonRole::Link);
    m_managersTitle = new TextLabel({}, TextRole::Body);
    m_managers = wrapped(TextRole::Secondary, TextColor::Muted);
    auto *row = new QHBoxLayout;
    row->addWidget(m_instances, 1);
    row->addWidget(m_showInstances);
    card->body()->addLayout(row);
    card->body()->addWidget(m_managersTitle);
    card->body()->addWidget(m_managers);
    connect(m_showInstances, &QPushButton::clicked, this, &ConnectionDetail::instancesRequested);
    return card;
}

void ConnectionDetail::show(const engine::ConnectionSnapshot &snapshot, base::Timestamp now,
                            bool busy)
{
    const model::Connection &connection = snapshot.connection;
    m_name->setText(text(connection.name));
    m_pill->setStatus(ConnectionText::stateWord(snapshot), ConnectionText::stateTone(snapshot));
    m_mark->setStatus(ConnectionText::markWord(connection.mark),
                      ConnectionText::markTone(connection.mark));
    m_meaning->setWords(tr("%1: %2", "role: what it means")
                            .arg(ConnectionText::roleWord(connection.role),
                                 ConnectionText::roleMeaning(connection.role)));
    setButtons(snapshot, busy);
    showProblem(snapshot, now);
    showFacts(snapshot);
    showOthers(snapshot);
}

void ConnectionDetail::setButtons(const engine::ConnectionSnapshot &snapshot, bool busy)
{
    m_enabled = snapshot.connection.enabled;
    m_enable->setText(m_enabled ? tr("Turn off") : tr("Turn on"));
    m_enable->setToolTip(m_enabled ? tr("Leaves the Redis. The connection is kept.") : QString());
    for (QPushButton *button : {m_edit, m_enable, m_remove}) {
        button->setEnabled(!busy && !snapshot.isTransient);
    }
    m_transient->setVisible(snapshot.isTransient);
}

void ConnectionDetail::showProblem(const engine::ConnectionSnapshot &snapshot, base::Timestamp now)
{
    if (snapshot.problem.empty()) {
        m_problem->hide();
        return;
    }
    const bool lost = snapshot.state == engine::ConnectionState::Lost;
    const QString title = lost ? tr("The connection is lost") : tr("Not everything works");
    QString words = text(snapshot.problem);
    const QString next = ConnectionText::nextAttempt(snapshot, now);
    if (!next.isEmpty()) {
        words += QLatin1Char('\n') + next + QLatin1Char('.');
    }
    const QString details = text(snapshot.problemDetails);
    // Details that somebody unfolded stay open while the seconds count down.
    if (m_problem->isHidden() || m_problem->property("details").toString() != details) {
        m_problem->setDetails(details);
        m_problem->setProperty("details", details);
    }
    if (m_problem->isHidden() || m_problem->title() != title || m_problem->text() != words) {
        m_problem->setMessage(lost ? Tone::Danger : Tone::Warning, title, words);
    }
}

void ConnectionDetail::showFacts(const engine::ConnectionSnapshot &snapshot)
{
    const model::Connection &connection = snapshot.connection;
    m_address->setText(text(connection.url));
    QStringList words;
    const auto fact = [&words](const QString &name, const QString &value) {
        if (!value.isEmpty()) {
            words << name << value;
        }
    };
    fact(tr("Round trip"),
         snapshot.roundTrip ? ConnectionText::roundTrip(*snapshot.roundTrip) : QString());
    const bool tls = usesTls(text(connection.url));
    fact(tr("Encryption"), tls ? tr("TLS") : tr("None"));
    fact(tr("Authority"), text(connection.caFile));
    fact(tr("Client certificate"), text(connection.certificateFile));
    fact(tr("Platform"),
         connection.platformUrl.empty() ? tr("None") : text(connection.platformUrl));
    if (connection.role == model::ConnectionRole::Manager) {
        fact(tr("Lease"), tr("%1 s").arg(connection.lease.count()));
    }
    // Built anew only when words changed: a selection in them must survive the next round trip.
    if (m_facts->property("words").toStringList() == words) {
        return;
    }
    m_facts->setProperty("words", words);
    while (m_facts->rowCount() > 0) {
        m_facts->removeRow(0);
    }
    for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
        auto *value = wrapped(TextRole::Body, TextColor::Text);
        value->setWords(words[i + 1]);
        auto *name = new TextLabel(words[i], TextRole::Body, TextColor::Muted);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_facts->addRow(name, value);
    }
}

void ConnectionDetail::showOthers(const engine::ConnectionSnapshot &snapshot)
{
    m_instances->setText(snapshot.instances == 0
                             ? tr("No instances")
                             : tr("%n instance(s)", nullptr, snapshot.instances));
    m_showInstances->setVisible(snapshot.instances > 0);
    QStringList names;
    for (const std::string &manager : snapshot.managers) {
        names << text(manager);
    }
    const int count = static_cast<int>(names.size());
    const bool connected = snapshot.state == engine::ConnectionState::Connected;
    m_managersTitle->setText(count > 0   ? tr("%n manager(s) alive", nullptr, count)
                             : connected ? tr("No manager is alive")
                                         : tr("Managers are not known while it is not connected"));
    const QString nobody =
        connected && snapshot.connection.role == model::ConnectionRole::Console
            ? tr("Nobody would answer what is asked from here. Start a manager on that Redis.")
            : QString();
    m_managers->setWords(count > 0 ? names.join(QLatin1Char('\n')) : nobody);
    m_managers->setVisible(!m_managers->text().isEmpty());
}

} // namespace berth::ui
