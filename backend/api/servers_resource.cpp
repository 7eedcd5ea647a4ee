// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/servers_resource.h"

#include "api/reply.h"
#include "model/validation.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;

namespace {

constexpr std::string_view notFound = "MCP Server not found";
constexpr std::string_view noTemplate = "MCP Server template not found";

bool wanted(const model::Server &server, const Call &call)
{
    const std::string status = call.queryOr("status", server.status);
    const std::string isPublic = call.queryOr("is_public", "");
    const std::string tag = call.queryOr("tag", "");
    const bool tagged =
        tag.empty() || std::find(server.tags.begin(), server.tags.end(), tag) != server.tags.end();
    return status == server.status && tagged &&
           (isPublic.empty() || (isPublic == "true" || isPublic == "1") == server.isPublic);
}

} // namespace

ServersResource::ServersResource(engine::Engine &engine)
    : m_engine(engine)
{}

void ServersResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/mcp-servers/", bind(&ServersResource::list));
    router.add("POST", "/v1/mcp-servers/", bind(&ServersResource::create));
    router.add("GET", "/v1/mcp-servers/templates", bind(&ServersResource::listTemplates));
    router.add("GET", "/v1/mcp-servers/templates/{id}", bind(&ServersResource::getTemplate));
    router.add("POST", "/v1/mcp-servers/from-template/{id}",
               bind(&ServersResource::createFromTemplate));
    router.add("GET", "/v1/mcp-servers/{id}", bind(&ServersResource::get));
    router.add("PATCH", "/v1/mcp-servers/{id}", bind(&ServersResource::patch));
    router.add("DELETE", "/v1/mcp-servers/{id}", bind(&ServersResource::remove));
    router.add("POST", "/v1/mcp-servers/{id}/deploy", bind(&ServersResource::deploy));
}

const model::Server *ServersResource::find(const std::string &id) const
{
    const auto &servers = m_engine.servers();
    const auto found = std::find_if(servers.begin(), servers.end(),
                                    [&id](const model::Server &server) { return server.id == id; });
    return found == servers.end() ? nullptr : &*found;
}

net::HttpResponse ServersResource::one(const std::string &id) const
{
    const model::Server *server = find(id);
    return server == nullptr ? failureReply(404, notFound) : jsonReply(model::toJson(*server));
}

tl::expected<model::Server, net::HttpResponse> ServersResource::serverOf(const Call &call) const
{
    if (auto refused = refuseWrongId(call, "server_id")) {
        return tl::unexpected<net::HttpResponse>(std::move(*refused));
    }
    const model::Server *server = find(call.parameter);
    if (server == nullptr) {
        return tl::unexpected<net::HttpResponse>(failureReply(404, notFound));
    }
    return *server;
}

ServersResource::Reply ServersResource::list(Call &call)
{
    Json servers = Json::array();
    for (const model::Server &server : m_engine.servers()) {
        if (wanted(server, call)) {
            servers.push_back(model::toJson(server));
        }
    }
    co_return jsonReply(servers);
}

ServersResource::Reply ServersResource::create(Call &call)
{
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    auto server = model::readServer(*body);
    if (!server) {
        co_return violationReply(server.error());
    }
    const auto id = co_await m_engine.saveServer(std::move(*server));
    if (!id) {
        co_return errorReply(id.error());
    }
    co_return one(*id);
}

ServersResource::Reply ServersResource::listTemplates(Call &)
{
    const auto &templates = m_engine.templates();
    co_return templates ? jsonReply(templates->all()) : errorReply(templates.error());
}

tl::expected<base::Json, net::HttpResponse> ServersResource::templateOf(const Call &call) const
{
    const auto &templates = m_engine.templates();
    if (!templates) {
        return tl::unexpected<net::HttpResponse>(errorReply(templates.error()));
    }
    const Json *found = templates->find(call.parameter);
    if (found == nullptr) {
        return tl::unexpected<net::HttpResponse>(failureReply(404, noTemplate));
    }
    return *found;
}

ServersResource::Reply ServersResource::getTemplate(Call &call)
{
    const auto found = templateOf(call);
    co_return found ? jsonReply(*found) : found.error();
}

ServersResource::Reply ServersResource::createFromTemplate(Call &call)
{
    const auto found = templateOf(call);
    if (!found) {
        co_return found.error();
    }
    if (call.queryOr("server_name", "").empty()) {
        co_return invalidReply("query", "server_name", "The server needs a name.");
    }
    auto server = engine::ServerTemplates::makeServer(*found, call.queryOr("server_name", ""),
                                                      call.queryOr("server_description", ""),
                                                      call.queryOr("version", "latest"));
    if (!server) {
        co_return violationReply(server.error());
    }
    const auto id = co_await m_engine.saveServer(std::move(*server));
    if (!id) {
        co_return errorReply(id.error());
    }
    co_return one(*id);
}

ServersResource::Reply ServersResource::get(Call &call)
{
    const auto server = serverOf(call);
    co_return server ? jsonReply(model::toJson(*server)) : server.error();
}

ServersResource::Reply ServersResource::patch(Call &call)
{
    const auto server = serverOf(call);
    if (!server) {
        co_return server.error();
    }
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    Json document = model::toJson(*server);
    for (const char *key : {"name", "description", "docker_image_url", "version", "tags",
                            "is_public", "status", "env_schema", "cmd"}) {
        const auto value = body->find(key);
        if (value != body->end() && !value->is_null()) {
            document[key] = *value;
        }
    }
    auto changed = model::readServer(document);
    if (!changed) {
        co_return violationReply(changed.error());
    }
    changed->id = server->id;
    changed->createdAt = server->createdAt;
    const auto saved = co_await m_engine.saveServer(std::move(*changed));
    if (!saved) {
        co_return errorReply(saved.error());
    }
    co_return one(server->id);
}

ServersResource::Reply ServersResource::remove(Call &call)
{
    const auto server = serverOf(call);
    if (!server) {
        co_return server.error();
    }
    const auto removed = co_await m_engine.removeServer(server->id);
    co_return removed ? successReply() : errorReply(removed.error());
}

ServersResource::Reply ServersResource::deploy(Call &call)
{
    auto server = serverOf(call);
    if (!server) {
        co_return server.error();
    }
    server->status = "deployed";
    const auto saved = co_await m_engine.saveServer(std::move(*server));
    co_return saved ? successReply("MCP Server deployed successfully") : errorReply(saved.error());
}

} // namespace berth::api
