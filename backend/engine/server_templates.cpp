// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/server_templates.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace berth::engine {

using base::ErrorCode;
using base::Json;

namespace {

base::Error damaged(const std::filesystem::path &file, std::string details)
{
    return {ErrorCode::InvalidArgument,
            "The server templates in " + file.string() + " are damaged. Install Berth again.",
            std::move(details),
            {}};
}

} // namespace

ServerTemplates::ServerTemplates(Json templates)
    : m_templates(std::move(templates))
{}

base::Result<ServerTemplates> ServerTemplates::load(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return base::fail(ErrorCode::NotFound, "The server templates are missing: " +
                                                   file.string() + ". Install Berth again.");
    }
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    auto json = base::parseJson(text);
    if (!json) {
        return base::fail(damaged(file, json.error().message));
    }
    if (!json->is_array()) {
        return base::fail(damaged(file, "It is no list."));
    }
    for (const Json &entry : *json) {
        if (!entry.is_object()) {
            return base::fail(damaged(file, "An entry is no object."));
        }
        auto server = makeServer(entry, base::stringOr(entry, "name"), {}, "latest");
        if (!server) {
            return base::fail(damaged(file, model::toError(server.error()).message));
        }
    }
    return ServerTemplates(std::move(*json));
}

const Json *ServerTemplates::find(std::string_view key) const
{
    const auto found =
        std::find_if(m_templates.begin(), m_templates.end(),
                     [key](const Json &entry) { return base::stringOr(entry, "key") == key; });
    return found == m_templates.end() ? nullptr : &*found;
}

model::Validated<model::Server> ServerTemplates::makeServer(const Json &chosen, std::string name,
                                                            std::string description,
                                                            std::string version)
{
    if (description.empty()) {
        description = base::stringOr(chosen, "description");
    }
    Json document = Json::object();
    document["name"] = std::move(name);
    document["description"] = std::move(description);
    document["docker_image_url"] = base::stringOr(chosen, "docker_image");
    document["version"] = std::move(version);
    document["tags"] = Json::array({base::stringOr(chosen, "key")});
    document["is_public"] = true;
    const auto variables = chosen.find("env_vars");
    document["env_schema"] = variables == chosen.end() ? Json::array() : *variables;
    return model::readServer(document);
}

} // namespace berth::engine
