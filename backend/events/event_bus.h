// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/events.h"

namespace berth::events {

/// Told of events, on the executor of the bus. Must not block; may unsubscribe itself.
class EventHandler
{
public:
    virtual ~EventHandler() = default;
    virtual void handle(const model::DomainEvent &event) = 0;
};

/// Hands events from those who know of them to those who want to know. Whoever publishes does not
/// know who listens, in this process or beyond. Confined to one executor.
class EventBus
{
public:
    virtual ~EventBus() = default;

    /// Events of one publisher arrive in the order in which it published them.
    virtual void publish(const model::DomainEvent &event) = 0;
    virtual void subscribe(EventHandler *handler) = 0;
    virtual void unsubscribe(EventHandler *handler) = 0;
};

} // namespace berth::events
