// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_json.h"

#include "api/manager/manager_reply.h"

namespace berth::api {

using base::Json;
using engine::HealthSample;
using engine::InstanceSnapshot;
using model::InstanceState;

namespace {

Json redactedEnvironment(const model::DockerSpec &spec)
{
    Json environment = Json::object();
    for (const auto &[name, value] : spec.environment) {
        environment[name] = redacted;
    }
    return environment;
}

void addKept(Json &json, const model::JsonSpec &spec, const char *key)
{
    const auto kept = spec.extra.find(key);
    if (kept != spec.extra.end()) {
        json[key] = *kept;
    }
}

/// What all descriptions of an instance begin with.
Json beginning(const InstanceSnapshot &view)
{
    Json json = Json::object();
    json["id"] = managerId(view);
    json["instance_id"] = view.instance.id;
    json["name"] = view.instance.name;
    json["service_name"] = view.instance.name;
    json["slug"] = view.instance.slug;
    return json;
}

void addRun(Json &json, const InstanceSnapshot &view)
{
    const model::DockerSpec *docker = view.instance.spec.docker();
    json["image"] = docker != nullptr ? docker->image : std::string();
    json["status"] = managerStatus(view.instance.state);
    json["url"] = view.address;
    json["port"] = docker != nullptr ? docker->port : 0;
    if (docker != nullptr) {
        json["environment"] = redactedEnvironment(*docker);
    }
    addKept(json, view.instance.spec, "labels");
    json["created_at"] = base::toRfc3339(view.instance.createdAt);
    json["updated_at"] = base::toRfc3339(view.instance.updatedAt);
    if (!view.instance.reason.empty()) {
        json["error"] = view.instance.reason;
    }
}

const HealthSample *lastSample(const InstanceSnapshot &view)
{
    return view.health.empty() ? nullptr : &view.health.back();
}

/// While there is nothing that could answer, what was seen last does not count.
bool isReachable(const InstanceSnapshot &view)
{
    const HealthSample *sample = lastSample(view);
    return view.startedAt.has_value() && sample != nullptr && sample->healthy;
}

std::chrono::nanoseconds responseTime(const InstanceSnapshot &view)
{
    const HealthSample *sample = lastSample(view);
    return sample != nullptr ? sample->responseTime : std::chrono::microseconds(0);
}

std::string checkedAt(const InstanceSnapshot &view)
{
    const HealthSample *sample = lastSample(view);
    return sample != nullptr ? base::toRfc3339(sample->time) : managerTimestamp();
}

/// Why it is not healthy; empty when nothing is known.
std::string problemOf(const InstanceSnapshot &view)
{
    const HealthSample *sample = lastSample(view);
    const bool tells = view.instance.reason.empty() && sample != nullptr;
    return tells ? sample->problem : view.instance.reason;
}

void addProblem(Json &json, const InstanceSnapshot &view)
{
    if (const std::string problem = problemOf(view); !problem.empty()) {
        json["error"] = problem;
    }
}

} // namespace

std::string managerId(const InstanceSnapshot &view)
{
    return view.containerId.empty() ? view.instance.id : view.containerId;
}

std::string_view managerStatus(InstanceState state)
{
    switch (state) {
    case InstanceState::Pending:
        return "validating";
    case InstanceState::Failed:
    case InstanceState::Backoff:
        return "error";
    default:
        return model::stateName(state);
    }
}

bool isHealthy(const InstanceSnapshot &view)
{
    return view.instance.state == InstanceState::Running;
}

bool hasFailed(const InstanceSnapshot &view)
{
    const InstanceState state = view.instance.state;
    return state == InstanceState::Unhealthy || managerStatus(state) == "error";
}

Json containerJson(const InstanceSnapshot &view)
{
    Json json = beginning(view);
    addRun(json, view);
    const model::DockerSpec *docker = view.instance.spec.docker();
    if (docker != nullptr && !docker->command.empty()) {
        json["command"] = docker->command;
    }
    return json;
}

Json instanceStatusJson(const InstanceSnapshot &view)
{
    Json json = beginning(view);
    addRun(json, view);
    addKept(json, view.instance.spec, "workspace_id");
    json["health_status"] = isHealthy(view) ? "healthy" : "unhealthy";
    return json;
}

Json instanceResultJson(const InstanceSnapshot &view)
{
    Json json = Json::object();
    json["id"] = managerId(view);
    json["instance_id"] = view.instance.id;
    json["name"] = view.instance.name;
    json["url"] = view.address;
    json["status"] = managerStatus(view.instance.state);
    json["created_at"] = base::toRfc3339(view.instance.createdAt);
    return json;
}

Json healthResultJson(const InstanceSnapshot &view)
{
    Json json = Json::object();
    json["healthy"] = isHealthy(view);
    json["status"] = managerStatus(view.instance.state);
    json["http_reachable"] = isReachable(view);
    json["response_time"] = responseTime(view).count();
    if (!view.containerId.empty()) {
        json["container_id"] = view.containerId;
    }
    json["instance_id"] = view.instance.id;
    json["service_name"] = view.instance.name;
    addProblem(json, view);
    json["timestamp"] = checkedAt(view);
    return json;
}

Json detailedHealthJson(const InstanceSnapshot &view)
{
    const model::DockerSpec *docker = view.instance.spec.docker();
    Json json = healthResultJson(view);
    Json details = Json::object();
    details["instance_port"] = docker != nullptr ? docker->port : 0;
    details["instance_url"] = view.address;
    details["created_at"] = base::toRfc3339(view.instance.createdAt);
    details["updated_at"] = base::toRfc3339(view.instance.updatedAt);
    json["details"] = std::move(details);
    return json;
}

Json containerHealthJson(const InstanceSnapshot &view)
{
    Json json = Json::object();
    json["service"] = view.instance.name;
    json["status"] = managerStatus(view.instance.state);
    json["healthy"] = isHealthy(view);
    json["health"] = isHealthy(view) ? "healthy" : "unhealthy";
    addProblem(json, view);
    json["timestamp"] = checkedAt(view);
    json["container"] = containerJson(view);
    return json;
}

Json healthMapJson(const InstanceSnapshot &view)
{
    Json json = Json::object();
    json["instance_id"] = view.instance.id;
    json["service_name"] = view.instance.name;
    json["container_id"] = view.containerId;
    // AgentArea shows "unhealthy" for what runs and is not healthy, and knows no such status here.
    const bool runs = view.instance.state == InstanceState::Unhealthy;
    json["container_status"] = runs ? "running" : managerStatus(view.instance.state);
    json["healthy"] = isHealthy(view);
    json["http_reachable"] = isReachable(view);
    json["response_time_ms"] = static_cast<double>(responseTime(view).count()) / 1e6;
    json["timestamp"] = checkedAt(view);
    json["url"] = view.address;
    json["slug"] = view.instance.slug;
    addProblem(json, view);
    return json;
}

} // namespace berth::api
