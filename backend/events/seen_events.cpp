// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/seen_events.h"

namespace berth::events {

bool SeenEvents::isNew(const std::string &eventId)
{
    if (eventId.empty()) {
        return true;
    }
    if (!m_known.insert(eventId).second) {
        return false;
    }
    m_order.push_back(eventId);
    if (m_order.size() > m_capacity) {
        m_known.erase(m_order.front());
        m_order.pop_front();
    }
    return true;
}

} // namespace berth::events
