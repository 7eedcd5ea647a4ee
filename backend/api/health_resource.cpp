// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/health_resource.h"

#include "api/reply.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;
using engine::ComponentState;

namespace {

const char *stateName(ComponentState state)
{
    switch (state) {
    case ComponentState::Starting:
        return "starting";
    case ComponentState::Ok:
        return "ok";
    case ComponentState::Degraded:
        return "degraded";
    case ComponentState::Unavailable:
        break;
    }
    return "unavailable";
}

Json componentJson(const engine::ComponentStatus &status)
{
    Json json = Json::object();
    json["state"] = stateName(status.state);
    json["summary"] = status.summary;
    if (!status.problem.empty()) {
        json["problem"] = status.problem;
        json["remedy"] = status.remedy;
    }
    return json;
}

bool isWell(const engine::ComponentStatus &status)
{
    return status.state == ComponentState::Ok || status.state == ComponentState::Degraded;
}

} // namespace

std::string uptimeText(std::chrono::seconds uptime)
{
    const auto seconds = uptime.count();
    std::string text;
    if (seconds >= 3600) {
        text += std::to_string(seconds / 3600) + 'h';
    }
    if (seconds >= 60) {
        text += std::to_string(seconds / 60 % 60) + 'm';
    }
    return text + std::to_string(seconds % 60) + 's';
}

HealthResource::HealthResource(engine::Engine &engine)
    : m_engine(engine)
{}

void HealthResource::addTo(Router &router)
{
    router.add("GET", "/health", [this](Call &call) { return get(call); });
}

net::asio::awaitable<Router::Reply> HealthResource::get(Call &)
{
    const engine::SystemSnapshot system = m_engine.system();
    const auto instances = m_engine.instances();
    const auto running =
        std::count_if(instances.begin(), instances.end(), [](const engine::InstanceSnapshot &view) {
            return view.instance.state == model::InstanceState::Running &&
                   view.instance.spec.docker() != nullptr;
        });
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - m_startedAt);

    Json body = Json::object();
    body["status"] = isWell(system.podman) && isWell(system.gateway) ? "healthy" : "degraded";
    body["version"] = BERTH_VERSION;
    body["instances"] = instances.size();
    body["containers_running"] = running;
    body["timestamp"] = base::toRfc3339(base::SystemClock().now());
    body["uptime"] = uptimeText(uptime);
    body["gateway_url"] = system.gatewayAddress;
    body["podman"] = componentJson(system.podman);
    body["gateway"] = componentJson(system.gateway);
    body["keychain"] = componentJson(system.keychain);
    if (!system.traefik.summary.empty() || !system.traefik.problem.empty()) {
        body["traefik"] = componentJson(system.traefik);
    }
    co_return jsonReply(body);
}

} // namespace berth::api
