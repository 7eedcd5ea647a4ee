// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/events/event_text.h"

#include <QRegularExpression>

#include <optional>
#include <string>

namespace berth::ui {

struct EventFilter
{
    EventGroup group = EventGroup::All;
    QString search;  ///< in instance, type and text
    QString channel; ///< pattern: "MCPServerInstance*"; empty: all
    /// Empty text: this machine.
    std::optional<std::string> connectionId;

    bool operator==(const EventFilter &) const = default;
    bool isEmpty() const
    {
        return *this == EventFilter();
    }
};

/// The parts of a row that a filter looks at.
struct EventFields
{
    const std::string &connectionId;
    const std::string &channel;
    const std::string &type;
    const std::string &subjectId;
    const std::string &subjectName;
    const std::string &text;
};

/// A filter made ready for many rows.
class EventMatcher
{
public:
    explicit EventMatcher(const EventFilter &filter);
    bool matches(const EventFields &fields) const;

private:
    bool contains(const std::string &text) const;

    EventFilter m_filter;
    std::string m_needle; ///< lower case
    QRegularExpression m_channel;
};

} // namespace berth::ui
