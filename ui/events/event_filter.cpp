// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_filter.h"

#include <algorithm>

namespace berth::ui {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

EventMatcher::EventMatcher(const EventFilter &filter)
    : m_filter(filter)
    , m_needle(filter.search.trimmed().toStdString())
    , m_channel(QRegularExpression::wildcardToRegularExpression(filter.channel.trimmed()))
{
    std::transform(m_needle.begin(), m_needle.end(), m_needle.begin(), lower);
}

bool EventMatcher::matches(const EventFields &fields) const
{
    if (m_filter.connectionId && fields.connectionId != *m_filter.connectionId) {
        return false;
    }
    if (!EventText::isIn(m_filter.group, fields.type, fields.text)) {
        return false;
    }
    if (!m_filter.channel.trimmed().isEmpty() &&
        !m_channel.match(QString::fromStdString(fields.channel)).hasMatch()) {
        return false;
    }
    return m_needle.empty() || contains(fields.subjectName) || contains(fields.text) ||
           contains(fields.type) || contains(fields.subjectId);
}

/// Letters beyond ASCII must be typed as they are; a hundred thousand rows are looked at between
/// two key presses.
bool EventMatcher::contains(const std::string &text) const
{
    return std::search(text.begin(), text.end(), m_needle.begin(), m_needle.end(),
                       [](char a, char b) { return lower(a) == b; }) != text.end();
}

} // namespace berth::ui
