// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/event_monitor.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace berth::ui {

/// What an event is about, for the tabs over the list. An event may be in several groups.
enum class EventGroup
{
    All,
    Lifecycle, ///< an instance or a server was made, changed, started, stopped, deleted
    Status,
    Errors ///< failures, and messages that cannot be read
};
inline constexpr int eventGroupCount = 4;

/// Words and colours of events.
class EventText
{
    Q_DECLARE_TR_FUNCTIONS(EventText)
public:
    /// "InstanceCreated", "StatusChanged"; unknown types as they are.
    static QString type(std::string_view type);
    static Tone tone(std::string_view type, std::string_view summary);
    static bool isIn(EventGroup group, std::string_view type, std::string_view summary);
    /// "Received on staging, FastStream 0.5 envelope, 612 bytes".
    static QString origin(const engine::EventDetail &detail, const QString &connection);
    static QString form(const std::string &form);
    /// Bytes as text: what is no printable UTF-8 as \xNN.
    static QString bytes(std::string_view bytes);
    /// The time of day; of another day the date as well.
    static QString time(base::Timestamp time, base::Timestamp now);
    static QString fullTime(base::Timestamp time);
};

} // namespace berth::ui
