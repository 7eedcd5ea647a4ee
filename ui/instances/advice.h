// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"

#include <QCoreApplication>
#include <QString>

namespace berth::ui {

/// What a person can do next about an instance.
class Advice
{
    Q_DECLARE_TR_FUNCTIONS(Advice)
public:
    /// For the card that shows what is wrong.
    static QString mending(const engine::InstanceSnapshot &snapshot);
    /// Under the address; empty while it answers.
    static QString connecting(const model::Instance &instance);
};

} // namespace berth::ui
