// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/spec_check.h"

#include "api/manager/manager_lookup.h"
#include "api/manager/manager_reply.h"

namespace berth::api {

using base::Json;

namespace {

/// Whether an image that is not here can be pulled only the pull itself tells, hence null.
Json verdict(const Problems &errors, const Problems &warnings, const Json &imageExists)
{
    Json json = Json::object();
    json["valid"] = errors.empty();
    json["errors"] = errors;
    json["warnings"] = warnings;
    json["image_exists"] = imageExists;
    json["can_pull"] = imageExists == true ? Json(true) : Json(nullptr);
    json["estimated_size"] = "unknown";
    json["timestamp"] = managerTimestamp();
    return json;
}

} // namespace

net::asio::awaitable<Json> checkedSpec(engine::Engine &engine, const model::JsonSpec &spec)
{
    Problems errors;
    Problems warnings;
    const int limit = engine.settings().maxInstances;
    if (std::cmp_greater_equal(managedInstances(engine).size(), limit)) {
        errors.push_back("There are " + std::to_string(limit) +
                         " instances already, which is the limit of this manager.");
    }
    const model::DockerSpec *docker = spec.docker();
    if (docker == nullptr) {
        co_return verdict(errors, warnings, nullptr);
    }
    const auto exists = co_await engine.imageExists(docker->image);
    if (!exists) {
        warnings.push_back("Whether the image is here is not known: " + exists.error().message);
        co_return verdict(errors, warnings, nullptr);
    }
    if (!*exists) {
        warnings.push_back("The image " + docker->image +
                           " is not on this machine yet. It is pulled at the first start.");
    }
    co_return verdict(errors, warnings, *exists);
}

Json checkFailed(const Problems &problems)
{
    return verdict(problems, {}, nullptr);
}

} // namespace berth::api
