// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/platform/platform_stand_in.h"

#include <stdexcept>
#include <utility>

namespace berth::test {

using base::Json;

namespace {

constexpr const char *scheme = "Bearer ";
constexpr const char *instancesPath = "/v1/mcp-server-instances/";

net::HttpResponse json(int status, const Json &body)
{
    return {status, {{"Content-Type", "application/json"}}, base::toText(body)};
}

net::HttpResponse detail(int status, const char *words)
{
    return json(status, Json{{"detail", words}});
}

} // namespace

net::HttpResponse platformAnswer(const PlatformWorkspaces &workspaces, const std::string &target,
                                 const std::optional<std::string> &authorization)
{
    if (!authorization) {
        return detail(401, "Authorization header missing");
    }
    const bool isBearer = authorization->starts_with(scheme);
    const auto workspace =
        isBearer ? workspaces.find(authorization->substr(std::char_traits<char>::length(scheme)))
                 : workspaces.end();
    if (workspace == workspaces.end()) {
        return detail(401, "Invalid token");
    }
    if (!target.starts_with(instancesPath)) {
        return detail(404, "Not Found");
    }
    const std::string id = target.substr(std::char_traits<char>::length(instancesPath));
    if (id.empty()) {
        return json(200, workspace->second);
    }
    for (const Json &instance : workspace->second) {
        if (instance.is_object() && base::stringOr(instance, "id") == id) {
            return json(200, instance);
        }
    }
    return detail(404, "MCP Server Instance not found");
}

PlatformStandIn::PlatformStandIn()
    : m_server(m_thread.executor(),
               [this](net::ServerExchange &exchange) { return serve(exchange); })
{
    const auto port = m_server.listenTcp("127.0.0.1", 0);
    if (!port) {
        throw std::runtime_error(port.error().message);
    }
    m_port = *port;
}

PlatformStandIn::~PlatformStandIn()
{
    m_thread.stop();
}

std::string PlatformStandIn::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_port) + "/v1";
}

void PlatformStandIn::setInstances(const std::string &token, Json instances)
{
    const std::lock_guard lock(m_mutex);
    m_workspaces[token] = std::move(instances);
}

void PlatformStandIn::setBroken(bool isBroken)
{
    const std::lock_guard lock(m_mutex);
    m_isBroken = isBroken;
}

net::asio::awaitable<void> PlatformStandIn::serve(net::ServerExchange &exchange)
{
    net::HttpResponse response;
    {
        const std::lock_guard lock(m_mutex);
        const auto header = exchange.headers().get("Authorization");
        response = m_isBroken ? detail(503, "Service Unavailable")
                              : platformAnswer(m_workspaces, exchange.target(),
                                               header ? std::optional(std::string(*header))
                                                      : std::nullopt);
    }
    co_await exchange.respond(std::move(response));
}

} // namespace berth::test
