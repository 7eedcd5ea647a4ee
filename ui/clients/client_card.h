// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/snapshots.h"
#include "model/client.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace berth::ui {

/// One client: what it may use, when it called last, and what can be done with it. Its object name
/// is the client's id.
class ClientCard final : public QWidget
{
    Q_OBJECT
public:
    ClientCard(const model::Client &client, const std::vector<engine::InstanceSnapshot> &instances,
               base::Timestamp now, QWidget *parent = nullptr);

Q_SIGNALS:
    void editRequested(const QString &id);
    void revokeRequested(const QString &id);
    void removeRequested(const QString &id);

private:
    QWidget *makeTexts(const model::Client &client,
                       const std::vector<engine::InstanceSnapshot> &instances, base::Timestamp now);
    QWidget *makeButtons(const model::Client &client);
};

} // namespace berth::ui
