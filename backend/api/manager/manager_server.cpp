// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_server.h"

#include "api/manager/manager_containers.h"
#include "api/manager/manager_guard.h"
#include "api/manager/manager_health.h"
#include "api/manager/manager_instances.h"
#include "api/manager/manager_monitoring.h"
#include "api/manager/manager_reply.h"

#include <utility>

namespace berth::api {

namespace {

/// Where compose has put the manager: MCP_MANAGER_URL=http://mcp-manager:80/api/mcp
constexpr std::string_view prefix = "/api/mcp";

/// The target without the prefix and without a slash at the end of its path.
std::string plainTarget(std::string_view target)
{
    const auto mark = std::min(target.find('?'), target.size());
    std::string_view path = target.substr(0, mark);
    if (path == prefix || path.starts_with(std::string(prefix) + '/')) {
        path.remove_prefix(prefix.size());
    }
    if (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    return (path.empty() ? "/" : std::string(path)) + std::string(target.substr(mark));
}

} // namespace

class ManagerServer::Front
{
public:
    explicit Front(engine::Engine &engine)
        : m_instances(engine)
        , m_containers(engine)
        , m_health(engine)
        , m_monitoring(engine)
        , m_router(noSuchPath)
    {
        // Fixed paths come before those with an id in the same place.
        m_monitoring.addTo(m_router);
        m_health.addTo(m_router);
        m_instances.addTo(m_router);
        m_containers.addTo(m_router);
    }

    void setGuard(ManagerGuard guard)
    {
        m_guard = std::move(guard);
    }

    net::asio::awaitable<void> handle(net::ServerExchange &exchange) const
    {
        if (!m_guard) {
            co_await exchange.respond(managerRefusal(503, "unavailable", "Berth is starting."));
        } else if (auto refused = m_guard->refusal(exchange.headers())) {
            co_await exchange.respond(std::move(*refused));
        } else {
            co_await m_router.dispatch(exchange, plainTarget(exchange.target()));
        }
    }

private:
    ManagerInstances m_instances;
    ManagerContainers m_containers;
    ManagerHealth m_health;
    ManagerMonitoring m_monitoring;
    Router m_router;
    std::optional<ManagerGuard> m_guard;
};

ManagerServer::ManagerServer(net::asio::any_io_executor executor, engine::Engine &engine)
    : m_front(std::make_shared<Front>(engine))
    , m_http(std::move(executor),
             [front = m_front](net::ServerExchange &exchange) { return front->handle(exchange); })
{}

ManagerServer::~ManagerServer() = default;

base::Result<net::ListenAddress> ManagerServer::listen(const net::ListenAddress &address,
                                                       std::optional<base::Secret> token)
{
    if (!token && !address.isLoopback()) {
        return base::fail(base::ErrorCode::InvalidArgument,
                          "Other machines could use the manager API at " + address.text() +
                              " without a token. Require the token, or listen on 127.0.0.1 only.");
    }
    const auto port = m_http.listenTcp(address.host, address.port);
    if (!port) {
        return base::fail(port.error());
    }
    const net::ListenAddress bound{address.host, *port};
    m_front->setGuard(ManagerGuard(bound, std::move(token)));
    return bound;
}

void ManagerServer::stop()
{
    m_http.stop();
}

} // namespace berth::api
