// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/snapshots.h"
#include "model/client.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace berth::ui {

/// Words for clients of the gateway.
class ClientText
{
    Q_DECLARE_TR_FUNCTIONS(ClientText)
public:
    /// "Everything", "github, notion, @work". Instances that are gone show their id.
    static QString limits(const model::ClientLimits &limits,
                          const std::vector<engine::InstanceSnapshot> &instances);
    /// "60 calls a minute"; empty when the settings decide.
    static QString rate(const model::Client &client);
    /// "Last used 3 min ago, 12 calls", "Never used", "Revoked 4 Nov 2026"
    static QString use(const model::Client &client, base::Timestamp now);
    /// "3 min ago", "4 Nov 2026"
    static QString when(base::Timestamp time, base::Timestamp now);
};

} // namespace berth::ui
