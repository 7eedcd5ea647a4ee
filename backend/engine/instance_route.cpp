// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/instance_route.h"

namespace berth::engine {

gateway::Route routeOf(const InstanceSnapshot &view,
                       const std::optional<providers::Running> &running)
{
    gateway::Route route;
    route.instanceId = view.instance.id;
    route.instanceName = view.instance.name;
    if (const auto *docker = view.instance.spec.docker()) {
        route.startsOnCall = docker->gateway.startOnCall;
        route.startWithin = docker->startupTimeout;
        route.stopWhenIdle = docker->gateway.stopWhenIdle;
    }
    route.isComing = view.instance.desired == model::DesiredState::Running;
    route.hasFailed = view.instance.state == model::InstanceState::Failed;
    if (running) {
        route.available = true;
        route.upstream = running->upstream;
        route.basePath = running->mcpPath;
        route.hostHeader = running->hostHeader;
        route.extraHeaders = running->headers;
        route.caFile = running->caFile;
        return route;
    }
    route.problem =
        view.instance.name + " is " + std::string(model::stateName(view.instance.state)) + '.';
    if (!view.instance.reason.empty()) {
        route.problem += ' ' + view.instance.reason;
    }
    return route;
}

} // namespace berth::engine
