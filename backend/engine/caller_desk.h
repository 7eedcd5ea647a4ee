// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/call_log.h"
#include "engine/facade/callers.h"
#include "gateway/callers.h"
#include "store/caller_store.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace berth::engine {

/// The gateway's clients: their tokens, what they may reach, when they called last. Confined to
/// the engine's executor.
class CallerDesk
{
public:
    struct Services
    {
        CallLog::Services log;
        /// What of the rules is a setting; the clients are filled in.
        std::function<gateway::CallerRules()> settings;
        std::function<void(gateway::CallerRules)> publish;
    };

    explicit CallerDesk(Services services);

    /// Reads the clients; before the gateway is opened.
    net::Task<> load();
    /// `settings` with the clients filled in, for a gateway that opens with them.
    gateway::CallerRules rules(gateway::CallerRules settings) const;
    /// When a setting changed.
    void publishRules();

    /// In the order in which they were made, revoked ones too.
    std::vector<model::Client> clients() const;
    net::Task<NewClient> create(model::ClientDraft draft);
    net::Task<> change(std::string id, model::ClientDraft draft);
    net::Task<> revoke(std::string id);
    net::Task<> remove(std::string id);

    CallLog &log()
    {
        return m_log;
    }
    /// Writes when clients called last, now and then, until cancelled.
    net::asio::awaitable<void> runUse();
    /// Writes what still waits.
    net::asio::awaitable<void> flush();

private:
    store::ClientRow *find(const std::string &id);
    base::Status checkName(const std::string &name, const std::string &exceptId) const;
    void noteCall(const model::CallRecord &record);
    net::asio::awaitable<void> writeUse();
    void changed();

    Services m_services;
    store::CallerStore &m_store;
    const base::Clock &m_clock;
    CallLog m_log;
    std::vector<store::ClientRow> m_rows;
    std::map<std::string, store::ClientUse> m_unwritten; ///< by client
};

} // namespace berth::engine
