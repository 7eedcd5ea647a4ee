// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/server.h"

namespace berth::model {

base::Json toJson(const Server &server)
{
    base::Json json = base::Json::object();
    json["id"] = server.id;
    json["name"] = server.name;
    json["description"] = server.description;
    json["docker_image_url"] = server.dockerImageUrl;
    json["version"] = server.version;
    json["tags"] = server.tags;
    json["is_public"] = server.isPublic;
    json["env_schema"] = toJson(server.envSchema);
    json["cmd"] = server.cmd ? base::Json(*server.cmd) : base::Json(nullptr);
    json["status"] = server.status;
    json["created_at"] = base::toRfc3339(server.createdAt);
    json["updated_at"] = base::toRfc3339(server.updatedAt);
    return json;
}

} // namespace berth::model
