// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/json_spec.h"

namespace berth::model {

namespace {

using base::Json;

Json toJson(const HealthCheck &check)
{
    Json json = Json::object();
    if (!check.path.empty()) {
        json["path"] = check.path;
    }
    json["interval"] = formatDuration(check.interval);
    json["timeout"] = formatDuration(check.timeout);
    json["retries"] = check.retries;
    return json;
}

Json toJson(const std::vector<std::pair<std::string, std::string>> &pairs)
{
    Json json = Json::object();
    for (const auto &[name, value] : pairs) {
        json[name] = value;
    }
    return json;
}

Json toJson(const Resources &resources)
{
    Json json = Json::object();
    if (resources.memoryLimit) {
        json["memory_limit"] = *resources.memoryLimit;
    }
    if (resources.cpuLimit) {
        json["cpu_limit"] = *resources.cpuLimit;
    }
    if (resources.pidsLimit) {
        json["pids_limit"] = *resources.pidsLimit;
    }
    return json;
}

Json toJson(const std::vector<Volume> &volumes)
{
    Json json = Json::array();
    for (const Volume &volume : volumes) {
        json.push_back({{"source", volume.source},
                        {"destination", volume.destination},
                        {"read_only", volume.readOnly}});
    }
    return json;
}

Json toJson(const Isolation &isolation)
{
    Json json = Json::object();
    if (!isolation.capAdd.empty()) {
        json["cap_add"] = isolation.capAdd;
    }
    if (isolation.readOnlyRoot) {
        json["read_only_root"] = true;
    }
    return json;
}

Json toJson(const GatewayOptions &options)
{
    const GatewayOptions usual;
    Json json = Json::object();
    if (options.backEnds != usual.backEnds) {
        json["back_ends"] = backEndsName(options.backEnds);
    }
    if (options.maxBackEnds != usual.maxBackEnds) {
        json["max_back_ends"] = options.maxBackEnds;
    }
    if (options.backEndIdle != usual.backEndIdle) {
        json["back_end_idle"] = formatDuration(options.backEndIdle);
    }
    if (options.callTimeout != usual.callTimeout) {
        json["call_timeout"] = formatDuration(options.callTimeout);
    }
    for (const auto &[tool, timeout] : options.toolTimeouts) {
        json["tool_timeouts"][tool] = formatDuration(timeout);
    }
    if (options.startOnCall) {
        json["start_on_call"] = true;
    }
    if (options.stopWhenIdle != usual.stopWhenIdle) {
        json["stop_when_idle"] = formatDuration(options.stopWhenIdle);
    }
    return json;
}

void writeOptional(Json &json, const DockerSpec &spec)
{
    for (const std::string &name : spec.secretFiles) {
        json["secret_delivery"][name] = "file";
    }
    if (!spec.command.empty()) {
        json["cmd"] = spec.command;
    }
    if (spec.resources != Resources{}) {
        json["resources"] = toJson(spec.resources);
    }
    if (spec.healthCheck != HealthCheck{}) {
        json["health_check"] = toJson(spec.healthCheck);
    }
    if (!spec.volumes.empty()) {
        json["volumes"] = toJson(spec.volumes);
    }
    if (!spec.network.empty()) {
        json["network"] = spec.network;
    }
    if (spec.isolation != Isolation{}) {
        json["isolation"] = toJson(spec.isolation);
    }
    if (spec.startupTimeout != DockerSpec{}.startupTimeout) {
        json["startup_timeout"] = formatDuration(spec.startupTimeout);
    }
    if (spec.gateway != GatewayOptions{}) {
        json["gateway"] = toJson(spec.gateway);
    }
}

Json write(const DockerSpec &spec)
{
    Json json = Json::object();
    json["type"] = "docker";
    json["image"] = spec.image;
    json["port"] = spec.port;
    if (spec.transport != Transport::StreamableHttp) {
        json["transport"] = transportName(spec.transport);
    }
    if (spec.path != DockerSpec{}.path) {
        json["path"] = spec.path;
    }
    json["environment"] = toJson(spec.environment);
    writeOptional(json, spec);
    return json;
}

Json write(const UrlSpec &spec)
{
    Json json = Json::object();
    json["type"] = "url";
    json["endpoint"] = spec.endpoint;
    if (spec.healthCheck != HealthCheck{}) {
        json["health_check"] = toJson(spec.healthCheck);
    }
    if (!spec.bearerToken.empty()) {
        json["authentication"] = {{"type", "bearer"}, {"token", spec.bearerToken}};
    }
    if (!spec.headers.empty()) {
        json["headers"] = toJson(spec.headers);
    }
    if (spec.timeout != UrlSpec{}.timeout) {
        json["timeout"] = formatDuration(spec.timeout);
    }
    if (!spec.caFile.empty()) {
        json["tls"] = {{"ca_file", spec.caFile}};
    }
    return json;
}

/// Unknown keys never replace what Berth writes; unknown members of a known object join it.
void addUnknown(Json &json, const Json &extra)
{
    if (!extra.is_object()) {
        return;
    }
    for (const auto &[key, value] : extra.items()) {
        if (!json.contains(key)) {
            json[key] = value;
        } else if (value.is_object() && json[key].is_object()) {
            addUnknown(json[key], value);
        }
    }
}

} // namespace

std::string_view backEndsName(BackEnds backEnds)
{
    switch (backEnds) {
    case BackEnds::PerClient:
        return "per-client";
    case BackEnds::PerSession:
        return "per-session";
    case BackEnds::Shared:
        break;
    }
    return "shared";
}

std::string_view transportName(Transport transport)
{
    switch (transport) {
    case Transport::Sse:
        return "sse";
    case Transport::Stdio:
        return "stdio";
    case Transport::StreamableHttp:
        break;
    }
    return "streamable-http";
}

base::Json toJson(const JsonSpec &spec)
{
    Json json = std::visit([](const auto &typed) { return write(typed); }, spec.type);
    addUnknown(json, spec.extra);
    return json;
}

} // namespace berth::model
