// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/mailbox.h"

#include "engine/settings.h"

#include <utility>

namespace berth::engine {

Mailbox::Mailbox(std::function<void()> ring)
    : m_ring(std::move(ring))
{}

Mailbox::Contents Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    m_rung = false;
    return std::exchange(m_contents, {});
}

template <typename Change>
void Mailbox::put(Change change)
{
    // Rung under the lock: after close() no call is under way.
    const std::lock_guard lock(m_mutex);
    change(m_contents);
    if (!std::exchange(m_rung, true) && m_ring) {
        m_ring();
    }
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_ring = nullptr;
}

void Mailbox::attached()
{
    put([](Contents &contents) { contents.attached = true; });
}

void Mailbox::instanceChanged(const InstanceSnapshot &view)
{
    put([&view](Contents &contents) { contents.instances[view.instance.id] = view; });
}

void Mailbox::instanceRemoved(const std::string &id)
{
    put([&id](Contents &contents) {
        contents.instances.erase(id);
        contents.removed.insert(id);
    });
}

void Mailbox::serversChanged(const std::vector<model::Server> &servers)
{
    put([&servers](Contents &contents) { contents.servers = servers; });
}

void Mailbox::connectionsChanged(const std::vector<ConnectionSnapshot> &connections)
{
    put([&connections](Contents &contents) { contents.connections = connections; });
}

void Mailbox::groupsChanged(const std::vector<model::Group> &groups)
{
    put([&groups](Contents &contents) { contents.groups = groups; });
}

void Mailbox::systemChanged(const SystemSnapshot &system)
{
    put([&system](Contents &contents) { contents.system = system; });
}

void Mailbox::settingsChanged(const Settings &settings)
{
    put([json = toJson(settings)](Contents &contents) { contents.settings = json; });
}

void Mailbox::eventsRecorded(const std::vector<EventRecord> &records)
{
    put([&records](Contents &contents) {
        if (contents.events.size() + records.size() > maxEvents) {
            contents.events.clear();
            contents.eventsReset = true;
            return;
        }
        contents.events.insert(contents.events.end(), records.begin(), records.end());
    });
}

void Mailbox::clientsChanged(const std::vector<model::Client> &clients)
{
    put([&clients](Contents &contents) { contents.clients = clients; });
}

void Mailbox::callsRecorded(const std::vector<CallRecord> &records)
{
    put([&records](Contents &contents) {
        if (contents.calls.size() + records.size() > maxEvents) {
            contents.calls.clear();
            contents.callsReset = true;
            return;
        }
        contents.calls.insert(contents.calls.end(), records.begin(), records.end());
    });
}

void Mailbox::callsCleared()
{
    put([](Contents &contents) {
        contents.calls.clear();
        contents.callsReset = true;
    });
}

void Mailbox::eventLogCleared()
{
    put([](Contents &contents) {
        contents.events.clear();
        contents.eventsReset = true;
    });
}

} // namespace berth::engine
