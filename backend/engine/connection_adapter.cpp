// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/connection_adapter.h"

namespace berth::engine {

namespace {

net::Task<std::string> unsupported()
{
    co_return base::fail(base::ErrorCode::Unsupported, "Connections are not wired up yet.");
}

} // namespace

QFuture<base::Result<std::string>> ConnectionAdapter::saveConnection(model::Connection,
                                                                     ConnectionSecrets)
{
    return m_link.run<std::string>([](Engine &) { return unsupported(); });
}

QFuture<base::Status> ConnectionAdapter::removeConnection(std::string)
{
    return {};
}

QFuture<base::Status> ConnectionAdapter::setConnectionEnabled(std::string, bool)
{
    return {};
}

QFuture<std::vector<ConnectionTestStep>> ConnectionAdapter::testConnection(model::Connection,
                                                                           ConnectionSecrets)
{
    return {};
}

QFuture<base::Result<std::string>> ConnectionAdapter::createRemote(std::string,
                                                                   model::InstanceDraft)
{
    return m_link.run<std::string>([](Engine &) { return unsupported(); });
}

} // namespace berth::engine
