// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/place_card.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QVBoxLayout>

namespace berth::ui {

PlaceCard::PlaceCard(const Places &places, QWidget *parent)
    : QWidget(parent)
    , m_places(places)
    , m_connection(new TextLabel({}, TextRole::BodyStrong))
    , m_mark(new StatusPill)
    , m_runBy(new TextLabel({}, TextRole::Body))
    , m_note(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
{
    auto *card = new Card(tr("Connection"));
    auto *open = makeButton(tr("Open"), ButtonRole::Link);
    open->setAccessibleName(tr("Open the connection"));
    card->addHeaderWidget(open);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addWidget(m_connection);
    row->addWidget(m_mark);
    row->addStretch(1);
    card->body()->addLayout(row);
    card->body()->addWidget(m_runBy);
    card->body()->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(card);
    connect(open, &QPushButton::clicked, this,
            [this] { Q_EMIT connectionRequested(m_connectionId); });
}

void PlaceCard::show(const engine::InstanceSnapshot &snapshot)
{
    m_connectionId = QString::fromStdString(snapshot.instance.connectionId);
    setVisible(!m_connectionId.isEmpty());
    if (m_connectionId.isEmpty()) {
        return;
    }
    m_connection->setText(QString::fromStdString(snapshot.connectionName));
    const bool production = m_places.production(snapshot.instance.connectionId).has_value();
    m_mark->setStatus(production ? tr("Production") : tr("Development"),
                      production ? Tone::Warning : Tone::Neutral);
    const QString manager = QString::fromStdString(snapshot.manager);
    m_runBy->setText(!snapshot.isRemote  ? tr("Runs on this machine, as the platform asked.")
                     : manager.isEmpty() ? tr("Runs on another machine.")
                                         : tr("Run by the manager %1.").arg(manager));
    const QString watched = m_places.refusal(snapshot, Deed::Stop);
    const QString elsewhere = tr("It can be started, stopped and deleted from here. Its log, its "
                                 "tools and its settings are with the machine that runs it.");
    m_note->setWords(!watched.isEmpty() ? watched : snapshot.isRemote ? elsewhere : QString());
    m_note->setVisible(!m_note->text().isEmpty());
}

} // namespace berth::ui
