// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instances/places.h"
#include "ui/widgets/dialogs.h"

#include <QStringList>

namespace berth::ui {

/// The question before something is written where the connection is marked as production.
ConfirmRequest productionQuestion(Deed deed, const QString &connection,
                                  const QStringList &instances);
/// Before a new instance is asked for there.
ConfirmRequest productionCreateQuestion(const QString &connection, const QString &instance);
/// Before instances are deleted anywhere; `remote`: managers elsewhere do it.
ConfirmRequest removalQuestion(const QStringList &instances, bool remote);

} // namespace berth::ui
