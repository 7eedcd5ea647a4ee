// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/instance_actions.h"

#include "api/instance_json.h"
#include "api/instances_resource.h"
#include "api/log_stream.h"
#include "api/reply.h"
#include "base/parse_number.h"
#include "mcp/mcp_client.h"
#include "net/endpoint.h"

#include <utility>

namespace berth::api {

using base::Json;

namespace {

constexpr int defaultTail = 200;
constexpr int maxTail = 100000;

std::optional<int> tailOf(const Call &call)
{
    const std::string text = call.queryOr("tail", "");
    if (text.empty()) {
        return defaultTail;
    }
    const auto tail = base::parseNumber<int>(text);
    return tail && *tail >= 0 && *tail <= maxTail ? tail : std::nullopt;
}

Json namesOf(const model::JsonSpec &spec)
{
    Json names = Json::array();
    if (const model::DockerSpec *docker = spec.docker()) {
        for (const auto &[name, value] : docker->environment) {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace

InstanceActions::InstanceActions(net::asio::any_io_executor executor, engine::Engine &engine)
    : m_executor(std::move(executor))
    , m_engine(engine)
{}

void InstanceActions::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    const std::string one = "/v1/mcp-server-instances/{id}";
    router.add("GET", "/v1/mcp-server-instances/health/containers", bind(&InstanceActions::health));
    router.add("POST", one + "/start", bind(&InstanceActions::start));
    router.add("POST", one + "/stop", bind(&InstanceActions::stop));
    router.add("POST", one + "/restart", bind(&InstanceActions::restart));
    router.add("GET", one + "/tools", bind(&InstanceActions::tools));
    router.add("POST", one + "/discover-tools", bind(&InstanceActions::discoverTools));
    router.add("GET", one + "/environment", bind(&InstanceActions::environment));
    router.add("GET", one + "/logs", bind(&InstanceActions::logs));
}

InstanceActions::Reply InstanceActions::start(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const auto done = co_await m_engine.startInstance(view->instance.id);
    co_return done ? successReply("Instance started successfully") : errorReply(done.error());
}

InstanceActions::Reply InstanceActions::stop(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const auto done = co_await m_engine.stopInstance(view->instance.id);
    co_return done ? successReply("Instance stopped successfully") : errorReply(done.error());
}

InstanceActions::Reply InstanceActions::restart(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const auto done = co_await m_engine.restartInstance(view->instance.id);
    co_return done ? successReply("Instance restarted successfully") : errorReply(done.error());
}

InstanceActions::Reply InstanceActions::tools(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    Json tools = Json::array();
    for (const model::Tool &tool : view->instance.tools) {
        tools.push_back(model::toJson(tool));
    }
    co_return jsonReply(tools);
}

/// Asks the server itself, through the gateway, as any client would.
InstanceActions::Reply InstanceActions::discoverTools(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const auto address = net::parseUrl(view->address);
    if (!address) {
        co_return errorReply(address.error());
    }
    mcp::McpClient::Options options;
    options.path = address->target;
    mcp::McpClient client(m_executor, address->endpoint, options);
    const auto found = co_await client.listTools();
    if (!found) {
        co_return errorReply(found.error());
    }
    co_await client.disconnect();
    Json reply = Json::object();
    reply["message"] = "Tool discovery completed successfully";
    reply["tools"] = Json::array();
    for (const model::Tool &tool : *found) {
        reply["tools"].push_back(model::toJson(tool));
    }
    co_return jsonReply(reply);
}

InstanceActions::Reply InstanceActions::environment(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    Json reply = Json::object();
    reply["instance_id"] = view->instance.id;
    reply["env_vars"] = namesOf(view->instance.spec);
    reply["message"] = "Names only; values are never shown";
    co_return jsonReply(reply);
}

InstanceActions::Reply InstanceActions::logs(Call &call)
{
    const auto view = instanceOf(m_engine, call);
    if (!view) {
        co_return view.error();
    }
    const auto tail = tailOf(call);
    if (!tail) {
        co_return invalidReply("query", "tail", "Input should be an integer from 0 to 100000");
    }
    if (view->containerId.empty()) {
        co_return failureReply(409,
                               view->instance.name + " has no container now, so there is no log.");
    }
    LogStream stream(m_executor, m_engine,
                     {view->instance.id, *tail, call.queryOr("format", "") == "text"});
    if (call.queryFlag("follow")) {
        co_await stream.follow(call.exchange);
        co_return std::nullopt;
    }
    co_return co_await stream.read();
}

InstanceActions::Reply InstanceActions::health(Call &)
{
    Json checks = Json::array();
    for (const engine::InstanceSnapshot &view : m_engine.instances()) {
        checks.push_back(healthJson(view));
    }
    Json reply = Json::object();
    reply["total"] = checks.size();
    reply["health_checks"] = std::move(checks);
    co_return jsonReply(reply);
}

} // namespace berth::api
