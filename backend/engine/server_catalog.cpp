// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/server_catalog.h"

#include "base/ids.h"
#include "engine/domain_events.h"
#include "model/validation.h"

#include <algorithm>

namespace berth::engine {

using base::ErrorCode;
using model::Server;

ServerCatalog::ServerCatalog(Journal &journal, ObserverList &observers, const base::Clock &clock)
    : m_journal(journal)
    , m_observers(observers)
    , m_clock(clock)
{}

void ServerCatalog::load(std::vector<Server> servers)
{
    m_servers = std::move(servers);
}

std::optional<Server> ServerCatalog::find(const std::string &id) const
{
    const auto found = std::find_if(m_servers.begin(), m_servers.end(),
                                    [&id](const Server &server) { return server.id == id; });
    return found == m_servers.end() ? std::nullopt : std::optional<Server>(*found);
}

net::Task<std::string> ServerCatalog::save(Server server)
{
    const bool isNew = server.id.empty();
    // What the window and the API make is checked alike.
    if (auto checked = model::readServer(model::toJson(server)); !checked) {
        co_return base::fail(model::toError(checked.error()));
    }
    const base::Timestamp now = m_clock.now();
    if (isNew) {
        server.id = base::newUuid();
        server.createdAt = now;
    } else if (const auto known = find(server.id)) {
        server.createdAt = known->createdAt;
    } else {
        co_return base::fail(ErrorCode::NotFound,
                             "There is no server with the id " + server.id + ".");
    }
    server.updatedAt = now;
    const char *type = isNew ? model::event::serverCreated : model::event::serverUpdated;
    auto saved = co_await m_journal.saveServer(server, serverEvent(type, server, now));
    if (!saved) {
        co_return base::fail(saved.error());
    }
    std::erase_if(m_servers, [&server](const Server &other) { return other.id == server.id; });
    m_servers.push_back(server);
    std::sort(m_servers.begin(), m_servers.end(), [](const Server &a, const Server &b) {
        return std::tie(a.createdAt, a.id) < std::tie(b.createdAt, b.id);
    });
    m_observers.notify(&Observer::serversChanged, m_servers);
    co_return server.id;
}

net::Task<> ServerCatalog::remove(std::string id)
{
    const auto known = find(id);
    if (!known) {
        co_return base::fail(ErrorCode::NotFound, "There is no server with the id " + id + ".");
    }
    auto removed = co_await m_journal.removeServer(
        id, serverEvent(model::event::serverDeleted, *known, m_clock.now()));
    if (!removed) {
        co_return base::fail(removed.error());
    }
    std::erase_if(m_servers, [&id](const Server &other) { return other.id == id; });
    m_observers.notify(&Observer::serversChanged, m_servers);
    co_return base::Status{};
}

} // namespace berth::engine
