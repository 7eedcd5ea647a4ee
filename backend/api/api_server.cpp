// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/api_server.h"

#include <utility>

namespace berth::api {

ApiServer::ApiServer(const net::asio::any_io_executor &executor, engine::Engine &engine)
    : m_engine(engine)
    , m_servers(engine)
    , m_instances(engine)
    , m_actions(executor, engine)
    , m_events(executor, engine)
    , m_health(engine)
    , m_secrets(engine)
    , m_connections(engine)
    , m_clients(engine)
    , m_calls(executor, engine)
    , m_http(executor,
             [this](net::ServerExchange &exchange) { return m_router.dispatch(exchange); })
{
    // Fixed paths come before those with an id in the same place.
    m_actions.addTo(m_router);
    m_instances.addTo(m_router);
    m_servers.addTo(m_router);
    m_events.addTo(m_router);
    m_health.addTo(m_router);
    m_secrets.addTo(m_router);
    m_connections.addTo(m_router);
    m_clients.addTo(m_router);
    m_calls.addTo(m_router);
}

base::Status ApiServer::listen(const std::filesystem::path &socket)
{
    base::Status listening = m_http.listenUnix(socket);
    if (listening) {
        m_engine.setApiSocket(socket.string());
    }
    return listening;
}

void ApiServer::stop()
{
    m_http.stop();
}

} // namespace berth::api
