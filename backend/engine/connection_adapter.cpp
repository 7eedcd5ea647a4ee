// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/connection_adapter.h"

#include "engine/connection_desk.h"

namespace berth::engine {

QFuture<base::Result<std::string>> ConnectionAdapter::saveConnection(model::Connection connection,
                                                                     ConnectionSecrets secrets)
{
    return m_link.run<std::string>(
        [connection = std::move(connection), secrets = std::move(secrets)](Engine &engine) mutable {
            return engine.connectionDesk().save(std::move(connection), std::move(secrets));
        });
}

QFuture<base::Status> ConnectionAdapter::removeConnection(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.connectionDesk().remove(id); });
}

QFuture<base::Status> ConnectionAdapter::setConnectionEnabled(std::string id, bool enabled)
{
    return m_link.run<void>(
        [id, enabled](Engine &engine) { return engine.connectionDesk().setEnabled(id, enabled); });
}

QFuture<ConnectionTestStep> ConnectionAdapter::testConnection(model::Connection connection,
                                                              ConnectionSecrets secrets)
{
    return m_link.stream<ConnectionTestStep>(
        [connection = std::move(connection), secrets = std::move(secrets)](Engine &engine,
                                                                           auto deliver) mutable {
            return engine.connectionDesk().test(std::move(connection), std::move(secrets),
                                                std::move(deliver));
        });
}

QFuture<base::Result<std::string>> ConnectionAdapter::createRemote(std::string connectionId,
                                                                   model::InstanceDraft draft)
{
    return m_link.run<std::string>(
        [connectionId = std::move(connectionId), draft = std::move(draft)](Engine &engine) mutable {
            return engine.connectionDesk().createRemote(std::move(connectionId), std::move(draft));
        });
}

} // namespace berth::engine
