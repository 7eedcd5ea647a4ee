// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/connections.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QString>

namespace berth::ui {

/// The words that stand for a connection's values, in one place so that rail, list, detail and
/// form say the same.
class ConnectionText
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)
public:
    using Snapshot = engine::ConnectionSnapshot;

    /// "Connected", "Lost".
    static QString stateWord(const Snapshot &snapshot);
    /// The word with the reason: "Lost: nobody listens there. Next attempt in 5 s."
    static QString stateLine(const Snapshot &snapshot, base::Timestamp now);
    /// "Next attempt in 5 s"; empty when none is planned.
    static QString nextAttempt(const Snapshot &snapshot, base::Timestamp now);
    static Tone stateTone(const Snapshot &snapshot);

    static QString roleWord(model::ConnectionRole role);
    static QString roleMeaning(model::ConnectionRole role);
    /// As the rail has it: one small word.
    static QString roleNote(model::ConnectionRole role);
    static QString markWord(model::ConnectionMark mark);
    static QString markMeaning(model::ConnectionMark mark);
    /// What production is painted in, so that it is seen before something is pressed.
    static Tone markTone(model::ConnectionMark mark);

    static QString roundTrip(std::chrono::microseconds time);
    /// "12 instances, 3 ms", for the list.
    static QString figures(const Snapshot &snapshot);
    /// What happens to its instances when it is removed.
    static QString removalText(const Snapshot &snapshot);
    static QString stepName(const std::string &name);
};

} // namespace berth::ui
