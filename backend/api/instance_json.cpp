// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/instance_json.h"

namespace berth::api {

using base::Json;

namespace {

double milliseconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1000.0;
}

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

Json lastSample(const engine::InstanceSnapshot &view)
{
    if (view.health.empty()) {
        return nullptr;
    }
    const engine::HealthSample &sample = view.health.back();
    Json health = Json::object();
    health["healthy"] = sample.healthy;
    health["response_time_ms"] = milliseconds(sample.responseTime);
    health["checked_at"] = base::toRfc3339(sample.time);
    health["problem"] = textOrNull(sample.problem);
    return health;
}

Json progressJson(const engine::Progress &progress)
{
    Json json = Json::object();
    json["what"] = progress.what;
    json["fraction"] = progress.fraction ? Json(*progress.fraction) : Json(nullptr);
    json["detail"] = progress.detail;
    return json;
}

} // namespace

Json instanceJson(const engine::InstanceSnapshot &view)
{
    Json json = model::toJson(view.instance);
    json["server_name"] = textOrNull(view.serverName);
    json["connection_id"] = textOrNull(view.instance.connectionId);
    json["connection"] = textOrNull(view.connectionName);
    json["remote"] = view.isRemote;
    json["manager"] = textOrNull(view.manager);
    json["url"] = view.address;
    json["error"] = textOrNull(view.instance.reason);
    json["error_details"] = textOrNull(view.errorDetails);
    json["desired_status"] = model::desiredStateName(view.instance.desired);
    json["container_id"] = textOrNull(view.containerId);
    json["started_at"] = view.startedAt ? Json(base::toRfc3339(*view.startedAt)) : Json(nullptr);
    json["next_attempt_at"] =
        view.nextAttempt ? Json(base::toRfc3339(*view.nextAttempt)) : Json(nullptr);
    json["progress"] = view.progress ? progressJson(*view.progress) : Json(nullptr);
    json["health"] = lastSample(view);
    json["back_ends"] = view.backEnds.most == 0
                            ? Json(nullptr)
                            : Json{{"used", view.backEnds.used}, {"most", view.backEnds.most}};
    return json;
}

Json healthJson(const engine::InstanceSnapshot &view)
{
    const model::Instance &instance = view.instance;
    const bool sampled = !view.health.empty();
    const bool healthy = instance.state == model::InstanceState::Running;
    Json json = Json::object();
    json["instance_id"] = instance.id;
    json["service_name"] = instance.name;
    json["container_id"] = view.containerId;
    json["container_status"] = model::stateName(instance.state);
    json["healthy"] = healthy;
    json["http_reachable"] = healthy && sampled && view.health.back().healthy;
    json["response_time_ms"] = sampled ? milliseconds(view.health.back().responseTime) : 0.0;
    json["timestamp"] = sampled ? Json(base::toRfc3339(view.health.back().time)) : Json(nullptr);
    json["url"] = view.address;
    json["slug"] = instance.slug;
    if (!instance.reason.empty()) {
        json["error"] = instance.reason;
    }
    return json;
}

} // namespace berth::api
