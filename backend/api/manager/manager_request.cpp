// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_request.h"

#include "api/manager/manager_json.h"
#include "api/manager/manager_lookup.h"
#include "base/ids.h"

#include <charconv>
#include <optional>

namespace berth::api {

using base::Json;

namespace {

constexpr int defaultPort = 8000;

const Json *memberOf(const Json &object, const char *key)
{
    const auto member = object.find(key);
    return member == object.end() || member->is_null() ? nullptr : &*member;
}

Problems missingTexts(const Json &body, std::initializer_list<const char *> keys)
{
    Problems problems;
    for (const char *key : keys) {
        if (base::stringOr(body, key).empty()) {
            problems.push_back(std::string(key) + " is missing, or no text.");
        }
    }
    return problems;
}

/// "500m" as Kubernetes writes half a core; everything else is the model's to judge.
Json cpuLimitOf(const Json &value)
{
    if (!value.is_string()) {
        return value;
    }
    const auto &text = value.get_ref<const std::string &>();
    unsigned milli = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milli);
    if (error != std::errc() || std::string_view(end) != "m") {
        return value;
    }
    std::string rest = std::to_string(1000 + milli % 1000).substr(1);
    return std::to_string(milli / 1000) + '.' + rest;
}

/// {limits: {cpu, memory}}. Podman reserves nothing, so there is nothing to do for `requests`.
void addResources(Json &spec, const Json &resources)
{
    const Json *limits = resources.is_object() ? memberOf(resources, "limits") : nullptr;
    if (limits == nullptr || !limits->is_object()) {
        return;
    }
    if (const Json *cpu = memberOf(*limits, "cpu")) {
        spec["resources"]["cpu_limit"] = cpuLimitOf(*cpu);
    }
    if (const Json *memory = memberOf(*limits, "memory")) {
        spec["resources"]["memory_limit"] = *memory;
    }
}

void copy(const Json &body, const char *key, Json &spec, const char *as)
{
    if (const Json *value = memberOf(body, key)) {
        spec[as] = *value;
    }
}

/// What instances and containers are described alike by.
Json specOf(const Json &body)
{
    Json spec = Json::object();
    spec["type"] = "docker";
    copy(body, "image", spec, "image");
    copy(body, "environment", spec, "environment");
    copy(body, "command", spec, "cmd");
    return spec;
}

Readable<ManagerRequest> readDraft(Problems problems, std::string id, const std::string &name,
                                   const Json &spec)
{
    const Json document{{"name", name}, {"json_spec", spec}};
    auto draft = model::readInstanceDraft(document);
    if (!draft && problems.empty()) {
        problems = problemsOf(draft.error());
    }
    if (!problems.empty()) {
        return tl::unexpected<Problems>(std::move(problems));
    }
    return ManagerRequest{std::move(id), std::move(*draft)};
}

/// A value that an answer had hidden comes back as what it was.
void restoreRedacted(Json &environment, const model::Environment &before)
{
    if (!environment.is_object()) {
        return;
    }
    for (const auto &[name, value] : before) {
        const auto given = environment.find(name);
        if (given != environment.end() && given->is_string() &&
            given->get_ref<const std::string &>() == redacted) {
            *given = value;
        }
    }
}

} // namespace

Problems problemsOf(const model::Violations &violations)
{
    Problems problems;
    for (const model::Violation &violation : violations) {
        problems.push_back(violation.message + " (at " +
                           (violation.pointer.empty() ? "/" : violation.pointer) + ")");
    }
    return problems;
}

std::string joined(const Problems &problems)
{
    std::string text;
    for (const std::string &problem : problems) {
        text += (text.empty() ? "" : " ") + problem;
    }
    return text;
}

Readable<ManagerRequest> readInstanceRequest(const Json &body)
{
    Problems problems =
        missingTexts(body, {"instance_id", "name", "service_name", "image", "workspace_id"});
    const std::string id = base::stringOr(body, "instance_id");
    if (!id.empty() && !base::isUuid(id)) {
        problems.emplace_back("instance_id must be a UUID.");
    }
    Json spec = specOf(body);
    const Json *port = memberOf(body, "port");
    spec["port"] = port == nullptr || *port == 0 ? Json(defaultPort) : *port;
    if (const Json *resources = memberOf(body, "resources")) {
        addResources(spec, *resources);
    }
    copy(body, "workspace_id", spec, "workspace_id");
    return readDraft(std::move(problems), normalisedId(id), base::stringOr(body, "service_name"),
                     spec);
}

Readable<ManagerRequest> readContainerRequest(const Json &body)
{
    Problems problems = missingTexts(body, {"service_name", "image"});
    if (memberOf(body, "port") == nullptr) {
        problems.emplace_back("port is missing.");
    }
    Json spec = specOf(body);
    copy(body, "port", spec, "port");
    copy(body, "volumes", spec, "volumes");
    copy(body, "labels", spec, "labels");
    if (const Json *memory = memberOf(body, "memory_limit")) {
        spec["resources"]["memory_limit"] = *memory;
    }
    if (const Json *cpu = memberOf(body, "cpu_limit")) {
        spec["resources"]["cpu_limit"] = cpuLimitOf(*cpu);
    }
    return readDraft(std::move(problems), {}, base::stringOr(body, "service_name"), spec);
}

Readable<model::InstanceDraft> readInstanceChanges(const engine::InstanceSnapshot &view,
                                                   const Json &body)
{
    Json document = model::toJson(view.instance);
    Json &spec = document["json_spec"];
    copy(body, "image", spec, "image");
    copy(body, "command", spec, "cmd");
    if (const Json *port = memberOf(body, "port"); port != nullptr && *port != 0) {
        spec["port"] = *port;
    }
    if (const Json *environment = memberOf(body, "environment")) {
        spec["environment"] = *environment;
        restoreRedacted(spec["environment"], view.instance.spec.docker()->environment);
    }
    if (const Json *resources = memberOf(body, "resources")) {
        addResources(spec, *resources);
    }
    auto draft = model::readInstanceDraft(document);
    if (!draft) {
        return tl::unexpected<Problems>(problemsOf(draft.error()));
    }
    return std::move(*draft);
}

} // namespace berth::api
