// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instances/places.h"

#include <QWidget>

namespace berth::ui {

class StatusPill;
class TextLabel;
class WrappedLabel;

/// Where an instance runs and for whom, and why some things cannot be done from here. Hidden for
/// what belongs to this machine alone.
class PlaceCard final : public QWidget
{
    Q_OBJECT
public:
    explicit PlaceCard(const Places &places, QWidget *parent = nullptr);

    void show(const engine::InstanceSnapshot &snapshot);

Q_SIGNALS:
    void connectionRequested(const QString &connectionId);

private:
    const Places &m_places;
    QString m_connectionId;
    TextLabel *m_connection;
    StatusPill *m_mark;
    TextLabel *m_runBy;
    WrappedLabel *m_note;
};

} // namespace berth::ui
