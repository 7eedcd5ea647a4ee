// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/event_bus.h"
#include "events/seen_events.h"

#include <deque>
#include <vector>

namespace berth::events {

/// The bus of one process; a desktop needs no other. An event that was published before, as the
/// outbox may after a crash, is not handed out again.
class InProcessBus final : public EventBus
{
public:
    void publish(const model::DomainEvent &event) override;
    void subscribe(EventHandler *handler) override;
    void unsubscribe(EventHandler *handler) override;

private:
    void handOut(const model::DomainEvent &event);

    std::vector<EventHandler *> m_handlers;
    std::deque<model::DomainEvent> m_waiting; ///< published while another was handed out
    bool m_isHandingOut = false;
    SeenEvents m_seen;
};

} // namespace berth::events
