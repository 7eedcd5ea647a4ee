// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_health.h"

#include "api/manager/manager_json.h"
#include "api/manager/manager_lookup.h"
#include "api/manager/manager_reply.h"

#include <utility>

namespace berth::api {

using base::Json;
using engine::InstanceSnapshot;

namespace {

constexpr int wellStatus = 200;
constexpr int unwellStatus = 503;

int statusFor(const InstanceSnapshot &view)
{
    return isHealthy(view) ? wellStatus : unwellStatus;
}

net::HttpResponse listReply(const engine::Engine &engine,
                            Json (*describe)(const InstanceSnapshot &))
{
    Json checks = Json::array();
    for (const InstanceSnapshot &view : managedInstances(engine)) {
        checks.push_back(describe(view));
    }
    Json reply = Json::object();
    reply["total"] = checks.size();
    reply["health_checks"] = std::move(checks);
    return jsonReply(reply);
}

} // namespace

ManagerHealth::ManagerHealth(engine::Engine &engine)
    : m_engine(engine)
{}

void ManagerHealth::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/instances/health", bind(&ManagerHealth::instances));
    router.add("GET", "/instances/{id}/health", bind(&ManagerHealth::instance));
    router.add("POST", "/instances/{id}/health", bind(&ManagerHealth::askInstance));
    router.add("GET", "/instances/{id}/health/detailed", bind(&ManagerHealth::instanceDetails));
    router.add("GET", "/containers/health", bind(&ManagerHealth::containers));
    router.add("GET", "/containers/{id}/health", bind(&ManagerHealth::container));
    router.add("POST", "/containers/{id}/health", bind(&ManagerHealth::askContainer));
    router.add("GET", "/containers/{id}/health/detailed", bind(&ManagerHealth::containerDetails));
}

ManagerHealth::Reply ManagerHealth::instances(Call &call)
{
    const std::string wanted = call.queryOr("instance_id", "");
    if (wanted.empty()) {
        co_return listReply(m_engine, healthResultJson);
    }
    const auto view = findManaged(m_engine, wanted);
    co_return view ? jsonReply(healthResultJson(*view)) : view.error();
}

ManagerHealth::Reply ManagerHealth::instance(Call &call)
{
    const auto view = findManaged(m_engine, call.parameter);
    co_return view ? jsonReply(healthResultJson(*view), statusFor(*view)) : view.error();
}

ManagerHealth::Reply ManagerHealth::askInstance(Call &call)
{
    const auto view = co_await askNow(call.parameter);
    co_return view ? jsonReply(healthResultJson(*view)) : view.error();
}

ManagerHealth::Reply ManagerHealth::instanceDetails(Call &call)
{
    const auto view = findManaged(m_engine, call.parameter);
    co_return view ? jsonReply(detailedHealthJson(*view)) : view.error();
}

/// Those of other servers too: AgentArea's pages take their status from here as well.
ManagerHealth::Reply ManagerHealth::containers(Call &call)
{
    const std::string wanted = call.queryOr("service", "");
    if (wanted.empty()) {
        co_return listReply(m_engine, healthMapJson);
    }
    const auto view = findManaged(m_engine, wanted);
    co_return view ? jsonReply(healthMapJson(*view)) : view.error();
}

ManagerHealth::Reply ManagerHealth::container(Call &call)
{
    const auto view = findContainer(m_engine, call.parameter);
    co_return view ? jsonReply(containerHealthJson(*view), statusFor(*view)) : view.error();
}

ManagerHealth::Reply ManagerHealth::askContainer(Call &call)
{
    const auto view = co_await askNow(call.parameter);
    if (!view) {
        co_return view.error();
    }
    Json reply = Json::object();
    reply["service"] = view->instance.name;
    reply["health_status"] = healthMapJson(*view);
    reply["timestamp"] = managerTimestamp();
    co_return jsonReply(reply);
}

ManagerHealth::Reply ManagerHealth::containerDetails(Call &call)
{
    const auto view = findContainer(m_engine, call.parameter);
    if (!view) {
        co_return view.error();
    }
    Json reply = detailedHealthJson(*view);
    reply["service"] = view->instance.name;
    reply["container"] = containerJson(*view);
    co_return jsonReply(reply);
}

net::asio::awaitable<tl::expected<InstanceSnapshot, net::HttpResponse>>
ManagerHealth::askNow(std::string wanted)
{
    auto view = findManaged(m_engine, wanted);
    if (!view) {
        co_return view;
    }
    const auto asked = co_await m_engine.checkHealth(view->instance.id);
    if (!asked) {
        co_return tl::unexpected<net::HttpResponse>(
            managerFailure(asked.error(), "health_check_failed"));
    }
    // By id: the name may have got another meaning meanwhile.
    co_return findManaged(m_engine, view->instance.id);
}

} // namespace berth::api
