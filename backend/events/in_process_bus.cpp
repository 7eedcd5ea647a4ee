// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/in_process_bus.h"

#include <algorithm>

namespace berth::events {

void InProcessBus::publish(const model::DomainEvent &event)
{
    if (!m_seen.isNew(event.eventId)) {
        return;
    }
    m_waiting.push_back(event);
    // A handler that publishes must not overtake: everybody gets the first event before the second.
    if (m_isHandingOut) {
        return;
    }
    m_isHandingOut = true;
    while (!m_waiting.empty()) {
        const model::DomainEvent next = std::move(m_waiting.front());
        m_waiting.pop_front();
        handOut(next);
    }
    m_isHandingOut = false;
}

void InProcessBus::handOut(const model::DomainEvent &event)
{
    const std::vector<EventHandler *> present = m_handlers;
    for (EventHandler *handler : present) {
        if (std::find(m_handlers.begin(), m_handlers.end(), handler) != m_handlers.end()) {
            handler->handle(event);
        }
    }
}

void InProcessBus::subscribe(EventHandler *handler)
{
    m_handlers.push_back(handler);
}

void InProcessBus::unsubscribe(EventHandler *handler)
{
    std::erase(m_handlers, handler);
}

} // namespace berth::events
