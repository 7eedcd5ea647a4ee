// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/run_on_field.h"

#include <QComboBox>

#include <algorithm>

namespace berth::ui {

RunOnField::RunOnField(const Places &places, QWidget *parent)
    : FormField(tr("Run on"), new QComboBox, parent)
    , m_places(places)
    , m_combo(static_cast<QComboBox *>(editor()))
{
    setObjectName(QStringLiteral("runOn"));
    connect(&places, &Places::changed, this, &RunOnField::fill);
    connect(m_combo, &QComboBox::currentIndexChanged, this, [this] {
        showMeaning();
        Q_EMIT changed();
    });
    fill();
}

void RunOnField::fill()
{
    QStringList names{tr("This machine")};
    QStringList targets{QString()};
    for (const engine::ConnectionSnapshot &one : m_places.forNewInstances()) {
        names << QString::fromStdString(one.connection.name);
        targets << QString::fromStdString(one.connection.id);
    }
    setVisible(m_offered && names.size() > 1);
    const QStringList shown = names + targets;
    if (m_combo->property("shown").toStringList() == shown) {
        return;
    }
    m_combo->setProperty("shown", shown);
    const QString chosen = target();
    {
        const QSignalBlocker quiet(m_combo);
        m_combo->clear();
        for (qsizetype i = 0; i < names.size(); ++i) {
            m_combo->addItem(names[i], targets[i]);
        }
        m_combo->setCurrentIndex(std::max(m_combo->findData(chosen), 0));
    }
    showMeaning();
    Q_EMIT changed();
}

void RunOnField::begin(bool offered)
{
    m_offered = offered;
    m_combo->setCurrentIndex(0);
    fill();
}

void RunOnField::setTarget(const QString &connectionId)
{
    m_combo->setCurrentIndex(std::max(m_combo->findData(connectionId), 0));
}

QString RunOnField::target() const
{
    return m_combo->currentData().toString();
}

QString RunOnField::targetName() const
{
    return target().isEmpty() ? QString() : m_combo->currentText();
}

void RunOnField::showMeaning()
{
    setHint(target().isEmpty()
                ? QString()
                : tr("The managers on %1 are asked to run it. Values of secrets are not sent: name "
                     "them by reference.")
                      .arg(targetName()));
}

} // namespace berth::ui
