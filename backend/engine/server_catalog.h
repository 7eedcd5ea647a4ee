// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/journal.h"
#include "engine/observer.h"
#include "model/server.h"

#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

/// The servers this Berth knows. Confined to the engine's executor.
class ServerCatalog
{
public:
    ServerCatalog(Journal &journal, ObserverList &observers, const base::Clock &clock);

    void load(std::vector<model::Server> servers);
    const std::vector<model::Server> &servers() const
    {
        return m_servers;
    }
    std::optional<model::Server> find(const std::string &id) const;
    /// Inserts (empty id) or replaces; returns the id. NotFound for an unknown id.
    net::Task<std::string> save(model::Server server);
    net::Task<> remove(std::string id);

private:
    Journal &m_journal;
    ObserverList &m_observers;
    const base::Clock &m_clock;
    std::vector<model::Server> m_servers;
};

} // namespace berth::engine
