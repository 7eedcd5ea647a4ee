// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/calls_resource.h"
#include "api/clients_resource.h"
#include "api/connections_resource.h"
#include "api/events_resource.h"
#include "api/health_resource.h"
#include "api/instance_actions.h"
#include "api/instances_resource.h"
#include "api/router.h"
#include "api/secrets_resource.h"
#include "api/servers_resource.h"
#include "engine/engine.h"
#include "net/http_server.h"

#include <filesystem>

namespace berth::api {

/// The control API: HTTP on a Unix socket that only its owner may open, so there is no further
/// authorisation. Lives on the engine's executor, and not longer than the engine.
class ApiServer
{
public:
    ApiServer(const net::asio::any_io_executor &executor, engine::Engine &engine);

    /// AlreadyExists when another Berth listens there.
    base::Status listen(const std::filesystem::path &socket);
    /// Breaks open connections off; the engine must still be there.
    void stop();

private:
    engine::Engine &m_engine;
    ServersResource m_servers;
    InstancesResource m_instances;
    InstanceActions m_actions;
    EventsResource m_events;
    HealthResource m_health;
    SecretsResource m_secrets;
    ConnectionsResource m_connections;
    ClientsResource m_clients;
    CallsResource m_calls;
    Router m_router;
    net::HttpServer m_http;
};

} // namespace berth::api
