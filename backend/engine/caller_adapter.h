// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine_link.h"
#include "engine/facade/callers.h"

namespace berth::engine {

/// ClientCommands and CallCommands over a real engine. Lives on the GUI thread.
class CallerAdapter final : public ClientCommands, public CallCommands
{
public:
    explicit CallerAdapter(EngineLink &link)
        : m_link(link)
    {}

    QFuture<base::Result<NewClient>> createClient(model::ClientDraft draft) override;
    QFuture<base::Status> changeClient(std::string id, model::ClientDraft draft) override;
    QFuture<base::Status> revokeClient(std::string id) override;
    QFuture<base::Status> removeClient(std::string id) override;
    QFuture<base::Result<std::vector<CallRecord>>>
    callHistory(std::int64_t beforeSequence, int limit, std::string instanceId) override;
    QFuture<base::Result<model::RecordedCall>> callDetail(std::int64_t sequence) override;
    QFuture<base::Status> clearCalls() override;
    QFuture<base::Result<int>> exportCalls(std::string file, CallExportFormat format,
                                           std::vector<std::int64_t> sequences) override;

private:
    EngineLink &m_link;
};

} // namespace berth::engine
