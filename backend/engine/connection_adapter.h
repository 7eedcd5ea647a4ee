// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine_link.h"
#include "engine/facade/connections.h"

namespace berth::engine {

/// ConnectionCommands over a real engine. Lives on the GUI thread.
class ConnectionAdapter final : public ConnectionCommands
{
public:
    explicit ConnectionAdapter(EngineLink &link)
        : m_link(link)
    {}

    QFuture<base::Result<std::string>> saveConnection(model::Connection connection,
                                                      ConnectionSecrets secrets) override;
    QFuture<base::Status> removeConnection(std::string id) override;
    QFuture<base::Status> setConnectionEnabled(std::string id, bool enabled) override;
    QFuture<ConnectionTestStep> testConnection(model::Connection connection,
                                               ConnectionSecrets secrets) override;
    QFuture<base::Result<std::string>> createRemote(std::string connectionId,
                                                    model::InstanceDraft draft) override;

private:
    EngineLink &m_link;
};

} // namespace berth::engine
