// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/callers.h"
#include "engine/facade/connections.h"
#include "engine/facade/event_monitor.h"
#include "engine/facade/snapshots.h"

#include <algorithm>
#include <vector>

namespace berth::engine {

struct Settings;

/// Told of changes on the engine's executor. Must not block; may remove itself.
class Observer
{
public:
    virtual ~Observer() = default;
    virtual void instanceChanged(const InstanceSnapshot &) {}
    virtual void instanceRemoved(const std::string &) {}
    virtual void serversChanged(const std::vector<model::Server> &) {}
    virtual void connectionsChanged(const std::vector<ConnectionSnapshot> &) {}
    virtual void systemChanged(const SystemSnapshot &) {}
    virtual void settingsChanged(const Settings &) {}
    /// Records that reached the log of events, oldest first.
    virtual void eventsRecorded(const std::vector<EventRecord> &) {}
    virtual void eventLogCleared() {}
    /// Clients of the gateway, in the order in which they were made.
    virtual void clientsChanged(const std::vector<model::Client> &) {}
    /// Calls that reached the history, oldest first.
    virtual void callsRecorded(const std::vector<CallRecord> &) {}
    virtual void callsCleared() {}
};

/// Observers in the order they came.
class ObserverList
{
public:
    void add(Observer *observer)
    {
        m_observers.push_back(observer);
    }
    void remove(Observer *observer)
    {
        std::erase(m_observers, observer);
    }

    template <typename Method, typename... Arguments>
    void notify(Method method, const Arguments &...arguments)
    {
        const std::vector<Observer *> present = m_observers;
        for (Observer *observer : present) {
            if (std::find(m_observers.begin(), m_observers.end(), observer) != m_observers.end()) {
                (observer->*method)(arguments...);
            }
        }
    }

private:
    std::vector<Observer *> m_observers;
};

} // namespace berth::engine
