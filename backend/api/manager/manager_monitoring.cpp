// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_monitoring.h"

#include "api/health_resource.h"
#include "api/manager/manager_json.h"
#include "api/manager/manager_lookup.h"
#include "api/manager/manager_reply.h"

#include <algorithm>

namespace berth::api {

using base::Json;
using engine::InstanceSnapshot;
using model::InstanceState;

namespace {

constexpr const char *pageText = "Berth " BERTH_VERSION ", as a manager of MCP servers\n"
                                 "\n"
                                 "GET             /health\n"
                                 "GET POST        /instances\n"
                                 "POST            /instances/validate\n"
                                 "GET             /instances/health\n"
                                 "GET PUT DELETE  /instances/{id}\n"
                                 "GET POST        /instances/{id}/health\n"
                                 "GET             /instances/{id}/health/detailed\n"
                                 "GET POST        /containers\n"
                                 "POST            /containers/validate\n"
                                 "GET             /containers/health\n"
                                 "GET DELETE      /containers/{service}\n"
                                 "GET POST        /containers/{service}/health\n"
                                 "GET             /containers/{service}/health/detailed\n"
                                 "GET             /monitoring/status\n"
                                 "GET             /monitoring/health-summary\n"
                                 "\n"
                                 "All of it is there below /api/mcp too.\n";

bool isWell(const engine::ComponentStatus &status)
{
    return status.state == engine::ComponentState::Ok ||
           status.state == engine::ComponentState::Degraded;
}

/// Counts under "total_<kind>", "healthy_<kind>" and so on. What is on its way up or down is in
/// the total only.
void addCounts(Json &json, const std::vector<InstanceSnapshot> &views, const std::string &kind,
               bool withDetails)
{
    const auto count = [&views](auto matches) {
        return std::count_if(views.begin(), views.end(), matches);
    };
    const auto inState = [&count](InstanceState state) {
        return count(
            [state](const InstanceSnapshot &view) { return view.instance.state == state; });
    };
    json["total_" + kind] = views.size();
    json["healthy_" + kind] = count(isHealthy);
    json["unhealthy_" + kind] = count(hasFailed);
    json["stopped_" + kind] = inState(InstanceState::Stopped);
    if (withDetails) {
        json["running_" + kind] =
            inState(InstanceState::Running) + inState(InstanceState::Unhealthy);
        json["error_" + kind] = inState(InstanceState::Failed) + inState(InstanceState::Backoff);
    }
}

} // namespace

ManagerMonitoring::ManagerMonitoring(engine::Engine &engine)
    : m_engine(engine)
{}

void ManagerMonitoring::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/", bind(&ManagerMonitoring::page));
    router.add("GET", "/health", bind(&ManagerMonitoring::health));
    router.add("GET", "/monitoring/status", bind(&ManagerMonitoring::status));
    router.add("GET", "/monitoring/health-summary", bind(&ManagerMonitoring::summary));
}

ManagerMonitoring::Reply ManagerMonitoring::page(Call &)
{
    net::HttpResponse response;
    response.headers.set("Content-Type", "text/plain; charset=utf-8");
    response.body = pageText;
    co_return response;
}

ManagerMonitoring::Reply ManagerMonitoring::health(Call &)
{
    const engine::SystemSnapshot system = m_engine.system();
    const auto instances = managedInstances(m_engine);
    Json body = Json::object();
    body["status"] = isWell(system.podman) && isWell(system.gateway) ? "healthy" : "degraded";
    body["version"] = BERTH_VERSION;
    body["containers_running"] =
        std::count_if(instances.begin(), instances.end(), [](const InstanceSnapshot &view) {
            return view.instance.spec.docker() != nullptr && view.startedAt.has_value();
        });
    body["timestamp"] = managerTimestamp();
    body["uptime"] = uptime();
    co_return jsonReply(body);
}

ManagerMonitoring::Reply ManagerMonitoring::status(Call &)
{
    co_return jsonReply(counts(false));
}

ManagerMonitoring::Reply ManagerMonitoring::summary(Call &)
{
    co_return jsonReply(counts(true));
}

Json ManagerMonitoring::counts(bool withDetails) const
{
    auto instances = managedInstances(m_engine);
    Json json = Json::object();
    addCounts(json, instances, "instances", withDetails);
    std::erase_if(instances, [](const InstanceSnapshot &view) {
        return view.instance.spec.docker() == nullptr;
    });
    addCounts(json, instances, "containers", withDetails);
    json["timestamp"] = managerTimestamp();
    json["uptime"] = uptime();
    return json;
}

std::string ManagerMonitoring::uptime() const
{
    return uptimeText(std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - m_startedAt));
}

} // namespace berth::api
