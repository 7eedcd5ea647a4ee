// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/form_field.h"
#include "ui/instances/places.h"

class QComboBox;

namespace berth::ui {

/// Where a new instance is to run: this machine, or a connection whose managers can be asked.
/// Hidden while there is no choice.
class RunOnField final : public FormField
{
    Q_OBJECT
public:
    explicit RunOnField(const Places &places, QWidget *parent = nullptr);

    /// Back to this machine; `offered`: there is a choice at all.
    void begin(bool offered);
    /// Chooses it where it can be; else this machine.
    void setTarget(const QString &connectionId);
    /// Id of the connection; empty for this machine.
    QString target() const;
    /// The connection's name; empty for this machine.
    QString targetName() const;

Q_SIGNALS:
    void changed();

private:
    void fill();
    void showMeaning();

    const Places &m_places;
    QComboBox *m_combo;
    bool m_offered = false;
};

} // namespace berth::ui
