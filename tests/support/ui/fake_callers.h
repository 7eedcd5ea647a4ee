// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/callers.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace berth::test {

/// ClientCommands and CallCommands in memory, for widget tests and screenshots only. Commands are
/// answered at once.
class FakeCallers final : public engine::ClientCommands, public engine::CallCommands
{
public:
    QFuture<base::Result<engine::NewClient>> createClient(model::ClientDraft draft) override;
    QFuture<base::Status> changeClient(std::string id, model::ClientDraft draft) override;
    QFuture<base::Status> revokeClient(std::string id) override;
    QFuture<base::Status> removeClient(std::string id) override;
    QFuture<base::Result<std::vector<engine::CallRecord>>>
    callHistory(std::int64_t beforeSequence, int limit, std::string instanceId) override;
    QFuture<base::Result<model::RecordedCall>> callDetail(std::int64_t sequence) override;
    QFuture<base::Status> clearCalls() override;
    QFuture<base::Result<int>> exportCalls(std::string file, engine::CallExportFormat format,
                                           std::vector<std::int64_t> sequences) override;

    const std::vector<model::Client> &clients() const
    {
        return m_clients;
    }
    void setClients(std::vector<model::Client> clients)
    {
        m_clients = std::move(clients);
    }
    /// Oldest first.
    void setCalls(std::vector<model::RecordedCall> calls)
    {
        m_calls = std::move(calls);
    }
    /// The next command answers this instead of succeeding.
    void failNext(base::Error error)
    {
        m_nextError = std::move(error);
    }
    /// Told after every change of the clients, and when the calls were cleared.
    std::function<void()> onClientsChanged;
    std::function<void()> onCallsReset;
    /// "create", "change i-1", "revoke i-1", …
    std::vector<std::string> commands;
    model::ClientDraft lastDraft;

    /// What a client that is made gets.
    static constexpr const char *token = "berth_3f9a1c0e5b7d42689e0f1a2b3c4d5e6f708192a3b4c5d6e7f8"
                                         "09a1b2c3d4e5f6";

private:
    base::Status take(std::string command);
    model::Client *find(const std::string &id);

    std::vector<model::Client> m_clients;
    std::vector<model::RecordedCall> m_calls;
    std::optional<base::Error> m_nextError;
};

} // namespace berth::test
