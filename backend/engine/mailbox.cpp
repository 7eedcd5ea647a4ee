// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/mailbox.h"

#include "engine/settings.h"

#include <utility>

namespace berth::engine {

Mailbox::Mailbox(std::function<void()> ring)
    : m_box(std::move(ring))
{}

Mailbox::Contents Mailbox::take()
{
    return m_box.take();
}

void Mailbox::close()
{
    m_box.close();
}

void Mailbox::attached()
{
    m_box.put([](Contents &contents) { contents.attached = true; });
}

void Mailbox::instanceChanged(const InstanceSnapshot &view)
{
    m_box.put([&view](Contents &contents) { contents.instances[view.instance.id] = view; });
}

void Mailbox::instanceRemoved(const std::string &id)
{
    m_box.put([&id](Contents &contents) {
        contents.instances.erase(id);
        contents.removed.insert(id);
    });
}

void Mailbox::serversChanged(const std::vector<model::Server> &servers)
{
    m_box.put([&servers](Contents &contents) { contents.servers = servers; });
}

void Mailbox::connectionsChanged(const std::vector<ConnectionSnapshot> &connections)
{
    m_box.put([&connections](Contents &contents) { contents.connections = connections; });
}

void Mailbox::groupsChanged(const std::vector<model::Group> &groups)
{
    m_box.put([&groups](Contents &contents) { contents.groups = groups; });
}

void Mailbox::systemChanged(const SystemSnapshot &system)
{
    m_box.put([&system](Contents &contents) { contents.system = system; });
}

void Mailbox::settingsChanged(const Settings &settings)
{
    m_box.put([json = toJson(settings)](Contents &contents) { contents.settings = json; });
}

void Mailbox::eventsRecorded(const std::vector<EventRecord> &records)
{
    m_box.put([&records](Contents &contents) {
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
    m_box.put([&clients](Contents &contents) { contents.clients = clients; });
}

void Mailbox::callsRecorded(const std::vector<CallRecord> &records)
{
    m_box.put([&records](Contents &contents) {
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
    m_box.put([](Contents &contents) {
        contents.calls.clear();
        contents.callsReset = true;
    });
}

void Mailbox::eventLogCleared()
{
    m_box.put([](Contents &contents) {
        contents.events.clear();
        contents.eventsReset = true;
    });
}

} // namespace berth::engine
