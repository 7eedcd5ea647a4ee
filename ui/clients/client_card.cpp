// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/client_card.h"

#include "ui/clients/client_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace berth::ui {

ClientCard::ClientCard(const model::Client &client,
                       const std::vector<engine::InstanceSnapshot> &instances, base::Timestamp now,
                       QWidget *parent)
    : QWidget(parent)
{
    auto *card = new Card;
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    makeTight(layout);
    layout->setSpacing(metrics::space16);
    layout->addWidget(makeTexts(client, instances, now), 1);
    layout->addWidget(makeButtons(client), 0, Qt::AlignVCenter);
    card->body()->addWidget(row);
    auto *outer = new QVBoxLayout(this);
    makeTight(outer);
    outer->addWidget(card);
    setAccessibleName(QString::fromStdString(client.draft.name));
    setObjectName(QString::fromStdString(client.id));
}

QWidget *ClientCard::makeTexts(const model::Client &client,
                               const std::vector<engine::InstanceSnapshot> &instances,
                               base::Timestamp now)
{
    auto *texts = new QWidget;
    auto *column = new QVBoxLayout(texts);
    makeTight(column);
    column->setSpacing(metrics::space4);
    auto *name = new ElidedLabel(QString::fromStdString(client.draft.name), TextRole::Section,
                                 client.isRevoked() ? TextColor::Muted : TextColor::Text);
    column->addWidget(name);
    QStringList facts{ClientText::use(client, now)};
    if (!client.isRevoked()) {
        facts.prepend(tr("May use: %1").arg(ClientText::limits(client.draft.limits, instances)));
        const QString rate = ClientText::rate(client);
        facts << (rate.isEmpty() ? QStringList() : QStringList(rate));
    }
    for (const QString &fact : facts) {
        auto *label = new ElidedLabel(fact, TextRole::Secondary, TextColor::Muted);
        column->addWidget(label);
    }
    column->addWidget(new TextLabel(tr("Made %1").arg(ClientText::when(client.createdAt, now)),
                                    TextRole::Secondary, TextColor::Faint));
    return texts;
}

QWidget *ClientCard::makeButtons(const model::Client &client)
{
    const QString id = QString::fromStdString(client.id);
    const QString name = QString::fromStdString(client.draft.name);
    auto *buttons = new QWidget;
    auto *layout = new QHBoxLayout(buttons);
    makeTight(layout);
    layout->setSpacing(metrics::space8);
    if (client.isRevoked()) {
        auto *forget = makeButton(tr("Remove"), Icon::Trash, ButtonRole::Ghost);
        forget->setAccessibleName(tr("Remove %1").arg(name));
        layout->addWidget(forget);
        setFocusProxy(forget);
        connect(forget, &QPushButton::clicked, this, [this, id] { Q_EMIT removeRequested(id); });
        return buttons;
    }
    auto *edit = makeButton(tr("Edit"), Icon::Edit, ButtonRole::Secondary);
    edit->setAccessibleName(tr("Edit %1").arg(name));
    auto *revoke = makeButton(tr("Revoke"), ButtonRole::DangerGhost);
    revoke->setAccessibleName(tr("Revoke %1").arg(name));
    layout->addWidget(edit);
    setFocusProxy(edit);
    layout->addWidget(revoke);
    connect(edit, &QPushButton::clicked, this, [this, id] { Q_EMIT editRequested(id); });
    connect(revoke, &QPushButton::clicked, this, [this, id] { Q_EMIT revokeRequested(id); });
    return buttons;
}

} // namespace berth::ui
